using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Tracking;

/// <summary>
/// Observes sites on one scene: exact pixel coverage, vegetation cover, and recovery relative to a ring of undisturbed
/// ground on the same date. Not thread-safe, as its source is not.
/// </summary>
public sealed class SiteObserver
{
    private readonly string _sceneId;
    private readonly DateTimeOffset _acquiredAt;
    private readonly Grid _grid;
    private readonly RestorationRules _rules;
    private readonly PixelCover _pixels;
    private readonly Func<Geometry, Geometry> _toGrid;
    private readonly STRtree<Geometry> _disturbed = new();
    private readonly double _bare;

    /// <param name="sceneId">The scene.</param>
    /// <param name="acquiredAt">Its acquisition.</param>
    /// <param name="source">Its reflectances; stays the caller's.</param>
    /// <param name="disturbed">What is no reference: all listed sites, detections, homes, fields, water; CRS84.</param>
    /// <param name="rules">Thresholds.</param>
    /// <exception cref="InputException">The scene has no red or no near infrared: nothing can be observed on it.</exception>
    public SiteObserver(string sceneId, DateTimeOffset acquiredAt, IReflectanceSource source, IEnumerable<Geometry> disturbed, RestorationRules rules)
    {
        (_sceneId, _acquiredAt, _grid, _rules) = (sceneId, acquiredAt, source.Grid, rules);
        _pixels = new PixelCover(source, rules, sceneId);
        _toGrid = GeometryTransform.Of(WellKnown.Crs84, source.Grid.Crs);
        foreach (var geometry in disturbed.Where(g => !g.IsEmpty))
        {
            var onGrid = _toGrid(geometry);
            _disturbed.Insert(onGrid.EnvelopeInternal, onGrid);
        }

        _disturbed.Build();
        _bare = BareGround.CoverOf(_grid, _pixels, rules);
    }

    /// <summary>True where the scene has the bands that an observation needs.</summary>
    public static bool CanObserve(IReflectanceSource source) => PixelCover.Needed.All(source.Roles.Contains);

    /// <summary>Observes all sites that the scene's grid meets, in their order.</summary>
    public IReadOnlyList<Observation> Observe(IReadOnlyList<TrackedSite> sites, IProgress<double>? progress, CancellationToken cancel)
    {
        var observations = new List<Observation>();
        for (int i = 0; i < sites.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            if (Observe(sites[i]) is { } observation)
            {
                observations.Add(observation);
            }

            progress?.Report((i + 1.0) / sites.Count);
        }

        return observations;
    }

    /// <summary>Observes one site; null where it lies outside of the scene, or is a point only.</summary>
    public Observation? Observe(TrackedSite site)
    {
        var zone = _toGrid(site.Geometry);
        if (zone is not (Polygon or MultiPolygon))
        {
            return null;
        }

        // On a grid as large as the site, so that what lies outside of the scene counts as not seen.
        var window = WindowOf(zone.EnvelopeInternal);
        if (window.Intersect(_grid.Whole).IsEmpty)
        {
            return null;
        }

        var coverage = Coverage.Of(zone, _grid.Crop(window));
        if (coverage.Window.IsEmpty)
        {
            return null;
        }

        var own = coverage.Window with { Col = coverage.Window.Col + window.Col, Row = coverage.Window.Row + window.Row };
        return Summarise(site, zone, coverage.Fractions, own);
    }

    private Observation? Summarise(TrackedSite site, Geometry zone, double[] fractions, Window window)
    {
        var (ndvi, cover, water) = _pixels.Read(window);
        var onlySeen = new CoverageMatrix(new Window(0, 0, window.Width, window.Height), fractions);
        var ndviOf = ZonalStatistics.Of(onlySeen, ndvi);
        double whole = onlySeen.Sum, seen = ndviOf.Count;
        double validShare = Math.Min(1, seen / whole);
        var empty = new Observation(site.Kind, site.Code, _sceneId, _acquiredAt, validShare, null, null, null, null, null, null, null, 0, null, null, null);
        if (seen <= 0)
        {
            return MeetsScene(fractions, window) ? empty with { ValidShare = 0, Missing = "no clear pixel on the site" } : null;
        }

        var coverOf = ZonalStatistics.Of(onlySeen, cover);
        double bareWeight = 0, waterWeight = 0;
        for (int i = 0; i < fractions.Length; i++)
        {
            if (!float.IsNaN(ndvi[i]))
            {
                waterWeight += water[i] ? fractions[i] : 0;
                bareWeight += !water[i] && cover[i] < _rules.BareBelow ? fractions[i] : 0;
            }
        }

        // What was not seen is like what was seen, but for the spread of the mean of independent pixels.
        double independent = Math.Max(1, seen / _rules.PixelsPerIndependent);
        double unseen = Math.Sqrt((1 - validShare) * coverOf.Variance / independent);
        double coverError = Math.Sqrt(Square(EndMembers(coverOf.Mean)) + Square(unseen));
        var reference = ReferenceRing.Of(zone, site.Geometry, _grid, _disturbed, _pixels, _rules);
        var (recovery, recoveryError, missing) = Recovery(coverOf.Mean, coverError, validShare, reference);
        return empty with
        {
            NdviMean = ndviOf.Mean,
            NdviStdev = Finite(ndviOf.Stdev),
            Cover = coverOf.Mean,
            CoverUncertainty = Finite(coverError),
            BareShare = Math.Min(1, bareWeight / seen),
            WaterShare = Math.Min(1, waterWeight / seen),
            ReferenceCover = reference.Cover,
            ReferencePixels = reference.Pixels,
            RelativeRecovery = recovery,
            RelativeRecoveryUncertainty = recoveryError,
            Missing = missing,
        };
    }

    // R = (FVCsite − FVCbare) / (FVCref − FVCbare), all of the same date.
    private (double?, double?, string?) Recovery(double cover, double coverError, double validShare, Reference reference)
    {
        if (validShare < _rules.ValidShare)
        {
            return (null, null, FormattableString.Invariant($"only {validShare:0.00} of the site is seen clearly, {_rules.ValidShare:0.00} are needed"));
        }

        if (reference.Cover is not { } around || reference.Pixels < _rules.ReferencePixels)
        {
            return (null, null, FormattableString.Invariant($"{reference.Pixels} undisturbed pixels around the site, {_rules.ReferencePixels:0} are needed"));
        }

        double above = around - _bare;
        if (above < _rules.ReferenceCover)
        {
            return (null, null, FormattableString.Invariant($"the reference itself has a cover of {around:0.00} on this date, {above:0.00} above bare ground, {_rules.ReferenceCover:0.00} are needed"));
        }

        double ratio = Math.Max(0, cover - _bare) / above;
        double referenceError = Math.Sqrt(Square(reference.StandardError) + Square(EndMembers(around)));
        return (ratio, Math.Sqrt(Square(coverError) + Square(ratio * referenceError)) / above, null);
    }

    private double EndMembers(double cover) => VegetationCover.EndMemberError(cover, _rules.NdviError, _rules.NdviBare, _rules.NdviFull);

    private bool MeetsScene(double[] fractions, Window window)
    {
        var inside = window.Intersect(_grid.Whole);
        for (int row = inside.Row; row < inside.Bottom; row++)
        {
            for (int col = inside.Col; col < inside.Right; col++)
            {
                if (fractions[(row - window.Row) * window.Width + col - window.Col] > 0)
                {
                    return true;
                }
            }
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

    private Window WindowOf(Envelope envelope) => WindowOf(envelope, _grid);

    private static double Square(double x) => x * x;

    private static double? Finite(double x) => double.IsFinite(x) ? x : null;
}
