using System.Text.RegularExpressions;
using Geo.Core.Tables;

namespace Geo.Core.Sites.Files;

/// <summary>The units that a note above the head of a table gives for all its columns, as Chinese tables have it at the upper right: 单位：公顷、万吨.</summary>
internal static partial class NotedUnits
{
    /// <summary>Factor by what is measured (m2, t); without what the notes give in two units.</summary>
    /// <param name="above">The rows above the head.</param>
    public static IReadOnlyDictionary<string, (string Word, double Factor)> In(IEnumerable<SheetRow> above)
    {
        // 填报单位：某局 is an office: its words are no units.
        var said = above.SelectMany(row => row.Cells).Select(CellReader.Text).OfType<string>().Distinct().SelectMany(text => Note().Matches(text))
            .SelectMany(note => note.Groups[1].Value.Split((char[])['、', ',', ';', '/', ' ', '和', '及', '，', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(word => (Word: word, Unit: UnitWords.Find(word))).Where(w => w.Unit is not null);
        return said.GroupBy(w => w.Unit!.Value.Of).Where(of => of.Select(w => w.Unit!.Value.Factor).Distinct().Count() == 1)
            .ToDictionary(of => of.Key, of => (of.First().Word, of.First().Unit!.Value.Factor), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"单\s*位\s*(?:为|是)?\s*:\s*([^:()（）。]+)")]
    private static partial Regex Note();
}
