using System.Text.Json;
using Geo.Api.Ogc;

namespace Geo.Api.Processes;

/// <summary>An exception that OGC API - Processes names, as problem details (RFC 9457) or as a page.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="type">URI of its type.</param>
/// <param name="zh">Chinese title.</param>
/// <param name="en">English title.</param>
/// <param name="field">Which parameter it is about.</param>
/// <param name="detail">More words; null for none.</param>
internal sealed class ProcessProblem(int status, string type, string zh, string en, string field, string? detail = null) : IResult
{
    private const string Exceptions = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";

    /// <summary>There is no process of this id.</summary>
    public static ProcessProblem NoSuchProcess(string id) =>
        new(404, Exceptions + "no-such-process", "没有这个处理过程", "No such process", "processID", $"'{id}'");

    /// <summary>There is no job of this id.</summary>
    public static ProcessProblem NoSuchJob(string id) =>
        new(404, Exceptions + "no-such-job", "没有这项作业", "No such job", "jobID", $"'{id}'");

    /// <summary>The job is not done yet.</summary>
    public static ProcessProblem NotReady(string status) =>
        new(404, Exceptions + "result-not-ready", "结果尚未就绪", "The results are not ready", "jobID", status);

    /// <summary>The job failed: what its run said. No fault of the server's, as it works on what it was given.</summary>
    public static ProcessProblem Failed(string? error) =>
        new(StatusCodes.Status422UnprocessableEntity, "urn:geowfc:problem:job-failed", "作业失败", "The job failed", "jobID", error);

    /// <summary>The job was dismissed and has no results.</summary>
    public static ProcessProblem Dismissed() =>
        new(StatusCodes.Status410Gone, "urn:geowfc:problem:job-dismissed", "作业已取消", "The job was dismissed", "jobID");

    /// <summary>The job has ended, and the ledger keeps what has ended.</summary>
    public static ProcessProblem HasEnded(string status) =>
        new(StatusCodes.Status409Conflict, "urn:geowfc:problem:job-ended", "作业已结束，记录保留", "The job has ended; the ledger keeps it", "jobID", status);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = Request.Of(httpContext);
        httpContext.Response.Headers.CacheControl = "no-store";
        string title = request.Language.Pick(zh, en);
        if (request.Format == Format.Html)
        {
            await new Page(request, title, Html.Of($"<p class=\"note\">{detail}</p>")) { Status = status, Trail = [("/processes", request.Language.Pick("处理过程", "Processes"))] }.ExecuteAsync(httpContext);
            return;
        }

        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = Media.Problem;
        httpContext.Response.Headers.ContentLanguage = request.Language.Tag();
        await JsonSerializer.SerializeAsync(httpContext.Response.Body,
            new { type, title, status, detail, instance = httpContext.Request.Path.ToUriComponent(), field }, Json.Ogc, httpContext.RequestAborted);
    }
}
