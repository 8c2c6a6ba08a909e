using System.Globalization;
using Geo.Core.Classification;
using Geo.Core.Imagery;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Geo.Jobs.Inbox;

/// <summary>The scenes of one sensor and day: one survey, or why there is none.</summary>
/// <param name="Key">Sensor and day.</param>
/// <param name="Scenes">The optical scenes.</param>
/// <param name="Parameters">Of the survey; null where it cannot be made.</param>
/// <param name="WhyNot">Null where it can.</param>
internal sealed record SurveyDay(string Key, IReadOnlyList<Scene> Scenes, SurveyParameters? Parameters, Reason? WhyNot);

/// <summary>Which scenes are surveyed together with the model in use, and which cannot be.</summary>
internal static class SurveyDays
{
    /// <summary>One entry a sensor and day (as a mosaic is made), the oldest first; scenes without the colour red, as surface models, are none's.</summary>
    public static IReadOnlyList<SurveyDay> Of(WorkspaceStore store, IReadOnlyList<Scene> scenes, double clearShare, CancellationToken cancel)
    {
        Lazy<Geometry?> district = new(() => District(store));
        return [.. scenes.Where(SceneChoice.IsOptical).GroupBy(s => (s.Profile, Day: s.AcquiredAt.UtcDateTime.Date)).OrderBy(g => g.Key.Day).ThenBy(g => g.Key.Profile, StringComparer.Ordinal)
            .Select(g => Day(store, string.Create(CultureInfo.InvariantCulture, $"{g.Key.Profile} {g.Key.Day:yyyy-MM-dd}"), [.. g.OrderBy(s => s.Id, StringComparer.Ordinal)], district, clearShare, cancel))];
    }

    /// <summary>Ids of all scenes that a survey has used, leaving out surveys of some runs.</summary>
    public static IReadOnlySet<string> Surveyed(WorkspaceStore store, IReadOnlySet<string> but) =>
        store.Layer("surveys").Items(ItemsRequest.Everything).Where(row => row.Properties["run_id"] is not string run || !but.Contains(run)).SelectMany(row => row.Properties["scene_ids"] as IReadOnlyList<string> ?? []).ToHashSet();

    private static SurveyDay Day(WorkspaceStore store, string key, IReadOnlyList<Scene> scenes, Lazy<Geometry?> district, double clearShare, CancellationToken cancel)
    {
        SurveyDay Not(string zh, string en) => new(key, scenes, null, new Reason(zh, en));
        if (ModelShelf.InUse(store.Workspace) is not { } model) return Not("没有在用模型，未排查", "not surveyed: there is no model in use yet; train one, then start the survey");
        ModelCard card = ModelShelf.Card(store.Workspace, model);
        if (card.Declaration?.Season is { Days: > 1 } season)
        {
            return Not($"模型 {model} 需要一季 {season.Days} 天以上的影像，未排查", $"not surveyed: the model {model} needs scenes of {season.Days} days of a season; start the survey with them by hand");
        }

        IReadOnlyList<Scene> heights = card.Roles.Contains(BandRole.Elevation) ? Heights(store, scenes) : [];
        BandRole[] missing = [.. card.Roles.Where(role => role == BandRole.Elevation ? heights.Count == 0 : scenes.Any(s => s.Bands.All(b => b.Role != role)))];
        if (missing.Length > 0)
        {
            string names = string.Join(", ", missing);
            return Not($"缺少模型 {model} 所需的波段 {names}，未排查", $"not surveyed: the bands {names} are missing, which the model {model} needs");
        }

        double clear = district.Value is { } area ? ClearGround.Share(scenes, store.Workspace.Scenes, area, cancel) : scenes.Max(s => s.ValidShare * (1 - s.CloudShare));
        return clear < clearShare
            ? Not(string.Create(CultureInfo.InvariantCulture, $"全区仅 {clear:P0} 为晴空可见（至少需要 {clearShare:P0}），未排查"), string.Create(CultureInfo.InvariantCulture, $"not surveyed: only {clear:P0} of the district is seen clearly, {clearShare:P0} are needed"))
            : new SurveyDay(key, scenes, new SurveyParameters([.. scenes.Concat(heights).Select(s => s.Id)], model, null, null, null), null);
    }

    private static IReadOnlyList<Scene> Heights(WorkspaceStore store, IReadOnlyList<Scene> scenes) =>
        [.. store.Scenes.List().Where(s => s.Profile == "dem" && s.Bands.Any(b => b.Role == BandRole.Elevation) && scenes.Any(o => o.Footprint.Intersects(s.Footprint)))];

    // The towns; without them what the registers surround; null where there is nothing yet.
    private static Geometry? District(WorkspaceStore store)
    {
        Geometry[] towns = Shapes(store, "towns");
        if (towns.Length > 0) return UnaryUnionOp.Union(towns);
        Geometry[] sites = [.. Shapes(store, "mine-sites"), .. Shapes(store, "dumps")];
        return sites.Length == 0 ? null : GeometryFactory.Default.BuildGeometry(sites).ConvexHull() is Polygon hull ? hull : null;
    }

    private static Geometry[] Shapes(WorkspaceStore store, string layer) =>
        [.. store.Layer(layer).Items(ItemsRequest.Everything).Select(row => row.Geometry).OfType<Geometry>().Where(g => !g.IsEmpty)];
}
