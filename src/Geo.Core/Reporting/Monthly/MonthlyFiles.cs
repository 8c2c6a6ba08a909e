using Geo.Core.Reporting.Docx;
using Geo.Core.Reporting.Xlsx;

namespace Geo.Core.Reporting.Monthly;

/// <summary>The files of a monthly report. The same report and pictures give the same bytes on the same machine and fonts.</summary>
public static class MonthlyFiles
{
    /// <summary>The document.</summary>
    /// <param name="report">The report.</param>
    /// <param name="language">zh or en.</param>
    /// <param name="chips">PNG of the sites' pictures by name without ending; the map is drawn here.</param>
    public static byte[] Docx(MonthlyReport report, string language, IReadOnlyDictionary<string, byte[]> chips)
    {
        ArgumentNullException.ThrowIfNull(report);
        var pictures = new Dictionary<string, byte[]>(chips, StringComparer.Ordinal) { [MonthlyDocument.Map] = MonthlyMap.Png(report.Data, language) };
        return DocxWriter.WriteOfficial(MonthlyDocument.Of(report, language), pictures);
    }

    /// <summary>The tables, a sheet each.</summary>
    /// <param name="report">The report.</param>
    /// <param name="language">zh or en.</param>
    public static byte[] Xlsx(MonthlyReport report, string language)
    {
        ArgumentNullException.ThrowIfNull(report);
        string note = report.Data.Synthetic ? language == "zh" ? "（模拟数据）" : " (SYNTHETIC DATA)" : "";
        return XlsxWriter.Write(MonthlyDocument.Title(report.Month, language).Replace("\n", "", StringComparison.Ordinal), report.Seal?.At ?? report.Data.KnownAt,
            [.. MonthlyDocument.Tables(report, language).Select(table => new XlsxSheet(table.Sheet, $"{MonthlyWords.Month(report.Month, language)} {table.Caption}{note}", table.Head,
                [.. table.Rows.Select(row => (XlsxCell[])[.. row.Select(cell => Of(cell, language))])]))]);
    }

    private static XlsxCell Of(ReportCell cell, string language) =>
        cell.Text is { } text ? new XlsxCell(text, null)
        : cell.Number is { } number ? new XlsxCell(null, number, cell.Corrected)
        : new XlsxCell(cell.Key is null ? "" : MonthlyWords.None(language), null);
}
