using System.Text.RegularExpressions;
using Geo.Core.Priority;
using Geo.Core.Reporting;
using Geo.Core.Reporting.Docx;
using Geo.Core.Tests.Priority;

namespace Geo.Core.Tests.Reporting;

public sealed partial class ProjectSheetTests
{
    [Fact]
    public void The_same_input_gives_the_same_bytes_in_either_language_with_every_criterion()
    {
        var answer = SimulatedDumps.Prioritiser(30, 4).Answer(new PriorityQuestion { BudgetWan = 300 });
        int place = answer.Order.First(p => !answer.Funded.Funded[p]);
        var input = new ProjectSheetInput(answer, place, new DumpCost(12, "台账", false), false, answer.Stability(400, 1, default), Counterfactuals.Of(answer, place, default), "方案一", (110.1, 40.5), DateTimeOffset.UnixEpoch, true);
        foreach (string language in (string[])["zh", "en"])
        {
            var document = ProjectSheet.Of(input, language);
            string text = string.Join('\n', document.Blocks.OfType<SheetTable>().SelectMany(t => t.Rows).Select(r => string.Join('|', r)));
            Assert.All(CriteriaSet.Default.Criteria, c => Assert.Contains(language == "zh" ? c.Zh : c.En, text, StringComparison.Ordinal));
            Assert.Equal(DocxWriter.Write(document, new Dictionary<string, byte[]>()), DocxWriter.Write(ProjectSheet.Of(input, language), new Dictionary<string, byte[]>()));
        }

        // A Chinese page holds no English sentence of ours.
        Assert.DoesNotContain(ProjectSheet.Of(input, "zh").Blocks.OfType<Words>(), w => EnglishSentence().IsMatch(w.Text));
    }

    [Fact]
    public void Printed_sentences_are_those_of_the_page()
    {
        string path = Path.Combine(Root(), "src", "Geo.Api", "web", "src", "zh.json");
        using var texts = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
        foreach (var (code, sentence) in PriorityWords.Chinese)
        {
            Assert.Equal(texts.RootElement.GetProperty($"remark.{code}").GetString(), sentence.Replace("_zh}", "}", StringComparison.Ordinal));
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "GeoWfc.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"\b[a-z]{3,} [a-z]{2,} [a-z]{2,}\b")]
    private static partial Regex EnglishSentence();
}
