using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Api.Registers;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about registers that come as files.</summary>
internal static class OpenApiRegisters
{
    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        const string tag = "Pages";
        void Read(string path, string id, string zh, string en, string mediaType, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["get"] = OpenApi.Operation(id, tag, language.Pick(zh, en), mediaType, parameters) };

        paths["/registers/{kind}/preview"] = new JsonObject
        {
            ["post"] = OpenApi.Write("previewRegister", tag, language.Pick("预览台账文件（不写入）", $"What would become of a register's file, with up to {RegisterPages.MostDrawn} places; stores nothing"), "200", Form(), OpenApi.InPath("kind")),
        };
        paths["/registers/{kind}"] = new JsonObject
        {
            ["post"] = OpenApi.Write("importRegister", tag, language.Pick("导入台账文件", $"Take a register in, up to {RegisterForm.LargestBody >> 20} MB: all rows that can be taken, in one transaction"), "200", Form(), OpenApi.InPath("kind")),
        };
        Read("/registers/imports", "getImports", "导入记录", "Imports that were made, youngest first", Media.Json);
        Read("/registers/imports/{id}.{format}", "getImport", "导入报告", "What became of each row, as csv or xlsx", "text/csv", OpenApi.InPath("id"), OpenApi.InPath("format"));
    }

    private static JsonObject Form()
    {
        static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
        return new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject
            {
                ["multipart/form-data"] = new JsonObject
                {
                    ["schema"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["required"] = new JsonArray("file"),
                        ["properties"] = new JsonObject
                        {
                            ["file"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string", ["format"] = "binary" }, ["description"] = "The register; of a shapefile all its files, or a ZIP" },
                            ["layer"] = Text("Layer or sheet"),
                            ["source_crs"] = Text("EPSG:n, gcj02, bd09, or EPSG:n+towgs84=DX,DY,DZ"),
                            ["map"] = new JsonObject { ["type"] = "array", ["items"] = Text("field=column") },
                        },
                    },
                },
            },
        };
    }
}
