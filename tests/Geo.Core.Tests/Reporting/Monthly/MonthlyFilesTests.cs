using System.Diagnostics;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Geo.Core.Reporting.Monthly;
using Geo.Testing;

namespace Geo.Core.Tests.Reporting.Monthly;

public sealed class MonthlyFilesTests
{
    private static readonly byte[] Chip = MonthlyMap.Png(MonthlyFixture.Data(), "en");
    private static readonly Dictionary<string, byte[]> Chips = new() { ["site-001-before"] = Chip, ["site-001-after"] = Chip };

    private static MonthlyReport Report(bool synthetic = false)
    {
        Shot Shot(string when, int month) => new("s2-" + month, MonthlyFixture.Utc(month, 3), "Sentinel-2", $"site-001-{when}.png", MonthlyReport.HashOf(Chip));
        var data = MonthlyFixture.Data(synthetic) with { Pictures = [new SitePictures("M1", Shot("before", 7), Shot("after", 8), new BothWords("同季相", "of the same season"))] };
        var report = MonthlyReport.Draft(1, data);
        var remarks = new Corrections("东环报〔2026〕12号", new Dictionary<string, string> { ["next"] = "加快推进。\u0001" }, [], [new("sites.overdue", 2, 1, "一处已批准延期", "李四", MonthlyFixture.Utc(9, 2))]);
        return report with { Corrections = remarks, Seal = new Seal("李四", MonthlyFixture.Utc(9, 3)) };
    }

