using Geo.Api.Ogc;

namespace Geo.Api.Stac;

/// <summary>A search as GET writes it.</summary>
internal static class SearchQuery
{
    /// <summary>Query parameters of <c>/stac/search</c>.</summary>
    public static readonly string[] Names = [.. OfItems, "ids", "collections"];

    /// <summary>Query parameters of a collection's items.</summary>
    public static readonly string[] ItemNames = OfItems;

    private static string[] OfItems => ["limit", "bbox", "intersects", "datetime", "sortby", "fields", "query", .. SceneFilter.Names, "token"];

    /// <summary>From the query string.</summary>
    /// <exception cref="InputException">Names the parameter.</exception>
    public static SceneSearch Of(HttpRequest request)
    {
        string? Given(string name) => request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
        string? bbox = Given("bbox"), intersects = Given("intersects");
        if (bbox is not null && intersects is not null)
        {
            throw Parameters.Wrong("intersects", "it is given with bbox", "give one of the two");
        }

        return new SceneSearch
        {
            Ids = Texts(Given("ids")),
            Collections = Texts(Given("collections")),
            Area = bbox is not null ? SearchArea.OfBox(Parameters.Numbers("bbox", bbox)) : intersects is not null ? SearchArea.OfGeoJson(ReadableJson.Parse(intersects, "intersects")) : null,
            Datetime = Parameters.Datetime(Given("datetime")),
            Limit = Parameters.Limit(Given("limit")),
            Sort = new SceneSort(SceneSort.Parse(Given("sortby"))),
            Fields = SceneFields.Parse(Given("fields")),
            Query = Given("query") is { } query ? SceneQuery.Parse(ReadableJson.Parse(query, "query")) : null,
            Filter = SceneFilter.Of(Given("filter"), Given("filter-lang"), Given("filter-crs"), request.HttpContext.RequestServices.GetRequiredService<ServerSettings>().FilterLimits),
            Token = Given("token"),
        };
    }

    private static string[]? Texts(string? text) => string.IsNullOrEmpty(text) ? null : text.Split(',');
}
