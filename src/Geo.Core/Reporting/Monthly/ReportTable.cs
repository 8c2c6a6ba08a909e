namespace Geo.Core.Reporting.Monthly;

/// <summary>A cell of a report's table: a text, or a number that stands under a key of the figures or by itself.</summary>
/// <param name="Text">A text; null for a number.</param>
/// <param name="Number">The number that is told; null for a text, or where there is no evidence.</param>
/// <param name="Key">Its key; null where it is no figure.</param>
/// <param name="Computed">What was computed, where a person put another number in its place.</param>
public sealed record ReportCell(string? Text, double? Number = null, string? Key = null, double? Computed = null)
{
    /// <summary>A text; empty for null.</summary>
    public static ReportCell Of(string? text) => new(text ?? "");

    /// <summary>A number of its own.</summary>
    public static ReportCell Of(double? number) => new(null, number);

    /// <summary>True where a person corrected it.</summary>
    public bool Corrected { get; init; }

    /// <summary>As the document shows it: a corrected number with the computed one beside it.</summary>
    public string Shown(string language) => Text ?? (Number is not { } number ? Key is null ? "" : MonthlyWords.None(language)
        : !Corrected ? MonthlyWords.Number(number)
        : language == "zh" ? $"{MonthlyWords.Number(number)}（系统统计{Of(Computed, language)}）" : $"{MonthlyWords.Number(number)} (computed: {Of(Computed, language)})");

    private static string Of(double? computed, string language) => computed is { } value ? MonthlyWords.Number(value) : MonthlyWords.None(language);
}

/// <summary>A table of the report: in the document, in the XLSX file and on the page.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Sheet">Name of its sheet, at most 31 characters.</param>
/// <param name="Caption">Title.</param>
/// <param name="Head">Titles of the columns.</param>
/// <param name="Rows">Rows, each with a cell a column.</param>
public sealed record ReportTable(string Id, string Sheet, string Caption, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<ReportCell>> Rows)
{
    /// <summary>As a block of the document.</summary>
    /// <param name="language">zh or en.</param>
    /// <param name="without">Columns that only the XLSX file has, for want of width.</param>
    internal SheetTable Block(string language, params int[] without)
    {
        int[] kept = [.. Enumerable.Range(0, Head.Count).Except(without)];
        return new SheetTable(Caption, [.. kept.Select(i => Head[i])], [.. Rows.Select(row => (string[])[.. kept.Select(i => row[i].Shown(language))])]);
    }
}
