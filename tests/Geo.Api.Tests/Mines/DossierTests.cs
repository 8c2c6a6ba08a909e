using System.IO.Compression;
using System.Net;
using Geo.Testing;

namespace Geo.Api.Tests.Mines;

/// <summary>A server of its own, with one site that was greened by half.</summary>
public sealed class DossierTests : IClassFixture<ServedWorkspace>
{
    private readonly ServedWorkspace _served;

    public DossierTests(ServedWorkspace served)
    {
        _served = served;
        if (served.Store.Layer("mine-sites").Find("G1") is null) GreenedSite.Put(served.Store, "G1");
    }

    [Fact]
    public async Task The_page_tells_the_same_as_the_file_in_both_languages()
    {
        string zh = await Text("/mine-sites/G1/dossier?lang=zh&f=html"), en = await Text("/mine-sites/G1/dossier?lang=en&f=html");
        Assert.Contains("土地利用变化情况表", zh, StringComparison.Ordinal);
        Assert.Contains("模拟数据", zh, StringComparison.Ordinal);
        Assert.Contains("/mine-sites/G1/chips/before.png", zh, StringComparison.Ordinal);
        Assert.Contains("<svg", zh, StringComparison.Ordinal);
        Assert.Contains("Changes of land use", en, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", zh, StringComparison.Ordinal); // the policy of the pages forbids it
    }

    [Fact]
    public async Task The_pair_and_the_areas_are_told_as_JSON()
    {
        var told = await _served.Json("/mine-sites/G1/dossier?f=json");
        Assert.Equal("sentinel2-l2a-2021-G1", told.GetProperty("pair").GetProperty("before").GetProperty("scene_id").GetString());
        Assert.Equal("sentinel2-l2a-2025-G1", told.GetProperty("pair").GetProperty("after").GetProperty("scene_id").GetString());
        var areas = told.GetProperty("recovery").GetProperty("area_m2_by_class");
        Assert.Equal(0.5, areas.GetProperty("recovered").GetDouble() / told.GetProperty("recovery").GetProperty("area_m2").GetDouble(), 1e-3);
    }

    [Fact]
    public async Task The_file_comes_as_DOCX_with_its_name()
    {
        using var answer = await _served.Client.GetAsync("/mine-sites/G1/dossier.docx?lang=zh");
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("G1.docx", answer.Content.Headers.ContentDisposition?.FileName);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.NotNull(zip.GetEntry("word/document.xml"));
    }

    [Fact]
    public async Task Pictures_are_drawn_and_what_is_not_there_is_404_or_400()
    {
        foreach (string path in new[] { "/mine-sites/G1/chips/before.png", "/mine-sites/G1/chips/after.png?style=false-colour&side=128", "/scenes/scene-1/image.png?bbox=12250000,4930000,12260000,4940000&stretch=0,0.3",
            "/scenes/sentinel2-l2a-2021-G1/image.png?bbox=12246000,4930000,12250000,4934000&stretch-with=sentinel2-l2a-2025-G1" })
        {
            using var answer = await _served.Client.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {await answer.Content.ReadAsStringAsync()}");
            Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        }

        Assert.Contains("<svg", await Text("/mine-sites/G1/curve.svg"), StringComparison.Ordinal);
        await _served.Problem("/mine-sites/M99/dossier", 404);
        await _served.Problem("/mine-sites/M13/dossier", 400); // no geometry
        await _served.Problem("/mine-sites/G1/chips/during.png", 404);
        await _served.Problem("/mine-sites/M01/chips/before.png", 404); // never seen
        await _served.Problem("/mine-sites/G1/chips/before.png?side=9000", 400);
        await _served.Problem("/scenes/scene-1/image.png?bbox=0,0,1,1&stretch=0.3,0", 400);
        await _served.Problem("/scenes/scene-1/image.png?bbox=0,0,1,1&stretch=0,1&stretch-with=scene-1", 400);
        await _served.Problem("/scenes/scene-1/image.png?bbox=0,0,1,1&stretch-with=none", 404);
        await _served.Problem("/results/recovery.png?bbox=0,0,1,1", 404);
        await _served.Problem("/results/recovery.tif", 404);
    }

    [Fact]
    public async Task A_site_never_seen_still_has_its_dossier_with_what_is_missing()
    {
        string zh = await Text("/mine-sites/M01/dossier?lang=zh&f=html");
        Assert.Contains("证据不足", zh, StringComparison.Ordinal);
        Assert.Contains("矿 &lt;1&gt;", zh, StringComparison.Ordinal);
    }

    private async Task<string> Text(string path)
    {
        using var answer = await _served.Client.GetAsync(path);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return text;
    }
}
