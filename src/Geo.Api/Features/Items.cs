using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>Features of a collection, and one of them.</summary>
internal static class Items
{
    /// <summary>GET /collections/{id}/items</summary>
    public static IResult List(ItemsQuery query, WorkspaceStore store, TimeProvider time) => new FeatureStream(query, store, time);

    /// <summary>GET /collections/{id}/items/{fid}</summary>
    public static IResult Get(string id, string fid, HttpContext http, WorkspaceStore store)
    {
        var layer = Collections.Readable(id, http);
        var crs = Parameters.Crs("crs", http.Request.Query["crs"]);
        var knownOn = Parameters.KnownOn(http.Request.Query["known-on"]);
        if (Request.Of(http).Format == Format.Html)
        {
            var row = knownOn is null ? store.Layer(layer.Id).FindVersion(fid) : null;
            var feature = knownOn is null ? row?.Feature : store.Layer(layer.Id).Find(fid, knownOn);
            return feature is null ? throw new Core.NotFoundException($"item of {layer.Id}", fid)
                : row is { Revision: var revision } && ItemTag.IsKnown(http, ItemTag.Of(Request.Of(http), revision, Format.Html)) ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
                : PageOf(Request.Of(http), layer, feature);
        }

        return new ItemAnswer(layer, fid, knownOn, crs, store);
    }

    private static Page PageOf(Request request, LayerDefinition layer, Feature feature)
    {
        var language = request.Language;
        var facts = layer.Columns.Select(c => (language.Pick(c.TitleZh, c.TitleEn), Value(c.Name, FeatureStream.Shown(feature.Properties.GetValueOrDefault(c.Name)))));
        var place = feature.Geometry is { IsEmpty: false } geometry
            ? Page.Facts([(language.Pick("几何类型", "Geometry"), Page.Text(geometry.GeometryType)),
                (language.Pick("中心（经度, 纬度）", "Centre (lon, lat)"), Page.Text(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{geometry.EnvelopeInternal.Centre.X:0.00000}, {geometry.EnvelopeInternal.Centre.Y:0.00000}")))])
            : default;
        return new Page(request, feature.Id, Html.Of($"{Page.Facts(facts)}{place}<p><a href=\"{request.Http.Request.Path.ToUriComponent()}/trace\">{language.Pick("数值溯源：这些数从哪里来", "Trace: where these numbers come from")}</a></p>"))
        {
            Trail = [("/collections", language.Pick("图层", "Collections")), ($"/collections/{layer.Id}", language.Pick(layer.TitleZh, layer.TitleEn)), ($"/collections/{layer.Id}/items", language.Pick("记录", "Items"))],
        };
    }

    // Where a number comes from: its run is one click away.
    private static Html Value(string column, object? value) => column == "run_id" && value is string run
        ? Html.Of($"<a href=\"/runs/{run}\">{run}</a>")
        : Page.Text(value);
}
