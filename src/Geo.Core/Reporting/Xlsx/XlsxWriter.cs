using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Geo.Core.Reporting.Docx;

namespace Geo.Core.Reporting.Xlsx;

/// <summary>A cell of a sheet: a text or a number.</summary>
/// <param name="Text">A text; null for a number.</param>
/// <param name="Number">A number; null for a text or an empty cell.</param>
/// <param name="Marked">On a ground of its own, as what a person corrected.</param>
public readonly record struct XlsxCell(string? Text, double? Number, bool Marked = false);

/// <summary>A sheet of a workbook.</summary>
/// <param name="Name">At most 31 characters, none of :\/?*[].</param>
/// <param name="Title">First row.</param>
/// <param name="Head">Titles of the columns; they stay in sight.</param>
/// <param name="Rows">Cells a row, as many as columns.</param>
public sealed record XlsxSheet(string Name, string Title, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<XlsxCell>> Rows);

/// <summary>Workbooks as XLSX: the same sheets give the same bytes. Texts are written as texts, so that none is taken for a formula.</summary>
public static class XlsxWriter
{
    private const uint Plain = 0, Title = 1, Head = 2, Cell = 3, Marked = 4;

    /// <summary>Writes.</summary>
    /// <param name="title">Title of the workbook.</param>
    /// <param name="at">The document's own date, UTC.</param>
    /// <param name="sheets">At least one.</param>
    public static byte[] Write(string title, DateTimeOffset at, IReadOnlyList<XlsxSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        using var stream = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            // Ids are given, as the library's own are random.
            var book = package.AddNewPart<WorkbookPart>("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "rIdBook");
            book.AddNewPart<WorkbookStylesPart>("rIdStyles").Stylesheet = Styles();
            var list = new Sheets();
            for (int i = 0; i < sheets.Count; i++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"rIdSheet{i + 1}");
                book.AddNewPart<WorksheetPart>(id).Worksheet = Sheet(sheets[i]);
                list.Append(new Sheet { Name = sheets[i].Name, SheetId = (uint)(i + 1), Id = id });
            }

            book.Workbook = new Workbook(list);
            WriteProperties(package, title, at);
        }

        stream.Position = 0;
        return StableZip.Of(stream);
    }

    private static Worksheet Sheet(XlsxSheet sheet)
    {
        var columns = new Columns(sheet.Head.Select((head, i) => new Column
        {
            Min = (uint)(i + 1),
            Max = (uint)(i + 1),
            CustomWidth = true,
            // A Chinese character is as wide as two Latin ones.
            Width = Math.Clamp(sheet.Rows.Select(row => Length(Told(row[i]))).Append(Length(head)).Max() + 2, 8, 60),
        }));
        var data = new SheetData(Row(1, [new XlsxCell(sheet.Title, null)], Title), Row(2, [.. sheet.Head.Select(h => new XlsxCell(h, null))], Head));
        data.Append(sheet.Rows.Select((row, i) => Row((uint)(i + 3), row, Cell)));
        return new Worksheet(
            new SheetViews(new SheetView(new Pane { VerticalSplit = 2, TopLeftCell = "A3", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
            columns, data);
    }

    private static Row Row(uint number, IReadOnlyList<XlsxCell> cells, uint style) => new(cells.Select((cell, i) => Of(cell, Reference(i, number), cell.Marked ? Marked : style))) { RowIndex = number };

    private static Cell Of(XlsxCell cell, string reference, uint style) => cell switch
    {
        { Text: { } text } => new Cell(new InlineString(new Text(DocxWriter.Clean(text)) { Space = SpaceProcessingModeValues.Preserve })) { CellReference = reference, DataType = CellValues.InlineString, StyleIndex = style },
        { Number: { } number } => new Cell(new CellValue(number.ToString("R", CultureInfo.InvariantCulture))) { CellReference = reference, StyleIndex = style },
        _ => new Cell { CellReference = reference, StyleIndex = style },
    };

    private static string Reference(int column, uint row)
    {
        string letters = "";
        for (int c = column + 1; c > 0; c = (c - 1) / 26) letters = (char)('A' + (c - 1) % 26) + letters;
        return letters + row.ToString(CultureInfo.InvariantCulture);
    }

    private static string Told(XlsxCell cell) => cell.Text ?? cell.Number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static int Length(string text) => text.Sum(c => c > 0x2e7f ? 2 : 1);

    private static Stylesheet Styles()
    {
        static Border Lines()
        {
            BorderPropertiesType Thin<T>() where T : BorderPropertiesType, new() => new T { Style = BorderStyleValues.Thin };
            return new Border(Thin<LeftBorder>(), Thin<RightBorder>(), Thin<TopBorder>(), Thin<BottomBorder>(), new DiagonalBorder());
        }

        static Fill Solid(string rgb) => new(new PatternFill(new ForegroundColor { Rgb = rgb }) { PatternType = PatternValues.Solid });
        static Font Written(double size, bool bold = false)
        {
            var font = new Font();
            if (bold) font.Append(new Bold());
            font.Append(new FontSize { Val = size }, new FontName { Val = "SimSun" });
            return font;
        }

        return new Stylesheet(
            new Fonts(Written(11), Written(14, bold: true), Written(11, bold: true)),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }), Solid("FFE8EEF2"), Solid("FFFFF0D6")),
            new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()), Lines()),
            new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }),
            new CellFormats(
                new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0 },
                new CellFormat { NumberFormatId = 0, FontId = 1, FillId = 0, BorderId = 0, FormatId = 0, ApplyFont = true },
                new CellFormat { NumberFormatId = 0, FontId = 2, FillId = 2, BorderId = 1, FormatId = 0, ApplyFont = true, ApplyFill = true, ApplyBorder = true },
                new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 1, FormatId = 0, ApplyBorder = true },
                new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 3, BorderId = 1, FormatId = 0, ApplyFill = true, ApplyBorder = true }));
    }

    private static void WriteProperties(SpreadsheetDocument package, string title, DateTimeOffset at)
    {
        using var stream = package.AddNewPart<CoreFilePropertiesPart>("rIdCore").GetStream(FileMode.Create);
        DocxWriter.WriteProperties(stream, title, "zh", at);
    }
}