    [Theory]
    [InlineData("zh"), InlineData("en")]
    public void Document_and_tables_are_valid_Office_files(string language)
    {
        var validator = new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019);
        using var docx = WordprocessingDocument.Open(new MemoryStream(MonthlyFiles.Docx(Report(), language, Chips)), isEditable: false);
        Assert.Empty(validator.Validate(docx).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"));
        using var xlsx = SpreadsheetDocument.Open(new MemoryStream(MonthlyFiles.Xlsx(Report(), language)), isEditable: false);
        Assert.Empty(validator.Validate(xlsx).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"));
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes_and_another_others()
    {
        MonthlyReport again = MonthlyReport.FromJson(Report().ToJson());
        Assert.Equal(Report().ToJson(), again.ToJson());
        Assert.Equal(MonthlyFiles.Docx(Report(), "zh", Chips), MonthlyFiles.Docx(again, "zh", Chips));
        Assert.Equal(MonthlyFiles.Xlsx(Report(), "zh"), MonthlyFiles.Xlsx(again, "zh"));
        var other = again with { Figures = new Dictionary<string, double?>(again.Figures) { ["sites.total"] = 5 } };
        Assert.NotEqual(MonthlyFiles.Docx(again, "zh", Chips), MonthlyFiles.Docx(other, "zh", Chips));
        Assert.NotEqual(MonthlyFiles.Xlsx(again, "zh"), MonthlyFiles.Xlsx(other, "zh"));
    }

    // GB/T 9704-2012: A4, margins 37, 35, 28 and 26 mm, title 22 points, body 16 points on 28, page number outside.
    [Fact]
    public void Pages_are_those_of_an_official_document()
    {
        using var docx = WordprocessingDocument.Open(new MemoryStream(MonthlyFiles.Docx(Report(), "zh", Chips)), isEditable: false);
        var main = docx.MainDocumentPart!;
        var margins = main.Document!.Body!.Descendants<PageMargin>().Single();
        int Mm(long twentieths) => (int)Math.Round(twentieths * 25.4 / 1440);
        Assert.Equal((37, 35, 28, 26), (Mm(margins.Top!.Value), Mm(margins.Bottom!.Value), Mm(margins.Left!.Value), Mm(margins.Right!.Value)));
        var styles = main.StyleDefinitionsPart!.Styles!;
        Assert.Equal(("FangSong", "32", "560", "exact"), (styles.Descendants<RunPropertiesDefault>().Single().Descendants<RunFonts>().Single().EastAsia!.Value,
            styles.Descendants<RunPropertiesDefault>().Single().Descendants<FontSize>().Single().Val!.Value,
            styles.Descendants<ParagraphPropertiesDefault>().Single().Descendants<SpacingBetweenLines>().Single().Line!.Value, styles.Descendants<ParagraphPropertiesDefault>().Single().Descendants<SpacingBetweenLines>().Single().LineRule!.InnerText));
        Assert.Equal("44", styles.Elements<Style>().Single(s => s.StyleId == "Title1").Descendants<FontSize>().Single().Val!.Value);
        Assert.Equal(["— 1 —", "— 1 —"], main.FooterParts.Select(f => f.Footer!.InnerText));
        Assert.NotNull(main.DocumentSettingsPart!.Settings!.GetFirstChild<EvenAndOddHeaders>());
        string text = main.Document.InnerText;
        foreach (string part in (string[])["包头市生态环境局东河区分局文件", "东环报〔2026〕12号", "关于2026年8月“无废城市”建设", "东河区无废城市建设工作领导小组办公室：", "一、历史遗留矿山生态修复进展", "（一）总体情况", "五、下一步工作", "附件：1. 月末分布图", "2026年9月3日", "1（系统统计2）"])
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }

        Assert.Equal(3, main.Document.Body.Descendants<Drawing>().Count());
    }

    [Fact]
    public void Simulated_data_wears_its_banner_on_each_page_and_a_draft_says_so()
    {
        using var docx = WordprocessingDocument.Open(new MemoryStream(MonthlyFiles.Docx(Report(synthetic: true) with { Seal = null }, "zh", Chips)), isEditable: false);
        Assert.All(docx.MainDocumentPart!.HeaderParts, h => Assert.Equal("模拟数据，不反映真实情况　草稿，未定稿", h.Header!.InnerText));
        using var real = WordprocessingDocument.Open(new MemoryStream(MonthlyFiles.Docx(Report(), "zh", Chips)), isEditable: false);
        Assert.All(real.MainDocumentPart!.HeaderParts, h => Assert.Equal("", h.Header!.InnerText));
    }

    [Fact]
    public void English_has_no_Chinese_but_names()
    {
        var data = MonthlyFixture.Data();
        string text = string.Concat(MonthlyDocument.Of(Report() with { Corrections = Corrections.Nothing }, "en").Blocks.SelectMany(Words));
        foreach (string name in (string[])[.. data.Sites.SelectMany(s => (string?[])[s.Name, s.Town, s.Unit, s.DecidedBy, s.Reason]).OfType<string>(), .. data.Dumps.SelectMany(d => (string?[])[d.Name, d.CostSource, d.Unit]).OfType<string>(),
            .. data.River.Select(r => r.Reach!), .. ReportSettings.Default.Tasks.SelectMany(t => t.Lead), "区城管执法局", "区住建局", "李四"])
        {
            text = text.Replace(name, "", StringComparison.Ordinal);
        }

        Assert.DoesNotContain(text, c => c is >= '\u4e00' and <= '\u9fff' or '，' or '。' or '（');
    }

    [SkippableFact]
    public void LibreOffice_opens_the_document_on_twelve_pages_or_fewer()
    {
        Skip.IfNot(File.Exists("/usr/bin/soffice") && File.Exists("/usr/bin/pdfinfo"), "LibreOffice or pdfinfo is not on this machine");
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("report.docx"), MonthlyFiles.Docx(Report(), "zh", Chips));
        Run("/usr/bin/soffice", $"-env:UserInstallation=file://{folder.File("profile")}", "--headless", "--convert-to", "pdf", "--outdir", folder.File("."), folder.File("report.docx"));
        string info = Run("/usr/bin/pdfinfo", folder.File("report.pdf"));
        int pages = int.Parse(info.Split('\n').Single(l => l.StartsWith("Pages:", StringComparison.Ordinal))[6..].Trim(), System.Globalization.CultureInfo.InvariantCulture);
        // Body 3 to 4, a signature, five annexes.
        Assert.InRange(pages, 8, 12);
        Assert.Contains("(A4)", info, StringComparison.Ordinal);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return told;
    }

    private static IEnumerable<string> Words(Core.Reporting.Block block) => block switch
    {
        Core.Reporting.Heading h => [h.Text],
        Core.Reporting.Words w => [w.Text],
        Core.Reporting.OfficialLine l => [l.Text],
        Core.Reporting.PictureRow p => p.Items.Select(i => i.Caption),
        Core.Reporting.SheetTable t => [t.Caption ?? "", .. t.Head, .. t.Rows.SelectMany(r => r)],
        _ => [],
    };
}
