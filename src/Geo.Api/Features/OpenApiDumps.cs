using System.Text.Json.Nodes;
using Geo.Api.Mines;
using Geo.Api.Ogc;
using Geo.Core.Inventory.Grading;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about the inventory of dumps.</summary>
internal static class OpenApiDumps
{
    private const string Tag = "Pages", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        void Read(string path, string id, string zh, string en, string type, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["get"] = OpenApi.Operation(id, Tag, language.Pick(zh, en), type, parameters) };
        void Write(string path, string id, string zh, string en, JsonObject body, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["post"] = OpenApi.Write(id, Tag, language.Pick(zh, en), "200", OpenApi.Body(body), parameters) };
        JsonObject Code() => OpenApi.InPath("code");
        JsonObject KnownOn() => OpenApi.Shared("known-on");

        Read("/dumps", "listDumps", "堆场清单", "Dumps in brief, with counts by grade, category and status", Media.Json, KnownOn());
        Read("/dumps.csv", "getDumpsCsv", "堆场清单（CSV）", "Dumps, every column, as CSV", "text/csv", KnownOn());
        Read("/dumps.xlsx", "getDumpsXlsx", "堆场清单（XLSX）", "Dumps, every column, as XLSX", Xlsx, KnownOn());
        Read("/dumps-bulk.{format}", "getBulkDumps", "大宗工业固体废物堆存场所清单（10 万吨以上）", "Dumps of 100,000 t or more: xlsx, csv or geojson", Xlsx, OpenApi.InPath("format"));
        OpenApi.Also(paths["/dumps-bulk.{format}"]!, "text/csv", Media.GeoJson);
        Read("/dumps/{code}", "getDump", "一处堆场的全部资料", "All that is known of a dump, also of one that was merged or split", Media.Json, Code(), KnownOn());
        Read("/dumps/{code}/sampling.{format}", "getSamplingPlan", "采样布点方案", $"The sampling plan as {string.Join(", ", SamplingFile.Formats.Keys)}, in CGCS2000 degrees and Gauss-Krüger metres", Media.GeoJson, Code(), OpenApi.InPath("format"));
        Read("/river-corridor/counts", "getCorridorCounts", "沿黄管控带分河段统计", "Dumps and detections by reach and distance", Media.Json, KnownOn());
        Write("/dumps/{code}/decision", "decideDump", "决定堆场状态，或撤销", "Decide a dump's status, or take the last decision back", MinePages.BodySchema(DecidedKind.Dump), Code());
        Write("/dumps/{code}/grade", "gradeDump", "决定管控级别，或撤销", "Decide a dump's control grade, or take the last one back",
            Object(["reason"], ("grade", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. ControlGrade.All.Select(g => JsonValue.Create(g))]) }), ("reason", Text()), ("undo", Of("boolean"))), Code());
        Write("/dumps/{code}/sampling", "planSampling", "制定采样布点方案", "Lay out a sampling plan: points spread evenly, or where you put them",
            Object([], ("points", Of("integer")), ("places", List(List(Of("number")))), ("reason", Text())), Code());
        Write("/dumps/{code}/sampling/{number}", "recordSamplePoint", "记录一个采样点", "Say that a point was sampled, or dropped",
            Object(["state"], ("state", Text()), ("sampled_at", Instant()), ("depth_m", Of("number")), ("note", Text())), Code(), OpenApi.InPath("number"));
        Write("/dumps/{code}/results", "enterResults", "录入检测结果", "Enter what a laboratory found; text/csv is taken too, with laboratory, report_number and reported_at in the query",
            Object(["laboratory", "report_number", "results"], ("laboratory", Text()), ("report_number", Text()), ("reported_at", Instant()), ("results", List(Object(["point", "parameter", "value", "unit"],
                ("point", Of("integer")), ("parameter", Text()), ("value", new JsonObject { ["description"] = "a number, or text as <0.01" }), ("unit", Text()), ("limit", Of("number")), ("limit_low", Of("number")), ("limit_source", Text()))))),
            Code(), OpenApi.Text("laboratory", "With CSV: who measured"), OpenApi.Text("report_number", "With CSV: number of the report"), OpenApi.Text("reported_at", "With CSV: its date"));
        Write("/dumps/{code}/identification", "identifyDump", "认定鉴别结论", "Decide what a dump's waste is: general, hazardous or inconclusive",
            Object(["verdict", "reason"], ("verdict", Text()), ("waste_category", Text()), ("reason", Text())), Code());
        Write("/dumps/merge", "mergeDumps", "合并堆场", "Make one dump of several; their history stays",
            Object(["codes", "code", "reason"], ("codes", List(Text())), ("code", Text()), ("name", Text()), ("reason", Text())));
        Write("/dumps/{code}/split", "splitDump", "拆分堆场", "Make several dumps of one, by a line right through it or by outlines",
            Object(["parts", "reason"], ("line", Of("object")), ("parts", List(Object(["code"], ("code", Text()), ("name", Text()), ("geometry", Of("object"))))), ("reason", Text())), Code());
        Write("/collections/detections/items/{featureId}/candidate", "addCandidate", "由图斑新增疑似堆场", "Make a candidate dump of a confirmed, unlisted stockpile",
            Object(["code", "reason"], ("code", Text()), ("name", Text()), ("reason", Text())), OpenApi.Shared("featureId"));
    }

    private static JsonObject Text() => Of("string");

    private static JsonObject Of(string type) => new() { ["type"] = type };

    private static JsonObject Instant() => new() { ["type"] = "string", ["format"] = "date-time" };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Object(string[] required, params (string Name, JsonObject Schema)[] members)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Schema))) };
        if (required.Length > 0) schema["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]);
        return schema;
    }
}
