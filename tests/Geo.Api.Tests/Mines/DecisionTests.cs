using System.Net;
using System.Text.Json;

namespace Geo.Api.Tests.Mines;

/// <summary>A server of its own: decisions are written. Each test takes a mine site of its own.</summary>
public sealed class DecisionTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private static readonly (string, string) Bearer = ("Authorization", "Bearer " + ServedWorkspace.Token);

    [Fact]
    public async Task A_decision_changes_the_site_and_is_kept_with_author_time_and_reason()
    {
        var told = await Decide("M01", """{"status":"restored","reason":"现场核查合格"}""");
        var site = (await served.Json("/collections/mine-sites/items/M01")).GetProperty("properties");
        Assert.Equal(("restored", "现场核查合格", "token"), (Text(site, "status"), Text(site, "decision_reason"), Text(site, "decided_by")));
        var row = (await served.Json($"/collections/site-history/items/{Text(told, "history_id")}")).GetProperty("properties");
        Assert.Equal(("mine_site", "M01", "restored", "decision", "web", "现场核查合格"),
            (Text(row, "site_kind"), Text(row, "site_code"), Text(row, "status"), Text(row, "source"), Text(row, "decided_by"), Text(row, "reason")));
        Assert.Equal(row.GetProperty("status_at").GetDateTimeOffset(), site.GetProperty("status_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Undo_brings_the_status_before_back_and_changes_no_row_of_the_history()
    {
        await Decide("M02", """{"status":"vegetating","reason":"first"}""");
        var first = (await served.Json("/mine-sites/M02")).GetProperty("properties");
        await Decide("M02", """{"status":"relapsed","reason":"digging"}""");
        var undone = await Decide("M02", """{"undo":true,"reason":"wrong site"}""");
        Assert.Equal(("vegetating", "first"), (Text(undone, "status"), Text(undone, "decision_reason")));
        var sheet = await served.Json("/mine-sites/M02");
        Assert.Equal(Text(first, "status_at"), Text(sheet.GetProperty("properties"), "status_at"));
        var history = sheet.GetProperty("history").EnumerateArray().ToArray();
        Assert.Equal(["decision vegetating", "decision relapsed", "undo vegetating"], history.Select(h => $"{Text(h, "source")} {Text(h, "status")}"));
        Assert.Equal(Text(history[1], "id"), Text(history[2], "undoes"));
        Assert.All(history, h => Assert.Single(served.Store.Layer("site-history").Versions(Text(h, "id")!)));

        Assert.Null(Text(await Decide("M02", """{"undo":true,"reason":"that too"}"""), "status"));
        using var none = await served.Send(HttpMethod.Post, "/mine-sites/M02/decision", """{"undo":true,"reason":"once more"}""", Bearer);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.False((await served.Json("/mine-sites/M02")).GetProperty("can_undo").GetBoolean());
    }

    [Theory]
    [InlineData("""{"status":"restored"}""", 400), InlineData("""{"status":"restored","reason":"  "}""", 400), InlineData("""{"status":"shiny","reason":"r"}""", 400)]
    [InlineData("""{"status":"relapsed","reason":"from nothing"}""", 400), InlineData("""{"reason":"r"}""", 400), InlineData("null", 400), InlineData("nonsense", 400)]
    [InlineData("""{"status":"restored","undo":true,"reason":"r"}""", 400)]
    public async Task What_is_no_decision_is_refused_and_writes_nothing(string body, int status)
    {
        using var answer = await served.Send(HttpMethod.Post, "/mine-sites/M03/decision", body, Bearer);
        Assert.Equal(status, (int)answer.StatusCode);
        var sheet = await served.Json("/mine-sites/M03");
        Assert.Null(Text(sheet.GetProperty("properties"), "status"));
        Assert.Empty(sheet.GetProperty("history").EnumerateArray());
    }

    [Fact]
    public async Task A_site_that_is_not_there_is_404_and_a_decision_needs_the_token()
    {
        await served.Problem("/mine-sites/M99", 404);
        using var absent = await served.Send(HttpMethod.Post, "/mine-sites/M99/decision", """{"status":"restored","reason":"r"}""", Bearer);
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        using var bare = await served.Send(HttpMethod.Post, "/mine-sites/M04/decision", """{"status":"restored","reason":"r"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, bare.StatusCode);
    }

    [Fact]
    public async Task The_same_decision_again_by_the_same_person_is_written_once()
    {
        var first = await Decide("M05", """{"status":"accepted","reason":"验收"}""");
        var again = await Decide("M05", """{"status":"accepted","reason":"验收"}""");
        Assert.Equal(Text(first, "history_id"), Text(again, "history_id"));
        Assert.Single((await served.Json("/mine-sites/M05")).GetProperty("history").EnumerateArray());
        await Decide("M05", """{"status":"accepted","reason":"复验"}""");
        Assert.Equal(["relapsed"], (await served.Json("/mine-sites/M05")).GetProperty("next_statuses").EnumerateArray().Select(s => s.GetString()));
    }

    private async Task<JsonElement> Decide(string code, string body)
    {
        using var answer = await served.Send(HttpMethod.Post, $"/mine-sites/{code}/decision", body, Bearer);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
