using System.Text.RegularExpressions;
using Geo.Core.Tables;

namespace Geo.Core.Sites.Files;

/// <summary>The head of a table: where it stands and how its columns are called.</summary>
/// <param name="Last">Index of its last row among the sheet's rows; the rows behind it are the register.</param>
/// <param name="Line">The sheet's number of its first row.</param>
/// <param name="Names">Name of each column, none twice; letters where the head is empty.</param>
/// <param name="Fields">How many fields of the register it names.</param>
internal sealed record TableHead(int Last, int Line, IReadOnlyList<string> Names, int Fields)
{
    private const int Searched = 40;

    /// <summary>
    /// Finds the head: among the first rows the one, or the two that stand together, whose cells name most fields of the register. Title rows,
    /// dates and notes above it do not matter. Null where no row looks like a head.
    /// </summary>
    /// <param name="schema">The register.</param>
    /// <param name="sheet">The sheet.</param>
    /// <param name="mapped">Columns that the person has named.</param>
    public static TableHead? Find(RegisterSchema schema, Sheet sheet, IReadOnlyCollection<string> mapped)
    {
        TableHead? best = null;
        int width = sheet.Rows.Count == 0 ? 0 : sheet.Rows.Max(r => r.Cells.Count);
        string[] wanted = [.. mapped.Select(RegisterSchema.Normalise)];
        for (int i = 0; i < Math.Min(sheet.Rows.Count, Searched); i++)
        {
            var one = Of(i, i);
            bool follows = i + 1 < sheet.Rows.Count && IsWords(sheet.Rows[i + 1]);
            var two = follows ? Of(i, i + 1) : null;
            // A title above a head is no part of it: together they must name more than either alone.
            var head = two is not null && (two.Fields > Math.Max(one.Fields, Of(i + 1, i + 1).Fields) || (two.Fields == one.Fields && OnlyUnits(sheet.Rows[i], sheet.Rows[i + 1]))) ? two : one;
            if (head.Fields > (best?.Fields ?? 1)) best = head;
        }

        return best ?? FirstOfWords();

        TableHead Of(int first, int last)
        {
            string[] names = [.. Enumerable.Range(0, width).Select(c => Name(sheet.Rows[first][c], first == last ? null : sheet.Rows[last][c]))];
            int fields = names.Where(n => n.Length > 0).Select(n => wanted.Contains(RegisterSchema.Normalise(n)) ? "=" + n : ColumnMap.FieldOf(schema, n)).OfType<string>().Distinct().Count();
            return new TableHead(last, sheet.Rows[first].Number, Distinct(names), fields);
        }

        // Of two rows, the lower is the column's own; the upper spans several (坐标 over 经度 and 纬度) or is completed by it (面积 over 亩).
        string Name(object? upper, object? lower)
        {
            string above = Text(upper), below = Text(lower);
            if (below.Length == 0 || RegisterSchema.Normalise(above) == RegisterSchema.Normalise(below)) return above;
            if (above.Length == 0) return below;
            return UnitWords.Find(below) is not null ? $"{above}（{below.Trim('(', ')', '（', '）')}）" : ColumnMap.FieldOf(schema, below) is not null ? below : above + below;
        }

        // A head that names one field or none is still one where its cells are words, and the rows' column lists tell the person what to map.
        TableHead? FirstOfWords()
        {
            int first = sheet.Rows.Take(Searched).ToList().FindIndex(r => r.Cells.Count(c => c is not null) > 1 && IsWords(r) && r.Cells.OfType<string>().Distinct().Count() > 1);
            return first < 0 || first > 0 && sheet.Rows[first].Cells.Count < sheet.Rows[0].Cells.Count ? null : Of(first, first);
        }
    }

    private static string Text(object? cell) => cell is null ? "" : CellReader.Text(cell)?.ReplaceLineEndings("") ?? "";

    // Heads are words: a row with a number, a day, a coordinate or WKT in it is a row of the register. A year may stand in a title.
    private static bool IsWords(SheetRow row) => row.Cells.All(c => c is null || (c is string text && !Figure.IsMatch(TextWidth.Narrow(text)))) && row.Cells.Any(c => c is string);

    private static bool OnlyUnits(SheetRow head, SheetRow row) => row.Cells.Select((c, i) => (Text: Text(c), Above: Text(head[i]))).Where(c => c.Text.Length > 0)
        .All(c => c.Text == c.Above || c.Text is "分" or "秒" || UnitWords.Find(c.Text) is not null) && row.Cells.Any(c => UnitWords.Find(Text(c)) is not null);

    private static string[] Distinct(string[] names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. names.Select((name, i) => name.Length == 0 ? Unique(Sheet.Letters(i), i) : Unique(name, i))];
        string Unique(string name, int column) => seen.Add(name) ? name : seen.Add($"{name} ({Sheet.Letters(column)})") ? $"{name} ({Sheet.Letters(column)})" : $"{name} ({column + 1})";
    }

    private static Regex Figure { get; } = new(@"^\s*[-+]?\d+(?:[.,]\d+)*\s*$|^\s*\d{2,3}\s*[°度]|^\s*(?:MULTI)?(?:POINT|POLYGON|LINESTRING)\s*Z?\s*\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
