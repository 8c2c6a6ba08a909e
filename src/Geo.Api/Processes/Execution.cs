using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Api.Runs;
using Geo.Jobs.Jobs.Described;

namespace Geo.Api.Processes;

/// <summary>Starting a process: a run of the ledger, through the same queue as POST /runs.</summary>
internal static class Execution
{
    /// <summary>POST /processes/{id}/execution: always in the background.</summary>
    public static async Task<IResult> Post(string id, HttpContext http, Visitor visitor, StartRun start, CancellationToken cancel)
    {
        Query.Check(http.Request, ["f", "lang"]);
        if (JobDescriptions.Find(id) is not { } job)
        {
            return ProcessProblem.NoSuchProcess(id);
        }

        var body = await ReadableJson.Body(http, ExecuteRequest.Example, cancel);
        var parameters = await ExecuteRequest.Parameters(job, body, http, cancel);
        var run = start(job.Kind, parameters.ToJsonString(Json.Pages), visitor.Name);
        var request = Request.Of(http);
        if (http.Request.Headers["Prefer"].Any(p => p?.Contains("respond-async", StringComparison.OrdinalIgnoreCase) == true))
        {
            http.Response.Headers["Preference-Applied"] = "respond-async";
        }

        return TypedResults.Text(JobStatus.Of(request, run).ToJsonString(Json.Ogc), Media.Json, statusCode: StatusCodes.Status201Created)
            .WithLocation(request.Addresses.At($"/jobs/{run.Id}"));
    }
}
