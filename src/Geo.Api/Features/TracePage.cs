using System.Text.Json;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Jobs.Tracing;

namespace Geo.Api.Features;

/// <summary>Where a number comes from, over HTTP: JSON and a page.</summary>
internal static class TracePage
{
    // Files are hashed and pixels read: one at a time, so that a crowd of readers cannot starve the map.
    private static readonly SemaphoreSlim s_turn = new(1);

    private static readonly JsonSerializerOptions s_indented = new(Json.Pages) { WriteIndented = true };

    /// <summary>GET /collections/{id}/items/{fid}/trace?property=…</summary>
    public static async Task<IResult> Get(string id, string fid, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var layer = Collections.Readable(id, http);
        var request = Request.Of(http);
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Query["property"].ToString() is not { Length: > 0 } property)
        {
            return request.Format == Format.Html
                ? Choice(request, layer, store.Layer(layer.Id).Get(fid))
                : throw Parameters.Wrong("property", "it is missing", $"name one of {string.Join(", ", layer.Columns.Select(c => c.Name))}");
        }

        await s_turn.WaitAsync(cancel);
        try
        {
            Trace trace = await Task.Run(() => Tracer.Of(store, layer.Id, fid, property, cancel), cancel);
            return request.Format == Format.Html ? PageOf(request, layer, trace) : TypedResults.Json(trace, Json.Pages);
        }
        finally
        {
            s_turn.Release();
        }
    }

    private static Page Choice(Request request, LayerDefinition layer, Feature feature) => new(request, request.Language.Pick("数值溯源", "Trace a number"), Page.Facts(
        layer.Columns.Where(c => feature.Properties[c.Name] is not null).Select(c => (
            request.Language.Pick(c.TitleZh, c.TitleEn),
            Html.Of($"<a href=\"?property={c.Name}\">{FeatureStream.Shown(feature.Properties[c.Name])}</a>")))))
    { Trail = Trail(request, layer, feature.Id) };

    private static Page PageOf(Request request, LayerDefinition layer, Trace trace)
    {
        var language = request.Language;
        var run = trace.Run is { } r ? Html.Of($"<a href=\"/runs/{r.Id}\">{r.Id}</a>") : Page.Text("—");
        string state = trace.Recomputed.State switch
        {
            "equal" => language.Pick("相同（逐位一致）", "equal to the last bit"),
            "differs" => language.Pick("不同", "different"),
            "refused" => language.Pick("拒绝重算", "refused"),
            _ => language.Pick("未重算", "not computed"),
        };
        return new Page(request, $"{language.Pick(trace.Title.Zh, trace.Title.En)} · {trace.Id}", Html.Of($"""
            {Page.Facts([
                (language.Pick("数值", "Value"), Page.Text(Plain(trace.Value))), (language.Pick("写入时间", "Written"), Page.Text(Json.Instant(trace.SetAt))),
                (language.Pick("写入人", "By"), Page.Text(trace.SetBy)), (language.Pick("作业", "Run"), run),
                (language.Pick("当时程序", "Program then"), Page.Text(trace.CodeVersionThen)), (language.Pick("现程序", "Program now"), Page.Text(trace.CodeVersionNow)),
                (language.Pick("模型", "Model"), Page.Text(trace.Model is { } m ? $"{m.Name} {m.Hash}" : "—")),
                (language.Pick("重新计算", "Computed again"), Page.Text($"{state}: {Plain(trace.Recomputed.Value)}")),
                (language.Pick("差值", "Difference"), Page.Text(Plain(trace.Recomputed.Difference))),
                (language.Pick("说明", "How"), Page.Text(language.Pick(trace.Recomputed.Why.Zh, trace.Recomputed.Why.En)))])}
            <h2>{language.Pick("输入文件", "Files")}</h2>
            {Page.Table([language.Pick("影像", "Scene"), language.Pick("文件", "File"), "sha256", language.Pick("状态", "State")],
                trace.Inputs.Select(i => new[] { Html.Of($"<a href=\"/stac/collections/scenes/items/{Uri.EscapeDataString(i.SceneId)}\">{i.SceneId}</a>"), Page.Text($"{i.Role} {i.File}"), Page.Text(i.Recorded), Page.Text(i.State) }))}
            <h2>{language.Pick("相关记录", "Rows")}</h2>
            <ul>{Html.Join(trace.Rows.Select(row => Html.Of($"<li><a href=\"/collections/{row.Split('/')[0]}/items/{Uri.EscapeDataString(row[(row.IndexOf('/', StringComparison.Ordinal) + 1)..])}\">{row}</a></li>")))}</ul>
            {Rules(language, trace)}
            <h2>{language.Pick("参数", "Parameters")}</h2><pre>{(trace.Run is { } p ? JsonSerializer.Serialize(p.Parameters, s_indented) : "—")}</pre>
            """))
        { Trail = Trail(request, layer, trace.Id) };
    }

    private static Html Rules(Language language, Trace trace) => trace.Rules.Count == 0 ? Page.Text("") : Html.Of($"""
        <h2>{language.Pick("依据的规则与取值", "Rules and values behind it")}</h2>
        {Page.Table([language.Pick("名称", "Name"), language.Pick("取值", "Value"), language.Pick("出处", "Source"), language.Pick("日期", "Date")],
            trace.Rules.Select(r => new[] { Page.Text(r.Name), Page.Text(r.Value is { } value ? $"{Plain(value)} {r.Unit}" : "—"), Page.Text(r.Document), Page.Text(r.Date) }))}
        """);

    private static (string, string)[] Trail(Request request, LayerDefinition layer, string id) =>
        [("/collections", request.Language.Pick("图层", "Collections")), ($"/collections/{layer.Id}", request.Language.Pick(layer.TitleZh, layer.TitleEn)), ($"/collections/{layer.Id}/items/{Uri.EscapeDataString(id)}", id)];

    private static object? Plain(object? value) => value switch
    {
        double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        _ => FeatureStream.Shown(value),
    };
}
