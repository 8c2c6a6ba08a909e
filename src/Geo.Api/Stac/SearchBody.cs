using System.Text.Json;
using Geo.Api.Ogc;
using Geo.Core.Filters;

namespace Geo.Api.Stac;

/// <summary>A search as POST writes it: the same parameters as members of a JSON object, lists as arrays.</summary>
internal static class SearchBody
{
    /// <summary>A body, for messages.</summary>
    public const string Example = "{\"collections\":[\"scenes\"],\"bbox\":[110,40.5,110.1,40.6],\"limit\":10}";

    /// <summary>From the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limits">How large its filter may be.</param>
    /// <exception cref="InputException">Names the member.</exception>
    public static SceneSearch Of(JsonElement body, FilterLimits limits)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (!SearchQuery.Names.Contains(member.Name))
            {
                throw Parameters.Wrong(member.Name, "a search has no such member", $"use {string.Join(", ", SearchQuery.Names)}");
            }
        }

        JsonElement? Given(string name) => body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        var (bbox, intersects) = (Given("bbox"), Given("intersects"));
        if (bbox is not null && intersects is not null)
        {
            throw Parameters.Wrong("intersects", "it is given with bbox", "give one of the two");
        }

        return new SceneSearch
        {
            Ids = Given("ids") is { } ids ? Wanted(ids, "ids") : null,
            Collections = Given("collections") is { } collections ? Wanted(collections, "collections") : null,
            Area = bbox is { } box ? SearchArea.OfBox(Numbers(box)) : intersects is { } geometry ? SearchArea.OfGeoJson(geometry) : null,
            Datetime = Parameters.Datetime(Member(body, "datetime", "datetime")),
            Limit = Given("limit") is { } limit ? Parameters.Limit(limit.ValueKind == JsonValueKind.Number ? limit.GetRawText() : $"\"{limit}\"") : Parameters.DefaultLimit,
            Sort = new SceneSort(Given("sortby") is { } sortby ? SceneSort.Parse(sortby) : []),
            Fields = Given("fields") is { } fields ? SceneFields.Parse(fields) : null,
            Query = Given("query") is { } query ? SceneQuery.Parse(query) : null,
            Filter = SceneFilter.Of(Given("filter"), Member(body, "filter-lang", "filter-lang"), Member(body, "filter-crs", "filter-crs"), limits),
            Token = Member(body, "token", "token"),
        };
    }

    /// <summary>The elements of an array.</summary>
    public static IEnumerable<JsonElement> List(JsonElement json, string parameter) => json.ValueKind == JsonValueKind.Array
        ? json.EnumerateArray()
        : throw Parameters.Wrong(parameter, "it is no JSON array", "give a list: […]");

    /// <summary>The texts of an array.</summary>
    public static string[] Texts(JsonElement json, string parameter) => [.. List(json, parameter).Select(one => one.ValueKind == JsonValueKind.String
        ? one.GetString()!
        : throw Parameters.Wrong(parameter, "it holds something that is no text", "give a list of texts"))];

    /// <summary>A member that is a text; null where it is not there.</summary>
    public static string? Member(JsonElement json, string name, string parameter)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Parameters.Wrong(parameter, "it holds something that is no JSON object", "give an object");
        }

        return !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : throw Parameters.Wrong(parameter, $"'{name}' is no text", "give a text");
    }

    // No names at all is as if none were asked for, which clients send.
    private static string[]? Wanted(JsonElement json, string parameter) => Texts(json, parameter) is { Length: > 0 } texts
        ? texts.Length <= SceneSearch.MostNames ? texts : throw Parameters.Wrong(parameter, $"it holds {texts.Length} names", $"give at most {SceneSearch.MostNames}")
        : null;

    private static double[] Numbers(JsonElement json) => [.. List(json, "bbox").Select(one => one.ValueKind == JsonValueKind.Number && one.TryGetDouble(out double number)
        ? number
        : throw Parameters.Wrong("bbox", "it holds something that is no number", "give plain numbers"))];
}
