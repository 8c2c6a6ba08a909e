using System.Reflection;
using System.Text.Json.Nodes;
using Geo.Api.Accuracy;
using Geo.Api.Mines;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>
/// The API definition, OpenAPI 3.0.3, made from the collections: each has its own paths with its own filters. Written by
/// hand and not by Microsoft.AspNetCore.OpenApi, whose document knows routes ({id}), not collections; a test holds every
/// route of the table against it.
/// </summary>
internal static class OpenApi
{
    /// <summary>GET /api</summary>
    public static IResult Get() => new Resource(request => Document(request.Language, request.Addresses.Root, Collections.Visible(request.Http)), PageOf) { JsonType = Media.OpenApi };

    /// <summary>GET /api.html</summary>
    public static IResult GetPage(HttpContext http) => PageOf(Request.Of(http));

    /// <summary>The whole document, with the collections that its reader may see; null takes those that are public unless an administrator says otherwise.</summary>
    public static JsonObject Document(Language language, string root, IEnumerable<LayerDefinition>? layers = null)
    {
        var paths = new JsonObject();
        void Add(string path, string id, string tag, string zh, string en, string mediaType, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["get"] = Operation(id, tag, language.Pick(zh, en), mediaType, parameters) };

        Add("/", "getLandingPage", "Capabilities", "接口首页", "Landing page", Media.Json);
        Add("/conformance", "getConformance", "Capabilities", "遵循的标准", "Conformance classes", Media.Json);
        Add("/api", "getApi", "Capabilities", "接口定义", "This document", Media.OpenApi);
        Add("/collections", "getCollections", "Capabilities", "全部图层", "All collections", Media.Json);
        foreach (var layer in layers ?? Layers.All.Where(l => l.Visibility == Visibility.Public))
        {
            string path = $"/collections/{layer.Id}", name = string.Concat(layer.Id.Split('-').Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
            string zh = layer.TitleZh, en = layer.TitleEn;
            Add(path, $"describe{name}", layer.Id, zh, en, Media.Json);
            Add($"{path}/items", $"get{name}", layer.Id, $"{zh}：记录", $"{en}: items", Media.GeoJson,
                [.. ItemsQuery.Names.Select(n => Shared(n == "limit" ? "itemsLimit" : n)), .. layer.Columns.Select(c => Filter(c, language))]);
            Add($"{path}/items/{{featureId}}", $"get{name}Item", layer.Id, $"{zh}：一条", $"{en}: one item", Media.GeoJson, Shared("featureId"), Shared("known-on"), Shared("crs"));
            OpenApiItems.Complete(paths, layer, language);
            Add($"{path}/items/{{featureId}}/trace", $"trace{name}", "Pages", $"{zh}：数值溯源", $"{en}: where a number comes from, and the same computed again", Media.Json, Shared("featureId"), Text("property", "Name of the column"));
            OpenApiDrawing.AddVersions(paths, layer, language);
            Add($"{path}/queryables", $"get{name}Queryables", layer.Id, $"{zh}：可查询属性", $"{en}: queryables", Media.Schema);
            Add($"{path}/schema", $"get{name}Schema", layer.Id, $"{zh}：数据结构", $"{en}: schema", Media.Schema);
        }

        Add("/functions", "getFunctions", "Capabilities", "过滤函数", "Functions that filters may call", Media.Json);
        OpenApiStac.Add(paths, language);
        OpenApiProcesses.Add(paths, language);
        Add("/scenes", "getScenes", "Pages", "影像清单", "Scenes, briefly", Media.Json);
        Add("/scenes/{featureId}/image.png", "getSceneImage", "Pages", "影像图片", "A scene as a picture", "image/png",
            Shared("featureId"), PictureBox(), Whole("width", 1, Scenes.Pictures.MaximumSide), Whole("height", 1, Scenes.Pictures.MaximumSide),
            Text("bbox-crs", "3857"), Text("style", "natural or false-colour"), Text("stretch", "Reflectance drawn black and white, as 0,0.3; without it the scene's own"),
            Text("stretch-with", "Another scene: both get one stretch from what they show in the box"));
        Add("/results/recovery.png", "getRecoveryImage", "Pages", "恢复类别栅格图片", "The recovery raster as a picture", "image/png",
            PictureBox(), Whole("width", 1, Scenes.Pictures.MaximumSide), Whole("height", 1, Scenes.Pictures.MaximumSide), Text("bbox-crs", "3857"));
        Add("/results/recovery.tif", "getRecoveryRaster", "Pages", "恢复类别栅格", "The recovery raster (COG: 1 recovered, 2 recovering, 3 bare, 4 relapsed, 5 water)", "image/tiff");
        Add("/scenes/{featureId}/{file}", "getSceneFile", "Pages", "影像文件", "A file of a scene, with ranges", "image/tiff", Shared("featureId"), InPath("file"));
        Add("/models", "getModels", "Pages", "模型", "Models with their cards", Media.Json);
        Add("/models/{name}", "getModel", "Pages", "一个模型", "A model's card, its promise, whether it is in use", Media.Json, InPath("name"));
        paths["/models/{name}/promote"] = new JsonObject { ["post"] = Write("promoteModel", "Pages", language.Pick("启用模型", "Take a model into use"), "200", null, InPath("name")) };
        paths["/models/{name}/rollback"] = new JsonObject { ["post"] = Write("rollBackModel", "Pages", language.Pick("退回模型的上一版", "Put a model back to what it was before its last training"), "200", null, InPath("name")) };
        Add("/samples", "getSamples", "Pages", "精度样本清单", "Accuracy samples, in figures", Media.Json);
        Add("/surveys/{featureId}/sample", "getSample", "Pages", "一次排查的精度样本", "A survey's accuracy sample, as one interpreter sees it", Media.Json, Shared("featureId"), Text("interpreter", "1, 2 or agreed"));
        Add("/surveys/{featureId}/sample.csv", "getSampleCsv", "Pages", "精度样本（CSV）", "The sample with strata, map classes and inclusion probabilities, as CSV", "text/csv", Shared("featureId"));
        Add("/surveys/{featureId}/sample.geojson", "getSampleGeoJson", "Pages", "精度样本（GeoJSON）", "The same as GeoJSON", Media.GeoJson, Shared("featureId"));
        paths["/surveys/{featureId}/sample/places/{number}"] = new JsonObject
        {
            ["put"] = Write("labelPlace", "Pages", language.Pick("判读一个样点", "Label a place of the sample"), "200", Body(SamplePages.BodySchema()), Shared("featureId"), InPath("number")),
        };
        Add("/surveys/{featureId}/accuracy", "getAccuracy", "Pages", "精度评价", "Area-adjusted accuracy and class areas, or what is missing for them", Media.Json, Shared("featureId"), Text("interpreter", "1, 2 or agreed"));
        Add("/labels", "getLabelFiles", "Pages", "训练样本清单", "Files of labels", Media.Json);
        Add("/labels/{name}", "getLabels", "Pages", "训练样本", "Labelled polygons", Media.GeoJson, InPath("name"));
        ((JsonObject)paths["/labels/{name}"]!)["put"] = Write("putLabels", "Pages", language.Pick("保存训练样本", "Write labelled polygons; If-Match names the state seen"), "200", DrawnDocument.Body(), InPath("name"));
        OpenApiDrawing.Add(paths, language);
        Add("/session", "getSession", "Pages", "会话", "What a page needs to know at start", Media.Json);
        OpenApiPeople.Add(paths, language);
        OpenApiField.Add(paths, language);
        OpenApiRegisters.Add(paths, language);
        OpenApiVolumes.Add(paths, language);
        OpenApiDumps.Add(paths, language);
        OpenApiPlacement.Add(paths, language);
        OpenApiCases.Add(paths, language);
        OpenApiReports.Add(paths, language);
        OpenApiInbox.Add(paths, language);
        OpenApiPriority.Add(paths, language);
        OpenApiTiles.Add(paths, language, layers ?? Layers.All.Where(l => l.Visibility == Visibility.Public));
        Add("/runs", "getRuns", "Runs", "作业清单", "Runs, youngest first", Media.Json, Shared("limit"), Text("state", "queued, running, done, failed or cancelled"));
        Add("/runs/{runId}", "getRun", "Runs", "一项作业及日志", "One run with its log", Media.Json, InPath("runId"));
        Add("/runs/{runId}/events", "getRunEvents", "Runs", "作业进度（SSE）", "A run's progress as server-sent events", "text/event-stream", InPath("runId"));
        ((JsonObject)paths["/runs"]!)["post"] = Write("startRun", "Runs", language.Pick("提交作业", "Start a run"), "201", NewRun());
        paths["/runs/{runId}/cancel"] = new JsonObject { ["post"] = Write("cancelRun", "Runs", language.Pick("取消作业", "Cancel a run"), "202", null, InPath("runId")) };
        Add("/collections/detections/items/{featureId}/why", "getWhy", Layers.Detections.Id, "判定依据", "Why a detection was given its class", Media.Json, Shared("featureId"));
        paths["/collections/detections/items/{featureId}/review"] = new JsonObject
        {
            ["post"] = Write("reviewDetection", Layers.Detections.Id, language.Pick("复核一个疑似图斑", "A verdict on a detection"), "200", Body(Reviews.BodySchema()), Shared("featureId")),
        };
        Add("/indicators", "getIndicators", "Pages", "生态修复率、复垦利用率等指标", "Restoration and reclamation rates by town and year; f=csv and f=xlsx too", Media.Json, Shared("known-on"));
        Add("/mine-sites", "listMines", "Pages", "矿山清单与行动计划进度", "Mine sites in brief, and how far the plan is", Media.Json, Shared("known-on"));
        Add("/mine-sites.csv", "getMineSitesCsv", "Pages", "矿山清单（CSV）", "Mine sites, every column, as CSV", "text/csv", Shared("known-on"));
        Add("/mine-sites.xlsx", "getMineSitesXlsx", "Pages", "矿山清单（XLSX）", "Mine sites, every column, as XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Shared("known-on"));
        paths["/alerts/{alertId}/handle"] = new JsonObject
        {
            ["post"] = Write("handleAlert", "Pages", language.Pick("处置一条预警", "Acknowledge, close or reopen an alert"), "200", Body(AlertPages.BodySchema()), InPath("alertId")),
        };
        Add("/mine-sites/{code}", "getMine", "Pages", "一处矿山的全部资料", "All that is known of a mine site", Media.Json, InPath("code"), Shared("known-on"));
        Add("/mine-sites/{code}/dossier", "getDossier", "Pages", "一矿一档", "A mine site's dossier: a page, or its pair and figures as JSON", Media.Json, InPath("code"));
        Add("/mine-sites/{code}/dossier.docx", "getDossierDocx", "Pages", "一矿一档（DOCX）", "The dossier as DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", InPath("code"), Shared("lang"));
        Add("/mine-sites/{code}/chips/{when}.png", "getMineChip", "Pages", "治理前后对比图", "The site before or after works, both on one extent and stretch", "image/png",
            InPath("code"), InPath("when"), Text("style", "natural or false-colour"), Whole("side", 64, 2048));
        Add("/mine-sites/{code}/curve.svg", "getMineCurve", "Pages", "植被覆盖度曲线", "Vegetation cover over time with the reference", "image/svg+xml", InPath("code"), Shared("lang"));
        paths["/mine-sites/{code}/decision"] = new JsonObject
        {
            ["post"] = Write("decideMineSite", "Pages", language.Pick("决定矿山状态，或撤销", "Decide a mine site's status, or take the last decision back"), "200", Body(MinePages.BodySchema(DecidedKind.MineSite)), InPath("code")),
        };
        Add("/healthz", "getHealth", "Health", "进程存活", "The process is alive", Media.Json);
        Add("/readyz", "getReadiness", "Health", "服务就绪", "The store answers and work goes on", Media.Json);
        Add("/metrics", "getMetrics", "Health", "指标（Prometheus）", "Figures for Prometheus", "text/plain");

        return OpenApiTidy.Of(new JsonObject
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject
            {
                ["title"] = "GeoWfc",
                ["version"] = typeof(OpenApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
                ["description"] = language.Pick("固体废物堆场与历史遗留矿山遥感排查", "Solid-waste dumps and legacy mines from satellite and drone"),
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = root }),
            ["paths"] = paths,
            ["components"] = OpenApiParts.Components(),
        }, root);
    }

    /// <summary>Says that a GET answers in these forms too, as its address asks.</summary>
    internal static void Also(JsonNode path, params string[] mediaTypes)
    {
        var content = path["get"]!["responses"]!["200"]!["content"]!;
        foreach (string type in mediaTypes) content[type] = new JsonObject { ["schema"] = OpenApiParts.SchemaOf(type) };
    }

    internal static JsonObject Operation(string id, string tag, string summary, string mediaType, JsonNode[] parameters)
    {
        var content = new JsonObject { [mediaType] = new JsonObject { ["schema"] = OpenApiParts.SchemaOf(mediaType) } };
        bool resource = tag is not ("Pages" or "Runs" or "Health" or "People");
        if (resource)
        {
            content[Media.Html] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        }

        return new JsonObject
        {
            ["operationId"] = id,
            ["tags"] = new JsonArray(tag),
            ["summary"] = summary,
            ["parameters"] = new JsonArray([.. parameters, .. resource || mediaType == Media.Json ? new JsonNode[] { Shared("f"), Shared("lang") } : []]),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = summary, ["content"] = content },
                ["400"] = Problem(),
                ["404"] = Problem(),
                ["500"] = Problem(),
            },
        };
    }

    internal static JsonObject Write(string id, string tag, string summary, string status, JsonObject? body, params JsonNode[] parameters)
    {
        var operation = new JsonObject
        {
            ["operationId"] = id,
            ["tags"] = new JsonArray(tag),
            ["summary"] = summary,
            ["parameters"] = new JsonArray(parameters),
            ["security"] = OpenApiPeople.Ways(),
            ["responses"] = new JsonObject
            {
                [status] = new JsonObject { ["description"] = summary, ["content"] = new JsonObject { [Media.Json] = new JsonObject { ["schema"] = OpenApiParts.SchemaOf(Media.Json) } } },
                ["400"] = Problem(),
                ["401"] = Problem(),
                ["403"] = Problem(),
                ["404"] = Problem(),
            },
        };
        if (body is not null)
        {
            operation["requestBody"] = body;
        }

        return operation;
    }

    private static JsonObject NewRun() => Body(new JsonObject { ["$ref"] = "#/components/schemas/newRun" });

    internal static JsonObject Body(JsonObject schema) => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject { [Media.Json] = new JsonObject { ["schema"] = schema } },
    };

    private static JsonObject Problem() => new() { ["$ref"] = "#/components/responses/Problem" };

    internal static JsonObject Shared(string name) => new() { ["$ref"] = $"#/components/parameters/{name}" };

    private static JsonObject Filter(ColumnDefinition column, Language language) => OpenApiParts.Parameter(
        column.Name, "query", column.Type == ColumnType.TextList ? new JsonObject { ["type"] = "string" } : Typed(column, language), language.Pick(column.TitleZh, column.TitleEn));

    private static JsonObject Typed(ColumnDefinition column, Language language)
    {
        var schema = Schemas.OfColumn(column, language);
        schema.Remove("title");
        return schema;
    }

    internal static JsonObject InPath(string name) => OpenApiParts.Parameter(name, "path", new JsonObject { ["type"] = "string" }, name);

    internal static JsonObject Text(string name, string description) => OpenApiParts.Parameter(name, "query", new JsonObject { ["type"] = "string" }, description);

    internal static JsonObject Whole(string name, int from, int to) =>
        OpenApiParts.Parameter(name, "query", new JsonObject { ["type"] = "integer", ["minimum"] = from, ["maximum"] = to }, name);

    private static JsonObject PictureBox() => OpenApiParts.Parameter("bbox", "query", OpenApiParts.BoxSchema(4), "min x, min y, max x, max y in bbox-crs (3857 unless said)");

    private static Page PageOf(Request request)
    {
        var paths = (JsonObject)Document(request.Language, request.Addresses.Root, Collections.Visible(request.Http))["paths"]!;
        var rows = paths.SelectMany(p => ((JsonObject)p.Value!).Select(o => new[]
        {
            Page.Text(o.Key.ToUpperInvariant()),
            p.Key.Contains('{', StringComparison.Ordinal) || o.Key != "get" ? Page.Text(p.Key) : Html.Of($"<a href=\"{p.Key}\">{p.Key}</a>"),
            Page.Text(o.Value!["summary"]!.GetValue<string>()),
        }));
        return new Page(request, request.Language.Pick("接口说明", "The API"), Html.Of($"""
            <p><a href="/api?f=json">OpenAPI 3.0 (JSON)</a> · <a href="{ApiReference.Path}/">{request.Language.Pick("逐条查看并试用", "Read and try")}</a></p>
            {Page.Table([request.Language.Pick("方法", "Method"), request.Language.Pick("路径", "Path"), request.Language.Pick("说明", "Summary")], rows)}
            """));
    }
}
