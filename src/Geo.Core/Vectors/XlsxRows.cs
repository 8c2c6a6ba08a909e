using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Geo.Core.Vectors;

/// <summary>
/// A table as a workbook of one sheet, a row in memory at a time (OGR's driver keeps all): Office Open XML, ECMA-376 part 1, clause 18, texts
/// in their cells. The same rows give the same bytes.
/// </summary>
internal sealed class XlsxRows : IDisposable
{
    /// <summary>Rows of a sheet, its head among them; and characters of a cell.</summary>
    public const int MostRows = 1_048_576, MostCharacters = 32_767;

    private const int DayStyle = 1, InstantStyle = 2;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", Package = "http://schemas.openxmlformats.org/package/2006";

    // Day 1 is 1900-01-01 there, and 1900 a leap year: right from March on.
    private static readonly DateTime Day0 = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Utc), FirstDay = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _name;
    private readonly ZipArchive _zip;
    private readonly XmlWriter _sheet;
    private readonly string[] _letters;
    private int _row;

    /// <param name="path">The file; not there yet.</param>
    /// <param name="name">The sheet's name.</param>
    /// <param name="columns">Titles, the first row.</param>
    public XlsxRows(string path, string name, IReadOnlyList<string> columns)
    {
        _name = name;
        _letters = [.. columns.Select((_, i) => Letters(i))];
        _zip = new ZipArchive(new FileStream(path, FileMode.CreateNew), ZipArchiveMode.Create);
        Part("[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
            """);
        Part("_rels/.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{SheetName(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Part("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """);
        Part("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>
            """);
        // Characters that XML cannot hold are taken out before.
        _sheet = XmlWriter.Create(Entry("xl/worksheets/sheet1.xml"), new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false, CloseOutput = true });
        _sheet.WriteStartDocument(standalone: true);
        _sheet.WriteStartElement("worksheet", Main);
        _sheet.WriteStartElement("sheetData", Main);
        Add(columns);
    }

    /// <summary>Adds a row; values in the order of the columns: long, double, bool, string, DateOnly, DateTimeOffset (told in UTC) or null.</summary>
    /// <exception cref="InputException">A sheet holds no more rows.</exception>
    public void Add(IReadOnlyList<object?> values)
    {
        if (++_row > MostRows) throw new InputException($"sheet {_name}", "rows", $"a sheet holds {MostRows - 1:N0} rows and a head", "write fewer, or another format");
        string number = _row.ToString(CultureInfo.InvariantCulture);
        _sheet.WriteStartElement("row", Main);
        _sheet.WriteAttributeString("r", number);
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value) continue;
            (string? kind, int style, string text) = Told(value);
            if (text.Length == 0 && kind is null) continue;
            _sheet.WriteStartElement("c", Main);
            _sheet.WriteAttributeString("r", _letters[i] + number);
            if (style > 0) _sheet.WriteAttributeString("s", style == DayStyle ? "1" : "2");
            if (kind is not null) _sheet.WriteAttributeString("t", kind);
            if (kind == "inlineStr")
            {
                _sheet.WriteStartElement("is", Main);
                _sheet.WriteStartElement("t", Main);
                if (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))) _sheet.WriteAttributeString("xml", "space", null, "preserve");
                _sheet.WriteString(text);
                _sheet.WriteEndElement();
                _sheet.WriteEndElement();
            }
            else
            {
                _sheet.WriteElementString("v", Main, text);
            }

            _sheet.WriteEndElement();
        }

        _sheet.WriteEndElement();
    }

    /// <summary>Ends the file.</summary>
    public void Close()
    {
        _sheet.WriteEndDocument();
        _sheet.Dispose();
        _zip.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What was broken off is thrown away; an entry must be closed before the next, and before the archive.
        _sheet.Dispose();
        _zip.Dispose();
    }

    private static (string? Kind, int Style, string Text) Told(object value) => value switch
    {
        bool flag => ("b", 0, flag ? "1" : "0"),
        double or float when Convert.ToDouble(value, CultureInfo.InvariantCulture) is var real => (null, 0, double.IsFinite(real) ? real.ToString("R", CultureInfo.InvariantCulture) : ""),
        long or int or short or byte => (null, 0, Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)),
        DateOnly day when day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) is var at && at >= FirstDay => (null, DayStyle, Serial(at)),
        DateTimeOffset instant when instant.UtcDateTime is var at && at >= FirstDay => (null, InstantStyle, Serial(at)),
        DateOnly day => ("inlineStr", 0, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTimeOffset instant => ("inlineStr", 0, instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        _ => ("inlineStr", 0, Clean(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")),
    };

    // Ticks are exact; a product of doubles would end in …9999.
    private static string Serial(DateTime at) => ((decimal)(at - Day0).Ticks / TimeSpan.TicksPerDay).ToString("0.##########", CultureInfo.InvariantCulture);

    private static string Clean(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.AsSpan().ContainsAnyInRange('\ud800', '\uffff'))
        {
            var kept = new StringBuilder(text.Length);
            for (int i = 0; i < text.Length; i++)
            {
                if (XmlConvert.IsXmlChar(text[i])) kept.Append(text[i]);
                else if (i + 1 < text.Length && char.IsSurrogatePair(text, i)) kept.Append(text[i]).Append(text[++i]);
            }

            text = kept.ToString();
        }

        return text.Length <= MostCharacters ? text : text[..(MostCharacters - 1 - (char.IsHighSurrogate(text[MostCharacters - 2]) ? 1 : 0))] + "…";
    }

    private static string SheetName(string name)
    {
        string kept = string.Concat(name.Where(c => c is not (':' or '\\' or '/' or '?' or '*' or '[' or ']' or '\'') && XmlConvert.IsXmlChar(c)));
        return System.Security.SecurityElement.Escape(kept.Length == 0 ? "rows" : kept[..Math.Min(31, kept.Length)]);
    }

    private static string Letters(int column)
    {
        string letters = "";
        for (int c = column + 1; c > 0; c = (c - 1) / 26) letters = (char)('A' + (c - 1) % 26) + letters;
        return letters;
    }

    private void Part(string name, string xml)
    {
        using var part = new StreamWriter(Entry(name), new UTF8Encoding(false));
        part.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        part.Write(xml);
    }

    private Stream Entry(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry.Open();
    }
}
