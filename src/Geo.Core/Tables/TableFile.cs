namespace Geo.Core.Tables;

/// <summary>Reads spreadsheets and text tables.</summary>
public static class TableFile
{
    /// <summary>The sheets of a workbook, or the one table of a text file.</summary>
    /// <param name="path">XLSX, XLS or a text table; the bytes decide, not the ending.</param>
    /// <param name="called">What messages call the file.</param>
    /// <exception cref="InputException">It is damaged, locked by a password, something else, or larger than <see cref="TableLimits"/>.</exception>
    public static IReadOnlyList<Sheet> Read(string path, string called) => FileContent.Of(path) switch
    {
        ContentKind.Workbook or ContentKind.OldWorkbook => Workbook.Read(path, called),
        ContentKind.Text => [TextTable.Read(path, called)],
        ContentKind.WebPage => throw new InputException(called, null, "it is a web page that was saved with the ending of a spreadsheet",
            "open it in Excel or WPS and save it as .xlsx")
        { Chinese = "这是网页文件，只是扩展名像表格；请用 Excel 或 WPS 打开后另存为 .xlsx" },
        ContentKind.Empty => throw new InputException(called, null, "the file is empty", "check that it was copied whole") { Chinese = "文件是空的；请检查是否复制完整" },
        _ => throw new InputException(called, null, "it is no spreadsheet and no text table", "save it as .xlsx or .csv") { Chinese = "不是表格文件；请另存为 .xlsx 或 .csv" },
    };
}
