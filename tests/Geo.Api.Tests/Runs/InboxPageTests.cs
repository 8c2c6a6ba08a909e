using System.Net;
using System.Text;
using System.Text.Json;
using Geo.Api.Tests.Auth;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inbox;

namespace Geo.Api.Tests.Runs;

/// <summary>The inbox and the schedule over HTTP, on a server with its worker inside.</summary>
public sealed class InboxPageTests(WorkingServer served) : IClassFixture<WorkingServer>
{
    private static readonly (string, string) Token = ("Authorization", "Bearer " + ServedWorkspace.Token);

    private async Task<JsonElement> Read(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await served.Send(HttpMethod.Get, path, null, Token);
        Assert.Equal(status, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Ask(string task, string body)
    {
        using var answer = await served.Send(HttpMethod.Post, $"/schedule/{task}", body, Token);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Upload(string name, byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/inbox/files/" + Uri.EscapeDataString(name)) { Content = new ByteArrayContent(bytes) };
        request.Headers.TryAddWithoutValidation(Token.Item1, Token.Item2);
        using var answer = await served.Client.SendAsync(request);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/inbox"), InlineData("/schedule")]
    public async Task Only_staff_reads_them(string path)
    {
        using var nobody = await served.Send(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var viewer = await served.Send(HttpMethod.Get, path, null, served.Key("viewer"));
        Assert.Equal(HttpStatusCode.OK, viewer.StatusCode);
    }

    [Fact]
    public async Task What_lies_in_the_inbox_is_told_with_its_reason_in_both_languages()
    {
        var now = new DateTimeOffset(2026, 7, 10, 0, 0, 0, TimeSpan.Zero);
        served.Store.Write("test", null, null, writer => writer.AddInbox(new InboxEntry(0, "等 1.tif", "waiting", 1, 12, "f", now, now, now) { Reason = new Reason("磁盘", "disk") }));
        JsonElement entry = (await Read("/inbox")).GetProperty("open").EnumerateArray().Single(e => e.GetProperty("name").GetString() == "等 1.tif");
        Assert.Equal(("waiting", 12, "2026-07-10T00:00:00Z", "磁盘", "disk"), (entry.GetProperty("state").GetString(), entry.GetProperty("bytes").GetInt32(), entry.GetProperty("since").GetString(),
            entry.GetProperty("reason").GetProperty("zh").GetString(), entry.GetProperty("reason").GetProperty("en").GetString()));
    }

    [Fact]
    public async Task A_scene_is_sent_whole_or_not_at_all()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(new string('x', 3_000_000)); // more than a usual request may have
        var (status, body) = await Upload("东河 9.tif", bytes);
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        string inbox = served.Store.Workspace.Inbox;
        Assert.Equal(bytes.Length, new FileInfo(Path.Combine(inbox, "东河 9.tif")).Length);
        Assert.Empty(Directory.EnumerateFiles(inbox, ".upload-*"));
        var line = served.Store.Audit.List(new AuditQuery(Subject: "inbox"))[0];
        Assert.Equal(("inbox.upload", "inbox/东河 9.tif", "token"), (line.Action, line.Subject, line.Author));
        // A refusal is heard by a client that sends all of its body first.
        for (int time = 0; time < 20; time++) Assert.Contains("lies in the inbox already", (await Upload("东河 9.tif", bytes)).Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".hidden.tif"), InlineData("a.exe"), InlineData("a.tif.part"), InlineData("..%2Fa.tif"), InlineData("a:b.tif"), InlineData("~$a.tif")]
    public async Task Names_that_the_inbox_would_not_take_are_refused(string name)
    {
        var (status, body) = await Upload(name, [1]);
        Assert.Equal((HttpStatusCode.BadRequest, "name"), (status, body.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_task_is_paused_set_and_resumed_and_an_unknown_one_is_404()
    {
        JsonElement Task_(JsonElement answer) => answer.GetProperty("tasks").EnumerateArray().Single(t => t.GetProperty("task").GetString() == "inventory");
        Assert.Equal(("每天 04:00", false), (Task_(await Read("/schedule")).GetProperty("times").GetProperty("zh").GetString(), Task_(await Read("/schedule")).GetProperty("paused").GetBoolean()));
        JsonElement paused = Task_((await Ask("inventory", """{"action":"pause","reason":"检修"}""")).Body);
        Assert.Equal((true, JsonValueKind.Null), (paused.GetProperty("paused").GetBoolean(), paused.GetProperty("next_at").ValueKind));
        Assert.Equal("every 30 minutes", Task_((await Ask("inventory", """{"action":"set","every_minutes":30}""")).Body).GetProperty("times").GetProperty("en").GetString());
        Assert.False(Task_((await Ask("inventory", """{"action":"resume"}""")).Body).GetProperty("paused").GetBoolean());
        Assert.Equal(HttpStatusCode.BadRequest, (await Ask("inventory", """{"action":"dance"}""")).Status);
        Assert.Equal("cron", (await Ask("inventory", """{"action":"set","cron":"soon"}""")).Body.GetProperty("field").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await Ask("dance", """{"action":"pause"}""")).Status);
    }

    [Fact]
    public async Task A_task_that_is_run_now_leads_to_its_run_and_a_run_to_its_steps()
    {
        var (status, body) = await Ask("track", """{"action":"run"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        string run = body.GetProperty("tasks").EnumerateArray().Single(t => t.GetProperty("task").GetString() == "track").GetProperty("last_run_id").GetString()!;
        Assert.Equal(("track", "token"), (served.Store.Runs.Get(run).Kind, served.Store.Runs.Get(run).Author));
        string parent = served.Store.Runs.Enqueue("inbox", """{"items":[]}""", "test", "0").Id, step = served.Store.Runs.Enqueue("track", "{}", "test", "0", parent: parent).Id;
        Assert.Equal(step, Assert.Single((await Read($"/runs/{parent}")).GetProperty("steps").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(parent, (await Read($"/runs/{step}")).GetProperty("parent_id").GetString());
    }
}
