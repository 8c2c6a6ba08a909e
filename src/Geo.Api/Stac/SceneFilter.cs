using System.Text.Json;
using Geo.Core.Filters;
using Geo.Core.Store;

namespace Geo.Api.Stac;

/// <summary>The filter extension: CQL2 over the scenes, asked of the store, where the same engine answers as for features.</summary>
internal static class SceneFilter
{
    /// <summary>Names of its parameters.</summary>
    public static readonly string[] Names = ["filter", "filter-lang", "filter-crs"];

    private static readonly FilterPlace Place = new("request", "filter"), LanguagePlace = new("request", "filter-lang"), CrsPlace = new("request", "filter-crs");

    // Of the item that ingest wrote, or of the scene's record where every item has it from there. Names come from our own table alone.
    private static readonly Queryables Known = new(
    [
        new QueryableProperty("geometry", FilterType.Geometry, "t.geom"),
        .. SceneProperty.All.Select(p => new QueryableProperty(p.Name, TypeOf(p.Type), p.Name switch
        {
            "id" => "t.id",
            "collection" => $"'{SceneItem.Collection}'",
            "datetime" => "t.acquired_at",
            "proj:epsg" => "json_extract(t.scene_json, '$.Epsg')",
            "proj:code" => "('EPSG:' || json_extract(t.scene_json, '$.Epsg'))",
            _ => $"json_extract(t.stac_json, '$.properties.\"{p.Name}\"')",
        })),
    ])
    { SpatialIndex = ("rtree_scenes_geom", "t.fid") };

    /// <summary>A filter as GET writes it; null where none is given.</summary>
    /// <exception cref="InputException">Names filter, filter-lang or filter-crs.</exception>
    public static Filter? Of(string? text, string? language, string? crs, FilterLimits limits) =>
        text is null ? Unused(language, crs) : Filter.Of(text, Filter.LanguageOf(language, LanguagePlace), FilterCrs.Of(crs, CrsPlace), Known, Place, limits);

    /// <summary>A filter as POST writes it: an object is CQL2 JSON, a text CQL2 text, whatever filter-lang leaves unsaid.</summary>
    /// <exception cref="InputException">Names filter, filter-lang or filter-crs.</exception>
    public static Filter? Of(JsonElement? json, string? language, string? crs, FilterLimits limits)
    {
        if (json is not { } filter)
        {
            return Unused(language, crs);
        }

        var (text, written) = filter.ValueKind == JsonValueKind.String ? (filter.GetString()!, "cql2-text") : (filter.GetRawText(), "cql2-json");
        return language is null || language == written
            ? Of(text, written, crs, limits)
            : throw Ogc.Parameters.Wrong("filter-lang", $"'{language}' is said, and the filter is {written}", "give CQL2 text as a text, CQL2 JSON as an object");
    }

    /// <summary>The scenes that fit.</summary>
    public static Func<SceneEntry, bool> Condition(Filter filter, WorkspaceStore store)
    {
        var ids = store.Layer(SceneItem.Collection).Items(ItemsRequest.Everything with { Filter = filter }).Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        return scene => ids.Contains(scene.Id);
    }

    // A language or CRS without a filter changes nothing, but a wrong one is told.
    private static Filter? Unused(string? language, string? crs)
    {
        Filter.LanguageOf(language, LanguagePlace);
        FilterCrs.Of(crs, CrsPlace);
        return null;
    }

    private static FilterType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Real => FilterType.Number,
        ColumnType.Boolean => FilterType.Boolean,
        ColumnType.DateTime => FilterType.Timestamp,
        _ => FilterType.Text,
    };
}
