using System.Text.Json;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>A page of features, written as it is read: memory stays flat whatever the limit. HTML is a table of the same rows.</summary>
internal sealed class FeatureStream(ItemsQuery query, WorkspaceStore store, TimeProvider time) : IResult
{
    private const int FlushBytes = 32 * 1024;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = Request.Of(httpContext);
        var page = store.Layer(query.Layer.Id).Items(query.Request);
        if (request.Format == Format.Html)
        {
            await Html(request, page).ExecuteAsync(httpContext);
            return;
        }

        // The count comes first: what is wrong with the request shows before the answer has begun.
        long matched = page.NumberMatched();
        httpContext.Response.ContentType = Media.GeoJson;
        httpContext.Response.Headers.Append("Content-Crs", "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        await Write(httpContext, request, page, matched, httpContext.RequestAborted);
    }

    private async Task Write(HttpContext http, Request request, FeaturePage page, long matched, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(http.Response.Body, Json.Writer);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("timeStamp", Json.Instant(time.GetUtcNow()));
        json.WriteNumber("numberMatched", matched);
        json.WriteStartArray("features");
        int returned = 0;
        foreach (var feature in page)
        {
            GeoJson.Write(json, feature);
            returned++;
            if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(cancel);
            }
        }

        json.WriteEndArray();
        json.WriteNumber("numberReturned", returned);
        GeoJson.Links(json, Links(request, page.Next));
        json.WriteEndObject();
        await json.FlushAsync(cancel);
    }

    private IEnumerable<Link> Links(Request request, string? next)
    {
        var language = request.Language;
        foreach (var link in request.SelfLinks(Media.GeoJson))
        {
            yield return link;
        }

        yield return new Link(request.Addresses.Collection(query.Layer.Id), "collection", Media.Json, language.Pick("图层", "The collection"));
        if (next is not null)
        {
            yield return new Link(NextOf(request, next), "next", request.Format == Format.Html ? Media.Html : Media.GeoJson, language.Pick("下一页", "Next page"));
        }
    }

    // Every parameter of the request is kept, f too where it was given.
    private static string NextOf(Request request, string next)
    {
        var query = request.Http.Request.Query.Where(q => q.Key != "after").Append(new("after", next));
        return request.Addresses.At(request.Http.Request.Path.ToUriComponent()) + QueryString.Create(query).ToUriComponent();
    }

    private Page Html(Request request, FeaturePage page)
    {
        var (layer, language) = (query.Layer, request.Language);
        long matched = page.NumberMatched();
        var rows = page.Select(f => Cells(request, f)).ToList();
        string title = language.Pick(layer.TitleZh, layer.TitleEn);
        var next = page.Next is { } token
            ? Ogc.Html.Of($"<p><a rel=\"next\" href=\"{NextOf(request, token)}\">{language.Pick("下一页", "Next page")} ›</a></p>")
            : default;
        var table = rows.Count == 0
            ? Ogc.Html.Of($"<p class=\"note\">{language.Pick("没有符合条件的记录。登记数据用 geowfc import 导入；图斑和监测记录由排查与跟踪作业产生。", "No row fits. Registers are taken in by 'geowfc import'; detections and observations come from survey and tracking runs.")}</p>")
            : Page.Table(layer.Columns.Select(c => language.Pick(c.TitleZh, c.TitleEn)).Prepend("id"), rows);
        return new Page(request, language.Pick("记录", "Items"), Ogc.Html.Of($"""
            <p>{language.Pick($"共 {matched} 条，本页 {rows.Count} 条。", $"{matched} rows match, {rows.Count} on this page.")}</p>
            {table}{next}
            """))
        { Trail = [("/collections", language.Pick("图层", "Collections")), ($"/collections/{layer.Id}", title)] };
    }

    private IEnumerable<Html> Cells(Request request, Feature feature)
    {
        string address = $"/collections/{query.Layer.Id}/items/{Uri.EscapeDataString(feature.Id)}";
        yield return Ogc.Html.Of($"<a href=\"{address}\">{feature.Id}</a>");
        foreach (var column in query.Layer.Columns)
        {
            yield return Page.Text(Shown(feature.Properties.GetValueOrDefault(column.Name)));
        }
    }

    /// <summary>A property as people read it.</summary>
    public static object? Shown(object? value) => value switch
    {
        DateTimeOffset at => Json.Instant(at),
        double number => Math.Round(number, 4),
        IEnumerable<string> texts when value is not string => string.Join(", ", texts),
        _ => value,
    };
}
