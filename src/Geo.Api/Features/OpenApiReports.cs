using System.Text.Json.Nodes;
using Geo.Api.Ogc;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about monthly reports.</summary>
internal static class OpenApiReports
{
    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        const string tag = "Pages", month = "month";
        JsonNode Version() => OpenApi.Text("version", "A version; the newest where left out");
        void Read(string path, string id, string zh, string en, string type, params JsonNode[] parameters)
        {
            JsonObject operation = OpenApi.Operation(id, tag, language.Pick(zh, en), type, parameters);
            operation["security"] = OpenApiPeople.Ways();
            paths[path] = new JsonObject { ["get"] = operation };
        }

        void Write(string path, string method, string id, string zh, string en, JsonObject body) =>
            paths[path] = new JsonObject { [method] = OpenApi.Write(id, tag, language.Pick(zh, en), "200", OpenApi.Body(body), OpenApi.InPath(month)) };

        Read("/reports", "getReports", "月报清单及待办", "Monthly reports, and which are due", Media.Json);
        Read("/reports/{month}", "getReport", "一期月报的数字和文字", "Numbers and text of a monthly report", Media.Json, OpenApi.InPath(month), Version());
        Read("/reports/{month}.docx", "getReportDocx", "月报（DOCX）", "The report as DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", OpenApi.InPath(month), Version(), OpenApi.Shared("lang"));
        Read("/reports/{month}.xlsx", "getReportXlsx", "月报统计表（XLSX）", "The report's tables as XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", OpenApi.InPath(month), Version(), OpenApi.Shared("lang"));
        Read("/reports/{month}/map.png", "getReportMap", "月报分布图", "The report's map", "image/png", OpenApi.InPath(month), Version(), OpenApi.Shared("lang"));
        Read("/reports/{month}/pictures/{file}", "getReportPicture", "月报中的对比影像", "A picture of a site that changed", "image/png", OpenApi.InPath(month), OpenApi.InPath("file"), Version());
        Write("/reports/{month}/corrections", "put", "correctReport", "更正月报草稿", "All corrections of a draft; those left out are taken back", Object(
            ["edit"], ("edit", Type("integer")), ("document_number", Type("string")),
            ("remarks", new JsonObject { ["type"] = "object", ["additionalProperties"] = Type("string") }),
            ("sentences", List(Object(["key", "text", "reason"], ("key", Type("string")), ("text", Type("string")), ("reason", Type("string"))))),
            ("numbers", List(Object(["key", "value", "reason"], ("key", Type("string")), ("value", Type("number")), ("reason", Type("string")))))));
        Write("/reports/{month}/freeze", "post", "freezeReport", "月报定稿", "Freeze a draft as it was seen", Object(["edit"], ("edit", Type("integer"))));
        Write("/reports/{month}/sent", "post", "sendReport", "标记月报已报送", "Note that a frozen report was sent", Object([], ("note", Type("string"))));
        Write("/reports/{month}/reopen", "post", "reopenReport", "重开月报（新版本）", "Begin a new version of a frozen report", Object(["reason"], ("reason", Type("string"))));
    }

    private static JsonObject Type(string name) => new() { ["type"] = name };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Object(string[] required, params (string Name, JsonObject Schema)[] members)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Schema))) };
        if (required.Length > 0) schema["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]);
        return schema;
    }
}
