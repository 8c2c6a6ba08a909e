using System.Net;
using System.Text.Json;
using Geo.Core.Store;

namespace Geo.Api.Tests.Features;

/// <summary>The history of a register's rows. A server of its own, whose rivers are staff's.</summary>
public sealed class VersionTests(HistoryWorkspace served) : IClassFixture<HistoryWorkspace>
{
    private const string Items = "/collections/mine-sites/items";
    private const string Square = """{"type":"MultiPolygon","coordinates":[[[[110,40.5],[110.01,40.5],[110.01,40.51],[110,40.51],[110,40.5]]]]}""";

    private async Task Patch(string item, string body, (string, string) key)
    {
        using var answer = await served.Send(HttpMethod.Patch, item, body, key, ("If-Match", "*"));
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    private async Task<JsonElement[]> Versions(string item, (string, string) key)
    {
        using var answer = await served.Send(HttpMethod.Get, item + "/versions", null, key);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("versions").EnumerateArray()];
    }

    [Fact]
    public async Task Each_state_is_told_with_its_author_and_the_run_or_person_that_made_it()
    {
        var run = served.Store.Runs.Claim(served.Store.Runs.Enqueue("track", "{}", "person", "test").Id, "a worker", TimeSpan.FromMinutes(5))!;
        served.Store.Write("track", run.RunId, run.Token, writer => writer.Put("mine-sites", new Feature("M01", null, new Dictionary<string, object?> { ["vegetation_cover_share"] = 0.25 })));
        await Patch($"{Items}/M01", $$"""{"geometry":{{Square}}}""", served.Key("ecology"));
        await Patch($"{Items}/M01", """{"properties":{"lead_unit":"Bureau"}}""", served.Key("admin"));

        var told = await Versions($"{Items}/M01", served.Key("viewer"));
        Assert.Equal(["test", "track", "k-ecology", "k-admin"], told.Select(v => v.GetProperty("author").GetString()));
        Assert.Equal([null, run.RunId, null, null], told.Select(v => v.GetProperty("run_id").GetString()));
        Assert.Equal([true, false, true, false], told.Select(v => v.GetProperty("geometry_changed").GetBoolean()));
        Assert.Equal(["vegetation_cover_share", "area_m2", "lead_unit"], told.Skip(1).SelectMany(v => v.GetProperty("properties_changed").EnumerateArray()).Select(p => p.GetString()));
        // Each ends when the next begins; the last holds.
        Assert.Equal(told.Skip(1).Select(v => v.GetProperty("valid_from").GetString()), told.SkipLast(1).Select(v => v.GetProperty("valid_to").GetString()));
        Assert.Equal(JsonValueKind.Null, told[^1].GetProperty("valid_to").ValueKind);
        Assert.Equal(told.Select(v => v.GetProperty("revision").GetInt64()).Order(), told.Select(v => v.GetProperty("revision").GetInt64()));
        // The ground of 0.01° by 0.01° from 40.5° N, as in LabelTests; the last version has the same outline, which is not sent again.
        Assert.Equal([941_228.252, 941_228.252], told[2..].Select(v => Math.Round(v.GetProperty("area_m2").GetDouble(), 3)));
        Assert.Equal([JsonValueKind.Object, JsonValueKind.Null, JsonValueKind.Object, JsonValueKind.Null], told.Select(v => v.GetProperty("geometry").ValueKind));
        Assert.Equal(Square, told[2].GetProperty("geometry").GetRawText());
    }

    [Fact]
    public async Task An_earlier_outline_is_restored_by_who_sends_it_again_and_nothing_is_lost()
    {
        await Patch($"{Items}/M02", $$"""{"geometry":{{Square}}}""", served.Key("ecology"));
        var before = await Versions($"{Items}/M02", served.Key("viewer"));
        await Patch($"{Items}/M02", $$"""{"geometry":{{before[0].GetProperty("geometry").GetRawText()}}}""", served.Key("natural_resources"));
        var after = await Versions($"{Items}/M02", served.Key("viewer"));
        Assert.Equal(before.Length + 1, after.Length);
        Assert.Equal("k-natural_resources", after[^1].GetProperty("author").GetString());
        Assert.Equal(after[0].GetProperty("area_m2").GetDouble(), after[^1].GetProperty("area_m2").GetDouble(), 1e-6);
        Assert.Equal(before.Select(v => v.GetProperty("geometry").GetRawText()), after.SkipLast(1).Select(v => v.GetProperty("geometry").GetRawText()));
    }

    [Fact]
    public async Task A_line_has_a_length_and_a_place_without_outline_nothing()
    {
        using var made = await served.Send(HttpMethod.Post, "/collections/rivers/items", """{"type":"Feature","geometry":{"type":"LineString","coordinates":[[110,40],[110,40.1]]},"properties":{"code":"R1"}}""", served.Key("ecology"));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var river = Assert.Single(await Versions("/collections/rivers/items/R1", served.Key("viewer")));
        // ∫ M dφ over 0.1° from 40° N on CGCS2000, by the midpoint rule with 100,000 steps in Python.
        Assert.Equal(11_103.559, river.GetProperty("length_m").GetDouble(), 0.01);
        Assert.Equal(JsonValueKind.Null, river.GetProperty("area_m2").ValueKind);
        var bare = Assert.Single(await Versions($"{Items}/M13", served.Key("viewer")));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (bare.GetProperty("geometry").ValueKind, bare.GetProperty("area_m2").ValueKind));
    }

    [Fact]
    public async Task It_is_readable_as_the_row_itself_and_names_its_authors_to_staff_alone()
    {
        var seen = (await served.Json($"{Items}/M05/versions")).GetProperty("versions");
        Assert.Equal((1, JsonValueKind.Null), (seen.GetArrayLength(), seen[0].GetProperty("author").ValueKind));
        Assert.Equal("test", (await Versions($"{Items}/M05", served.Key("viewer")))[0].GetProperty("author").GetString());
        await served.Problem($"{Items}/none/versions", 404);
        await served.Problem("/collections/detections/items/D1/versions", 404); // made by runs: no register
        await served.Problem("/collections/rivers/items/R9/versions", 401);
        await served.Problem($"{Items}/M05/versions?since=2020", 400);
    }
}

/// <summary>Rivers are staff's.</summary>
public sealed class HistoryWorkspace : ServedWorkspace
{
    protected override string Visibility => """{"rivers": "staff"}""";
}
