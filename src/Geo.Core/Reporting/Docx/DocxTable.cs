using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Geo.Core.Reporting.Docx;

/// <summary>A table over the whole width; columns as wide as their text asks for.</summary>
internal static class DocxTable
{
    private const int NarrowestShare = 9, WidestShare = 30;

    /// <param name="sheet">The table.</param>
    /// <param name="textWidth">Twentieths of a point between the margins.</param>
    public static Table Of(SheetTable sheet, int textWidth)
    {
        int columns = sheet.Head.Count > 0 ? sheet.Head.Count : sheet.Rows[0].Count;
        int[] widths = Widths(sheet, columns, textWidth);
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Text(textWidth), Type = TableWidthUnitValues.Dxa },
                Borders(),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 70, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 70, Type = TableWidthValues.Dxa })),
            new TableGrid(widths.Select(w => new GridColumn { Width = Text(w) })));
        if (sheet.Head.Count > 0) table.Append(Row(sheet.Head, widths, _ => true, repeats: true));
        foreach (var row in sheet.Rows) table.Append(Row(row, widths, column => sheet.Head.Count == 0 && column % 2 == 0, repeats: false, rightAligned: sheet.Head.Count > 0));
        return table;
    }

    private static TableRow Row(IReadOnlyList<string> cells, int[] widths, Func<int, bool> isHead, bool repeats, bool rightAligned = false)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (repeats) properties.Append(new TableHeader());
        var row = new TableRow(properties);
        for (int i = 0; i < widths.Length; i++)
        {
            var cell = new TableCellProperties(new TableCellWidth { Width = Text(widths[i]), Type = TableWidthUnitValues.Dxa });
            if (isHead(i)) cell.Append(new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = "E8EEF2" });
            cell.Append(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center });
            var paragraph = DocxWriter.Paragraph(cells[i], isHead(i) ? "CellHead" : "Cell");
            // Numbers of a column stand under one another.
            if (rightAligned && !isHead(i) && IsNumber(cells[i])) paragraph.ParagraphProperties!.Append(new Justification { Val = JustificationValues.Right });
            row.Append(new TableCell(cell, paragraph));
        }

        return row;
    }

    private static int[] Widths(SheetTable sheet, int columns, int textWidth)
    {
        // A Chinese character is as wide as two Latin ones, a capital letter nearly as one and a half; a code must not break at its hyphens.
        const double capital = 1.45, margins = 1.5;
        double Length(string text) => margins + text.Split('\n').Max(line => line.Sum(c => c > 0x2e7f ? 2 : char.IsAsciiLetterUpper(c) ? capital : 1));
        double[] asked = [.. Enumerable.Range(0, columns).Select(i => Math.Clamp(
            sheet.Rows.Select(row => row[i]).Concat(sheet.Head.Count > 0 ? [sheet.Head[i]] : []).Max(Length), NarrowestShare, WidestShare))];
        int[] widths = [.. asked.Select(a => (int)(textWidth * a / asked.Sum()))];
        widths[^1] += textWidth - widths.Sum();
        return widths;
    }

    private static bool IsNumber(string text) => text.Length > 0 && char.IsAsciiDigit(text[^1] is '%' ? text[0] : text[^1])
        && text.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-' or '−' or '+' or '%' or ' ') && text.Count(c => c == '-') <= (text[0] == '-' ? 1 : 0);

    private static TableBorders Borders() => new(
        new TopBorder { Val = BorderValues.Single, Size = 6 }, new LeftBorder { Val = BorderValues.Single, Size = 4 },
        new BottomBorder { Val = BorderValues.Single, Size = 6 }, new RightBorder { Val = BorderValues.Single, Size = 4 },
        new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
