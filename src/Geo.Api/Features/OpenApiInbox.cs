using System.Text.Json.Nodes;
using Geo.Api.Ogc;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about the inbox and the schedule.</summary>
internal static class OpenApiInbox
{
    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        const string tag = "Pages";
        JsonObject Read(string id, string zh, string en)
        {
            JsonObject operation = OpenApi.Operation(id, tag, language.Pick(zh, en), Media.Json, []);
            operation["security"] = OpenApiPeople.Ways();
            return operation;
        }

        paths["/inbox"] = new JsonObject { ["get"] = Read("getInbox", "收件箱：等待、处理中和已处理的影像", "The inbox: what waits, is worked on, and came through") };
        var file = new JsonObject { ["required"] = true, ["content"] = new JsonObject { ["application/octet-stream"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } } } };
        paths["/inbox/files/{name}"] = new JsonObject { ["put"] = OpenApi.Write("putInboxFile", tag, language.Pick("上传一景影像到收件箱", "Send a scene into the inbox"), "201", file, OpenApi.InPath("name")) };
        paths["/schedule"] = new JsonObject { ["get"] = Read("getSchedule", "计划任务", "Recurring tasks: when, last, next") };
        var body = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["action"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("pause", "resume", "set", "run") },
                ["cron"] = new JsonObject { ["type"] = "string", ["description"] = "For set: minute, hour, day, month, day of the week in China time" },
                ["every_minutes"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 1440 },
                ["reason"] = new JsonObject { ["type"] = "string" },
            },
            ["required"] = new JsonArray("action"),
        };
        paths["/schedule/{task}"] = new JsonObject { ["post"] = OpenApi.Write("changeTask", tag, language.Pick("暂停、恢复、调整或立即运行计划任务", "Pause, resume, set or run a task"), "200", OpenApi.Body(body), OpenApi.InPath("task")) };
    }
}
