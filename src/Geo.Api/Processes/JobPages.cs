using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Processes;

/// <summary>Jobs of OGC API - Processes: the runs of the ledger under the standard's names.</summary>
internal static class JobPages
{
    /// <summary>Relation of the list of jobs.</summary>
    public const string ListRelation = "http://www.opengis.net/def/rel/ogc/1.0/job-list";

    /// <summary>GET /jobs</summary>
    public static IResult List(HttpContext http, WorkspaceStore store, TimeProvider time)
    {
        var query = JobQuery.Of(http.Request);
        var now = time.GetUtcNow();
        var runs = store.Runs.List(Parameters.MaximumLimit).Where(r => query.Fits(r, now)).ToList();
        if (query.After is { } after)
        {
            // The list is newest first: new runs come before where the page ended, nothing is doubled.
            int ended = runs.FindIndex(r => r.Id == after);
            runs = ended < 0
                ? throw Parameters.Wrong("after", $"'{after}' is not where a page ended", "follow the link 'next' of the page before")
                : runs[(ended + 1)..];
        }

        var page = runs.Take(query.Limit).ToList();
        return Fresh(http, new Resource(
            request =>
            {
                var links = request.SelfLinks().ToList();
                if (runs.Count > page.Count)
                {
                    var next = http.Request.Query.Where(q => q.Key != "after").Append(new("after", page[^1].Id));
                    links.Add(new Link(request.Addresses.At("/jobs") + QueryString.Create(next).ToUriComponent(), "next", Media.Json));
                }

                return new JsonObject { ["jobs"] = new JsonArray([.. page.Select(r => (JsonNode)JobStatus.Of(request, r))]), ["links"] = ProcessPages.Nodes(links) };
            },
            request => new Page(request, request.Language.Pick("作业", "Jobs"), Page.Table(
                ["id", request.Language.Pick("处理过程", "Process"), request.Language.Pick("状态", "Status"), "%", request.Language.Pick("提交时间", "Created")],
                page.Select(r => new[]
                {
                    Html.Of($"<a href=\"/jobs/{r.Id}\">{r.Id}</a>"), Html.Of($"<a href=\"/processes/{r.Kind}\">{r.Kind}</a>"), Page.Text(JobStatus.Name(r)),
                    Page.Text(Math.Floor(r.Progress * 100)), Page.Text(Json.Instant(r.CreatedAt)),
                })))
            { Trail = [("/processes", request.Language.Pick("处理过程", "Processes"))] }));
    }

    /// <summary>GET /jobs/{id}</summary>
    public static IResult Get(string id, HttpContext http, WorkspaceStore store) => Find(id, store) is { } run
        ? Fresh(http, new Resource(request => JobStatus.Of(request, run), request => PageOf(request, run)))
        : ProcessProblem.NoSuchJob(id);

    /// <summary>GET /jobs/{id}/results: what the run told, itself (raw) or by its name (document), as the execute request asked.</summary>
    public static IResult Results(string id, HttpContext http, WorkspaceStore store)
    {
        if (Find(id, store) is not { } run)
        {
            return ProcessProblem.NoSuchJob(id);
        }

        string status = JobStatus.Name(run);
        return status switch
        {
            "successful" => Fresh(http, new Resource(_ => Told(run), request => new Page(request, request.Language.Pick("结果", "Results"), Html.Of($"<pre>{Told(run).ToJsonString(new JsonSerializerOptions(Json.Ogc) { WriteIndented = true })}</pre>"))
            {
                Trail = [("/jobs", request.Language.Pick("作业", "Jobs")), ($"/jobs/{run.Id}", run.Id)],
            })),
            "failed" => ProcessProblem.Failed(run.Error),
            "dismissed" => ProcessProblem.Dismissed(),
            _ => ProcessProblem.NotReady(status),
        };
    }

    /// <summary>DELETE /jobs/{id}: dismisses a job that waits or runs; one that has ended stays in the ledger.</summary>
    public static IResult Dismiss(string id, HttpContext http, Visitor visitor, WorkspaceStore store)
    {
        if (Find(id, store) is not { } run)
        {
            return ProcessProblem.NoSuchJob(id);
        }

        run = store.Runs.RequestCancel(id, visitor.Name);
        return run.State is "done" or "failed"
            ? ProcessProblem.HasEnded(JobStatus.Name(run))
            : Fresh(http, TypedResults.Text(JobStatus.Of(Request.Of(http), run).ToJsonString(Json.Ogc), Media.Json));
    }

    private static JsonObject Told(Run run)
    {
        var outputs = run.Outputs is { } json ? JsonNode.Parse(json) as JsonObject ?? [] : [];
        bool asDocument = JsonNode.Parse(run.Parameters) is JsonObject asked && asked[ExecuteRequest.ResponseMember] is JsonValue response
            && response.TryGetValue(out string? how) && how == ExecuteRequest.AsDocument;
        // An object is written as a qualified value (7.11.2.4).
        return asDocument ? new JsonObject { [ProcessPages.Output] = new JsonObject { ["value"] = outputs, ["mediaType"] = Media.Json } } : outputs;
    }

    private static Run? Find(string id, WorkspaceStore store)
    {
        try
        {
            return store.Runs.Get(id);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private static IResult Fresh(HttpContext http, IResult result)
    {
        http.Response.Headers.CacheControl = "no-store";
        return result;
    }

    private static Page PageOf(Request request, Run run)
    {
        var language = request.Language;
        string status = JobStatus.Name(run);
        return new Page(request, run.Id, Html.Of($"""
            {Page.Facts([
                (language.Pick("处理过程", "Process"), Html.Of($"<a href=\"/processes/{run.Kind}\">{run.Kind}</a>")), (language.Pick("状态", "Status"), Page.Text(status)),
                (language.Pick("进度", "Progress"), Page.Text($"{Math.Floor(run.Progress * 100)} %")), (language.Pick("说明", "Message"), Page.Text(run.Error ?? run.Message)),
                (language.Pick("提交", "Created"), Page.Text(Json.Instant(run.CreatedAt)))])}
            <p>{(status == "successful" ? Html.Of($"<a href=\"/jobs/{run.Id}/results\">{language.Pick("结果", "Results")}</a> · ") : default)}<a href="/runs/{run.Id}">{language.Pick("日志与参数", "Log and parameters")}</a></p>
            """))
        { Trail = [("/processes", language.Pick("处理过程", "Processes")), ("/jobs", language.Pick("作业", "Jobs"))] };
    }
}
