using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Runs;

/// <summary>What <c>POST /runs</c> takes.</summary>
/// <param name="Kind">A kind of run: ingest, train, survey, track.</param>
/// <param name="Parameters">The job's parameters, an object; empty where left out.</param>
internal sealed record NewRun(string? Kind, JsonElement? Parameters);

/// <summary>Writes a run into the ledger and hands it to the worker.</summary>
internal delegate Run StartRun(string kind, string parametersJson, string author);

/// <summary>The ledger of runs over HTTP: list, look, start, cancel.</summary>
internal static class RunPages
{
    private static readonly string[] States = ["queued", "running", "done", "failed", "cancelled"];

    /// <summary>GET /runs</summary>
    public static IResult List(HttpContext http, WorkspaceStore store)
    {
        string? state = http.Request.Query["state"];
        if (state is not null && !States.Contains(state))
        {
            throw Parameters.Wrong("state", $"'{state}' is no state of a run", $"use one of {string.Join(", ", States)}");
        }

        int limit = Parameters.Limit(http.Request.Query.TryGetValue("limit", out var l) ? l.ToString() : null);
        var runs = (state is null ? store.Runs.List(limit) : store.Runs.List(Parameters.MaximumLimit).Where(r => r.State == state).Take(limit)).Select(RunBrief.Of);
        return Answer(http, runs, request => new Page(request, request.Language.Pick("作业", "Runs"), Page.Table(
            ["id", request.Language.Pick("类型", "Kind"), request.Language.Pick("状态", "State"), "%", request.Language.Pick("提交时间", "Created")],
            runs.Select(r => new[]
            {
                Html.Of($"<a href=\"/runs/{r.Id}\">{r.Id}</a>"), Page.Text(r.Kind), Page.Text(r.State), Page.Text(Math.Floor(r.Progress * 100)), Page.Text(Json.Instant(r.CreatedAt)),
            }))));
    }

    /// <summary>GET /runs/{id}</summary>
    public static IResult Get(string id, HttpContext http, WorkspaceStore store)
    {
        var run = store.Runs.Get(id);
        return Answer(http, Document(run, store), request => PageOf(request, RunBrief.Of(run), store.Runs.Log(id)));
    }

    /// <summary>A run's own members with its log beside them.</summary>
    public static JsonObject Document(Run run, WorkspaceStore store)
    {
        var document = JsonSerializer.SerializeToNode(RunBrief.Of(run), Json.Pages)!.AsObject();
        document["log"] = JsonSerializer.SerializeToNode(store.Runs.Log(run.Id).Select(l => new LogLine(l.Seq, l.At, l.Attempt, l.Text)), Json.Pages);
        document["steps"] = JsonSerializer.SerializeToNode(store.Runs.Children(run.Id).Select(step => new { step.Id, step.Kind, step.State, step.Error }), Json.Pages);
        return document;
    }

    /// <summary>POST /runs</summary>
    public static async Task<IResult> Start(HttpContext http, Visitor visitor, StartRun start, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewRun>(http, "{\"kind\": …, \"parameters\": {…}}", cancel);
        if (asked?.Kind is not { Length: > 0 } kind)
        {
            throw new InputException("request", "kind", "it is missing", "name the kind of run: {\"kind\": \"survey\", \"parameters\": {…}}");
        }

        if (asked.Parameters is { ValueKind: not JsonValueKind.Object })
        {
            throw new InputException("request", "parameters", "they are no object", "give the parameters as a JSON object");
        }

        var run = start(kind, asked.Parameters?.GetRawText() ?? "{}", visitor.Name);
        return TypedResults.Text(JsonSerializer.Serialize(RunBrief.Of(run), Json.Pages), Media.Json, statusCode: 201).WithLocation($"/runs/{run.Id}");
    }

    /// <summary>POST /runs/{id}/cancel</summary>
    public static IResult Cancel(string id, Visitor visitor, WorkspaceStore store) =>
        TypedResults.Json(RunBrief.Of(store.Runs.RequestCancel(id, visitor.Name)), Json.Pages, statusCode: StatusCodes.Status202Accepted);

    private static IResult Answer(HttpContext http, object document, Func<Request, Page> page)
    {
        var request = Request.Of(http);
        http.Response.Headers.CacheControl = "no-store";
        return request.Format == Format.Html ? page(request) : TypedResults.Json(document, Json.Pages);
    }

    private static Page PageOf(Request request, RunBrief run, IReadOnlyList<RunLogLine> log)
    {
        var language = request.Language;
        var indented = new JsonSerializerOptions(Json.Pages) { WriteIndented = true };
        return new Page(request, run.Id, Html.Of($"""
            {Page.Facts([
                (language.Pick("类型", "Kind"), Page.Text(run.Kind)), (language.Pick("状态", "State"), Page.Text(run.State)),
                (language.Pick("进度", "Progress"), Page.Text($"{Math.Floor(run.Progress * 100)} %")), (language.Pick("错误", "Error"), Page.Text(run.Error)),
                (language.Pick("提交", "Created"), Page.Text(Json.Instant(run.CreatedAt))), (language.Pick("提交人", "Author"), Page.Text(run.Author)),
                (language.Pick("程序版本", "Code"), Page.Text(run.CodeVersion))])}
            <h2>{language.Pick("参数", "Parameters")}</h2><pre>{JsonSerializer.Serialize(run.Parameters, indented)}</pre>
            <h2>{language.Pick("结果", "Outputs")}</h2><pre>{JsonSerializer.Serialize(run.Outputs, indented)}</pre>
            <h2>{language.Pick("日志", "Log")}</h2><pre>{string.Join('\n', log.Select(l => $"{Json.Instant(l.At)}  {l.Text}"))}</pre>
            """))
        { Trail = [("/runs", language.Pick("作业", "Runs"))] };
    }
}
