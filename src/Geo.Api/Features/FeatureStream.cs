using System.Globalization;
using System.Text;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>
/// A page of features. GeoJSON goes from the store's rows to bytes; a page that fits a buffer is sent as one piece with its
/// length, a larger one is written on as it is read, so that memory stays flat whatever the limit. HTML is a table of the rows.
/// </summary>
internal sealed class FeatureStream(ItemsQuery query, WorkspaceStore store, TimeProvider time) : IResult
{
    /// <summary>Matches up to which numberMatched is told without count=exact.</summary>
    public const int MostCounted = 100_000;

    private const int FlushBytes = 64 * 1024, WholePageBytes = 1 << 20, MostHtmlRows = 1000;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = Request.Of(httpContext);
        var layer = store.Layer(query.Layer.Id);
        if (request.Format == Format.Html)
        {
            await Html(request, layer.Items(query.Request with { Limit = Math.Min(query.Request.Limit, MostHtmlRows) })).ExecuteAsync(httpContext);
            return;
        }

        var page = layer.Items(query.Request with { AtRevision = Revalidated.Revision(httpContext) });
        httpContext.Response.Headers["Content-Crs"] = $"<{query.Crs.Uri}>";
        if (ItemsForm.Of(httpContext.Request) is { } form)
        {
            await ItemsFile.Send(httpContext, query, form, page, next => Links(request, next));
            return;
        }

