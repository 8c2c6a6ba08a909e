using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>What tracking takes from the workspace beside the scenes: height models, the newest class raster, surveys' findings. Holds files open.</summary>
internal sealed class TrackGround : IDisposable
{
    private readonly List<IDisposable> _open = [];
    private readonly IReadOnlyList<Feature> _surveys;
    private readonly ILookup<string, Feature> _detections;

    /// <param name="store">The store.</param>
    /// <param name="sites">All sites.</param>
    /// <param name="then">As all was known then, for tracing; null for now.</param>
    public TrackGround(WorkspaceStore store, IReadOnlyList<TrackedSite> sites, DateTimeOffset? then)
    {
        var everything = ItemsRequest.Everything with { AsKnownOn = then };
        _surveys = [.. store.Layer("surveys").Items(everything).Where(survey => survey.Geometry is not null)
            .OrderByDescending(survey => (DateTimeOffset)survey.Properties["surveyed_at"]!).ThenBy(survey => survey.Id, StringComparer.Ordinal)];
        _detections = store.Layer("detections").Items(everything).Where(one => one.Geometry is not null).ToLookup(one => (string)one.Properties["survey_id"]!);
        // The ground of a detection is disturbed, and no reference for a site beside it.
        Geometry[] disturbed = [.. sites.Select(site => site.Geometry), .. _detections.SelectMany(one => one).Select(one => one.Geometry!)];
        try
        {
            Grounds = new SiteGrounds(new Surroundings(disturbed) { Heights = Kept(new HeightModels(store, store.Layer("scenes").Items(everything).Select(scene => scene.Id).ToHashSet())).All, Land = Land(store) }, RestorationRules.Default);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public SiteGrounds Grounds { get; }

    /// <summary>A scene with the sites to observe on it, as <see cref="SeriesObserver"/> takes it.</summary>
    public SceneToObserve On(WorkspaceStore store, Scene scene, IReadOnlyList<TrackedSite> sites) =>
        new(ObservedScene.Of(scene) with { Findings = Findings(scene) }, () => new SceneSource(scene, store.Workspace.Scenes), sites);

    /// <summary>What the newest survey of a scene found; rejected detections are none.</summary>
    private SurveyFindings? Findings(Scene scene) =>
        _surveys.FirstOrDefault(one => (one.Properties["scene_ids"] as IEnumerable<string>)?.Contains(scene.Id) == true) is { } survey
            ? new SurveyFindings(survey.Geometry!, [.. _detections[survey.Id].Where(one => (string?)one.Properties["review"] != "rejected")
                .Select(one => ((string)one.Properties["class"]!, one.Geometry!))])
            : null;

    public void Dispose() => _open.ForEach(file => file.Dispose());

    private ClassMap? Land(WorkspaceStore store)
    {
        string? file = _surveys.Select(survey => (string?)survey.Properties["class_raster"]).OfType<string>()
            .Select(name => Path.Combine(store.Workspace.Folder, name)).FirstOrDefault(File.Exists);
        if (file is null) return null;
        Dataset raster = Kept(ClassRaster.Open(file, out string[] classes));
        return new ClassMap(new RasterValues(raster.Grid, (window, into) => raster.Read(1, window, into)), classes);
    }

    private T Kept<T>(T file)
        where T : IDisposable
    {
        _open.Add(file);
        return file;
    }
}
