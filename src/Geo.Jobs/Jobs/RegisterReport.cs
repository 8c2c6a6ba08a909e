using System.Buffers;
using System.Globalization;
using System.Text;
using Geo.Core.Gdal;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Vectors;

namespace Geo.Jobs.Jobs;

/// <summary>The report of an import as documents: for programs, and as a table for people.</summary>
public static class RegisterReport
{
    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n");

    /// <summary>The document of INTERFACE.md: taken, changed, refused, rows with row, state and reason; the rest came later.</summary>
    /// <param name="outcome">What came of the file.</param>
    /// <param name="language">zh or en: in which <c>reason</c> and <c>remark</c> are; <c>reasons</c> have both.</param>
    public static IReadOnlyDictionary<string, object?> Document(RegisterOutcome outcome, string language)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var (reading, report) = outcome;
        return new Dictionary<string, object?>
        {
            ["taken"] = report.Taken,
            ["changed"] = report.Changed,
            ["same"] = report.Same,
            ["refused"] = report.Refused,
            ["rows"] = report.Rows.Select(row => new
            {
                row.Row,
                row.Line,
                row.Code,
                row.State,
                reason = row.Reasons.Count == 0 ? null : string.Join("; ", row.Reasons.Select(reason => reason.In(language))),
                reasons = row.Reasons.Select(Both),
                changes = row.Changes.Select(c => new { c.Field, c.Before, c.After }),
            }),
            ["missing"] = report.Missing,
            ["remarks"] = reading.Remarks.Concat(outcome.Fit is { } fit ? [fit.Sentence] : Array.Empty<Reason>()).Select(Both),
            ["fit"] = outcome.Fit?.Result.StateCode,
            ["layer"] = reading.Layer,
            ["layers"] = reading.Layers,
            ["head_line"] = reading.HeadLine,
            ["columns"] = reading.Columns,
            ["unused"] = reading.Unused,
            ["crs"] = reading.Crs,
            ["crs_from"] = reading.CrsFrom,
            ["import"] = outcome.Import,
        };
    }

    /// <summary>A row of text for each row of the file: row, line, code, state, changes, reasons in both languages.</summary>
    /// <param name="path">.csv or .xlsx.</param>
    /// <param name="report">The report.</param>
    public static void Write(string path, ImportReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string[] names = ["row", "line", "code", "state", "changes", "reason_zh", "reason_en"];
        var rows = report.Rows.Select(row => (object?[])
        [
            row.Row, row.Line, row.Code, row.State,
            Or(string.Join("; ", row.Changes.Select(c => $"{c.Field}: {c.Before ?? "–"} → {c.After ?? "–"}"))),
            Or(string.Join("；", row.Reasons.Select(r => r.Zh))), Or(string.Join("; ", row.Reasons.Select(r => r.En))),
        ]).Concat(report.Missing.Select(code => (object?[])[null, null, code, "missing", null, "文件中没有这一编号，库中记录保持不变", "not in the file; the record stays as it is"]));
        if (Path.GetExtension(path) == ".csv")
        {
            // With a byte order mark, which Excel needs for Chinese.
            File.WriteAllText(path, string.Concat(rows.Prepend(names).Select(cells => string.Join(',', cells.Select(Cell)) + "\r\n")), new UTF8Encoding(true));
            return;
        }

        VectorFile.Write(path, "import", null, [.. names.Select(n => new VectorField(n, n is "row" or "line" ? FieldKind.WholeNumber : FieldKind.Text))],
            rows.Select((cells, i) => new VectorFeature(i + 1, null, names.Zip(cells).ToDictionary(p => p.First, p => p.Second))));
    }

    private static object Both(Reason reason) => new { reason.Zh, reason.En };

    private static string Cell(object? cell)
    {
        string text = Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().ContainsAny(s_quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string? Or(string text) => text.Length == 0 ? null : text;
}