        await Write(httpContext, request, page, httpContext.RequestAborted);
    }

    private async Task Write(HttpContext http, Request request, FeaturePage page, CancellationToken cancel)
    {
        var feature = new FeatureJson(query.Crs);
        using var json = new JsonBytes();
        using var cursor = page.Open(cancel);
        http.Response.ContentType = Media.GeoJson;
        json.Raw("{\"type\":\"FeatureCollection\",\"timeStamp\":\""u8);
        json.Raw(Encoding.ASCII.GetBytes(Json.Instant(time.GetUtcNow())));
        json.Raw("\",\"features\":["u8);
        bool streaming = false;
        int returned = 0;
        while (cursor.Read())
        {
            if (returned++ > 0) json.Raw((byte)',');
            feature.Write(json, cursor.Row);
            if (json.Written.Length > (streaming ? FlushBytes : WholePageBytes))
            {
                if (!streaming)
                {
                    // The header names the next page before its end is reached.
                    LinkHeader(http.Response.Headers, Links(request, page.NextToken(cancel)));
                    streaming = true;
                }

                if (HttpMethods.IsHead(http.Request.Method))
                {
                    return;
                }

                await http.Response.BodyWriter.WriteAsync(json.Written, cancel);
                json.Clear();
            }
        }

        json.Raw((byte)']');
        if (!streaming && MustCount(page, cursor.Next) && !HttpMethods.IsHead(http.Request.Method))
        {
            // Counting what a box meets takes longer than reading a page: the rows go first.
            LinkHeader(http.Response.Headers, Links(request, cursor.Next));
            streaming = true;
            await http.Response.BodyWriter.WriteAsync(json.Written, cancel);
            json.Clear();
        }

        if (Matched(page, cursor.Next, returned, cancel) is { } matched)
        {
            json.Raw(",\"numberMatched\":"u8);
            json.Number(matched);
        }

        json.Raw(",\"numberReturned\":"u8);
        json.Number(returned);
        json.Raw((byte)',');
        Link[] links = [.. Links(request, cursor.Next)];
        GeoJson.Links(json, links);
        json.Raw((byte)'}');
        if (!streaming)
        {
            LinkHeader(http.Response.Headers, links);
            http.Response.ContentLength = json.Written.Length;
        }

        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.BodyWriter.WriteAsync(json.Written, cancel);
        }
    }

    private bool MustCount(FeaturePage page, string? next) =>
        query.Counting != Counting.None && (query.Request.After is not null || next is not null) && !page.IsCounted(query.Counting == Counting.Exact ? long.MaxValue : MostCounted);

    // A first page without a next one has counted itself.
    private long? Matched(FeaturePage page, string? next, int returned, CancellationToken cancel) => query.Counting switch
    {
        Counting.None => null,
        _ when query.Request.After is null && next is null => returned,
        Counting.Exact => page.NumberMatched(cancel),
        _ => page.NumberMatched(MostCounted, cancel),
    };

    // Proxies and clients refuse longer headers (nginx: 4 to 8 KB in all); the body holds every link.
    private const int LongestLinkHeader = 4000;

    /// <summary>The header Link, with what leads to other pages and forms; of a long address only the next page, of one too long for a header nothing.</summary>
    public static void LinkHeader(IHeaderDictionary headers, IEnumerable<Link> links)
    {
        var text = new StringBuilder(1024);
        foreach (var link in links)
        {
            int before = text.Length;
            text.Append(before > 0 ? ", <" : "<").Append(link.Href).Append(">; rel=\"").Append(link.Rel).Append('"');
            if (link.Type is { } type) text.Append("; type=\"").Append(type).Append('"');
            if (text.Length > LongestLinkHeader)
            {
                if (link.Rel == "next" && before > 0 && text.Length - before <= LongestLinkHeader) text.Remove(0, before + 2);
                else text.Length = before;
            }
        }

        if (text.Length > 0) headers.Link = text.ToString();
    }

    private IEnumerable<Link> Links(Request request, string? next)
    {
        var language = request.Language;
        var form = ItemsForm.Of(request.Http.Request);
        string self = request.Self, separator = self.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        Format? sent = form is null ? request.Format : null;
        yield return new Link(self, sent == Format.Json ? "self" : "alternate", Media.GeoJson, language.Pick("本文档", "This document"));
        yield return new Link($"{self}{separator}f=html", sent == Format.Html ? "self" : "alternate", Media.Html, language.Pick("网页", "As a page"));
        foreach (var other in ItemsForm.All)
        {
            yield return new Link($"{self}{separator}f={other.Name}", other == form ? "self" : "alternate", other.MediaType, language.Pick(other.TitleZh, other.TitleEn));
        }

        yield return new Link(request.Addresses.Collection(query.Layer.Id), "collection", Media.Json, language.Pick("图层", "The collection"));
        if (next is not null)
        {
            yield return new Link(NextOf(request, next), "next", form?.MediaType ?? (request.Format == Format.Html ? Media.Html : Media.GeoJson), language.Pick("下一页", "Next page"));
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
        var columns = query.Request.Properties is { } named ? layer.Columns.Where(c => named.Contains(c.Name)).ToList() : layer.Columns;
        var rows = page.Select(f => Cells(f, columns)).ToList();
        string matched = Matched(page, page.Next, rows.Count, request.Http.RequestAborted)?.ToString(CultureInfo.InvariantCulture) ?? (query.Counting == Counting.None ? "?" : $"> {MostCounted}");
        string title = language.Pick(layer.TitleZh, layer.TitleEn);
        var next = page.Next is { } token
            ? Ogc.Html.Of($"<p><a rel=\"next\" href=\"{NextOf(request, token)}\">{language.Pick("下一页", "Next page")} ›</a></p>")
            : default;
        var table = rows.Count == 0
            ? Ogc.Html.Of($"<p class=\"note\">{language.Pick("没有符合条件的记录。登记数据用 geowfc import 导入；图斑和监测记录由排查与跟踪作业产生。", "No row fits. Registers are taken in by 'geowfc import'; detections and observations come from survey and tracking runs.")}</p>")
            : Page.Table(columns.Select(c => language.Pick(c.TitleZh, c.TitleEn)).Prepend("id"), rows);
        return new Page(request, language.Pick("记录", "Items"), Ogc.Html.Of($"""
            <p>{language.Pick($"共 {matched} 条，本页 {rows.Count} 条。", $"{matched} rows match, {rows.Count} on this page.")}</p>
            {table}{next}
            """))
        { Trail = [("/collections", language.Pick("图层", "Collections")), ($"/collections/{layer.Id}", title)] };
    }

    private IEnumerable<Html> Cells(Feature feature, IReadOnlyList<ColumnDefinition> columns)
    {
        string address = $"/collections/{query.Layer.Id}/items/{Uri.EscapeDataString(feature.Id)}";
        yield return Ogc.Html.Of($"<a href=\"{address}\">{feature.Id}</a>");
        foreach (var column in columns)
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
