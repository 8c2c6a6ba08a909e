using Geo.Core.Detection;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Geo.Jobs.Jobs;

/// <param name="SurveyId">Id of the survey; made of the run's, so that the same run twice is one survey.</param>
/// <param name="RunId">The run.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="ModelHash">Its identity.</param>
/// <param name="Scenes">Scenes surveyed.</param>
/// <param name="Options">How it was decided.</param>
/// <param name="Result">What was found.</param>
/// <param name="GridPixels">Pixels of the survey's grid, with or without data.</param>
internal sealed record SurveyRecord(
    string SurveyId, string RunId, string Model, string ModelHash, IReadOnlyList<Scene> Scenes, SurveyOptions Options, SurveyResult Result, long GridPixels)
{
    public DateTimeOffset AcquiredAt => Scenes.Max(scene => scene.AcquiredAt);

    public string DetectionId(int index) => $"{SurveyId}-{index + 1:00000}";
}

/// <summary>A survey into the store: each detection with its site and its track, and the survey itself.</summary>
internal static class SurveyStoring
{
    public static void Write(StoreWriter writer, WorkspaceStore store, SurveyRecord survey, DateTimeOffset now)
    {
        IReadOnlyList<TrackedDetection> stored = TrackingFeatures.TrackedDetections(store);
        IReadOnlyList<DetectionPolygon> found = survey.Result.Detections;
        IReadOnlyList<SiteMatch> sites = new SiteMatcher(TrackingFeatures.TrackedSites(store)).Match(found);
        TrackedDetection[] own = [.. found.Select((one, i) => new TrackedDetection(
            survey.DetectionId(i), survey.SurveyId, one.Class, one.Geometry, survey.AcquiredAt, null))];
        IReadOnlyList<Track> tracks = TrackLinker.Link(own, stored);

        // A run that was killed after its transaction leaves the rows of its first try.
        var ids = own.Select(one => one.Id).ToHashSet();
        writer.Delete("detections", stored.Where(one => one.SurveyId == survey.SurveyId && !ids.Contains(one.Id)).Select(one => one.Id));
        HashSet<string> known = [.. stored.Select(one => one.Id)];
        NamedAreas towns = InventoryReading.TownsOf(store);
        writer.Put("detections", found.Select((one, i) => Detection(survey, i, one, sites[i], towns.Around(one.Geometry), tracks[i], known)));
        writer.Put("detections", Continued(stored, tracks, survey.SurveyId));
        writer.Put("surveys", [Survey(survey, now)]);
    }

    private static Feature Detection(SurveyRecord survey, int index, DetectionPolygon one, SiteMatch site, string? town, Track track, HashSet<string> known)
    {
        var values = new Dictionary<string, object?>
        {
            ["class"] = one.Class,
            ["probability"] = one.Probability,
            ["object_probability"] = one.ObjectProbability,
            ["area_m2"] = one.Area.Value,
            ["pixel_count"] = (long)one.PixelCount,
            ["survey_id"] = survey.SurveyId,
            ["run_id"] = survey.RunId,
            ["scene_ids"] = survey.Scenes.Select(scene => scene.Id).ToArray(),
            ["acquired_at"] = survey.AcquiredAt,
            ["model"] = survey.Model,
            ["town"] = town,
            ["site_kind"] = site.SiteKind,
            ["site_code"] = site.SiteCode,
            ["overlap_share"] = site.OverlapShare,
            ["site_distance_m"] = site.DistanceMetres,
            ["track_id"] = track.TrackId,
            ["first_seen_at"] = track.FirstSeenAt,
            ["last_seen_at"] = track.LastSeenAt,
        };
        string id = survey.DetectionId(index);
        if (!known.Contains(id)) values["review"] = "candidate"; // else a person may have given a verdict since
        return new Feature(id, one.Geometry, values);
    }

    /// <summary>Detections of other surveys whose place was seen again: the span of a track is the same in all of them.</summary>
    private static IEnumerable<Feature> Continued(IReadOnlyList<TrackedDetection> stored, IReadOnlyList<Track> tracks, string surveyId)
    {
        Dictionary<string, Track> spans = tracks.ToDictionary(track => track.TrackId);
        return stored.Where(one => one.SurveyId != surveyId && one.TrackId is not null && spans.ContainsKey(one.TrackId))
            .Select(one => new Feature(one.Id, one.Geometry, new Dictionary<string, object?>
            {
                ["first_seen_at"] = spans[one.TrackId!].FirstSeenAt,
                ["last_seen_at"] = spans[one.TrackId!].LastSeenAt,
            }));
    }

    private static Feature Survey(SurveyRecord survey, DateTimeOffset now)
    {
        Geometry ground = UnaryUnionOp.Union([.. survey.Scenes.Select(scene => scene.Footprint)]);
        IReadOnlyDictionary<string, int> counts = survey.Result.ByClass;
        return new Feature(survey.SurveyId, ground, new Dictionary<string, object?>
        {
            ["model"] = survey.Model,
            ["model_hash"] = survey.ModelHash,
            ["scene_ids"] = survey.Scenes.Select(scene => scene.Id).ToArray(),
            ["acquired_at"] = survey.AcquiredAt,
            ["acquired_from"] = survey.Scenes.Min(scene => scene.AcquiredAt),
            ["acquired_to"] = survey.AcquiredAt,
            ["surveyed_at"] = now,
            ["minimum_mapping_unit_m2"] = survey.Options.MinimumMappingUnit.Value,
            ["threshold"] = survey.Options.Threshold,
            ["detections"] = (long)survey.Result.Detections.Count,
            ["stockpiles"] = (long)counts.GetValueOrDefault("stockpile"),
            ["unrestored_pits"] = (long)counts.GetValueOrDefault("unrestored_pit"),
            ["valid_share"] = survey.GridPixels == 0 ? 0.0 : (double)survey.Result.ValidPixels / survey.GridPixels,
            ["area_m2"] = Ellipsoid.Area(ground).Value,
            ["class_raster"] = survey.Options.ClassRaster is null ? null : $"results/{survey.SurveyId}_classes.tif",
            ["run_id"] = survey.RunId,
        });
    }
}
