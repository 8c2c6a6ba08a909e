using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Geo.Api.Auth;
using Geo.Api.Tests.Auth;
using Geo.Core.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tests.Priority;

/// <summary>A server of its own with a worker: a scenario is adopted, dumps are written.</summary>
public sealed class PriorityTests : IClassFixture<WorkingServer>
{
    private const int Dumps = 30;

    private static readonly (string, string) Token = ("Authorization", "Bearer " + ServedWorkspace.Token);
    private static readonly string[] s_parties = ["none", "unknown", "known"], s_waste = ["tailings", "construction", "unknown", "smelting_slag"];

    private readonly WorkingServer _served;

    public PriorityTests(WorkingServer served)
    {
        _served = served;
        if (served.Store.Layer("dumps").Find("D00") is not null) return;
        served.Store.Write("test", null, null, writer => writer.Put("dumps", Enumerable.Range(0, Dumps).Select(i => new Feature($"D{i:00}", new Point(110.0 + i * 0.01, 40.5), new Dictionary<string, object?>
        {
            ["name"] = $"堆场{i}",
            ["town"] = "河东镇",
            ["waste_category"] = s_waste[i % 4],
            ["responsible_party"] = s_parties[i % 3],
            ["area_m2"] = 1000.0 + 700 * i,
            ["river_distance_m"] = i % 5 == 0 ? null : 100.0 * i,
            ["volume_m3"] = i % 2 == 0 ? 2000.0 * (i + 1) : null,
        }))));
    }

    [Fact]
    public async Task The_ranking_says_what_it_stands_on()
    {
        var told = await _served.Json("/priority");
        Assert.Equal(["hazard", "receptor", "response"], told.GetProperty("headings").EnumerateArray().Select(h => Text(h, "code")));
        Assert.All(told.GetProperty("criteria").EnumerateArray(), c => Assert.NotEmpty(Text(c.GetProperty("source"), "document")!));
        Assert.Equal(Dumps, told.GetProperty("dumps").GetArrayLength());
    }

