using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Geo.Core.Store.People;

namespace Geo.Api.Tests.Auth;

/// <summary>Keys of GIS programs, on a server where detections are staff's.</summary>
public sealed class KeyTests(ClosedWorkspace served) : IClassFixture<ClosedWorkspace>
{
    private const string Items = "/collections/detections/items";

    [Fact]
    public async Task A_key_is_taken_as_bearer_and_as_the_password_of_basic_under_any_name()
    {
        string key = Secret("viewer");
        foreach (string header in (string[])[$"Bearer {key}", $"bearer {key}", Basic("qgis", key), Basic("", key), Basic("王", key)])
        {
            using var answer = await served.Send(HttpMethod.Get, Items, null, ("Authorization", header));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, header);
        }

        foreach (string header in (string[])[$"Bearer {key}x", Basic("qgis", key + "x"), Basic(key, ""), "Basic !", "Basic", Basic("qgis", ServedWorkspace.Token), $"Digest {key}"])
        {
            using var answer = await served.Send(HttpMethod.Get, Items, null, ("Authorization", header));
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, header);
        }
    }

    [Fact]
    public async Task A_key_in_the_address_opens_nothing()
    {
        string key = Secret("viewer");
        foreach (string name in (string[])["key", "token", "api_key", "access_token"])
        {
            using var answer = await served.Client.GetAsync($"{Items}?{name}={key}");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_person_makes_and_ends_keys_of_their_own_and_of_nobody_else()
    {
        var owner = served.Key("ecology");
        using var byKey = await served.Send(HttpMethod.Post, "/people/k-ecology/keys", """{"name":"QGIS"}""", owner);
        Assert.Equal(HttpStatusCode.Forbidden, byKey.StatusCode); // a key makes no keys
        string session = "geowfc_session=" + served.People.Sessions.Begin("k-ecology");
        async Task<(int Status, JsonElement Answer)> Send(HttpMethod method, string path, string? body = null)
        {
            using var answer = await served.Send(method, path, body, ("Cookie", session), ("Origin", served.Url));
            return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
        }

        var (status, made) = await Send(HttpMethod.Post, "/people/k-ecology/keys", """{"name":"QGIS 一楼","role":"viewer","expires_at":"2999-01-01T00:00:00Z"}""");
        Assert.Equal((201, "viewer", "k-ecology"), (status, made.GetProperty("role").GetString(), made.GetProperty("owner").GetString()));
        string key = made.GetProperty("key").GetString()!, id = made.GetProperty("id").GetString()!;
        using (var read = await served.Send(HttpMethod.Get, Items, null, ("Authorization", Basic("qgis", key)))) Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        var listed = (await Send(HttpMethod.Get, "/people/k-ecology/keys")).Answer.EnumerateArray().Single(k => k.GetProperty("id").GetString() == id);
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("key").ValueKind); // shown once
        Assert.NotEqual(JsonValueKind.Null, listed.GetProperty("last_used_at").ValueKind);

        Assert.Equal(400, (await Send(HttpMethod.Post, "/people/k-ecology/keys", """{"name":"QGIS","role":"natural_resources"}""")).Status);
        served.Key("viewer");
        Assert.Equal(403, (await Send(HttpMethod.Post, "/people/k-viewer/keys", """{"name":"QGIS"}""")).Status);
        Assert.Equal(403, (await Send(HttpMethod.Get, "/people/k-viewer/keys")).Status);
        Assert.Equal(403, (await Send(HttpMethod.Get, "/people/no-such-person/keys")).Status); // nor does one learn who exists
        string others = served.People.Keys.List("k-viewer")[0].Id;
        Assert.Equal(404, (await Send(HttpMethod.Delete, $"/people/k-ecology/keys/{others}")).Status);

        Assert.Equal(200, (await Send(HttpMethod.Delete, $"/people/k-ecology/keys/{id}")).Status);
        using var after = await served.Send(HttpMethod.Get, Items, null, ("Authorization", Basic("qgis", key)));
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Contains("revoked", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_writes_within_its_role_and_a_browser_that_remembers_it_for_no_foreign_page()
    {
        string key = Secret("town");
        using var program = await served.Send(HttpMethod.Post, $"{Items}/D1/review", """{"verdict":"unsure"}""", ("Authorization", Basic("qgis", key)));
        Assert.Equal(HttpStatusCode.OK, program.StatusCode);
        Assert.Equal("k-town", served.Store.Layer("detections").Versions("D1")[^1].Author);
        using var foreign = await served.Send(HttpMethod.Post, $"{Items}/D1/review", """{"verdict":"reject"}""", ("Authorization", Basic("qgis", key)), ("Origin", "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var run = await served.Send(HttpMethod.Post, "/runs", """{"kind":"survey"}""", ("Authorization", $"Bearer {key}"));
        Assert.Equal(HttpStatusCode.Forbidden, run.StatusCode);
    }

    [Fact]
    public async Task A_key_holds_no_more_than_its_owner_may_later()
    {
        var (_, secret) = served.People.Keys.Add(Person("demoted", Role.NaturalResources), "QGIS", Role.NaturalResources, null, "test");
        served.People.Accounts.Change("demoted", new AccountChange(Role: Role.Viewer), "test", null);
        using var run = await served.Send(HttpMethod.Post, "/runs", """{"kind":"survey"}""", ("Authorization", $"Bearer {secret}"));
        Assert.Equal(HttpStatusCode.Forbidden, run.StatusCode);
    }

    /// <summary>As docs/people.md says it: <c>GDAL_HTTP_USERPWD=qgis:gwk_… ogrinfo -so OAPIF:http://127.0.0.1:5080 detections</c>.</summary>
    [Theory]
    [InlineData("GDAL_HTTP_USERPWD", "qgis:KEY"), InlineData("GDAL_HTTP_HEADERS", "Authorization: Bearer KEY")]
    public async Task Ogrinfo_reads_a_closed_collection_with_a_key(string option, string value)
    {
        var (failed, _) = await Ogrinfo(new());
        Assert.NotEqual(0, failed);
        var (code, text) = await Ogrinfo(new() { [option] = value.Replace("KEY", Secret("viewer"), StringComparison.Ordinal) });
        Assert.True(code == 0, text);
        Assert.Contains("Feature Count: 2", text, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Text)> Ogrinfo(Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("ogrinfo", ["-so", $"OAPIF:{served.Url}", "detections"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, text + await errors);
    }

    private Account Person(string name, Role role) => served.People.Accounts.Add(name, null, role, null, null, "test", null).Account;

    private string Secret(string role) => served.Key(role).Value["Bearer ".Length..];

    private static string Basic(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
