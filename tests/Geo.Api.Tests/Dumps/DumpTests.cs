using System.Net;
using System.Text;
using System.Text.Json;
using Geo.Core.Store;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Api.Tests.Dumps;

/// <summary>A server of its own: the inventory is written. Each test takes dumps of its own, squares of about 850 by 1,110 m.</summary>
public sealed class DumpTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private static readonly (string, string) Bearer = ("Authorization", "Bearer " + ServedWorkspace.Token);

    [Fact]
    public async Task A_dump_without_responsible_party_goes_through_sampling_to_its_verdict_and_back_by_undo()
    {
        Put("A1", 0, ("responsible_party", "none"), ("waste_category", "tailings"), ("status", "listed"), ("control_grade", "II"));
        string refused = await Refused("/dumps/A1/decision", """{"status":"remediation_planned","reason":"r"}""");
        Assert.Contains("sampled and identified first", refused, StringComparison.Ordinal);
        Assert.Contains("sampling plan", await Refused("/dumps/A1/decision", """{"status":"sampling_planned","reason":"r"}"""), StringComparison.Ordinal);

        var plan = await Post("/dumps/A1/sampling", """{"points":3,"reason":"首次布点"}""");
        Assert.Equal(("A1-P1", 3), (Text(plan, "plan_id"), plan.GetProperty("points").GetArrayLength()));
        var sheet = await served.Json("/dumps/A1");
        Assert.Equal(("sampling_planned", "under_way"), (Text(Properties(sheet), "status"), Text(Properties(sheet), "identification_state")));
        Assert.Equal("无责任主体", Text(sheet.GetProperty("sampling").GetProperty("reason"), "zh"));

        await Post("/dumps/A1/sampling/1", """{"state":"sampled","depth_m":0.8}""");
        await Post("/dumps/A1/sampling/2", """{"state":"sampled"}""");
        Assert.Contains("every point", await Refused("/dumps/A1/decision", """{"status":"sampled","reason":"r"}"""), StringComparison.Ordinal);
        Assert.Contains("note", await Refused("/dumps/A1/sampling/3", """{"state":"dropped"}"""), StringComparison.Ordinal);
        await Post("/dumps/A1/sampling/3", """{"state":"dropped","note":"积水"}""");
        await Post("/dumps/A1/decision", """{"status":"sampled","reason":"采样完成"}""");

        Assert.Contains("point 3 is dropped", await Refused("/dumps/A1/results", Results(3, "0.2")), StringComparison.Ordinal);
        Assert.Contains("report_number", await Refused("/dumps/A1/results", Results(1, "0.2").Replace("R-7", " ", StringComparison.Ordinal)), StringComparison.Ordinal);
        await Post("/dumps/A1/results", Results(1, "0.2"));
        Assert.Equal("inconclusive", Text((await Staff("/dumps/A1")).GetProperty("sampling").GetProperty("proposal"), "verdict"));
        using (var csv = await Csv("/dumps/A1/results?laboratory=%E5%8C%85%E5%A4%B4&report_number=R-8&reported_at=2026-11-20", "点号,检测项目,结果,单位,限值,限值依据\n2,总铅,1.5,mg/L,1,报告 R-8\n"))
        {
            Assert.Equal(HttpStatusCode.OK, csv.StatusCode);
        }

        var sampling = (await Staff("/dumps/A1")).GetProperty("sampling");
        Assert.Equal("hazardous", Text(sampling.GetProperty("proposal"), "verdict"));
        Assert.Equal("总铅", sampling.GetProperty("points")[1].GetProperty("exceeded")[0].GetString());
        await Post("/dumps/A1/identification", """{"verdict":"hazardous","reason":"总铅超标"}""");
        var p = Properties(await served.Json("/dumps/A1"));
        Assert.Equal(("identified", "hazardous", "suspected_hazardous", "token"), (Text(p, "status"), Text(p, "identification_state"), Text(p, "waste_category"), Text(p, "identified_by")));

        await Post("/dumps/A1/decision", """{"undo":true,"reason":"样品弄错"}""");
        p = Properties(await served.Json("/dumps/A1"));
        Assert.Equal(("sampled", "under_way", "tailings", null), (Text(p, "status"), Text(p, "identification_state"), Text(p, "waste_category"), Text(p, "identified_by")));
    }

    [Fact]
    public async Task A_dump_that_need_not_be_identified_is_refused_the_branch()
    {
        Put("A2", 1, ("responsible_party", "known"), ("waste_category", "tailings"), ("status", "listed"));
        Assert.Contains("need not be identified", await Refused("/dumps/A2/sampling", "{}"), StringComparison.Ordinal);
        Assert.Contains("control grade", await Refused("/dumps/A2/decision", """{"status":"remediation_planned","reason":"r"}"""), StringComparison.Ordinal);
        await Post("/dumps/A2/grade", """{"grade":"II","reason":"r"}""");
        await Post("/dumps/A2/decision", """{"status":"remediation_planned","reason":"列入计划"}""");
        Assert.Equal(["funded", "remediating", "remediated"], (await served.Json("/dumps/A2")).GetProperty("next_statuses").EnumerateArray().Select(n => Text(n, "status")));
    }

    [Fact]
    public async Task The_grade_is_a_person_s_and_comes_back_by_undo()
    {
        Put("A3", 2, ("control_grade", "III"), ("status", "listed"), ("waste_category", "unknown"));
        Assert.Equal("II", Text((await served.Json("/dumps/A3")).GetProperty("grade"), "proposed"));
        await Post("/dumps/A3/grade", """{"grade":"I","reason":"靠近学校"}""");
        var p = Properties(await served.Json("/dumps/A3"));
        Assert.Equal(("I", "token", "listed"), (Text(p, "control_grade"), Text(p, "grade_decided_by"), Text(p, "status")));
        await Post("/dumps/A3/grade", """{"undo":true,"reason":"看错"}""");
        p = Properties(await served.Json("/dumps/A3"));
        Assert.Equal(("III", null), (Text(p, "control_grade"), Text(p, "grade_decided_by")));
        Assert.Contains("register", await Refused("/dumps/A3/grade", """{"undo":true,"reason":"r"}"""), StringComparison.Ordinal);
        Assert.Contains("reason", await Refused("/dumps/A3/grade", """{"grade":"I"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merged_dumps_leave_the_list_and_nothing_of_theirs_is_lost()
    {
        Put("A4", 4, ("status", "listed"), ("control_grade", "III"), ("waste_category", "tailings"), ("estimated_tonnes", 60_000.0));
        Put("A5", 5, ("status", "remediation_planned"), ("control_grade", "I"), ("waste_category", "tailings"), ("estimated_tonnes", 50_000.0));
        served.Store.Write("test", null, null, w => w.Put("field-checks", [new Feature("c-A4", null, new Dictionary<string, object?> { ["site_kind"] = "dump", ["site_code"] = "A4", ["checked_at"] = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), ["note"] = "old heap" })]));
        Assert.Contains("A5", await Refused("/dumps/merge", """{"codes":["A4","A5"],"code":"A5","reason":"r"}"""), StringComparison.Ordinal);
        await Post("/dumps/merge", """{"codes":["A4","A5"],"code":"A45","name":"合并堆","reason":"同一堆体"}""");

        await served.Problem("/collections/dumps/items/A4", 404);
        var sheet = await Staff("/dumps/A45");
        var p = Properties(sheet);
        Assert.Equal(("I", "listed", 110_000, true), (Text(p, "control_grade"), Text(p, "status"), p.GetProperty("estimated_tonnes").GetDouble(), p.GetProperty("large_bulk").GetBoolean()));
        Assert.Equal("old heap", Text(sheet.GetProperty("field_checks")[0], "note"));
        Assert.Equal(["A45", "A4", "A5"], sheet.GetProperty("codes").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(["A45"], (await served.Json("/dumps/A4")).GetProperty("succeeded_by").EnumerateArray().Select(c => c.GetString()));
        Assert.Contains("A45", await served.Client.GetStringAsync("/dumps-bulk.csv"), StringComparison.Ordinal);
        Assert.Contains("was", await Refused("/dumps/A45/split", """{"line":{"type":"LineString","coordinates":[[110.05,39],[110.05,42]]},"parts":[{"code":"A4"},{"code":"A47"}],"reason":"r"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_splits_a_dump_and_each_part_takes_its_detections()
    {
        Put("A6", 6, ("status", "listed"), ("waste_category", "tailings"));
        served.Store.Write("test", null, null, w => w.Put("detections", [Detection("X-w", 110.0602, "A6"), Detection("X-e", 110.068, "A6")]));
        var made = await Post("/dumps/A6/split", """{"line":{"type":"LineString","coordinates":[[110.064,40],[110.064,41]]},"parts":[{"code":"A61"},{"code":"A62"}],"reason":"两家"}""");
        double[] areas = [.. made.GetProperty("dumps").EnumerateArray().Select(d => d.GetProperty("area_m2").GetDouble())];
        Assert.Equal(0.4, areas[0] / areas.Sum(), 6);
        Assert.Equal(("A61", "A62"), (Text(Properties(await served.Json("/collections/detections/items/X-w")), "site_code"), Text(Properties(await served.Json("/collections/detections/items/X-e")), "site_code")));
    }

    [Fact]
    public async Task Only_a_confirmed_unlisted_stockpile_becomes_a_candidate()
    {
        served.Store.Write("test", null, null, w => w.Put("detections", [Detection("X-new", 110.21, null)]));
        const string path = "/collections/detections/items/X-new/candidate";
        Assert.Contains("confirmed", await Refused(path, """{"code":"A7","reason":"r"}"""), StringComparison.Ordinal);
        await Post("/collections/detections/items/X-new/review", """{"verdict":"confirm"}""");
        await Post(path, """{"code":"A7","reason":"现场确认"}""");
        Assert.Equal(("candidate", "unknown"), (Text(Properties(await served.Json("/dumps/A7")), "status"), Text(Properties(await served.Json("/dumps/A7")), "waste_category")));
        Assert.Contains("listed", await Refused(path, """{"code":"A8","reason":"again"}"""), StringComparison.Ordinal);
        Assert.Contains("pit", await Refused("/collections/detections/items/D2/candidate", """{"code":"A8","reason":"r"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_is_a_file_in_degrees_and_in_gauss_kruger_metres()
    {
        Put("A9", 9, ("responsible_party", "none"), ("waste_category", "tailings"), ("status", "listed"));
        await Post("/dumps/A9/sampling", """{"places":[[110.095,40.5]]}""");
        Assert.Contains("outside", await Refused("/dumps/A9/sampling", """{"places":[[111,40.5]]}"""), StringComparison.Ordinal);
        string csv = await Get("/dumps/A9/sampling.csv"), kml = await Get("/dumps/A9/sampling.kml");
        // echo "40.5 110.095" | cs2cs -f %.2f EPSG:4490 EPSG:4546 : PROJ 9.1.1 gives 4485442.25 N, 423284.67 E.
        Assert.Contains("4485442.25,423284.67", csv, StringComparison.Ordinal);
        Assert.Contains("110.095,40.5", kml, StringComparison.Ordinal);
        Assert.Contains("EPSG:4546", csv, StringComparison.Ordinal);
        Assert.Contains("Point", await Get("/dumps/A9/sampling.geojson"), StringComparison.Ordinal);
        using var none = await served.Send(HttpMethod.Get, "/dumps/A9/sampling.shp", null, Bearer);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static string Results(int point, string value) =>
        $$"""{"laboratory":"包头检测","report_number":"R-7","results":[{"point":{{point}},"parameter":"总铅","value":"{{value}}","unit":"mg/L","limit":1,"limit_source":"报告 R-7"}]}""";

    private static Feature Detection(string id, double lon, string? site) => new(id, Square(lon, 40.499, 0.001), new Dictionary<string, object?>
    {
        ["class"] = "stockpile",
        ["survey_id"] = "S-x",
        ["acquired_at"] = new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero),
        ["area_m2"] = 9000.0,
        ["site_kind"] = site is null ? "unlisted" : "dump",
        ["site_code"] = site,
        ["review"] = "candidate",
    });

    private void Put(string code, int at, params (string Name, object Value)[] columns)
    {
        var all = columns.ToDictionary(c => c.Name, c => (object?)c.Value);
        (all["code"], all["name"]) = (code, code);
        served.Store.Write("test", null, null, w => w.Put("dumps", [new Feature(code, Square(110 + 0.01 * at, 40.495, 0.01), all)]));
    }

    private static Geometry Square(double x, double y, double side) =>
        new WKTReader().Read(FormattableString.Invariant($"POLYGON (({x} {y}, {x + side} {y}, {x + side} {y + side}, {x} {y + side}, {x} {y}))"));

    private async Task<JsonElement> Post(string path, string body)
    {
        using var answer = await served.Send(HttpMethod.Post, path, body, Bearer);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {text}");
        return JsonElement.Parse(text);
    }

    private async Task<string> Refused(string path, string body)
    {
        using var answer = await served.Send(HttpMethod.Post, path, body, Bearer);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode} {text}");
        return text;
    }

    private async Task<HttpResponseMessage> Csv(string path, string table)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(table, Encoding.UTF8, "text/csv") };
        request.Headers.TryAddWithoutValidation(Bearer.Item1, Bearer.Item2);
        return await served.Client.SendAsync(request);
    }

    private async Task<string> Get(string path)
    {
        using var answer = await served.Send(HttpMethod.Get, path, null, Bearer);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<JsonElement> Staff(string path) => JsonElement.Parse(await Get(path));

    private static JsonElement Properties(JsonElement json) => json.GetProperty("properties");

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
