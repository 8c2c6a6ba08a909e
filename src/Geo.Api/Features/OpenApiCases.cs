using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Core.Cases;
using Geo.Core.Sites;
using Geo.Core.Store.Casework;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about cases.</summary>
internal static class OpenApiCases
{
    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        const string tag = "Pages";
        void Read(string path, string id, string zh, string en, string mediaType, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["get"] = OpenApi.Operation(id, tag, language.Pick(zh, en), mediaType, parameters) };
        static JsonNode[] Filters() =>
            [OpenApi.Text("state", string.Join(", ", CaseFilter.States)), OpenApi.Text("unit", "Code or name of the unit in charge"), OpenApi.Text("town", "Only this town"), OpenApi.Text("overdue", "true for those whose term is over")];

        Read("/cases", "listCases", "线索看板", "The board of cases: rows, those due first at the top, and numbers", Media.Json, Filters());
        ((JsonObject)paths["/cases"]!)["post"] = OpenApi.Write("reportCase", tag, language.Pick("上报线索", "Report a case; at the place of an open one it is told on that one"), "201", OpenApi.Body(Report()));
        Read("/cases.xlsx", "getCasesXlsx", "疑似问题清单（XLSX）", "The list that is handed out, as XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Filters());
        Read("/cases.csv", "getCasesCsv", "疑似问题清单（CSV）", "The same as CSV", "text/csv", Filters());
        Read("/cases.geojson", "getCasesGeoJson", "疑似问题清单（GeoJSON）", "The same as GeoJSON", Media.GeoJson, Filters());
        Read("/cases.kml", "getCasesKml", "疑似问题清单（KML）", "The same as KML", "application/vnd.google-earth.kml+xml", Filters());
        Read("/cases/{caseId}", "getCase", "一条线索的全部资料", "All that is known of a case", Media.Json, OpenApi.InPath("caseId"));
        paths["/cases/{caseId}/{action}"] = new JsonObject
        {
            ["post"] = OpenApi.Write("stepCase", tag, language.Pick("办理线索", $"A step on a case: {string.Join(", ", CaseWork.Actions.Select(a => StatusCode.Of(a)))}"), "200", OpenApi.Body(Step()), OpenApi.InPath("caseId"), OpenApi.InPath("action")),
        };
    }

    private static JsonObject Text(params IEnumerable<string> allowed)
    {
        var schema = new JsonObject { ["type"] = "string", ["nullable"] = true };
        if (allowed.Any()) schema["enum"] = new JsonArray([.. allowed.Select(a => JsonValue.Create(a))]);
        return schema;
    }

    private static IEnumerable<string> Codes<T>(IEnumerable<T>? values = null) where T : struct, Enum => (values ?? Enum.GetValues<T>()).Select(v => StatusCode.Of(v));

    private static JsonObject Report() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("source", "note"),
        ["properties"] = new JsonObject
        {
            ["id"] = Text(),
            ["source"] = Text(Codes(CaseReport.Sources)),
            ["geometry"] = new JsonObject { ["type"] = "object", ["nullable"] = true, ["description"] = "GeoJSON Point, Polygon or MultiPolygon" },
            ["lon"] = new JsonObject { ["type"] = "number", ["nullable"] = true },
            ["lat"] = new JsonObject { ["type"] = "number", ["nullable"] = true },
            ["crs"] = Text(CaseReport.Systems),
            ["note"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = CaseReport.LongestNote },
            ["waste_category"] = Text(),
            ["place_kind"] = Text(Codes<PlaceKind>()),
            ["seen_at"] = new JsonObject { ["type"] = "string", ["format"] = "date-time", ["nullable"] = true },
        },
    };

    private static JsonObject Step() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["state"] = Text(Codes<CaseState>()),
            ["unit"] = Text(),
            ["cooperating_units"] = new JsonObject { ["type"] = "array", ["nullable"] = true, ["items"] = new JsonObject { ["type"] = "string" } },
            ["reason"] = new JsonObject { ["type"] = "string", ["nullable"] = true, ["maxLength"] = CaseSteps.LongestReason },
            ["verdict"] = Text(Codes<CaseVerdict>()),
            ["waste_category"] = Text(),
            ["place_kind"] = Text(Codes<PlaceKind>()),
            ["field_check_id"] = Text(),
            ["drone_scene_id"] = Text(),
            ["to"] = Text(Codes<CaseState>()),
            ["due_on"] = new JsonObject { ["type"] = "string", ["format"] = "date", ["nullable"] = true },
            ["handled_on"] = new JsonObject { ["type"] = "string", ["format"] = "date", ["nullable"] = true },
            ["exception"] = new JsonObject { ["type"] = "boolean", ["default"] = false },
        },
    };
}
