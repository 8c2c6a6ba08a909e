using System.Reflection;
using Geo.Api.Ogc;
using Geo.Core.Crs;
using Geo.Core.Filters;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>The query of <c>/collections/{id}/items</c>, once parsed.</summary>
/// <param name="Layer">The collection.</param>
/// <param name="Request">Which rows, in which order, with which properties.</param>
/// <param name="Crs">Of the coordinates in the answer.</param>
/// <param name="Counting">Whether the rows are counted.</param>
internal sealed record ItemsQuery(LayerDefinition Layer, ItemsRequest Request, OfferedCrs Crs, Counting Counting)
{
    /// <summary>Greatest page of items; a greater <c>limit</c> is answered with this many.</summary>
    public const int MaximumLimit = 100_000;

    /// <summary>Query parameters besides the collection's own columns, <c>f</c> and <c>lang</c>.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["limit", "bbox", "bbox-crs", "crs", "datetime", "known-on", "filter", "filter-lang", "filter-crs", "sortby", "properties", "count", "after"];

    /// <summary>Parses; throws <see cref="InputException"/> that names the parameter, <see cref="NotFoundException"/> for an unknown collection.</summary>
    public static ValueTask<ItemsQuery> BindAsync(HttpContext http, ParameterInfo _)
    {
        var layer = Collections.Readable((string)http.Request.RouteValues["id"]!, http);
        var query = http.Request.Query;
        Check(http.Request, layer);
        var (datetime, knownOn) = Time(layer, One("datetime"), One("known-on"));
        var box = RequestedBox.Of(One("bbox"), One("bbox-crs"));
        return ValueTask.FromResult(new ItemsQuery(layer, new ItemsRequest
        {
            Limit = Parameters.Limit(One("limit"), MaximumLimit),
            Bbox = box?.Bbox,
            Within = box?.Within,
            Datetime = datetime,
            AsKnownOn = knownOn,
            SortBy = SortBy(layer, One("sortby")),
            Properties = Properties(layer, One("properties")),
            After = One("after"),
            Filter = Cql2(layer, One("filter"), One("filter-lang"), One("filter-crs"), http),
            Matching = query.Count == 0 ? NoMatching : query.Keys.Where(name => IsColumn(layer, name)).ToDictionary(name => name, name => query[name].ToString()),
        }, Parameters.Crs("crs", One("crs")), One("count") switch
        {
            null => Counting.UpToMost,
            "exact" => Counting.Exact,
            "none" => Counting.None,
            var other => throw Parameters.Wrong("count", $"'{other}' is no way of counting", "give exact to have numberMatched however many there are, none to have it never, or leave count out"),
        }));

        string? One(string name) => query.TryGetValue(name, out var values) && values.Count > 0 ? values.ToString() : null;
    }

    // A wrong filter-lang or filter-crs is refused without a filter too: the client means something by it.
    private static Filter? Cql2(LayerDefinition layer, string? filter, string? language, string? crs, HttpContext http)
    {
        var form = Filter.LanguageOf(language, new FilterPlace("request", "filter-lang"));
        var system = FilterCrs.Of(crs, new FilterPlace("request", "filter-crs"));
        return filter is null ? null : Filter.Of(filter, form, system, layer.Queryables, new FilterPlace("request", "filter"), http.RequestServices.GetRequiredService<ServerSettings>().FilterLimits);
    }

    private static readonly Dictionary<string, string> NoMatching = [];

    private static bool IsColumn(LayerDefinition layer, string name) => name == "id" || layer.Column(name) is not null;

    private static void Check(HttpRequest request, LayerDefinition layer)
    {
        foreach (var (name, values) in request.Query)
        {
            if (values.Count > 1 || !(Names.Contains(name) || name is "f" or "lang" || IsColumn(layer, name)))
            {
                Query.Check(request, [.. Names, "f", "lang", "id", .. layer.Columns.Select(c => c.Name)]);
            }
        }
    }

    private static SortKey[] SortBy(LayerDefinition layer, string? text)
    {
        if (text is null)
        {
            return [];
        }

        // A '+' that was not escaped in the query arrives as a space.
        SortKey[] keys = [.. text.Split(',').Select(part => new SortKey(part is ['+' or '-' or ' ', ..] ? part[1..] : part, part.StartsWith('-')))];
        foreach (var key in keys)
        {
            if (!IsColumn(layer, key.Property))
            {
                throw Parameters.Wrong("sortby", $"there is no property '{key.Property}'", $"give names such as sortby=-{layer.Columns[0].Name},id: + rises, - falls, rows without a value come last");
            }
        }

        return keys.DistinctBy(k => k.Property).Count() == keys.Length ? keys
            : throw Parameters.Wrong("sortby", "a property is named twice", "name each once");
    }

    private static string[]? Properties(LayerDefinition layer, string? text)
    {
        if (text is null)
        {
            return null;
        }

        string[] names = text.Length == 0 ? [] : text.Split(',');
        foreach (string name in names)
        {
            if (layer.Column(name) is null)
            {
                throw Parameters.Wrong("properties", $"there is no property '{name}'", $"use names of {string.Join(", ", layer.Columns.Select(c => c.Name))}; id and geometry are always there");
            }
        }

        return [.. layer.Columns.Select(c => c.Name).Where(names.Contains)];
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

/// <summary>Whether numberMatched is told.</summary>
internal enum Counting
{
    /// <summary>Where at most <see cref="FeatureStream.MostCounted"/> rows match.</summary>
    UpToMost = 0,
    /// <summary>Always (count=exact).</summary>
    Exact,
    /// <summary>Never (count=none).</summary>
    None,
}
