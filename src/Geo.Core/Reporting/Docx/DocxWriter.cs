using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Geo.Core.Reporting.Docx;

/// <summary>A document of blocks as DOCX: A4, running head, page numbers, heads of tables on every page; in the look of a file's sheet or of an official document.</summary>
public static class DocxWriter
{
    private const int Gap = 160;

    /// <summary>Writes in the look of a file's sheet.</summary>
    /// <param name="document">The blocks.</param>
    /// <param name="pictures">PNG of each picture by its name; one that is absent is left out with its caption kept.</param>
    public static byte[] Write(PrintedDocument document, IReadOnlyDictionary<string, byte[]> pictures) => Write(document, pictures, DocxLayout.Sheet);

    /// <summary>Writes as an official document after GB/T 9704-2012.</summary>
    /// <param name="document">The blocks.</param>
    /// <param name="pictures">As for <see cref="Write(PrintedDocument, IReadOnlyDictionary{string, byte[]})"/>.</param>
    public static byte[] WriteOfficial(PrintedDocument document, IReadOnlyDictionary<string, byte[]> pictures) => Write(document, pictures, DocxLayout.Official);

    /// <summary>Writes.</summary>
    /// <param name="document">The blocks.</param>
    /// <param name="pictures">PNG of each picture by its name; one that is absent is left out with its caption kept.</param>
    /// <param name="layout">The look.</param>
    /// <returns>The file; the same document and pictures give the same bytes.</returns>
    private static byte[] Write(PrintedDocument document, IReadOnlyDictionary<string, byte[]> pictures, DocxLayout layout)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(pictures);
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            // Ids are given, as the library's own are random.
            var main = package.AddNewPart<MainDocumentPart>("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "rIdDocument");
            main.AddNewPart<StyleDefinitionsPart>("rIdStyles").Styles = layout.Styles();
            OpenXmlElement[] ends = layout.AddHeadAndFoot(main, document.Running);
            foreach (var (name, png) in pictures.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                var part = main.AddImagePart(ImagePartType.Png, Relationship(name));
                using var bytes = new MemoryStream(png);
                part.FeedData(bytes);
            }

            uint number = 0;
            var body = new Body(document.Blocks.SelectMany(block => Elements(block, pictures, layout.TextWidth, number: () => ++number)));
            body.Append(new SectionProperties([.. ends, new PageSize { Width = DocxLayout.PageWidth, Height = 16838 }, layout.Margins()]));
            main.Document = new Document(body);
            using Stream properties = package.AddNewPart<CoreFilePropertiesPart>("rIdCore").GetStream(FileMode.Create);
            WriteProperties(properties, document.Title, document.Language, document.At);
        }

        stream.Position = 0;
        return StableZip.Of(stream);
    }

    /// <summary>A paragraph of a style; line feeds become line breaks.</summary>
    internal static Paragraph Paragraph(string text, string style)
    {
        var run = new Run();
        foreach (var (line, i) in text.Split('\n').Select((line, i) => (line, i)))
        {
            if (i > 0) run.Append(new Break());
            run.Append(new Text(Clean(line).Replace(" %", "\u00a0%", StringComparison.Ordinal)) { Space = SpaceProcessingModeValues.Preserve });
        }

        return new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }), run);
    }

    private static IEnumerable<OpenXmlElement> Elements(Block block, IReadOnlyDictionary<string, byte[]> pictures, int textWidth, Func<uint> number)
    {
        switch (block)
        {
            case Heading heading:
                yield return Paragraph(heading.Text, heading.Level switch { 1 => "Title1", 2 => "Heading2", _ => "Heading3" });
                break;
            case Words words:
                yield return words.Tone == Tone.Strong
                    ? Bold(words.Text)
                    : Paragraph(words.Text, words.Tone switch { Tone.Note => "Note", Tone.Banner => "Banner", _ => "Normal" });
                break;
            case SheetTable table:
                if (table.Caption is { } caption) yield return Paragraph(caption, "Caption");
                yield return DocxTable.Of(table, textWidth);
                yield return Paragraph("", "Cell");
                break;
            case PictureRow row:
                int width = (textWidth - Gap * (row.Items.Count - 1)) / row.Items.Count;
                yield return new Table(
                    new TableProperties(
                        new TableWidth { Width = textWidth.ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
                        new TableLayout { Type = TableLayoutValues.Fixed },
                        new TableCellMarginDefault(new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
                    new TableGrid(row.Items.Select(_ => new GridColumn { Width = (textWidth / row.Items.Count).ToString(CultureInfo.InvariantCulture) })),
                    new TableRow([new TableRowProperties(new CantSplit()), .. row.Items.Select(picture => Cell(picture, pictures, width, number))]));
                yield return Paragraph("", "Cell");
                break;
            case OfficialLine line:
                foreach (var part in line.Text.Split('\n')) yield return DocxLayout.Line(line.Kind, part);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block, "no such block");
        }
    }

    private static TableCell Cell(Picture picture, IReadOnlyDictionary<string, byte[]> pictures, int width, Func<uint> number)
    {
        var cell = new TableCell(new TableCellProperties(new TableCellWidth { Width = (width + Gap).ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa }));
        if (pictures.ContainsKey(picture.Name))
        {
            cell.Append(new Paragraph(
                new ParagraphProperties(new ParagraphStyleId { Val = "Cell" }, new KeepNext(), new Justification { Val = JustificationValues.Center }),
                new Run(DocxPicture.Of(picture, Relationship(picture.Name), number(), width))));
        }

        cell.Append(Paragraph(picture.Caption, "Caption"));
        return cell;
    }

    private static Paragraph Bold(string text)
    {
        var paragraph = Paragraph(text, "Normal");
        paragraph.GetFirstChild<Run>()!.PrependChild(new RunProperties(new Bold()));
        return paragraph;
    }

    /// <summary>Title, language and date of an Office file.</summary>
    internal static void WriteProperties(Stream stream, string title, string language, DateTimeOffset date)
    {
        string at = date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        using var writer = new StreamWriter(stream);
        writer.Write($"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{System.Security.SecurityElement.Escape(Clean(title))}</dc:title><dc:creator>GeoWfc</dc:creator><dc:language>{language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>
            """);
    }

    private static string Relationship(string name) => "rIdPicture-" + name;

    // What XML 1.0 cannot hold, as a register may bring it.
    internal static string Clean(string text) => string.Concat(text.Where(c => char.IsSurrogate(c) || System.Xml.XmlConvert.IsXmlChar(c)));
}
