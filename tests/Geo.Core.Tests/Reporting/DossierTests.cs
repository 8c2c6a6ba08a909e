using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Geo.Core.Reporting;
using Geo.Core.Reporting.Docx;

namespace Geo.Core.Tests.Reporting;

public sealed class DossierTests
{
    private static readonly Dictionary<string, byte[]> Pngs = new() { ["before"] = Png(), ["after"] = Png(), ["curve"] = Png() };

    [Theory]
    [InlineData("zh"), InlineData("en")]
    public void The_document_is_valid_WordprocessingML(string language)
    {
        byte[] docx = DocxWriter.Write(Dossier.Of(DossierFixture.Input(), language), Pngs);
        using var stream = new MemoryStream(docx);
        using var package = WordprocessingDocument.Open(stream, isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(package).Select(e => $"{e.Path?.XPath}: {e.Description}"));
    }

    [Fact]
    public void The_same_site_gives_the_same_bytes()
    {
        byte[] first = DocxWriter.Write(Dossier.Of(DossierFixture.Input(), "zh"), Pngs);
        Assert.Equal(first, DocxWriter.Write(Dossier.Of(DossierFixture.Input(), "zh"), Pngs));
        Assert.NotEqual(first, DocxWriter.Write(Dossier.Of(DossierFixture.Input(years: 4), "zh"), Pngs));
        using var zip = new ZipArchive(new MemoryStream(first));
        Assert.Equal("[Content_Types].xml", zip.Entries[0].FullName);
        Assert.All(zip.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    [Fact]
    public void Pages_are_A4_with_running_head_numbers_and_repeated_heads_and_Chinese_has_its_fonts()
    {
        using var stream = new MemoryStream(DocxWriter.Write(Dossier.Of(DossierFixture.Input(), "zh"), Pngs));
        using var package = WordprocessingDocument.Open(stream, isEditable: false);
        var main = package.MainDocumentPart!;
        var body = main.Document!.Body!;
        var size = body.Descendants<PageSize>().Single();
        Assert.Equal((11906u, 16838u), (size.Width!.Value, size.Height!.Value));
        Assert.Contains("DH-M-001", main.HeaderParts.Single().Header!.InnerText, StringComparison.Ordinal);
        Assert.Contains("模拟数据", main.HeaderParts.Single().Header!.InnerText, StringComparison.Ordinal);
        Assert.Equal(["PAGE", "NUMPAGES"], main.FooterParts.Single().Footer!.Descendants<SimpleField>().Select(f => f.Instruction!.Value));
        Assert.Equal("SimSun", main.StyleDefinitionsPart!.Styles!.Descendants<RunPropertiesDefault>().Single().Descendants<RunFonts>().Single().EastAsia!.Value);
        var headed = body.Descendants<Table>().Where(t => t.InnerText.Contains("图斑编号", StringComparison.Ordinal)).Single();
        Assert.NotNull(headed.Elements<TableRow>().First().TableRowProperties!.GetFirstChild<TableHeader>());
        Assert.Null(headed.Elements<TableRow>().ElementAt(1).TableRowProperties!.GetFirstChild<TableHeader>());
        Assert.Equal(3, body.Descendants<Drawing>().Count());
    }

    /// <summary>10 ha: all bare before; after 3 ha as the reference, 4 sparse, 2 bare, 1 water.</summary>
    [Fact]
    public void Form_D_holds_the_areas_before_and_after_cell_by_cell()
    {
        var table = Table(DossierFixture.Input(), "土地利用变化情况表");
        Assert.Contains("附录 D", table.Caption!, StringComparison.Ordinal);
        Assert.Equal(["地类", "修复前 2021（公顷）", "占比", "修复后 2025（公顷）", "占比", "增减（公顷）"], table.Head);
        Assert.Equal(
            [
                "植被（达到参照水平）|0.00|0.0 %|3.00|30.0 %|+3.00", "稀疏植被|0.00|0.0 %|4.00|40.0 %|+4.00", "裸露地（创面）|10.00|100.0 %|2.00|20.0 %|-8.00",
                "水域|0.00|0.0 %|1.00|10.0 %|+1.00", "未观测|0.00|0.0 %|0.00|0.0 %|0.00", "合计|10.00|100.0 %|10.00|100.0 %|0.00",
            ], table.Rows.Select(r => string.Join('|', r)));
    }

    /// <summary>2021: cover 0.10 ± 0.03; 2025: 0.42, reference 0.50, ratio 0.84.</summary>
    [Fact]
    public void Form_E_holds_the_pair_with_the_reference_and_says_where_evidence_lacks()
    {
        var table = Table(DossierFixture.Input(), "生态系统功能恢复情况表");
        Assert.Equal("植被覆盖度|%|10.0 % ± 3.0|42.0 % ± 3.0|+32.0 %|50.0 %|0.84", string.Join('|', table.Rows[0]));
        Assert.Equal("裸露比例|%|50.0 %|10.0 %|-40.0 %||", string.Join('|', table.Rows[3]));
        Assert.Equal("未治理矿坑比例|%|证据不足|证据不足|||", string.Join('|', table.Rows[5]));
    }

    [Fact]
    public void Form_G_has_a_line_each_change_the_largest_first_and_leaves_the_persons_to_sign()
    {
        var table = Table(DossierFixture.Input(), "动态变化遥感解译记录表");
        Assert.Contains("DB41/T 2787", table.Caption!, StringComparison.Ordinal);
        Assert.Equal(["DH-M-001-01", "DH-M-001-02", "DH-M-001-03", "DH-M-001-04"], table.Rows.Select(r => r[0]));
        Assert.Equal("2021\nSentinel-2|2025\nSentinel-2|裸露地（创面）|稀疏植被|40,000|植被恢复||", string.Join('|', table.Rows[0].Skip(2)));
        Assert.Equal(["植被恢复", "植被恢复", "无变化", "新增水面"], table.Rows.Select(r => r[7]));
    }

    [Fact]
    public void Works_follow_the_codelist_and_without_field_checks_the_form_is_empty()
    {
        var done = Table(DossierFixture.Input(), "工程措施", byHead: true);
        Assert.Equal(["渣堆清理", "采坑回填(垫坡)", "削坡", "覆土", "平整", "拆除", "翻耕", "撒播草籽", "自然恢复"], done.Rows.Select(r => r[0]));
        Assert.Equal("覆土|1|2023-07-15|王五|FC-1|", string.Join('|', done.Rows[3]));
        Assert.All(Table(DossierFixture.Input() with { Works = null }, "工程措施", byHead: true).Rows, row => Assert.All(row.Skip(1), cell => Assert.Empty(cell)));
    }

    [Fact]
    public void Decisions_are_told_with_author_and_reason_and_an_undone_one_says_so()
    {
        var table = Table(DossierFixture.Input(), "时间", byHead: true);
        Assert.Equal("2023-07-15|人工决定|治理中|未治理|证据不足|张三|开工 <确认> & 核对", string.Join('|', table.Rows[1]));
        Assert.Equal("人工决定（已撤销）", table.Rows[2][1]);
    }

    [Fact]
    public void Without_evidence_the_dossier_says_so_and_what_is_missing()
    {
        var input = DossierFixture.Input(years: 1, recovery: false);
        string text = Text(Dossier.Of(input, "zh"));
        Assert.Contains("证据不足：仅 1 个生长季", text, StringComparison.Ordinal);
        Assert.Contains("至少需要 3 个生长季，还差 2 个", text, StringComparison.Ordinal);
        Assert.Contains("没有可逐像元比较的影像", text, StringComparison.Ordinal);
        Assert.Contains("insufficient evidence", Text(Dossier.Of(input, "en")), StringComparison.Ordinal);
    }

    [Fact]
    public void Simulated_imagery_wears_a_banner_and_real_imagery_does_not()
    {
        var input = DossierFixture.Input();
        Assert.Contains(Dossier.Of(input, "zh").Blocks, b => b is Words { Tone: Tone.Banner });
        var real = input with { Scenes = input.Scenes.ToDictionary(s => s.Key, s => s.Value with { Synthetic = false }) };
        Assert.DoesNotContain(Dossier.Of(real, "zh").Blocks, b => b is Words { Tone: Tone.Banner });
        Assert.DoesNotContain("SYNTHETIC", Dossier.Of(real, "en").Running, StringComparison.Ordinal);
    }

    [Fact]
    public void English_has_no_Chinese_but_names()
    {
        string text = Text(Dossier.Of(DossierFixture.Input(name: "Quarry 1") with { Works = [], History = [] }, "en"))
            .Replace("河东镇", "", StringComparison.Ordinal).Replace("区自然资源分局", "", StringComparison.Ordinal).Replace("石灰岩", "", StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => c is >= '\u4e00' and <= '\u9fff' or '，' or '。' or '（');
    }

    [Fact]
    public void What_no_XML_can_hold_is_dropped()
    {
        byte[] docx = DocxWriter.Write(Dossier.Of(DossierFixture.Input(name: "采石\u0001场\u000b\ufffe"), "zh"), Pngs);
        using var stream = new MemoryStream(docx);
        using var package = WordprocessingDocument.Open(stream, isEditable: false);
        Assert.Contains("采石场", package.MainDocumentPart!.Document!.InnerText, StringComparison.Ordinal);
    }

    private static SheetTable Table(DossierInput input, string named, bool byHead = false) => Dossier.Of(input, "zh").Blocks.OfType<SheetTable>()
        .First(t => byHead ? t.Head.Count > 0 && t.Head[0] == named : t.Caption?.StartsWith(named, StringComparison.Ordinal) == true);

    private static string Text(PrintedDocument document) => string.Join('\n', document.Blocks.SelectMany(block => block switch
    {
        Heading h => [h.Text],
        Words w => [w.Text],
        PictureRow p => p.Items.Select(i => i.Caption),
        SheetTable t => [t.Caption ?? "", .. t.Head, .. t.Rows.SelectMany(r => r)],
        _ => Array.Empty<string>(),
    }));

    private static byte[] Png() => CoverCurve.Png(CurveData.Of(DossierFixture.Input()), "en", new Typefaces(null, null));
}
