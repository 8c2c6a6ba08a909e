using Geo.Core.Imagery;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tracking;

/// <summary>
/// Observes sites on one scene: exact pixel coverage, vegetation cover, and recovery relative to undisturbed ground near it on
/// the same date. Not thread-safe, as its source is not.
/// </summary>
public sealed class SiteObserver
{
    private readonly ObservedScene _scene;
    private readonly SensorAdjustment? _adjustment;
    private readonly IReflectanceSource _source;
    private readonly SiteGrounds _all;
    private readonly GridGrounds _grounds;
    private readonly RestorationRules _rules;
    private readonly PixelReader _pixels;
    private readonly double _bare;

    /// <param name="scene">The scene.</param>
    /// <param name="source">Its reflectances; stays the caller's.</param>
    /// <param name="grounds">The sites' places and references, shared by all scenes.</param>
    /// <exception cref="InputException">The scene has no red or no near infrared: nothing can be observed on it.</exception>
    public SiteObserver(ObservedScene scene, IReflectanceSource source, SiteGrounds grounds)
        : this(scene, source, grounds, null)
    {
    }

    /// <param name="sceneId">The scene.</param>
    /// <param name="acquiredAt">Its acquisition.</param>
    /// <param name="source">Its reflectances; stays the caller's.</param>
    /// <param name="disturbed">What is no reference: all listed sites and detections; CRS84.</param>
    /// <param name="rules">Thresholds.</param>
    /// <exception cref="InputException">As above.</exception>
    public SiteObserver(string sceneId, DateTimeOffset acquiredAt, IReflectanceSource source, IEnumerable<Geometry> disturbed, RestorationRules rules)
        : this(new ObservedScene(sceneId, acquiredAt), source, new SiteGrounds(new Surroundings([.. disturbed]), rules))
    {
    }

    private SiteObserver(ObservedScene scene, IReflectanceSource source, SiteGrounds grounds, double? bare)
    {
        (_scene, _all, _grounds, _rules) = (scene, grounds, grounds.On(source.Grid), grounds.Rules);
        _adjustment = Harmonisation.Default.Of(scene.Sensor, scene.Product);
        _source = _adjustment is null || source is HarmonisedSource ? source : new HarmonisedSource(source, _adjustment);
        _pixels = new PixelReader(_source, _rules, scene.Id);
        _bare = bare ?? BareGround.CoverOf(source.Grid, _pixels, _rules);
    }

    /// <summary>True where the scene has the bands that an observation needs.</summary>
    public static bool CanObserve(IReflectanceSource source) => PixelReader.Needed.All(source.Roles.Contains);

