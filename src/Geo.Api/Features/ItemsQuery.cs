using System.Reflection;
using Geo.Api.Ogc;
using Geo.Core.Filters;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>The query of <c>/collections/{id}/items</c>, once parsed.</summary>
internal sealed record ItemsQuery(LayerDefinition Layer, ItemsRequest Request)
{
    /// <summary>Query parameters besides the collection's own columns, <c>f</c> and <c>lang</c>.</summary>
    public static readonly IReadOnlyList<string> Names = ["limit", "bbox", "bbox-crs", "datetime", "known-on", "after", "filter", "filter-lang", "filter-crs"];

    /// <summary>Parses; throws <see cref="InputException"/> that names the parameter, <see cref="NotFoundException"/> for an unknown collection.</summary>
    public static ValueTask<ItemsQuery> BindAsync(HttpContext http, ParameterInfo _)
    {
        var layer = Collections.Readable((string)http.Request.RouteValues["id"]!, http);
        var query = http.Request.Query;
        string[] columns = [.. layer.Columns.Select(c => c.Name).Append("id")];
        Query.Check(http.Request, [.. Names, "f", "lang", .. columns]);
        var (datetime, knownOn) = Time(layer, One("datetime"), One("known-on"));
        return ValueTask.FromResult(new ItemsQuery(layer, new ItemsRequest
        {
            Limit = Parameters.Limit(One("limit")),
            Bbox = Parameters.Bbox(One("bbox"), One("bbox-crs")),
            Datetime = datetime,
            AsKnownOn = knownOn,
            After = One("after"),
            Filter = Cql2(layer, One("filter"), One("filter-lang"), One("filter-crs")),
            Matching = columns.Where(query.ContainsKey).ToDictionary(name => name, name => query[name].ToString()),
        }));

        string? One(string name) => query.TryGetValue(name, out var values) && values.Count > 0 ? values.ToString() : null;
    }

    // A wrong filter-lang or filter-crs is refused without a filter too: the client means something by it.
    private static Filter? Cql2(LayerDefinition layer, string? filter, string? language, string? crs)
    {
        var form = Filter.LanguageOf(language, new FilterPlace("request", "filter-lang"));
        var system = FilterCrs.Of(crs, new FilterPlace("request", "filter-crs"));
        return filter is null ? null : Filter.Of(filter, form, system, layer.Queryables, new FilterPlace("request", "filter"));
    }

    // A state holds from its writing until it is changed: those of an instant are the layer as it was known then.
    internal static ((DateTimeOffset? From, DateTimeOffset? To)? Datetime, DateTimeOffset? KnownOn) Time(LayerDefinition layer, string? datetime, string? knownOn)
    {
        if (datetime is null || !layer.IsState || datetime.Contains('/', StringComparison.Ordinal))
        {
            return (Parameters.Datetime(datetime), Parameters.KnownOn(knownOn));
        }

        return knownOn is null
            ? (null, Parameters.KnownOn(datetime, "datetime"))
            : throw Parameters.Wrong("known-on", "it says the same as datetime for this collection", "give one of the two");
    }
}
