using Geo.Core.Inventory;
using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Trends;

namespace Geo.Core.Store.Inventory;

/// <summary>What the inventory takes from the layers.</summary>
public static class InventoryReading
{
    /// <summary>Sensitive areas, key control areas and rivers, to be asked for the setting of places.</summary>
    /// <param name="store">The store.</param>
    /// <param name="rules">What in the rivers is river, main stem and reach.</param>
    /// <param name="which">Rows of which revision; null for the present ones.</param>
    public static Settings SettingsOf(WorkspaceStore store, CorridorRules rules, ItemsRequest? which = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new Settings(
            Rows(store, "sensitive-areas", which).Select(f => new SensitiveArea(f.Id, Name(f), f.Geometry!, Text(f, "kind"), f.Properties["weight"] as double?, Text(f, "town"), null)),
            Rows(store, "key-control-areas", which).Select(f => new KeyControlArea(f.Id, Name(f), f.Geometry!, Text(f, "kind"), null)),
            ReachesOf(store, rules, which));
    }

    /// <summary>The rivers with their reaches.</summary>
    public static RiverReaches ReachesOf(WorkspaceStore store, CorridorRules rules, ItemsRequest? which = null) => new(
        [.. Rows(store, "rivers", which).Select(f => new River(f.Id, Name(f), f.Geometry!, Text(f, "kind"), f.Properties["length_m"] as double?))],
        [.. Rows(store, "towns", which).Select(f => new Town(f.Id, Name(f), f.Geometry!, Text(f, "name_en"), null))], rules);

    /// <summary>The towns, to be asked which of them a place lies in.</summary>
    public static NamedAreas TownsOf(WorkspaceStore store, ItemsRequest? which = null) => new(Rows(store, "towns", which).Select(f => new NamedPlace(Name(f), f.Geometry!)));

    /// <summary>How large each survey saw each dump: the sum of its stockpiles that nobody rejected, in the order of the surveys.</summary>
    /// <param name="detections">Rows of detections.</param>
    /// <param name="surveyedAt">When each survey was made, by its id.</param>
    public static ILookup<string, SeenArea> SeenAreas(IEnumerable<Feature> detections, IReadOnlyDictionary<string, DateTimeOffset> surveyedAt) => detections
        .Where(d => d.Properties["site_kind"] is TrackedSite.Dump && d.Properties["site_code"] is string && d.Properties["class"] is "stockpile"
            && d.Properties["review"] is not "rejected" && d.Properties["survey_id"] is string && d.Properties["acquired_at"] is DateTimeOffset)
        .GroupBy(d => (Code: (string)d.Properties["site_code"]!, Survey: (string)d.Properties["survey_id"]!))
        .OrderBy(g => surveyedAt.GetValueOrDefault(g.Key.Survey)).ThenBy(g => g.Key.Survey, StringComparer.Ordinal)
        .Select(g => (g.Key.Code, Seen: new SeenArea(g.Key.Survey, g.Max(d => (DateTimeOffset)d.Properties["acquired_at"]!), g.DistinctBy(d => d.Id).Sum(d => d.Properties["area_m2"] as double? ?? 0))))
        .ToLookup(seen => seen.Code, seen => seen.Seen);

    /// <summary>When each survey was made, by its id.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset> SurveyTimes(WorkspaceStore store, ItemsRequest? which = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Layer("surveys").Items(which ?? ItemsRequest.Everything).ToDictionary(s => s.Id, s => s.Properties["surveyed_at"] as DateTimeOffset? ?? default);
    }

    /// <summary>Detections of the corridor: none that was rejected, of each place the newest.</summary>
    public static IReadOnlyList<Feature> NewestOfEachPlace(IEnumerable<Feature> detections) =>
        [.. detections.Where(d => d.Geometry is not null && d.Properties["review"] is not "rejected")
            .GroupBy(d => d.Properties["track_id"] as string ?? d.Id).Select(place => place.MaxBy(d => (d.Properties["acquired_at"] as DateTimeOffset?, d.Id))!)];

    private static IEnumerable<Feature> Rows(WorkspaceStore store, string layer, ItemsRequest? which) =>
        store.Layer(layer).Items(which ?? ItemsRequest.Everything).Where(f => f.Geometry is { IsEmpty: false });

    private static string Name(Feature f) => Text(f, "name") ?? f.Id;

    private static string? Text(Feature f, string name) => f.Properties[name] as string;
}
