using System.Text.Json.Nodes;
using Geo.Api.Field;
using Geo.Api.Ogc;
using Geo.Core.Field;
using Geo.Core.Store.Ground;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about field checks, photos, the to-do list and flight polygons.</summary>
internal static class OpenApiField
{
    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        const string tag = "Pages";
        void Read(string path, string id, string zh, string en, string mediaType, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["get"] = OpenApi.Operation(id, tag, language.Pick(zh, en), mediaType, parameters) };

        paths["/field-checks"] = new JsonObject
        {
            ["post"] = OpenApi.Write("addFieldCheck", tag, language.Pick("提交现场核查（可重复提交）", "Take a field check; sending it again changes nothing"), "201", OpenApi.Body(Check())),
        };
        ((JsonObject)paths["/field-checks"]!["post"]!["responses"]!)["200"] = paths["/field-checks"]!["post"]!["responses"]!["201"]!.DeepClone();
        paths["/field-checks/{featureId}"] = new JsonObject
        {
            ["put"] = OpenApi.Write("changeFieldCheck", tag, language.Pick("修改现场核查", "Change a field check, by its author or an administrator"), "200", OpenApi.Body(Check()), OpenApi.Shared("featureId")),
        };
        paths["/field-checks/{featureId}/photos"] = new JsonObject
        {
            ["post"] = OpenApi.Write("addFieldPhotos", tag, language.Pick("上传现场照片", $"Photos of a field check, {PhotoShelf.LargestPhoto >> 20} MB each, up to {PhotoPages.MostAtOnce} a form"), "200", Photos(), OpenApi.Shared("featureId")),
        };
        Read("/photos/{file}", "getPhoto", "现场照片", "A photo as it came", "image/jpeg", OpenApi.InPath("file"));
        Read("/works", "getWorks", "工程类型", "The codelist of restoration works", Media.Json);
        Read("/todo", "getToDo", "天地空待办", "Which evidence of which mine site is missing or too old", Media.Json, OpenApi.Text("town", "Only this town"));
        Read("/todo.csv", "getToDoCsv", "天地空待办（CSV）", "The same as CSV", "text/csv", OpenApi.Text("town", "Only this town"));
        Read("/mine-sites/{code}/flight.kml", "getFlight", "航飞范围（KML）", "A site's flight polygon as KML", FlightKml.MediaType, OpenApi.InPath("code"), Buffer());
        Read("/flight.kml", "getFlights", "多点位航飞范围（KML）", "Flight polygons of several sites as KML", FlightKml.MediaType, OpenApi.Text("codes", "Codes of mine sites, with commas between"), Buffer());
    }

    private static JsonObject Check()
    {
        static JsonObject Text(params IEnumerable<string> allowed)
        {
            var schema = new JsonObject { ["type"] = "string", ["nullable"] = true };
            if (allowed.Any()) schema["enum"] = new JsonArray([.. allowed.Select(a => JsonValue.Create(a))]);
            return schema;
        }

        static JsonObject Number(double from, double to) => new() { ["type"] = "number", ["nullable"] = true, ["minimum"] = from, ["maximum"] = to };
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("site_kind", "checked_at", "source", "finding"),
            ["properties"] = new JsonObject
            {
                ["id"] = Text(),
                ["site_kind"] = Text(FieldCheckWrite.Kinds),
                ["site_code"] = Text(),
                ["detection_id"] = Text(),
                ["checked_at"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
                ["source"] = Text(FieldCheckWrite.Sources),
                ["finding"] = Text(FieldCheckWrite.Findings),
                ["status_seen"] = Text(),
                ["works"] = new JsonObject { ["type"] = "array", ["items"] = Text(Works.All.Select(w => w.Code)) },
                ["cover_share"] = Number(0, 1),
                ["note"] = new JsonObject { ["type"] = "string", ["nullable"] = true, ["maxLength"] = FieldCheckWrite.LongestNote },
                ["lon"] = Number(-180, 180),
                ["lat"] = Number(-90, 90),
                ["position_source"] = Text(FieldCheckWrite.PositionSources),
                ["position_accuracy_m"] = Number(0, 100_000),
                ["case_id"] = Text(),
                ["verdict"] = Text(FieldCheckWrite.Verdicts),
                ["waste_category"] = Text(),
            },
        };
    }

    private static JsonObject Photos()
    {
        static JsonObject Binary() => new() { ["type"] = "string", ["format"] = "binary" };
        return new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject
            {
                [PhotoFormat.Jpeg.MediaType] = new JsonObject { ["schema"] = Binary() },
                [PhotoFormat.Png.MediaType] = new JsonObject { ["schema"] = Binary() },
                ["multipart/form-data"] = new JsonObject
                {
                    ["schema"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["photo"] = new JsonObject { ["type"] = "array", ["items"] = Binary() } } },
                },
            },
        };
    }

    private static JsonObject Buffer() => OpenApiParts.Parameter("buffer", "query",
        new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = FlightKml.LargestBuffer, ["default"] = FlightKml.UsualBuffer }, "m");
}