    [Fact]
    public async Task Asking_needs_no_sign_in_and_stores_nothing()
    {
        var computing = _served.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<Computing>() is not null && e.Metadata.GetMetadata<Need>() is null).Select(e => e.RoutePattern.RawText!).Order(StringComparer.Ordinal);
        (string Path, string Body)[] asked =
        [
            ("/priority/explain", """{"question":{"budget_wan":300},"code":"D03"}"""),
            ("/priority/stability", """{"question":{"budget_wan":300},"draws":400}"""),
            ("/priority/what-if", """{"budget_wan":300}"""),
            ("/stac/search", """{"collections":["scenes"]}"""),
        ];
        // Every route that declares so is asked here.
        Assert.Equal(computing, asked.Select(a => a.Path));
        foreach (var (path, body) in asked)
        {
            var (revision, line) = (_served.Store.Revision, LastLine());
            using var answer = await _served.Send(HttpMethod.Post, path, body);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
            Assert.Equal((revision, line), (_served.Store.Revision, LastLine()));
        }
    }

    [Fact]
    public async Task What_if_gives_order_parts_and_a_funded_set_within_the_budget()
    {
        var told = await Ask("/priority/what-if", """{"budget_wan":400,"must":["D29"],"cannot":["D00"]}""");
        var rows = told.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(1, Dumps), rows.Select(r => r.GetProperty("rank").GetInt32()));
        Assert.All(rows, r => Assert.Equal(r.GetProperty("score").GetDouble(), r.GetProperty("parts").EnumerateArray().Sum(p => p.GetDouble()), 5));
        Assert.Equal(told.GetProperty("spent_wan").GetInt64(), rows.Where(r => r.GetProperty("funded").GetBoolean()).Sum(r => r.GetProperty("cost_wan").GetInt64()));
        Assert.InRange(told.GetProperty("spent_wan").GetInt64(), 1, 400);
        Assert.True(rows.Single(r => Text(r, "code") == "D29").GetProperty("funded").GetBoolean());
        Assert.False(rows.Single(r => Text(r, "code") == "D00").GetProperty("funded").GetBoolean());
        Assert.True(told.GetProperty("proven").GetBoolean());
    }

    [Fact]
    public async Task Contradicting_judgements_give_no_order_but_the_worst_one_and_what_mends_it()
    {
        const string contradicting = """{"judgements":{"headings":[{"a":"hazard","b":"receptor","favours":5},{"a":"receptor","b":"response","favours":5},{"a":"hazard","b":"response","favours":-3}]}}""";
        var told = await Ask("/priority/what-if", contradicting);
        Assert.False(told.GetProperty("consistent").GetBoolean());
        Assert.Equal(0, told.GetProperty("rows").GetArrayLength());
        var worst = told.GetProperty("groups")[0].GetProperty("worst");
        Assert.NotEqual(worst.GetProperty("favours").GetInt32(), worst.GetProperty("suggested").GetInt32());
        using var refused = await _served.Send(HttpMethod.Post, "/priority/stability", $$"""{"question":{{contradicting}}}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Shares_of_draws_sum_to_k()
    {
        var told = await Ask("/priority/stability", """{"question":{"budget_wan":300,"k":7,"distribution":"uniform"},"draws":2000}""");
        Assert.Equal(7, told.GetProperty("k").GetInt32());
        Assert.Equal(7.0, told.GetProperty("shares").EnumerateObject().Sum(s => s.Value.GetDouble()), 9);
    }

    [Theory]
    [InlineData("""{"budget_wan":10,"must":["D29"]}"""), InlineData("""{"method":"luck"}"""), InlineData("""{"budget_wan":-1}"""), InlineData("""{"must":["nobody"]}"""), InlineData("""{"weights":{"river":1}}""")]
    public async Task What_cannot_be_answered_is_refused_with_its_field(string question)
    {
        using var answer = await _served.Send(HttpMethod.Post, "/priority/what-if", question);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull(Text(JsonElement.Parse(await answer.Content.ReadAsStringAsync()), "field"));
    }

    [Fact]
    public async Task A_scenario_is_computed_again_from_what_was_frozen_compared_and_adopted()
    {
        using var made = await _served.Send(HttpMethod.Post, "/priority/scenarios", """{"name":"方案一","note":"test","question":{"budget_wan":350,"must":["D10"],"costs":{"D10":12}}}""", Token);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        string id = Text(JsonElement.Parse(await made.Content.ReadAsStringAsync()), "id")!;
        var first = await Asked($"/priority/scenarios/{id}");
        // The register changes: the most urgent dump becomes harmless. The scenario stays what it was.
        string top = Text(first.GetProperty("answer").GetProperty("rows")[0], "code")!;
        var (waste, party) = (_served.Store.Layer("dumps").Get(top).Properties["waste_category"], _served.Store.Layer("dumps").Get(top).Properties["responsible_party"]);
        _served.Store.Write("test", null, null, writer => writer.Put("dumps", new Feature(top, null, new Dictionary<string, object?> { ["waste_category"] = "coal_yard", ["responsible_party"] = "known" })));
        var again = await Asked($"/priority/scenarios/{id}");
        Assert.Equal(first.GetProperty("answer").GetRawText(), again.GetProperty("answer").GetRawText());
        var now = await Ask("/priority/what-if", """{"budget_wan":350}""");
        Assert.NotEqual(top, Text(now.GetProperty("rows")[0], "code"));
        var compared = await Asked($"/priority/compare?a={id}");
        Assert.Contains(compared.GetProperty("dumps").EnumerateArray(), d => Text(d, "code") == top && d.GetProperty("rank_a").GetInt32() == 1 && d.GetProperty("rank_b").GetInt32() > 1);
        _served.Store.Write("test", null, null, writer => writer.Put("dumps", new Feature(top, null, new Dictionary<string, object?> { ["waste_category"] = waste, ["responsible_party"] = party })));

        using var adopting = await _served.Send(HttpMethod.Post, $"/priority/scenarios/{id}/adopt", null, Token);
        Assert.Equal(HttpStatusCode.Accepted, adopting.StatusCode);
        string run = Text(JsonElement.Parse(await adopting.Content.ReadAsStringAsync()), "id")!;
        for (int i = 0; i < 200 && !_served.Store.Runs.Get(run).Ended; i++) await Task.Delay(100);
        Assert.Equal("done", _served.Store.Runs.Get(run).State);
        foreach (var row in first.GetProperty("answer").GetProperty("rows").EnumerateArray())
        {
            var dump = _served.Store.Layer("dumps").Get(Text(row, "code")!);
            Assert.Equal((row.GetProperty("rank").GetInt64(), row.GetProperty("funded").GetBoolean(), run), ((long)dump.Properties["priority_rank"]!, (bool)dump.Properties["funded"]!, dump.Properties["run_id"]));
        }

        Assert.Equal(12L, _served.Store.Layer("dumps").Get("D10").Properties["cost_wan"]);
        Assert.NotNull(_served.Store.Layer("priority-scenarios").Get(id).Properties["adopted_at"]);
        using var kept = await _served.Send(HttpMethod.Delete, $"/priority/scenarios/{id}", null, Token);
        Assert.Equal(HttpStatusCode.BadRequest, kept.StatusCode);
    }

    [Fact]
    public async Task The_ranking_leaves_as_table_map_and_project_sheet()
    {
        using var map = JsonDocument.Parse(await Bytes("/priority.geojson"));
        var features = map.RootElement.GetProperty("features");
        Assert.Equal(Dumps, features.GetArrayLength());
        Assert.Equal("Point", Text(features[0].GetProperty("geometry"), "type"));
        Assert.Equal(1, features[0].GetProperty("properties").GetProperty("rank").GetInt32());
        string csv = System.Text.Encoding.UTF8.GetString(await Bytes("/priority.csv"));
        Assert.Equal(Dumps + 1, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("waste_hazard_part", csv, StringComparison.Ordinal);
        using (new ZipArchive(new MemoryStream(await Bytes("/priority.xlsx")))) { }
        using var sheet = new ZipArchive(new MemoryStream(await Bytes("/priority/dumps/D03/sheet.docx?lang=zh")));
        using var reader = new StreamReader(sheet.GetEntry("word/document.xml")!.Open());
        string text = await reader.ReadToEndAsync();
        Assert.Contains("整治项目储备卡", text, StringComparison.Ordinal);
        Assert.Contains("风险受体脆弱性", text, StringComparison.Ordinal);
        using var unknown = await _served.Send(HttpMethod.Get, "/priority.pdf");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Scenarios_are_for_staff()
    {
        using var answer = await _served.Send(HttpMethod.Get, "/priority/scenarios");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private long LastLine() => _served.Store.Audit.List(new(1)) is [var youngest, ..] ? youngest.Seq : 0;

    private async Task<JsonElement> Ask(string path, string body)
    {
        using var answer = await _served.Send(HttpMethod.Post, path, body);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private async Task<JsonElement> Asked(string path)
    {
        using var answer = await _served.Send(HttpMethod.Get, path, null, Token);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private async Task<byte[]> Bytes(string path)
    {
        using var answer = await _served.Send(HttpMethod.Get, path, null, Token);
        Assert.True(answer.IsSuccessStatusCode, path);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
