using Geo.Core.Measure;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Tracking;
using NetTopologySuite.Operation.Union;

namespace Geo.Jobs.Tracing;

/// <summary>What of a survey can be computed again without running it: areas, the match with sites, counts.</summary>
internal static class DetectionTrace
{
    public static Parts OfDetection(Known known, CancellationToken cancel)
    {
        Feature? survey = known.Row.Properties["survey_id"] is string id ? known.Store.Layer("surveys").Find(id) : null;
        return new Parts(Inputs(known, cancel), survey is null ? [] : [$"surveys/{survey.Id}"], Model(survey), () => Detection(known));
    }

    public static Parts OfSurvey(Known known, CancellationToken cancel) => new(Inputs(known, cancel), [], Model(known.Row), () => Survey(known));

    private static Recomputation Detection(Known known)
    {
        var outline = known.Row.Geometry!;
        var how = Told(known, "由图斑边界重新计算", "computed again from the outline");
        if (known.Property == "area_m2")
        {
            return Recomputation.Of(known.Value, Ellipsoid.Area(outline).Value, how);
        }

        var match = new Lazy<SiteMatch>(() => new SiteMatcher(TrackingFeatures.TrackedSites(known.Store, known.Run!.StartedAt)).Match(outline));
        return known.Property switch
        {
            "overlap_share" => Recomputation.Of(known.Value, match.Value.OverlapShare, how),
            "site_distance_m" => Recomputation.Of(known.Value, match.Value.DistanceMetres, how),
            "site_kind" => Recomputation.Of(known.Value, match.Value.SiteKind, how),
            "site_code" => Recomputation.Of(known.Value, match.Value.SiteCode, how),
            _ => Recomputation.None("需重新运行整次排查才能得到，此处只给出来源", "only a new run of the whole survey gives it again; here is where it comes from"),
        };
    }

    private static Recomputation Survey(Known known)
    {
        var how = Told(known, "由该次排查的图斑重新统计", "counted again from the survey's detections");
        long Count(string? name) => known.Store.Layer("detections").Count(new ItemsRequest
        {
            AsKnownOn = known.Set.ValidFrom,
            Matching = name is null
                ? new Dictionary<string, string> { ["survey_id"] = known.Row.Id }
                : new Dictionary<string, string> { ["survey_id"] = known.Row.Id, ["class"] = name },
        });
        return known.Property switch
        {
            "detections" => Recomputation.Of(known.Value, Count(null), how),
            "stockpiles" => Recomputation.Of(known.Value, Count("stockpile"), how),
            "unrestored_pits" => Recomputation.Of(known.Value, Count("unrestored_pit"), how),
            "area_m2" => Recomputation.Of(known.Value, Ellipsoid.Area(UnaryUnionOp.Union([.. Scenes(known).Select(id => known.Store.Scenes.Get(id).Footprint)])).Value,
                Told(known, "由影像范围重新计算", "computed again from the scenes' footprints")),
            _ => Recomputation.None("需重新运行整次排查才能得到，此处只给出来源", "only a new run of the whole survey gives it again; here is where it comes from"),
        };
    }

    // Areas and counts rest on stored outlines: the rasters are hashed for what only they could give.
    private static IReadOnlyList<TracedInput> Inputs(Known known, CancellationToken cancel) =>
        [.. Scenes(known).SelectMany(scene => TraceInputs.Of(known.Store, scene, check: false, cancel))];

    private static IEnumerable<string> Scenes(Known known) => known.Row.Properties["scene_ids"] as IEnumerable<string> ?? [];

    private static TracedModel? Model(Feature? survey) =>
        survey?.Properties["model"] is string name ? new TracedModel(name, survey.Properties["model_hash"] as string) : null;

    private static Reason Told(Known known, string zh, string en)
    {
        var versions = Recomputation.Versions(known.Run!.CodeVersion, Programs.Current);
        return new Reason($"{zh}；{versions.Zh}", $"{en}; {versions.En}");
    }
}
