using System.Text;

namespace Geo.Core.Tables;

/// <summary>CSV and its kin (RFC 4180 with any of , ; tab | between cells), as tables of texts.</summary>
internal static class TextTable
{
    private const int Tried = 50;
    private static readonly char[] s_separators = [',', '\t', ';', '|', '，'];

    public static Sheet Read(string path, string called)
    {
        string text = TextFile.Read(path, called);
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'); // as old Macs end lines, and files put together of several
        char? said = null;
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 5)
        {
            said = text[4];
            // The line stays a line, so that the numbers of the others are what an editor shows.
            text = text[5..];
        }

        char separator = said ?? s_separators.MaxBy(s => Fit(text, s))!;
        var rows = Parse(text, separator, called).ToList();
        return new Sheet(Path.GetFileNameWithoutExtension(called), false, rows);
    }

    // The separator that cuts most lines into the same number of cells, and into many.
    private static double Fit(string text, char separator)
    {
        var widths = Parse(text, separator, null).Take(Tried).Select(r => r.Cells.Count).ToList();
        var usual = widths.Where(w => w > 1).GroupBy(w => w).OrderByDescending(g => g.Count()).FirstOrDefault();
        return usual is null ? 0 : (double)usual.Count() / widths.Count + 0.001 * Math.Min(usual.Key, 100);
    }

    /// <summary>Rows that hold something; an empty cell is null. Without a name a quotation that never ends is taken as it is.</summary>
    private static IEnumerable<SheetRow> Parse(string text, char separator, string? called)
    {
        int line = 1, begin = 1, opened = 0, count = 0;
        var cells = new List<object?>();
        var cell = new StringBuilder();
        bool quoted = false, wasQuoted = false, blank = true;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : '\n';
            if (quoted && i < text.Length)
            {
                if (c == '\n') line++;
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"' && blank && !wasQuoted)
            {
                (quoted, wasQuoted, opened) = (true, true, line);
                cell.Clear();
            }
            else if (c == separator || c is '\n')
            {
                object? value = Value(cell.ToString());
                if (cells.Count < TableLimits.Columns) cells.Add(value);
                else if (value is not null && called is not null) throw TooWide(called, begin);
                cell.Clear();
                (wasQuoted, blank) = (false, true);
                if (c != '\n') continue;
                if (called is not null && quoted && i == text.Length)
                {
                    throw new InputException(called, null, $"the quotation mark that opens in line {opened} is never closed", "close it, or save the table anew")
                    { Chinese = $"第 {opened} 行的引号没有闭合；请补上引号或重新保存" };
                }

                if (Row(begin, cells) is { } row)
                {
                    if (++count > TableLimits.Rows && called is not null) throw TooMany(called);
                    yield return row;
                }

                cells.Clear();
                begin = ++line;
            }
            else if (c != '\r')
            {
                blank &= char.IsWhiteSpace(c);
                cell.Append(c);
            }
        }
    }

    public static InputException TooMany(string called) => new(called, null, FormattableString.Invariant($"it holds more than {TableLimits.Rows} rows"), "split it into several files")
    { Chinese = FormattableString.Invariant($"超过 {TableLimits.Rows} 行；请拆分成多个文件") };

    public static InputException TooWide(string called, int row) => new(called, null, FormattableString.Invariant($"row {row} holds more than {TableLimits.Columns} columns"), "delete those that are no part of the register")
    { Chinese = FormattableString.Invariant($"第 {row} 行超过 {TableLimits.Columns} 列；请删除与台账无关的列") };

    // Excel's ="007" keeps a code from becoming a number.
    private static object? Value(string text)
    {
        if (CellText.Of(text) is not { } trimmed) return null;
        if (trimmed.Length > 3 && trimmed.StartsWith("=\"", StringComparison.Ordinal) && trimmed.EndsWith('"')) trimmed = trimmed[2..^1];
        return CellFault.Of(trimmed) ?? (object)trimmed;
    }

    internal static SheetRow? Row(int number, List<object?> cells)
    {
        int last = cells.FindLastIndex(c => c is not null);
        return last < 0 ? null : new SheetRow(number, cells[..(last + 1)].ToArray());
    }
}
