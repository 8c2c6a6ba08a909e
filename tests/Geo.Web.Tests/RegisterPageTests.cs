using System.IO.Compression;
using System.Text.RegularExpressions;
using Geo.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

/// <summary>台账导入: a file chosen, looked at and taken in, in a real browser.</summary>
[Collection(DemoCollection.Name)]
public sealed class RegisterPageTests(DemoServer server)
{
    private const string Page = "/map/runs?page=registers";

    private static async Task SignIn(WatchedPage watched)
    {
        // The preview is what asks for it.
        await watched.Page.Locator("#token").FillAsync(DemoServer.Token);
        await watched.Page.Keyboard.PressAsync("Enter");
        await Expect(watched.Page.Locator("dialog")).ToHaveCountAsync(0);
    }

    private static FilePayload Payload(string name, byte[] bytes) => new() { Name = name, MimeType = "application/octet-stream", Buffer = bytes };

    /// <summary>The middle of a mine of the demo, so that the rows lie in its district whatever it is.</summary>
    private async Task<(double Lon, double Lat)> Middle()
    {
        var towns = await server.Ask("/collections/towns");
        var box = towns.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(v => v.GetDouble()).ToArray();
        return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    }

    private static string Sexagesimal(double degrees)
    {
        int whole = (int)degrees, minutes = (int)((degrees - whole) * 60);
        return FormattableString.Invariant($"{whole}°{minutes:00}′{((degrees - whole) * 60 - minutes) * 60:00.00}″");
    }

