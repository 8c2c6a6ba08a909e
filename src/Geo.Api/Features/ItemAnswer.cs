using Geo.Api.Ogc;
using Geo.Core.Crs;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>One item as GeoJSON, from the store's row to bytes.</summary>
internal sealed class ItemAnswer(LayerDefinition layer, string fid, DateTimeOffset? knownOn, OfferedCrs crs, WorkspaceStore store) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = Request.Of(httpContext);
        using var json = new JsonBytes();
        using var links = new JsonBytes();
        GeoJson.Links(links,
        [
            .. request.SelfLinks(Media.GeoJson),
            new Link(request.Addresses.Collection(layer.Id), "collection", Media.Json, request.Language.Pick(layer.TitleZh, layer.TitleEn)),
        ]);
        long? revision = null;
        if (!store.Layer(layer.Id).See(fid, knownOn, (row, written) =>
        {
            revision = written;
            new FeatureJson(crs).Write(json, row, links.Written.Span);
        }))
        {
            throw new Core.NotFoundException($"item of {layer.Id}", fid);
        }

        var response = httpContext.Response;
        if (revision is { } known && ItemTag.IsKnown(httpContext, ItemTag.Of(request, known, Format.Json)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = Media.GeoJson;
        response.ContentLength = json.Written.Length;
        response.Headers.ContentLanguage = request.Language.Tag();
        response.Headers["Content-Crs"] = $"<{crs.Uri}>";
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.BodyWriter.WriteAsync(json.Written, httpContext.RequestAborted);
        }
    }
}
