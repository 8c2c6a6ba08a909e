using System.Net;
using System.Text;
using System.Text.Json;
using Geo.Api.Tests.Auth;
using Geo.Core.Store.People;

namespace Geo.Api.Tests.Registers;

/// <summary>Registers as files over HTTP. The workspace holds M01…M25 around 110.01–110.25 E, 40.5 N.</summary>
public sealed class RegisterPageTests(WorkingServer served) : IClassFixture<WorkingServer>
{
    private const string Table = "矿山台账,,,\n编号,名称,经度,纬度\nH1,甲,110°12′0″,40°33′0″\nM02,改名,110.022,40.502\nH3,丙,110.3,\n合计,,,\n";

    private async Task<(HttpStatusCode Status, JsonElement Body)> Post(string path, (string Name, byte[] Bytes)[] files, (string, string)? who = null, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files) form.Add(new ByteArrayContent(bytes), "file", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        var (header, secret) = who ?? ("Authorization", "Bearer " + ServedWorkspace.Token);
        request.Headers.TryAddWithoutValidation(header, secret);
        using var answer = await served.Client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    private static (string, byte[])[] Csv(string text) => [("台账.csv", Encoding.UTF8.GetBytes(text))];

    private long LastLine() => served.Store.Audit.List(new(1)) is [var line, ..] ? line.Seq : 0;

    [Fact]
    public async Task A_preview_tells_rows_columns_and_places_and_stores_nothing()
    {
        var (revision, line) = (served.Store.Revision, LastLine());
        var (status, told) = await Post("/registers/mine-sites/preview?lang=zh", Csv(Table));
        Assert.True(status == HttpStatusCode.OK, told.ToString());
        Assert.Equal((1, 1, 1), (told.GetProperty("taken").GetInt32(), told.GetProperty("changed").GetInt32(), told.GetProperty("refused").GetInt32()));
        Assert.Equal((2, "台账.csv", "CRS84"), (told.GetProperty("head_line").GetInt32(), told.GetProperty("file").GetString(), told.GetProperty("crs").GetString()));
        Assert.Equal("经度", told.GetProperty("columns").GetProperty("lon").GetString());
        Assert.Contains(told.GetProperty("header").EnumerateArray(), c => c.GetProperty("name").GetString() == "名称" && c.GetProperty("samples")[0].GetString() == "甲");
        Assert.Contains(told.GetProperty("fields").EnumerateArray(), f => f.GetProperty("name").GetString() == "town");
        var rows = told.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal([3, 4, 5], rows.Select(r => r.GetProperty("line").GetInt32()));
        Assert.Equal("没有图形", rows[2].GetProperty("reason").GetString());
        Assert.Contains(rows[1].GetProperty("changes").EnumerateArray(), c => (c.GetProperty("field").GetString(), c.GetProperty("before").GetString(), c.GetProperty("after").GetString()) == ("name", "矿 <2>", "改名"));
        Assert.Contains(told.GetProperty("missing").EnumerateArray(), m => m.GetString() == "M01");
        Assert.DoesNotContain(told.GetProperty("missing").EnumerateArray(), m => m.GetString() == "M02");
        var places = told.GetProperty("geojson").GetProperty("features").EnumerateArray().ToArray();
        Assert.Equal(["taken", "changed"], places.Select(p => p.GetProperty("properties").GetProperty("state").GetString()));
        Assert.Equal([110.2, 40.55], places[0].GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(c => c.GetDouble()));
        Assert.Equal((revision, line), (served.Store.Revision, LastLine()));
        Assert.Empty(Directory.Exists(Path.Combine(served.Store.Workspace.Results, "imports")) ? Directory.GetFiles(Path.Combine(served.Store.Workspace.Results, "imports"), "*mine*") : []);
    }

    [Theory]
    [InlineData("file\"; filename=\"a.csv\"\r\n\r\n编号,名称\r\nA1")]
    [InlineData("layer\"\r\n\r\nabc")]
    [InlineData("layer\"\r\n")]
    public async Task A_form_that_breaks_off_is_the_senders_and_no_fault_of_the_server(string rest)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("--XX\r\nContent-Disposition: form-data; name=\"" + rest));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=XX");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/registers/dumps/preview") { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + ServedWorkspace.Token);
        using var answer = await served.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("上传中断", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // The path of an address keeps %2F as it is; %252F in it is %2F in a code.
    [Fact]
    public async Task A_code_with_a_slash_is_found_by_its_address()
    {
        await Post("/registers/dumps", Csv("编号,名称,经度,纬度\n包矿/2024/01,甲,110.1,40.5\n包矿%2F2024,乙,110.12,40.5\n"));
        foreach (string code in new[] { "包矿/2024/01", "包矿%2F2024" })
        {
            string escaped = Uri.EscapeDataString(code);
            foreach (string address in new[] { $"/collections/dumps/items/{escaped}", $"/collections/dumps/items/{escaped}/versions", $"/dumps/{escaped}" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address + "?f=json");
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + ServedWorkspace.Token);
                using var answer = await served.Client.SendAsync(request);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, address + await answer.Content.ReadAsStringAsync());
                if (address.EndsWith(escaped, StringComparison.Ordinal) && address.StartsWith("/collections", StringComparison.Ordinal)) Assert.Equal(code, JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetString());
            }
        }

        using var climbing = await served.Client.GetAsync("/scenes/s1/..%2F..%2Fgeowfc.gpkg");
        Assert.Equal(HttpStatusCode.NotFound, climbing.StatusCode);
    }

    [Fact]
    public async Task Metres_without_a_system_are_shown_by_the_best_guess_and_taken_in_only_once_it_is_confirmed()
    {
        // echo "40.55 110.2" | cs2cs -f %.3f EPSG:4490 EPSG:4546 -> 4490908.556 432235.817
        var table = Csv("编号,X,Y\nG1,4490908.556,432235.817\n");
        var (_, told) = await Post("/registers/dumps/preview?lang=en", table);
        var guess = told.GetProperty("guess");
        Assert.Equal("EPSG:4546", guess.GetProperty("candidates")[0].GetProperty("crs").GetString());
        Assert.Equal(("EPSG:4546", "guessed"), (told.GetProperty("crs").GetString(), told.GetProperty("crs_from").GetString()));
        Assert.Equal(110.2, told.GetProperty("geojson").GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates")[0].GetDouble(), 1e-6);
        var (refused, why) = await Post("/registers/dumps?lang=zh", table);
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("请确认后加上 --source-crs EPSG:4546 重新导入；未写入任何数据", why.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Null(served.Store.Layer("dumps").Find("G1"));
        var (taken, _) = await Post("/registers/dumps", table, null, ("source_crs", "EPSG:4546"));
        Assert.Equal(HttpStatusCode.OK, taken);
        Assert.Equal(110.2, served.Store.Layer("dumps").Get("G1").Geometry!.Coordinate.X, 1e-6);
    }

    [Fact]
    public async Task An_import_writes_rows_history_audit_and_a_report_to_download()
    {
        var (status, told) = await Post("/registers/towns", Csv("代码,镇名,x\nT1,新镇,\"POLYGON ((110.1 40.5, 110.2 40.5, 110.2 40.6, 110.1 40.5))\"\n"), null, ("map", "wkt=x"));
        Assert.True(status == HttpStatusCode.OK, told.ToString());
        Assert.Equal("新镇", served.Store.Layer("towns").Get("T1").Properties["name"]);
        var line = served.Store.Audit.List(new()).Last(l => l.Action == "import" && l.Subject == "towns");
        Assert.Equal(("token", "台账.csv"), (line.Author, line.Reason));
        string id = told.GetProperty("import").GetString()!;
        using var csv = await served.Send(HttpMethod.Get, $"/registers/imports/{id}.csv", null, ("Authorization", "Bearer " + ServedWorkspace.Token));
        string text = await csv.Content.ReadAsStringAsync();
        Assert.StartsWith("row,line,code,state,changes,reason_zh,reason_en", text.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains("\r\n1,2,T1,taken,,,\r\n", text, StringComparison.Ordinal);
        using var xlsx = await served.Send(HttpMethod.Get, $"/registers/imports/{id}.xlsx", null, ("Authorization", "Bearer " + ServedWorkspace.Token));
        Assert.Equal((byte)'P', (await xlsx.Content.ReadAsByteArrayAsync())[0]);
        using var list = await served.Send(HttpMethod.Get, "/registers/imports", null, ("Authorization", "Bearer " + ServedWorkspace.Token));
        Assert.Contains(JsonElement.Parse(await list.Content.ReadAsStringAsync()).EnumerateArray(), i => i.GetProperty("id").GetString() == id && i.GetProperty("taken").GetInt32() == 1);
        using var stranger = await served.Send(HttpMethod.Get, $"/registers/imports/{id}.csv");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Theory]
    [InlineData("/registers/dumps/preview"), InlineData("/registers/dumps")]
    public async Task Reading_a_file_takes_the_right_to_edit_registers(string path)
    {
        var (status, told) = await Post(path, Csv(Table), served.Key("viewer"));
        Assert.Equal((HttpStatusCode.Forbidden, Right.EditRegisters.Name()), (status, told.GetProperty("right").GetString()));
    }

    [Fact]
    public async Task Forms_that_bring_nothing_or_too_much_get_a_sentence()
    {
        var (_, none) = await Post("/registers/dumps?lang=zh", [], null, ("layer", "x"));
        Assert.Contains("没有上传文件", none.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var (_, two) = await Post("/registers/dumps?lang=zh", [("a.csv", [65]), ("b.csv", [66])]);
        Assert.Contains("请每次导入一份台账", two.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var (unknown, _) = await Post("/registers/moons", Csv(Table));
        Assert.Equal(HttpStatusCode.NotFound, unknown);
        using var json = await served.Send(HttpMethod.Post, "/registers/dumps?lang=en", "{}", ("Authorization", "Bearer " + ServedWorkspace.Token));
        Assert.Contains("the body is no form", await json.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var (_, map) = await Post("/registers/dumps?lang=en", Csv(Table), null, ("map", "code"));
        Assert.Contains("is not of the form field=column", map.GetProperty("detail").GetString(), StringComparison.Ordinal);
        // A name that leads elsewhere is a name only.
        var (_, outside) = await Post("/registers/dumps?lang=en", [("../../x.csv", Encoding.UTF8.GetBytes("a,b\n1,2\n"))]);
        Assert.StartsWith("x.csv: code:", outside.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