    [Fact]
    public async Task A_clerks_workbook_is_looked_at_first_and_its_import_shows_in_the_collection()
    {
        var (lon, lat) = await Middle();
        byte[] workbook = new XlsxFile().With("堆场", [
            ["东河区固体废物堆场台账", null, null, null, null], ["填报单位：生态环境分局", null, null, null, null],
            ["编号", "名称", "占地面积", "中心坐标", null], [null, null, "（亩）", "经度", "纬度"],
            ["WEB-1", "北梁堆场", 12d, Sexagesimal(lon), Sexagesimal(lat)],
            ["WEB-2", "南梁堆场", "1,5", Sexagesimal(lon + 0.01), Sexagesimal(lat)],
            ["WEB-3", "西梁堆场", "3公顷", Sexagesimal(lon - 0.01), Sexagesimal(lat)],
            ["合计", null, 15d, null, null]], ["A1:E1", "A2:E2", "A3:A4", "B3:B4", "D3:E3"]).Bytes();
        await using var watched = await server.Open($"{Page}&lang=zh");
        var page = watched.Page;
        await page.Locator("#register-file").SetInputFilesAsync(Payload("堆场台账.xlsx", workbook));
        await SignIn(watched);
        await Expect(page.Locator(".registers-rows tbody tr")).ToHaveCountAsync(3);
        await Expect(page.Locator("tr.refused")).ToContainTextAsync("占地面积（亩）：“1,5”不是非负数");
        await Expect(page.Locator(".registers-about")).ToContainTextAsync("表头在第 3 行");
        await Expect(page.Locator(".registers-main .warnings")).ToContainTextAsync("第 8 行是合计行，未导入");
        await Expect(page.Locator("#column-lon")).ToHaveValueAsync("经度");
        await Expect(page.Locator("#register-import")).ToHaveTextAsync("导入 2 行");
        await watched.MapDrawn();
        await watched.Screenshot("registers-preview");

        // Another column for a name: the preview follows, still nothing is stored.
        await page.Locator("#column-town").SelectOptionAsync("名称");
        await Expect(page.Locator("#column-town")).ToHaveValueAsync("名称");
        await page.Locator("#column-town").SelectOptionAsync("");
        await Expect(page.Locator(".registers-rows tbody tr")).ToHaveCountAsync(3);
        Assert.Equal(0, await Count("WEB-1"));
        await watched.TabTo("#register-import");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".registers-about .done")).ToHaveTextAsync("新增 2，变更 0，未变 0，拒绝 1");
        await watched.Screenshot("registers-imported");
        Assert.Equal((1, 0, 1), (await Count("WEB-1"), await Count("WEB-2"), await Count("WEB-3")));
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".registers-about a", new() { HasText = "CSV" }).ClickAsync());
        Assert.Matches(new Regex(@"^import-\d{8}T\d{9}Z-dumps\.csv$"), download.SuggestedFilename);
        Assert.Contains("WEB-2", await File.ReadAllTextAsync((await download.PathAsync())!), StringComparison.Ordinal);
        await Expect(page.Locator(".registers-earlier tbody tr").First).ToContainTextAsync("堆场台账.xlsx");
        watched.WasQuiet();
    }

    [Fact]
    public async Task A_shapefile_in_gbk_without_a_prj_asks_for_its_system_and_lands_once_it_is_confirmed()
    {
        var (lon, lat) = await Middle();
        var (x, y) = Geo.Core.Crs.GeometryTransform.Transform(lon, lat, Geo.Core.Crs.WellKnown.Crs84, Geo.Core.Crs.WellKnown.GaussKruger111);
        string square = FormattableString.Invariant($"POLYGON (({x} {y}, {x + 80} {y}, {x + 80} {y + 60}, {x} {y + 60}, {x} {y}))");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("m.csv"), $"code,name,wkt\nM1,采坑,\"{square}\"\n");
        await OtherProgram.Run("ogr2ogr", "-f", "ESRI Shapefile", "-lco", "ENCODING=GBK", folder.File("图斑.shp"), folder.File("m.csv"), "-oo", "GEOM_POSSIBLE_NAMES=wkt", "-oo", "KEEP_GEOM_COLUMNS=NO");
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            // As it comes: without .cpg and .prj.
            foreach (string extension in (string[])[".shp", ".shx", ".dbf"]) archive.CreateEntryFromFile(folder.File("图斑" + extension), "图斑" + extension);
        }

        byte[] zip = memory.ToArray();
        await using var watched = await server.Open($"{Page}&lang=en", 390, 844);
        var page = watched.Page;
        await page.Locator("#register-kind").SelectOptionAsync("mine-sites");
        await page.Locator("#register-file").SetInputFilesAsync(Payload("mines.zip", zip));
        await SignIn(watched);
        await Expect(page.Locator(".registers-system .note-box")).ToContainTextAsync("the file names no system");
        await Expect(page.Locator("#register-import")).ToBeDisabledAsync();
        await Expect(page.Locator("#column-name + .samples")).ToHaveTextAsync("采坑");
        await watched.Screenshot("registers-crs-phone");
        await page.Locator("[data-crs='EPSG:4546']").ClickAsync();
        await Expect(page.Locator(".registers-system")).ToContainTextAsync("as you said");
        await Expect(page.Locator("#register-import")).ToHaveTextAsync("Import rows: 1");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone");
        await page.Locator("#register-import").ClickAsync();
        await Expect(page.Locator(".registers-about .done")).ToContainTextAsync("1 new");
        var mine = await server.Ask("/collections/mine-sites/items/M1");
        Assert.Equal("采坑", mine.GetProperty("properties").GetProperty("name").GetString());
        Assert.Equal(lon, mine.GetProperty("geometry").GetProperty("coordinates")[0][0][0][0].GetDouble(), 1e-3);
        watched.WasQuiet();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_why_and_offers_no_import()
    {
        await using var watched = await server.Open($"{Page}&lang=zh");
        var page = watched.Page;
        await page.Locator("#register-file").SetInputFilesAsync(Payload("加密.xlsx", XlsFile.Locked()));
        await SignIn(watched);
        await Expect(page.Locator(".registers-side .error")).ToHaveTextAsync("请求有误 — 加密.xlsx：工作簿有密码保护；请在 Excel 中取消密码后重新保存");
        await Expect(page.Locator("#register-import")).ToBeDisabledAsync();
        await watched.Screenshot("registers-refused");
    }

    private async Task<int> Count(string code) => (await server.Ask($"/collections/dumps/items?code={code}")).GetProperty("features").GetArrayLength();
}
