using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Geo.Core.Tables;

/// <summary>The cells of an XLSX whose formula failed: ExcelDataReader 3.6 gives them as empty, which would hide that a value is wanting.</summary>
internal static class WorkbookFaults
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XmlReaderSettings s_xml = new() { DtdProcessing = DtdProcessing.Ignore, IgnoreComments = true, IgnoreWhitespace = true };

    /// <summary>For each sheet, in the workbook's order, the fault by row (from 1) and column (from 0).</summary>
    public static IReadOnlyList<IReadOnlyDictionary<(int Row, int Column), CellFault>> Of(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        Each(archive, "xl/_rels/workbook.xml.rels", "Relationship", r => targets[r.GetAttribute("Id") ?? ""] = r.GetAttribute("Target") ?? "");
        var parts = new List<string>();
        Each(archive, "xl/workbook.xml", "sheet", r => parts.Add(targets.GetValueOrDefault(r.GetAttribute("id", Relations) ?? "", "")));
        return [.. parts.Select(part => Faults(archive, part.StartsWith('/') ? part[1..] : "xl/" + part))];
    }

    /// <summary>True for a workbook in the namespaces of ISO/IEC 29500 Strict, in which ExcelDataReader finds no rows.</summary>
    public static bool IsStrict(string path)
    {
        if (FileContent.Of(path) != ContentKind.Workbook) return false;
        using var archive = ZipFile.OpenRead(path);
        bool strict = false;
        Each(archive, "xl/workbook.xml", "workbook", r => strict = r.NamespaceURI.StartsWith("http://purl.oclc.org/ooxml/", StringComparison.Ordinal));
        return strict;
    }

    private static Dictionary<(int, int), CellFault> Faults(ZipArchive archive, string part)
    {
        var faults = new Dictionary<(int, int), CellFault>();
        Each(archive, part, "c", cell =>
        {
            if (cell.GetAttribute("t") != "e" || cell.GetAttribute("r") is not { } at || Place(at) is not { } place) return;
            using var inside = cell.ReadSubtree();
            while (inside.Read())
            {
                if (inside is { NodeType: XmlNodeType.Element, LocalName: "v" })
                {
                    faults[place] = new CellFault(inside.ReadElementContentAsString().Trim());
                    return;
                }
            }
        });
        return faults;
    }

    private static void Each(ZipArchive archive, string part, string element, Action<XmlReader> take)
    {
        // Binary workbooks have no such parts.
        if (archive.GetEntry(part) is not { } entry) return;
        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, s_xml);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == element) take(reader);
        }
    }

    // B12 to (12, 1)
    private static (int, int)? Place(string at)
    {
        int column = 0, i = 0;
        for (; i < at.Length && char.IsAsciiLetterUpper(at[i]); i++) column = 26 * column + at[i] - 'A' + 1;
        return column > 0 && int.TryParse(at.AsSpan(i), NumberStyles.None, CultureInfo.InvariantCulture, out int row) ? (row, column - 1) : null;
    }
}
