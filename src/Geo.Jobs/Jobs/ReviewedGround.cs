using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Training;
using Geo.Core.Crs;
using Geo.Core.Detection;
using Geo.Core.Imagery;
using Geo.Core.Predictors;
using Geo.Core.Store;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>
/// Confirmed, rejected and missed places as samples beside the labels, each on the imagery on which it was said: what a person saw
/// in one year's scenes says nothing of another's. Outlines lose a pixel, as edges are mixed. A later word on the same ground holds,
/// and a label that it contradicts on the same scenes is left out.
/// </summary>
internal sealed class ReviewedGround
{
    private readonly WorkspaceStore _store;
    private readonly List<(IReadOnlyList<Scene> Scenes, List<ReviewedPlace> Places)> _parts = [];
    private int _given;

    private ReviewedGround(WorkspaceStore store) => _store = store;

    /// <summary>What came of the places.</summary>
    public ReviewCount Count
    {
        get
        {
            int Of(PlaceKind kind) => _parts.Sum(p => p.Places.Count(x => x.Kind == kind));
            var (yes, no, missed) = (Of(PlaceKind.Confirmed), Of(PlaceKind.Rejected), Of(PlaceKind.Missed));
            return new ReviewCount(yes, no, missed, _given - yes - no - missed);
        }
    }

    /// <summary>True where there is a verdict that says something of the ground, or a missed place.</summary>
    /// <exception cref="InputException">The file of missed places is none.</exception>
    public static bool Any(WorkspaceStore store, string? missed) => MissedPlaces.Of(store, missed).Count > 0 || Verdicts(store).Any();

    /// <summary>Gathers them and settles them with the labels.</summary>
    /// <param name="store">The workspace.</param>
    /// <param name="ground">Labels and their scenes; contradicted ones are left out of it.</param>
    /// <param name="missed">File of further missed places; null for none.</param>
    /// <param name="log">Takes a sentence.</param>
    public static ReviewedGround Of(WorkspaceStore store, TrainingGround ground, string? missed, Action<string> log)
    {
        var reviewed = new ReviewedGround(store);
        ReviewedPlace[] all = [.. Verdicts(store), .. MissedPlaces.Of(store, missed)];
        reviewed._given = all.Length;
        HashSet<string> labelled = [.. ground.Scenes.Select(s => s.Id)];
        var toLonLat = GeometryTransform.Of(ground.Source.Grid.Crs, WellKnown.Crs84);
        Geometry[] drawn = [.. ground.Areas.Select(a => toLonLat(a.Geometry))];
        var contradicted = new HashSet<int>();
        foreach (var group in ReviewedPlaces.Latest(all).GroupBy(p => p.Survey, StringComparer.Ordinal))
        {
            if (reviewed.ScenesOf(group.Key, ground, log) is not { } scenes) continue;
            bool same = scenes.Any(s => labelled.Contains(s.Id));
            var kept = new List<ReviewedPlace>();
            foreach (ReviewedPlace place in group)
            {
                int[] met = same ? [.. Enumerable.Range(0, drawn.Length).Where(i => drawn[i] is IPolygonal && ReviewedPlaces.Covers(drawn[i], place.Place))] : [];
                bool alike = met.Any(i => ground.Areas[i].Label == place.Label);
                contradicted.UnionWith(met.Where(i => Contradict(ground.Areas[i].Label, place.Label)));
                if (!alike) kept.Add(place);
            }

            reviewed._parts.Add((scenes, kept));
        }

        if (contradicted.Count > 0)
        {
            log($"{contradicted.Count} labelled areas were reviewed otherwise since: the review holds");
            ground.LeaveOut(contradicted);
        }

        return reviewed;
    }

    /// <summary>Samples of all places.</summary>
    /// <param name="predictors">As of the labels' samples.</param>
    /// <param name="sampling">As of the labels' samples.</param>
    /// <param name="cancel">Checked once a block.</param>
    /// <returns>Null where there is no place.</returns>
    public SampleSet? Take(PredictorSet predictors, SampleOptions sampling, CancellationToken cancel)
    {
        SampleSet? all = null;
        foreach (var (scenes, places) in _parts.Where(p => p.Places.Count > 0))
        {
            using var source = new CompositeSource(scenes, _store.Workspace.Scenes);
            var part = SampleSet.Take(source, predictors, [.. places.Select(p => p.On(source.Grid))], sampling, cancel);
            all = all?.And(part) ?? part;
        }

        return all;
    }

    // Without a place's imagery, or with imagery that lacks what the predictors need, nothing can be learned of it.
    private IReadOnlyList<Scene>? ScenesOf(string? survey, TrainingGround ground, Action<string> log)
    {
        if (survey is null) return ground.Scenes;
        try
        {
            var scenes = SceneChoice.Of(_store, SurveyJob.ParametersOf(_store, _store.Layer("surveys").Get(survey)).Scenes);
            using var source = new CompositeSource(scenes, _store.Workspace.Scenes);
            ground.Predictors.Require(source, "reviewed places");
            return scenes;
        }
        catch (Exception cannot) when (cannot is InputException or NotFoundException)
        {
            log($"reviews on {survey} are passed over: {(cannot as InputException)?.Problem ?? cannot.Message}");
            return null;
        }
    }

    private static bool Contradict(string label, string said) => label != said
        && (said == ReviewReasons.Standard.Otherwise ? ClassCatalogue.Standard.Get(label).Reported : true);

    private static IEnumerable<ReviewedPlace> Verdicts(WorkspaceStore store) => store.Layer("detections").Items(ItemsRequest.Everything)
        .Where(d => d.Properties["review"] is "confirmed" or "rejected" && d.Geometry is { IsEmpty: false })
        .Select(d => (Feature: d, True: d.Properties["review"] is "confirmed", Reason: (string?)d.Properties["review_reason"]))
        .Select(d => (d.Feature, d.True, Label: d.True ? (string)d.Feature.Properties["class"]! : ReviewReasons.Standard.ClassOf(d.Reason)))
        .Where(d => d.Label is not null)
        .Select(d => new ReviewedPlace(d.True ? PlaceKind.Confirmed : PlaceKind.Rejected, d.Label!, d.Feature.Geometry!,
            (DateTimeOffset?)d.Feature.Properties["reviewed_at"] ?? DateTimeOffset.MinValue, (string?)d.Feature.Properties["survey_id"]));
}