    /// <summary>Observes all sites that the scene's grid meets, in their order.</summary>
    /// <param name="sites">The sites.</param>
    /// <param name="threads">Threads, each with a handle of its own; the answer does not depend on it.</param>
    /// <param name="progress">Share of the sites done.</param>
    /// <param name="cancel">Looked at once a site.</param>
    public IReadOnlyList<Observation> Observe(IReadOnlyList<TrackedSite> sites, int threads, IProgress<double>? progress, CancellationToken cancel)
    {
        // Down the scene: sites beside each other find their tiles decoded.
        int[] order = [.. Enumerable.Range(0, sites.Count).OrderByDescending(i => sites[i].Geometry.EnvelopeInternal.MaxY).ThenBy(i => i)];
        var found = new Observation?[sites.Count];
        int done = 0, workers = Math.Clamp(threads, 1, Math.Max(1, sites.Count));
        if (workers == 1) Work(this, 0);
        else
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel }, worker =>
            {
                using var own = _source.Reopen();
                Work(new SiteObserver(_scene, own, _all, _bare), worker);
            });
        }

        return [.. found.OfType<Observation>()];

        void Work(SiteObserver observer, int worker)
        {
            for (int at = sites.Count * worker / workers; at < sites.Count * (worker + 1) / workers; at++)
            {
                cancel.ThrowIfCancellationRequested();
                found[order[at]] = observer.Observe(sites[order[at]]);
                progress?.Report((double)Interlocked.Increment(ref done) / sites.Count);
            }
        }
    }

    /// <summary>Observes all sites with one thread.</summary>
    public IReadOnlyList<Observation> Observe(IReadOnlyList<TrackedSite> sites, IProgress<double>? progress, CancellationToken cancel) =>
        Observe(sites, 1, progress, cancel);

    /// <summary>Observes one site; null where it lies outside of the scene, or is a point only.</summary>
    public Observation? Observe(TrackedSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        if (_grounds.Of(site) is not { } ground) return null;
        var seen = _pixels.Read(ground.Window);
        var shares = SeenShares.Of(ground, seen, _rules);
        var (pit, stockpile) = SurveyShares.Of(site.Geometry, _scene.Findings);
        var observation = new Observation(
            site.Kind, site.Code, _scene.Id, _scene.AcquiredAt, shares.Valid, null, null, null, null, null, null, null, 0, null, null, null)
        {
            Sensor = _scene.Sensor,
            Harmonised = _adjustment?.Source,
            MaskOrigin = _scene.MaskOrigin,
            CloudShare = shares.Cloud,
            ShadowShare = shares.Shadow,
            SnowShare = shares.Snow,
            HazeShare = shares.Haze,
            PitShare = pit,
            StockpileShare = stockpile,
            ProjectedArea = ground.ProjectedArea,
            SurfaceArea = ground.SurfaceArea,
        };
        if (shares.Seen > 0) return Summarise(observation, ground, shares.Clear, shares.Seen);
        return MeetsScene(ground) ? observation with { Missing = ObservationGap.NothingSeen } : null;
    }

    private Observation Summarise(Observation observation, SiteGround ground, Pixels seen, double weight)
    {
        ZonalStatistics ndvi = new(keepsValues: false), cover = new(keepsValues: false);
        ndvi.Add(ground.Share, seen.Ndvi);
        cover.Add(ground.Share, seen.Cover);
        var reference = Reference.Of(ground, seen, _rules);
        double face = reference.Pixels >= _rules.ReferencePixels && reference.Cover - _bare >= _rules.ReferenceCover
            ? _rules.Observing.RestoredFace * reference.Cover!.Value
            : double.NaN;
        double bare = 0, water = 0, restored = 0;
        for (int i = 0; i < ground.Share.Length; i++)
        {
            double share = ground.Share[i];
            if (!(share > 0) || float.IsNaN(seen.Ndvi[i])) continue;
            if (seen.Water[i]) water += share;
            else if (seen.Cover[i] < _rules.BareBelow) bare += share;
            if (!seen.Water[i] && seen.Cover[i] >= face) restored += share;
        }

        // What was not seen is like what was seen, but for the spread of the mean of independent pixels.
        double independent = Math.Max(1, weight / _rules.PixelsPerIndependent), unseenShare = 1 - observation.ValidShare;
        double coverError = Math.Sqrt(Square(EndMembers(cover.Mean)) + unseenShare * cover.Variance / independent);
        int side = Math.Max(1, (int)Math.Round(_rules.Observing.BlockMetres / ground.PixelMetres));
        double blocks = BlockError.Of(ground.Share, seen.Ndvi, ground.Window.Width, side) ?? Math.Sqrt(ndvi.Variance / independent);
        var (recovery, recoveryError, missing) = Recovery(observation, cover.Mean, coverError, reference);
        return observation with
        {
            NdviMean = ndvi.Mean,
            NdviStdev = Finite(ndvi.Stdev),
            NdviUncertainty = Finite(Math.Sqrt(Square(blocks) + unseenShare * ndvi.Variance / independent)),
            Cover = cover.Mean,
            CoverUncertainty = Finite(coverError),
            BareShare = Math.Min(1, bare / weight),
            WaterShare = Math.Min(1, water / weight),
            ScarArea = Math.Min(1, bare / weight) * ground.ProjectedArea,
            RestoredArea = double.IsNaN(face) ? null : Math.Min(1, restored / weight) * ground.ProjectedArea,
            ReferenceCover = reference.Cover,
            ReferencePixels = reference.Pixels,
            ReferenceNdvi = reference.Ndvi,
            ReferenceNdviUncertainty = reference.Ndvi is null ? null : reference.NdviError,
            ReferenceCoverUncertainty = reference.Cover is null ? null : reference.CoverError,
            ReferenceSpread = reference.Cover is null ? null : reference.Spread,
            ReferenceMethod = reference.Cover is null ? null : ground.Method,
            RelativeRecovery = recovery,
            RelativeRecoveryUncertainty = recoveryError,
            Missing = missing,
        };
    }

    // R = (FVCsite − FVCbare) / (FVCref − FVCbare), all of the same date.
    private (double?, double?, string?) Recovery(Observation observation, double cover, double coverError, Reference reference)
    {
        if (observation.ValidShare < _rules.ValidShare) return (null, null, ObservationGap.SeenTooLittle(observation, _rules.ValidShare));
        if (reference.Cover is not { } around || reference.Pixels < _rules.ReferencePixels)
        {
            return (null, null, ObservationGap.TooFewAround(reference.Pixels, _rules.ReferencePixels));
        }

        double above = around - _bare;
        if (above < _rules.ReferenceCover) return (null, null, ObservationGap.ReferenceTooBare(around, above, _rules.ReferenceCover));
        double ratio = Math.Max(0, cover - _bare) / above;
        double referenceError = Math.Sqrt(Square(reference.CoverError) + Square(EndMembers(around)));
        return (ratio, Math.Sqrt(Square(coverError) + Square(ratio * referenceError)) / above, null);
    }

    private double EndMembers(double cover) => VegetationCover.EndMemberError(cover, _rules.NdviError, _rules.NdviBare, _rules.NdviFull);

    private bool MeetsScene(SiteGround ground)
    {
        var (window, inside) = (ground.Window, ground.Window.Intersect(_source.Grid.Whole));
        for (int row = inside.Row; row < inside.Bottom; row++)
        {
            if (ground.Share.AsSpan((row - window.Row) * window.Width + inside.Col - window.Col, inside.Width).ContainsAnyExcept(0)) return true;
        }

        return false;
    }

    internal static Window WindowOf(Envelope envelope, Grid grid)
    {
        var corners = new[]
        {
            grid.Transform.Invert(envelope.MinX, envelope.MinY), grid.Transform.Invert(envelope.MinX, envelope.MaxY),
            grid.Transform.Invert(envelope.MaxX, envelope.MinY), grid.Transform.Invert(envelope.MaxX, envelope.MaxY),
        };
        int col = (int)Math.Floor(corners.Min(c => c.Col)), row = (int)Math.Floor(corners.Min(c => c.Row));
        return new Window(col, row, (int)Math.Ceiling(corners.Max(c => c.Col)) - col + 1, (int)Math.Ceiling(corners.Max(c => c.Row)) - row + 1);
    }

    private static double Square(double x) => x * x;

    private static double? Finite(double x) => double.IsFinite(x) ? x : null;
}
