using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Geo.Testing;

/// <summary>
/// A workbook written part by part as ECMA-376 (Office Open XML) has it, so that a test can say exactly which cells, merges, formats and faults
/// it holds. Cells: string (inline), double, bool, <see cref="DateOnly"/> (a number with a date's format), <see cref="Padded"/> (a number with
/// format 000…), <see cref="Fault"/>, null.
/// </summary>
internal sealed class XlsxFile
{
    private readonly List<(string Name, object?[][] Rows, string[] Merges, bool Hidden)> _sheets = [];

    /// <summary>A number shown with zeros in front.</summary>
    public sealed record Padded(double Value);

    /// <summary>A formula that failed.</summary>
    public sealed record Fault(string Word);

    public static XlsxFile Of(params object?[][] rows) => new XlsxFile().With("台账", rows);

    public XlsxFile With(string name, object?[][] rows, string[]? merges = null, bool hidden = false)
    {
        _sheets.Add((name, rows, merges ?? [], hidden));
        return this;
    }

    public XlsxFile Merged(params string[] merges)
    {
        _sheets[^1] = _sheets[^1] with { Merges = merges };
        return this;
    }

    public byte[] Bytes()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            void Part(string name, string xml)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
                part.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml);
            }

            const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", package = "http://schemas.openxmlformats.org/package/2006";
            int[] numbers = [.. Enumerable.Range(1, _sheets.Count)];
            Part("[Content_Types].xml", $"<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>{string.Concat(numbers.Select(n => $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"))}<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
            Part("_rels/.rels", $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets>{string.Concat(_sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\"{(s.Hidden ? " state=\"hidden\"" : "")} r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{package}/relationships\">{string.Concat(numbers.Select(n => $"<Relationship Id=\"rId{n}\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))}<Relationship Id=\"rId{_sheets.Count + 1}\" Type=\"{relation}/styles\" Target=\"styles.xml\"/></Relationships>");
            Part("xl/styles.xml", $"<styleSheet xmlns=\"{main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"000\"/></numFmts><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            for (int i = 0; i < _sheets.Count; i++)
            {
                var (_, rows, merges, _) = _sheets[i];
                string merged = merges.Length == 0 ? "" : $"<mergeCells count=\"{merges.Length}\">{string.Concat(merges.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>";
                Part($"xl/worksheets/sheet{i + 1}.xml", $"<worksheet xmlns=\"{main}\"><sheetData>{string.Concat(rows.Select((row, r) => $"<row r=\"{r + 1}\">{string.Concat(row.Select((cell, c) => Cell(cell, $"{Geo.Core.Tables.Sheet.Letters(c)}{r + 1}")))}</row>"))}</sheetData>{merged}</worksheet>");
            }
        }

        return memory.ToArray();
    }

    private static string Cell(object? cell, string at) => cell switch
    {
        null => "",
        string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
        bool yes => $"<c r=\"{at}\" t=\"b\"><v>{(yes ? 1 : 0)}</v></c>",
        DateOnly day => $"<c r=\"{at}\" s=\"1\"><v>{day.DayNumber - new DateOnly(1899, 12, 30).DayNumber}</v></c>",
        Padded padded => $"<c r=\"{at}\" s=\"2\"><v>{padded.Value.ToString(CultureInfo.InvariantCulture)}</v></c>",
        Fault fault => $"<c r=\"{at}\" t=\"e\"><f>A1</f><v>{fault.Word}</v></c>",
        IFormattable number => $"<c r=\"{at}\"><v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>",
        _ => throw new ArgumentOutOfRangeException(nameof(cell)),
    };
}
