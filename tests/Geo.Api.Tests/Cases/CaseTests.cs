using System.Net;
using System.Text.Json;
using Geo.Core.Store;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tests.Cases;

/// <summary>A server of its own. Cases C1 (河东镇, due in 2020: overdue) and C2 (沙尔沁镇, due in 2999); a town's key is one of 河东镇.</summary>
public sealed class CaseTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>, IAsyncLifetime
{
    private static readonly (string, string) Token = ("Authorization", "Bearer " + ServedWorkspace.Token);

    public Task InitializeAsync()
    {
        Feature Case(string id, string town, double lon, int due) => new(id, new Point(lon, 40.6), new Dictionary<string, object?>
        {
            ["state"] = "found",
            ["kind"] = "suspected",
            ["source"] = "satellite",
            ["class"] = "stockpile",
            ["unit"] = "ecology_bureau",
            ["town"] = town,
            ["found_at"] = new DateTimeOffset(2019, 3, 2, 2, 0, 0, TimeSpan.Zero),
            ["due_at"] = new DateTimeOffset(due, 3, 4, 15, 59, 59, TimeSpan.Zero),
            ["last_action"] = "raise",
        });
        if (served.Store.Layer("cases").Find("C1") is null) served.Store.Write("test", null, null, w => w.Put("cases", [Case("C1", "河东镇", 110.7, 2020), Case("C2", "沙尔沁镇", 110.8, 2999)]));
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Cases_are_the_staffs()
    {
        foreach (string path in (string[])["/cases", "/cases/C1", "/cases.csv", "/cases.xlsx", "/cases.geojson", "/cases.kml"])
        {
            using var answer = await served.Send(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            using var viewer = await served.Send(HttpMethod.Get, path, null, served.Key("viewer"));
            Assert.Equal(HttpStatusCode.OK, viewer.StatusCode);
        }
    }

    [Fact]
    public async Task The_board_counts_and_puts_first_what_is_due_first()
    {
        var board = await Ask("/cases", Token);
        var numbers = board.GetProperty("numbers");
        Assert.True(numbers.GetProperty("overdue").GetInt32() >= 1);
        Assert.Equal(numbers.GetProperty("open").GetInt32(), board.GetProperty("cases").EnumerateArray().Count(c => c.GetProperty("state").GetString() != "closed"));
        Assert.Equal("C1", board.GetProperty("cases")[0].GetProperty("id").GetString());
        Assert.True(board.GetProperty("cases")[0].GetProperty("overdue").GetBoolean());
        var overdue = await Ask("/cases?overdue=true&unit=%E5%8C%BA%E7%94%9F%E6%80%81%E7%8E%AF%E5%A2%83%E5%88%86%E5%B1%80&state=open", Token);
        Assert.Equal(["C1"], overdue.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        Assert.Equal(["ecology_bureau"], (await Ask("/cases", served.Key("ecology"))).GetProperty("mine").GetProperty("units").EnumerateArray().Select(u => u.GetString()));
        Assert.Equal(["hedong_town"], (await Ask("/cases", served.Key("town"))).GetProperty("mine").GetProperty("units").EnumerateArray().Select(u => u.GetString()));
        foreach (string wrong in (string[])["/cases?state=lost", "/cases?unit=nobody", "/cases?overdue=perhaps", "/cases?colour=red"])
        {
            using var answer = await served.Send(HttpMethod.Get, wrong, null, Token);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_case_is_carried_to_its_closing_and_the_page_tells_each_step()
    {
        var made = await Post("/cases", """{"id":"report-whole-1","source":"public_report","lon":110.9,"lat":40.65,"note":"夜间倾倒"}""", Token, HttpStatusCode.Created);
        string id = made.GetProperty("id").GetString()!, path = $"/cases/{id}";
        await Post("/cases", """{"id":"report-whole-1","source":"public_report","lon":110.9,"lat":40.65,"note":"夜间倾倒"}""", Token, HttpStatusCode.OK);
        await Post($"{path}/assign", """{"state":"found","unit":"区城管执法局","due_on":"2999-01-04"}""", Token, HttpStatusCode.OK);
        var refused = await Post($"{path}/verify", """{"verdict":"waste"}""", Token, HttpStatusCode.BadRequest);
        Assert.Equal("field_check_id", refused.GetProperty("field").GetString());
        await Post("/field-checks", $$"""{"id":"case-check-1","site_kind":"unlisted","case_id":"{{id}}","checked_at":"{{TimeProvider.System.GetUtcNow().AddMinutes(-1):O}}","source":"ground","finding":"agrees","verdict":"waste","lon":110.9,"lat":40.65,"position_source":"gps"}""", Token, HttpStatusCode.Created);
        await Post($"{path}/verify", """{"verdict":"waste","field_check_id":"case-check-1","waste_category":"construction","place_kind":"building_site"}""", Token, HttpStatusCode.OK);
        var page = await Ask(path, Token);
        // It turned out to be a building site's: the rules would have it at another bureau.
        Assert.Equal(("housing_bureau", "construction_site"), (page.GetProperty("routing").GetProperty("suggested_unit").GetString(), page.GetProperty("routing").GetProperty("suggested_rule").GetProperty("id").GetString()));
        Assert.Equal(["handle", "reassign", "return"], page.GetProperty("actions").EnumerateArray().Select(a => a.GetProperty("action").GetString()));
        await Post($"{path}/handle", """{"reason":"清运"}""", Token, HttpStatusCode.OK);
        Assert.Equal("field_check_id", (await Post($"{path}/close", "{}", Token, HttpStatusCode.BadRequest)).GetProperty("field").GetString());
        Assert.False((await Ask(path, Token)).GetProperty("checks")[0].GetProperty("closes").GetBoolean());
        await Post("/field-checks", $$"""{"id":"case-check-2","site_kind":"unlisted","case_id":"{{id}}","checked_at":"{{TimeProvider.System.GetUtcNow().AddMinutes(1):O}}","source":"ground","finding":"disagrees","verdict":"no_waste","lon":110.9,"lat":40.65,"position_source":"gps"}""", Token, HttpStatusCode.Created);
        Assert.True((await Ask(path, Token)).GetProperty("checks")[0].GetProperty("closes").GetBoolean());
        var closed = await Post($"{path}/close", """{"field_check_id":"case-check-2"}""", Token, HttpStatusCode.OK);
        Assert.Equal(("closed", "handled"), (closed.GetProperty("state").GetString(), closed.GetProperty("outcome").GetString()));
        Assert.Equal(["raise", "assign", "verify", "handle", "close"], (await Ask(path, Token)).GetProperty("history").EnumerateArray().Select(h => h.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_towns_people_act_on_their_own_towns_cases_and_hand_none_over()
    {
        var town = served.Key("town");
        Assert.Contains("bureaus", (await Post("/cases/C1/assign", "{}", town, HttpStatusCode.Forbidden)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("own town", (await Post("/cases/C2/verify", """{"verdict":"waste"}""", town, HttpStatusCode.Forbidden)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("action", (await Post("/cases/C1/verify", """{"verdict":"waste"}""", town, HttpStatusCode.BadRequest)).GetProperty("field").GetString()); // theirs, and yet not assigned
        Assert.All((await Ask("/cases/C1", town)).GetProperty("actions").EnumerateArray(), a => Assert.False(a.GetProperty("may").GetBoolean()));
        await Post("/cases/C1/assign", "{}", served.Key("viewer"), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_acts_on_an_old_page_is_told_and_a_step_that_is_none_is_not_found()
    {
        Assert.Equal("seen", (await Post("/cases/C2/assign", """{"state":"handled"}""", Token, HttpStatusCode.BadRequest)).GetProperty("field").GetString());
        await Post("/cases/C2/burn", "{}", Token, HttpStatusCode.NotFound);
        await Post("/cases/C9/assign", "{}", Token, HttpStatusCode.NotFound);
    }

    private async Task<JsonElement> Ask(string path, (string, string) who)
    {
        using var answer = await served.Send(HttpMethod.Get, path, null, who);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    private async Task<JsonElement> Post(string path, string body, (string, string) who, HttpStatusCode status)
    {
        using var answer = await served.Send(HttpMethod.Post, path, body, who);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{path}: {answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }
}
