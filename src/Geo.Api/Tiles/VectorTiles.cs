using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Tiles;

/// <summary>Vector tiles of one collection, and of several in one tile.</summary>
internal static class VectorTiles
{
    private static readonly (string, string)[] Formats = [("mvt", TileMedia.Mvt)];

    /// <summary>Parameters of a tile besides the collection's own columns.</summary>
    public static readonly IReadOnlyList<string> Names = ["datetime", "known-on", "properties"];

    /// <summary>GET /collections/{id}/tiles</summary>
    public static IResult List(string id, HttpContext http, WorkspaceStore store) => Of(id, http, store).List();

    /// <summary>GET /collections/{id}/tiles/{tms}?f=</summary>
    public static IResult Get(string id, string tms, HttpContext http, WorkspaceStore store) => Of(id, http, store).Get(http, tms);

    /// <summary>GET /collections/{id}/tiles/{tms}/{z}/{row}/{col}?datetime=&amp;known-on=&amp;properties=&amp;COLUMN=</summary>
    public static async Task<IResult> Tile(string id, string tms, string z, string row, string col, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var layer = Collections.Readable(id, http);
        RequireShape(layer);
        string[] columns = [.. layer.Columns.Select(c => c.Name).Append("id")];
        Query.Check(http.Request, [.. Names, "f", "lang", .. columns]);
        TileMedia.CheckMvt(http.Request);
        var (set, at) = TilePath.Of(tms, z, row, col);
        var query = http.Request.Query;
        var (datetime, knownOn) = ItemsQuery.Time(layer, One("datetime"), One("known-on"));
        string[]? properties = Properties(layer, One("properties"));
        var request = new ItemsRequest { Datetime = datetime, AsKnownOn = knownOn, Matching = columns.Where(query.ContainsKey).ToDictionary(name => name, name => query[name].ToString()) };
        // What was known holds rows that are gone: the present extent says nothing of them.
        if (knownOn is null) TilePath.CheckLimits(set, at, store.Layer(layer.Id).Extent());
        string key = string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"v|{store.Revision}|{layer.Id}|{set.Id}/{at.Level}/{at.Row}/{at.Col}|{datetime?.From:O}/{datetime?.To:O}|{knownOn:O}|{string.Join(',', properties ?? ["*"])}|{string.Join('&', request.Matching.Select(m => $"{m.Key}={m.Value.Replace("&", "&&", StringComparison.Ordinal)}"))}");
        return await TileAnswer.Send(http, key, TileMedia.Mvt, 0, stop => store.Layer(layer.Id).Tile(set, at, request, properties, stop), cancel);

        string? One(string name) => query.TryGetValue(name, out var values) && values.Count > 0 ? values.ToString() : null;
    }

    /// <summary>GET /tiles</summary>
    public static IResult ListAll(HttpContext http, WorkspaceStore store) => Several(http, store, out _).List();

    /// <summary>GET /tiles/{tms}?collections=&amp;f=</summary>
    public static IResult GetAll(string tms, HttpContext http, WorkspaceStore store) => Several(http, store, out _).Get(http, tms);

    /// <summary>GET /tiles/{tms}/{z}/{row}/{col}?collections=&amp;datetime=&amp;known-on=</summary>
    public static async Task<IResult> TileOfAll(string tms, string z, string row, string col, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        TileMedia.CheckMvt(http.Request);
        var (set, at) = TilePath.Of(tms, z, row, col);
        var tileset = Several(http, store, out bool closed);
        string? datetime = http.Request.Query["datetime"], knownOn = http.Request.Query["known-on"];
        var requests = tileset.Layers.Select(layer =>
        {
            var (time, known) = ItemsQuery.Time(layer, datetime, datetime is not null && layer.IsState && !datetime.Contains('/', StringComparison.Ordinal) ? null : knownOn);
            return (layer, request: new ItemsRequest { Datetime = time, AsKnownOn = known });
        }).ToList();
        if (datetime is null && knownOn is null) TilePath.CheckLimits(set, at, tileset.Extent);
        string key = $"v|{store.Revision}|{string.Join(',', tileset.Layers.Select(l => l.Id))}|{set.Id}/{at.Level}/{at.Row}/{at.Col}|{datetime}|{knownOn}";
        // A tile of several layers is their tiles one after the other.
        var answer = await TileAnswer.Send(http, key, TileMedia.Mvt, 0, stop => [.. requests.SelectMany(one => store.Layer(one.layer.Id).Tile(set, at, one.request, null, stop))], cancel);
        if (closed)
        {
            http.Response.Headers.CacheControl = "private, no-store";
            http.Response.Headers.Remove("ETag");
        }

        return answer;
    }

    private static Tileset Of(string id, HttpContext http, WorkspaceStore store)
    {
        var layer = Collections.Readable(id, http);
        RequireShape(layer);
        var language = Languages.Of(http.Request, http.RequestServices.GetRequiredService<ServerSettings>().Language);
        return new Tileset($"/collections/{layer.Id}", language.Pick(layer.TitleZh, layer.TitleEn), store.Layer(layer.Id).Extent(), Formats, [layer])
        {
            Trail = [("/collections", language.Pick("图层", "Collections")), ($"/collections/{layer.Id}", language.Pick(layer.TitleZh, layer.TitleEn))],
        };
    }

    private static Tileset Several(HttpContext http, WorkspaceStore store, out bool closed)
    {
        string? asked = http.Request.Query["collections"];
        var table = http.RequestServices.GetRequiredService<VisibilityTable>();
        List<LayerDefinition> layers = [];
        if (string.IsNullOrEmpty(asked))
        {
            layers.AddRange(Layers.All.Where(layer => layer.GeometryKind != GeometryKind.None && table.Of(layer.Id) == Visibility.Public).Select(layer => Collections.Shown(layer, http)));
        }
        else
        {
            foreach (string id in asked.Split(',').Distinct())
            {
                var layer = Layers.All.FirstOrDefault(one => one.Id == id) ?? throw Parameters.Wrong("collections", $"there is no collection '{id}'", "name collections of /collections with commas between");
                Collections.RequireReading(layer.Id, http);
                if (layer.GeometryKind == GeometryKind.None) throw Parameters.Wrong("collections", $"'{id}' has no geometries", "name others");
                layers.Add(Collections.Shown(layer, http));
            }
        }

        closed = layers.Any(layer => table.Of(layer.Id) != Visibility.Public);
        var language = Languages.Of(http.Request, http.RequestServices.GetRequiredService<ServerSettings>().Language);
        Extent? extent = layers.Select(layer => store.Layer(layer.Id).Extent()).OfType<Extent>().Aggregate((Extent?)null, (all, one) => all?.Union(one) ?? one);
        return new Tileset("", language.Pick("全部公开图层", "All public collections"), extent, Formats, layers)
        {
            Query = string.IsNullOrEmpty(asked) ? "" : $"?collections={Uri.EscapeDataString(asked).Replace("%2C", ",", StringComparison.Ordinal)}",
        };
    }

    private static void RequireShape(LayerDefinition layer)
    {
        if (layer.GeometryKind == GeometryKind.None) throw new NotFoundException($"tiles of {layer.Id}, which has no geometries", "tiles");
    }

    private static string[]? Properties(LayerDefinition layer, string? text)
    {
        if (text is null) return null;
        string[] names = text.Length == 0 ? [] : text.Split(',');
        return Array.Find(names, name => layer.Column(name) is null) is { } wrong
            ? throw Parameters.Wrong("properties", $"there is no property '{wrong}'", $"use {string.Join(", ", layer.Columns.Select(c => c.Name))}")
            : names;
    }
}
