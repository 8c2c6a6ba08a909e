using System.Text.Json.Nodes;
using Geo.Api.Ogc;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about processes and jobs; operation ids as OGC API - Processes has them.</summary>
internal static class OpenApiProcesses
{
    private const string Tag = "Processes";

    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        void Read(string path, string id, string zh, string en, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["get"] = OpenApi.Operation(id, Tag, language.Pick(zh, en), Media.Json, parameters) };
        JsonObject Process() => OpenApi.InPath("processID");
        JsonObject Job() => OpenApi.InPath("jobID");

        Read("/processes", "getProcesses", "处理过程清单", "What can be run", OpenApi.Shared("limit"), OpenApi.Shared("after"));
        Read("/processes/{processID}", "getProcessDescription", "处理过程说明", "A process with its inputs and outputs", Process());
        paths["/processes/{processID}/execution"] = new JsonObject
        {
            ["post"] = OpenApi.Write("execute", Tag, language.Pick("执行处理过程", "Execute a process in the background"), "201", OpenApi.Body(ExecuteSchema()), Process(), Prefer()),
        };
        Read("/jobs", "getJobs", "作业清单", "Jobs, youngest first",
            List("type", "process", "process"), List("processID", "Ids of processes"), List("status", "Statuses", Geo.Api.Processes.JobStatus.All), OpenApi.Shared("datetime"),
            OpenApi.Whole("minDuration", 0, int.MaxValue), OpenApi.Whole("maxDuration", 0, int.MaxValue), OpenApi.Shared("limit"), OpenApi.Shared("after"));
        Read("/jobs/{jobID}", "getStatus", "作业状态", "Status of a job", Job());
        ((JsonObject)paths["/jobs/{jobID}"]!)["delete"] = OpenApi.Write("dismiss", Tag, language.Pick("取消作业", "Dismiss a job"), "200", null, Job());
        Read("/jobs/{jobID}/results", "getResult", "作业结果", "Results of a job", Job());
    }

    private static JsonObject Prefer()
    {
        var header = OpenApiParts.Parameter("Prefer", "header", Of("string"), "respond-async; every process runs in the background whatever it says");
        header["style"] = "simple"; // the one style that a header has
        return header;
    }

    private static JsonObject ExecuteSchema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["inputs"] = Of("object"),
            ["outputs"] = Of("object"),
            ["response"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("raw", "document"), ["default"] = "raw" },
        },
    };

    private static JsonObject List(string name, string description, params string[] values)
    {
        var items = Of("string");
        if (values.Length > 0)
        {
            items["enum"] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
        }

        return OpenApiParts.Parameter(name, "query", new JsonObject { ["type"] = "array", ["items"] = items }, description);
    }

    private static JsonObject Of(string type) => new() { ["type"] = type };
}
