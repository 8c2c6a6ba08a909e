using System.Text;
using System.Text.RegularExpressions;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Geo.Core.Tables;

/// <summary>XLSX and XLS by ExcelDataReader.</summary>
internal static partial class Workbook
{
    private static readonly Dictionary<(int Row, int Column), CellFault> s_none = [];

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IReadOnlyList<Sheet> Read(string path, string called)
    {
        try
        {
            IReadOnlyList<IReadOnlyDictionary<(int Row, int Column), CellFault>> faults = [];
            if (FileContent.Of(path) == ContentKind.Workbook)
            {
                ArchiveSize.Check(path, called);
                faults = WorkbookFaults.Of(path);
            }

            using var stream = File.OpenRead(path);
            // BIFF 5 of a Chinese Excel 95 says no code page that a reader knows.
            using var reader = ExcelReaderFactory.CreateReader(stream, new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding("GB18030") });
            var sheets = new List<Sheet>();
            do
            {
                sheets.Add(new Sheet(reader.Name, !string.Equals(reader.VisibleState, "visible", StringComparison.OrdinalIgnoreCase), Rows(reader, sheets.Count < faults.Count ? faults[sheets.Count] : s_none, called)));
            }
            while (reader.NextResult());
            return sheets.Exists(s => s.Rows.Count > 0) || !WorkbookFaults.IsStrict(path) ? sheets
                : throw new InputException(called, null, "it is saved as 'Strict Open XML Spreadsheet', which is not read", "open it in Excel and save it as 'Excel Workbook (*.xlsx)'")
                { Chinese = "文件保存为“Strict Open XML 电子表格”，不能读取；请在 Excel 中另存为“Excel 工作簿 (*.xlsx)”" };
        }
        catch (InvalidPasswordException locked)
        {
            throw new InputException(called, null, "the workbook is locked by a password", "open it in Excel, take the password off and save it again", locked)
            { Chinese = "工作簿有密码保护；请在 Excel 中取消密码后重新保存" };
        }
        catch (InputException)
        {
            throw;
        }
        catch (Exception damaged) when (damaged is not (OutOfMemoryException or OperationCanceledException))
        {
            // A parser of other people's damaged files may throw whatever it likes.
            throw Broken(called, damaged);
        }
    }

    public static InputException Broken(string called, Exception? inner = null) =>
        new(called, null, "the workbook is damaged or cut off", "copy it again, or open it in Excel and save it as .xlsx", inner)
        { Chinese = "工作簿已损坏或不完整；请重新复制，或用 Excel 打开后另存为 .xlsx" };

    private static List<SheetRow> Rows(IExcelDataReader reader, IReadOnlyDictionary<(int Row, int Column), CellFault> faults, string called)
    {
        var rows = new List<SheetRow>();
        int number = 0;
        while (reader.Read())
        {
            number++;
            if (reader.FieldCount == 0) continue;
            var cells = new List<object?>();
            for (int i = 0; i < Math.Min(reader.FieldCount, TableLimits.Columns); i++) cells.Add(faults.GetValueOrDefault((number, i)) ?? Cell(reader, i));
            // Sheets are formatted to their last column; what matters is what is written there.
            for (int i = TableLimits.Columns; i < reader.FieldCount; i++)
            {
                if (Cell(reader, i) is not null) throw TextTable.TooWide(called, number);
            }

            if (TextTable.Row(number, cells) is not { } row) continue;
            rows.Add(row);
            if (rows.Count > TableLimits.Rows) throw TextTable.TooMany(called);
        }

        return reader.MergeCells is { Length: > 0 } merges ? MergedCells.Fill(rows, [.. merges.Select(m => new Merge(m.FromRow + 1, m.ToRow + 1, m.FromColumn, m.ToColumn))], called) : rows;
    }

    private static object? Cell(IExcelDataReader reader, int i)
    {
        return reader.GetValue(i) switch
        {
            // Formatted as 000, the number 7 is the code 007.
            double number when reader.GetNumberFormatString(i) is { } format && Zeros().IsMatch(format) && number >= 0 && number == Math.Truncate(number) && number < 1e15 =>
                ((long)number).ToString(new string('0', format.Length), System.Globalization.CultureInfo.InvariantCulture),
            int number => (double)number,
            DateTime day when day.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(day),
            string text when CellText.Of(text) is { } trimmed => CellFault.Of(trimmed) ?? (object)trimmed,
            string => null,
            TimeSpan time => time.ToString("c", System.Globalization.CultureInfo.InvariantCulture),
            var value => value,
        };
    }

    [GeneratedRegex("^0{2,20}$")]
    private static partial Regex Zeros();
}
