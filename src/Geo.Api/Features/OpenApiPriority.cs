using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Api.Priority;
using Geo.Jobs.Priority;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about the ranking and its scenarios.</summary>
internal static class OpenApiPriority
{
    private const string Tag = "Pages";

    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        void Read(string path, string id, string zh, string en, string mediaType, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["get"] = OpenApi.Operation(id, Tag, language.Pick(zh, en), mediaType, parameters) };
        void Post(string path, string id, string zh, string en, string status, JsonObject? body, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["post"] = OpenApi.Write(id, Tag, language.Pick(zh, en), status, body is null ? null : OpenApi.Body(body), parameters) };
        JsonNode Scenario(string name) => OpenApi.Text(name, "Id of a scenario; left out, the working criteria on the present dumps");

        Read("/priority", "getPriority", "优先级：准则、判断、堆场", "Criteria with their sources, judgements, dumps", Media.Json);
        Post("/priority/what-if", "askPriority", "试算：次序、入选、得分构成（不保存）", "Order, funded set and parts for a question; nothing is stored", "200", Question());
        Post("/priority/stability", "askStability", "试算：入围稳定度（不保存）", "Share of draws in which each dump is among the first k; nothing is stored", "200", Object(("question", Question()), ("draws", Whole(4, PriorityPages.MostDraws))));
        Post("/priority/explain", "explainPriority", "一处堆场的得分构成与改变条件（不保存）", "What lifts a dump, what holds it back, what would bring it in; nothing is stored", "200", Object(("question", Question()), ("code", Text())));
        Read("/priority/scenarios", "getScenarios", "优先级方案清单", "Scenarios, youngest first", Media.Json);
        ((JsonObject)paths["/priority/scenarios"]!)["post"] = OpenApi.Write("addScenario", Tag, language.Pick("保存方案", "Keep a question as a scenario"), "201",
            OpenApi.Body(Object(("name", new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = PriorityScenarios.LongestName }), ("note", Text()), ("question", Question()))));
        Read("/priority/scenarios/{scenarioId}", "getScenario", "一个方案（按当时数据重算）", "A scenario, computed again from what was kept", Media.Json, OpenApi.InPath("scenarioId"));
        ((JsonObject)paths["/priority/scenarios/{scenarioId}"]!)["delete"] = OpenApi.Write("deleteScenario", Tag, language.Pick("删除方案", "Take a scenario out of the list"), "200", null, OpenApi.InPath("scenarioId"));
        Post("/priority/scenarios/{scenarioId}/adopt", "adoptScenario", "采用方案（写入堆场）", "Adopt a scenario: a run writes it to the dumps", "202", null, OpenApi.InPath("scenarioId"));
        Read("/priority/compare", "compareScenarios", "方案对比", "Two scenarios side by side", Media.Json, Scenario("a"), Scenario("b"));
        Read("/priority.{extension}", "getPriorityFile", "优先级排序（XLSX、CSV、GeoJSON）", "The ranking with the parts of every score: xlsx, csv or geojson", "application/octet-stream", OpenApi.InPath("extension"), Scenario("scenario"));
        OpenApi.Also(paths["/priority.{extension}"]!, "text/csv", Media.GeoJson, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        Read("/priority/dumps/{code}/sheet.docx", "getProjectSheet", "项目储备卡（DOCX）", "One page for the project reserve, as DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", OpenApi.InPath("code"), Scenario("scenario"), OpenApi.Shared("lang"));
    }

    private static JsonObject Question() => Object(
        ("judgements", Map(List(Object(("a", Text()), ("b", Text()), ("favours", Whole(-9, 9)))))),
        ("weights", Map(new JsonObject { ["type"] = "number", ["minimum"] = 0 })),
        ("method", OneOf("weighted_sum", "topsis")), ("objective", OneOf("score_sum", "hazard_volume")),
        ("budget_wan", Whole(0, Core.Priority.Portfolio.LargestBudget)), ("must", List(Text())), ("cannot", List(Text())), ("costs", Map(Whole(0, Core.Priority.Portfolio.LargestBudget))),
        ("k", Whole(1, int.MaxValue)), ("distribution", OneOf("dirichlet", "uniform")), ("concentration", new JsonObject { ["type"] = "number", ["nullable"] = true }));

    private static JsonObject Object(params ReadOnlySpan<(string Name, JsonObject Schema)> members)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in members) properties[name] = schema;
        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    private static JsonObject Text() => new() { ["type"] = "string", ["nullable"] = true };

    private static JsonObject Whole(int from, int to) => new() { ["type"] = "integer", ["nullable"] = true, ["minimum"] = from, ["maximum"] = to };

    private static JsonObject OneOf(params string[] values) => new() { ["type"] = "string", ["nullable"] = true, ["enum"] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]) };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["nullable"] = true, ["items"] = items };

    private static JsonObject Map(JsonObject values) => new() { ["type"] = "object", ["nullable"] = true, ["additionalProperties"] = values };
}
