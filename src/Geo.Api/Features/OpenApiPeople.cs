using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Core.Store.People;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about sessions, accounts, keys and the audit log.</summary>
internal static class OpenApiPeople
{
    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        const string tag = "People";
        JsonObject Read(string id, string zh, string en, params JsonNode[] parameters) => Secured(OpenApi.Operation(id, tag, language.Pick(zh, en), Media.Json, parameters));
        JsonObject Write(string id, string zh, string en, string status, JsonObject? body, params JsonNode[] parameters) =>
            OpenApi.Write(id, tag, language.Pick(zh, en), status, body is null ? null : OpenApi.Body(body), parameters);
        JsonObject Name() => OpenApi.InPath("name");

        var session = (JsonObject)paths["/session"]!;
        session["post"] = Open(Write("signIn", "登录", "Sign in by account and password; the answer sets a cookie", "200", Object(("user", Text()), ("password", Text()))));
        session["delete"] = Open(Write("signOut", "退出登录", "Sign out", "204", null));
        ((JsonObject)session["delete"]!["responses"]!["204"]!).Remove("content");
        paths["/session/password"] = new JsonObject { ["put"] = Write("changePassword", "修改自己的密码", "Change one's own password; other sessions end", "200", Object(("old", Text()), ("new", Text()))) };
        paths["/people"] = new JsonObject
        {
            ["get"] = Read("getPeople", "账号清单", "Accounts"),
            ["post"] = Write("addPerson", "新建账号", "Make an account; without a password one is made and told once", "201",
                Object(("name", Text()), ("display_name", Text()), ("role", Role()), ("town", Text()), ("password", Text()), ("reason", Text()))),
        };
        paths["/people/{name}"] = new JsonObject
        {
            ["get"] = Read("getPerson", "一个账号", "One account", Name()),
            ["put"] = Write("changePerson", "修改账号", "Change an account; what is left out stays", "200",
                Object(("display_name", Text()), ("role", Role()), ("town", Text()), ("disabled", new JsonObject { ["type"] = "boolean" }), ("reason", Text())), Name()),
        };
        paths["/people/{name}/password"] = new JsonObject { ["post"] = Write("resetPassword", "重置密码", "Make a new password, told once; the account is signed out", "200", null, Name()) };
        paths["/people/{name}/keys"] = new JsonObject
        {
            ["get"] = Read("getKeys", "接口密钥", "API keys of an account", Name()),
            ["post"] = Write("addKey", "新建接口密钥", "Make an API key, told once", "201",
                Object(("name", Text()), ("role", Role()), ("expires_at", new JsonObject { ["type"] = "string", ["format"] = "date-time", ["nullable"] = true })), Name()),
        };
        paths["/people/{name}/keys/{id}"] = new JsonObject { ["delete"] = Write("revokeKey", "吊销接口密钥", "End an API key at once", "200", null, Name(), OpenApi.InPath("id")) };
        paths["/audit"] = new JsonObject
        {
            ["get"] = Read("getAudit", "审计日志", "Who wrote what, when and why; the youngest first", new JsonObject { ["$ref"] = "#/components/parameters/limit" },
                OpenApi.Text("before", "The seq of the last line that you have"), OpenApi.Text("user", "Only this author's"), OpenApi.Text("subject", "Only of this subject and what is below it")),
        };
    }

    /// <summary>Ways to show who asks.</summary>
    public static JsonArray Ways() => new(Way("token"), Way("session"), Way("key"));

    private static JsonObject Way(string name) => new() { [name] = new JsonArray() };

    private static JsonObject Open(JsonObject operation)
    {
        operation["security"] = new JsonArray();
        return operation;
    }

    private static JsonObject Secured(JsonObject operation)
    {
        operation["security"] = Ways();
        return operation;
    }

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Role() => new() { ["type"] = "string", ["enum"] = new JsonArray([.. Roles.Names.Select(name => JsonValue.Create(name))]) };

    private static JsonObject Object(params (string Name, JsonObject Schema)[] members) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Schema))),
    };
}
