using System.Security.Cryptography;
using System.Text;
using Geo.Core;
using Geo.Core.Imagery;
using Geo.Core.Reporting;
using Geo.Core.Reporting.Docx;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Recovery;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>Dossiers from the store: gathers what a site's dossier tells of, and makes its pictures. One thread; scenes stay open until it is disposed.</summary>
public sealed class DossierSource : IDisposable
{
    private const int MostDetections = 12;

    private readonly WorkspaceStore _store;
    private readonly bool _forStaff;
    private readonly DateTimeOffset? _until;
    private readonly Dictionary<string, Scene> _scenes;
    private readonly ScenePool _pool;

    /// <param name="store">The store.</param>
    /// <param name="forStaff">False leaves out what only staff may read: field checks.</param>
    /// <param name="until">Observations from then on are not looked at; null for all.</param>
    public DossierSource(WorkspaceStore store, bool forStaff = true, DateTimeOffset? until = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_store, _forStaff, _until) = (store, forStaff, until);
        _scenes = store.Scenes.List().ToDictionary(s => s.Id);
        _pool = new ScenePool(store, _scenes);
    }

    /// <summary>Codes of all mine sites, in order.</summary>
    public static IReadOnlyList<string> Codes(WorkspaceStore store) =>
        [.. store.Layer("mine-sites").Items(ItemsRequest.Everything).Select(f => f.Id).Order(StringComparer.Ordinal)];

    /// <summary>CODE.docx; what a file name cannot hold becomes an underscore, and a hash of the code tells it from others that become the same.</summary>
    public static string FileName(string code)
    {
        const int told = 6;
        string name = string.Concat(code.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
        return (name == code ? code : $"{name}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)))[..told]}") + ".docx";
    }

    /// <summary>All that is known of a site.</summary>
    /// <param name="code">Code of the mine site.</param>
    /// <param name="cancel">Stops between scenes.</param>
    /// <exception cref="NotFoundException">There is no such mine site.</exception>
    /// <exception cref="InputException">The register does not say where it lies.</exception>
    public DossierInput Input(string code, CancellationToken cancel)
    {
        Feature row = _store.Layer("mine-sites").Find(code) ?? throw new NotFoundException("mine site", code);
        if (row.Geometry is null) throw new InputException($"mine site {code}", "geometry", "the register does not say where it lies", "import its boundary, then make the dossier");
        var p = row.Properties;
        var rows = Observed(code);
        Observation[] observations = [.. rows.Select(r => r.Observation)];
        SiteAssessment assessed = Assess(row, observations, out IReadOnlyList<Feature> history);
        var standing = new SiteStanding(
            p["status_at"] as DateTimeOffset?, p["proposed_status"] as string,
            p["proposed_evidence"] is string zh ? new Reason(zh, p["proposed_evidence_en"] as string ?? zh) : null,
            p["surface_area_m2"] is double surface ? new SquareMetres(surface) : null, assessed.Baseline?.To, WorksStarted(assessed),
            p["plan_state"] as string, (int?)(p["months_late"] as long?), p["evidence_missing"] as IReadOnlyList<string> ?? [],
            [.. assessed.Changes.Select(change => change.Evidence)]);
        ScenePair pair = Pair(observations, assessed);
        Feature[] detections = [.. About("detections", code).OrderByDescending(d => d.Properties["acquired_at"] as DateTimeOffset?).ThenBy(d => d.Id, StringComparer.Ordinal).Take(MostDetections)];
        return new DossierInput(
            SiteFeatures.ToMineSite(row), standing, assessed.Series, assessed.Verdict, observations, [.. history.Select(Line)], Works(code),
            observations.Select(o => o.SceneId).Distinct().Where(_scenes.ContainsKey).ToDictionary(id => id, id => _scenes[id]),
            RunLines(rows.Select(r => r.Row).Concat(detections)),
            [.. detections.Select(Detection)], pair, RecoveryOf(row.Geometry, assessed.Series, pair, cancel));
    }

    /// <summary>The dossier as DOCX.</summary>
    /// <param name="code">Code of the mine site.</param>
    /// <param name="language">zh or en.</param>
    /// <param name="cancel">Stops between scenes.</param>
    /// <returns>The same store gives the same bytes.</returns>
    /// <exception cref="NotFoundException">There is no such mine site.</exception>
    public byte[] Docx(string code, string language, CancellationToken cancel)
    {
        DossierInput input = Input(code, cancel);
        var pictures = new Dictionary<string, byte[]> { ["curve"] = CoverCurve.Png(input, language) };
        foreach (string when in new[] { "before", "after" })
        {
            if (Chip(input, when, ScenePicture.Styles[0], SiteChip.UsualSide, cancel) is { } png) pictures.Add(when, png);
        }

        return DocxWriter.Write(Dossier.Of(input, language, Typefaces.Host.HasChinese), pictures);
    }

    /// <summary>One picture of the pair, on the pair's stretch; null where there is no such scene.</summary>
    /// <param name="input">The site.</param>
    /// <param name="when">before or after.</param>
    /// <param name="style">See <see cref="ScenePicture.Styles"/>.</param>
    /// <param name="side">Pixels a side.</param>
    /// <param name="cancel">Stops the drawing.</param>
    public byte[]? Chip(DossierInput input, string when, string style, int side, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Chip(input.Pair, input.Site.Geometry, when, style, side, cancel);
    }

    /// <inheritdoc cref="Chip(DossierInput, string, string, int, CancellationToken)"/>
    internal byte[]? Chip(ScenePair of, Geometry site, string when, string style, int side, CancellationToken cancel)
    {
        Scene[] pair = [.. new[] { of.Before, of.After }.OfType<Observation>().Select(o => _scenes[o.SceneId])];
        if ((when == "before" ? of.Before : of.After) is not { } shown) return null;
        string folder = _store.Workspace.Scenes;
        return SiteChip.Png(_scenes[shown.SceneId], folder, site, style, side, SiteChip.Stretch(pair, folder, site, style, cancel), cancel);
    }

    /// <summary>The pair of a site, as its dossier shows it.</summary>
    /// <param name="site">Its row of mine-sites.</param>
    /// <param name="series">Out: its growing seasons.</param>
    internal ScenePair Pair(Feature site, out SeasonSeries series)
    {
        Observation[] observations = [.. Observed(site.Id).Select(o => o.Observation)];
        SiteAssessment assessed = Assess(site, observations, out _);
        series = assessed.Series;
        return Pair(observations, assessed);
    }

    private ScenePair Pair(IEnumerable<Observation> observations, SiteAssessment assessed) => ScenePair.Choose(
        observations.Where(o => _scenes.TryGetValue(o.SceneId, out var scene) && RecoveryGrid.PixelMetres(scene) >= RecoveryRules.Default.PixelMetres),
        assessed.Baseline?.To, WorksStarted(assessed), RestorationRules.Default, RecoveryRules.Default);

    // Told for the moment of the youngest observation: test, seasons and changes do not hang on today, and the same store gives the same file.
    private SiteAssessment Assess(Feature site, Observation[] observations, out IReadOnlyList<Feature> history)
    {
        history = AssessedSites.HistoryOf(_store, TrackedSite.MineSite, site.Id, null);
        DateTimeOffset at = observations.Length > 0 ? observations.Max(o => o.ObservedAt) : DateTimeOffset.UnixEpoch;
        return SiteAssessor.Of(observations, AssessedSites.Facts(site, history), RestorationRules.Default, at);
    }

    private static DateTimeOffset? WorksStarted(SiteAssessment assessed) => assessed.Changes.FirstOrDefault(c => c.Kind == FoundChange.WorksStarted)?.At;

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    /// <summary>Dates of a site that its recovery can be mapped from.</summary>
    internal static IReadOnlyList<RecoveryDate> Dates(SeasonSeries series, IReadOnlyDictionary<string, Scene> scenes) =>
        [.. series.Used.Where(o => o.ReferenceCover > 0 && scenes.TryGetValue(o.SceneId, out var scene) && RecoveryGrid.PixelMetres(scene) >= RecoveryRules.Default.PixelMetres)
            .Select(o => new RecoveryDate(SeasonSeries.YearOf(o.ObservedAt), o.SceneId, o.ReferenceCover!.Value))];

    /// <summary>Season that stands for before.</summary>
    internal static int? BeforeYear(ScenePair pair) => pair.Before is { } before ? SeasonSeries.YearOf(before.ObservedAt) : null;

    private SiteRecovery? RecoveryOf(Geometry site, SeasonSeries series, ScenePair pair, CancellationToken cancel)
    {
        IReadOnlyList<RecoveryDate> dates = Dates(series, _scenes);
        if (dates.Count == 0) return null;
        Grid grid = RecoveryGrid.Of([.. dates.Select(d => _scenes[d.SceneId]).Distinct()], [site]);
        return new RecoveryMapper(grid, _pool.Get, RestorationRules.Default, RecoveryRules.Default).Of(site, dates, BeforeYear(pair), cancel);
    }

    /// <summary>A scene that a pair names.</summary>
    internal Scene SceneOf(string id) => _scenes[id];

    private (Observation Observation, Feature Row)[] Observed(string code) =>
        [.. TrackingFeatures.ObservationsOf(_store, TrackedSite.MineSite, code, null).Where(o => _until is null || o.Observation.ObservedAt < _until).Select(o => (o.Observation, o.Row))];

    private Feature[] About(string layer, string code) => [.. _store.Layer(layer).Items(TrackingFeatures.RowsOf(TrackedSite.MineSite, code, null))];

    // The layer of field checks belongs to a part of its own: read by name where the workspace keeps one.
    private WorkLine[]? Works(string code)
    {
        if (Layers.All.FirstOrDefault(l => l.Id == "field-checks") is not { } layer || layer.Column("works") is null || (layer.Visibility != Visibility.Public && !_forStaff)) return null;
        string? Text(Feature f, params string[] names) => names.Select(n => f.Properties.GetValueOrDefault(n) as string).FirstOrDefault(t => t is not null);
        return [.. About(layer.Id, code).Select(f => new WorkLine(
            f.Id, layer.DatetimeColumn is { } at ? f.Properties[at] as DateTimeOffset? : null, Text(f, "checked_by", "observer", "author"),
            f.Properties["works"] switch { IReadOnlyList<string> list => list, string one => one.Split([',', '、', ';', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), _ => [] },
            Text(f, "verdict"))).OrderBy(w => w.At).ThenBy(w => w.Id, StringComparer.Ordinal)];
    }

    private RunLine[] RunLines(IEnumerable<Feature> rows)
    {
        var wanted = rows.Select(r => r.Properties["run_id"] as string).OfType<string>().ToHashSet();
        return [.. wanted.Select(Find).OfType<Run>().OrderBy(r => r.CreatedAt).ThenBy(r => r.Id, StringComparer.Ordinal).Select(r => new RunLine(r.Id, r.Kind, r.CodeVersion, r.CreatedAt))];
        Run? Find(string id)
        {
            try { return _store.Runs.Get(id); }
            catch (NotFoundException) { return null; }
        }
    }

    private static HistoryLine Line(Feature f)
    {
        string? Text(string name) => f.Properties[name] as string;
        return new HistoryLine(f.Id, f.Properties["status_at"] as DateTimeOffset?, Text("source") ?? "", Text("status"), Text("previous_status"), Text("decided_by"),
            Text("reason") is { } why ? new Reason(why, Text("reason_en") ?? why) : null, Text("undoes"), Text("test_answer"), Text("run_id"));
    }

    private static DetectionLine Detection(Feature f)
    {
        string? Text(string name) => f.Properties[name] as string;
        return new DetectionLine(f.Id, Text("class") ?? "", f.Properties["probability"] as double?, f.Properties["area_m2"] as double?,
            f.Properties["acquired_at"] as DateTimeOffset?, Text("model"), Text("survey_id"), Text("review"));
    }
}
