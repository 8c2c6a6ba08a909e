using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Geo.Core.Reporting.Docx;

/// <summary>A document of blocks as DOCX: A4, running head, page numbers, heads of tables on every page.</summary>
public static class DocxWriter
{
    private const int Margin = 1134, Gap = 160;

    /// <summary>Writes.</summary>
    /// <param name="document">The blocks.</param>
    /// <param name="pictures">PNG of each picture by its name; one that is absent is left out with its caption kept.</param>
    /// <returns>The file; the same document and pictures give the same bytes.</returns>
    public static byte[] Write(PrintedDocument document, IReadOnlyDictionary<string, byte[]> pictures)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(pictures);
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            // Ids are given, as the library's own are random.
            var main = package.AddNewPart<MainDocumentPart>("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "rIdDocument");
            main.AddNewPart<StyleDefinitionsPart>("rIdStyles").Styles = DocxStyles.All();
            main.AddNewPart<HeaderPart>("rIdHeader").Header = new Header(Paragraph(document.Running, "Running"));
            main.AddNewPart<FooterPart>("rIdFooter").Footer = new Footer(PageNumber());
            foreach (var (name, png) in pictures.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                var part = main.AddImagePart(ImagePartType.Png, Relationship(name));
                using var bytes = new MemoryStream(png);
                part.FeedData(bytes);
            }

            uint number = 0;
            var body = new Body(document.Blocks.SelectMany(block => Elements(block, pictures, number: () => ++number)));
            body.Append(new SectionProperties(
                new HeaderReference { Type = HeaderFooterValues.Default, Id = "rIdHeader" },
                new FooterReference { Type = HeaderFooterValues.Default, Id = "rIdFooter" },
                new PageSize { Width = 11906, Height = 16838 },
                new PageMargin { Top = 1247, Bottom = 1134, Left = Margin, Right = Margin, Header = 600, Footer = 500, Gutter = 0 }));
            main.Document = new Document(body);
            WriteProperties(package, document);
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
            run.Append(new Text(Clean(line)) { Space = SpaceProcessingModeValues.Preserve });
        }

        return new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }), run);
    }

    private static IEnumerable<OpenXmlElement> Elements(Block block, IReadOnlyDictionary<string, byte[]> pictures, Func<uint> number)
    {
        switch (block)
        {
            case Heading heading:
                yield return Paragraph(heading.Text, heading.Level == 1 ? "Title1" : "Heading2");
                break;
            case Words words:
                yield return words.Tone == Tone.Strong
                    ? Bold(words.Text)
                    : Paragraph(words.Text, words.Tone switch { Tone.Note => "Note", Tone.Banner => "Banner", _ => "Normal" });
                break;
            case SheetTable table:
                if (table.Caption is { } caption) yield return Paragraph(caption, "Caption");
                yield return DocxTable.Of(table);
                yield return Paragraph("", "Cell");
                break;
            case PictureRow row:
                int width = (DocxTable.TextWidth - Gap * (row.Items.Count - 1)) / row.Items.Count;
                yield return new Table(
                    new TableProperties(
                        new TableWidth { Width = DocxTable.TextWidth.ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
                        new TableLayout { Type = TableLayoutValues.Fixed },
                        new TableCellMarginDefault(new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
                    new TableGrid(row.Items.Select(_ => new GridColumn { Width = (DocxTable.TextWidth / row.Items.Count).ToString(CultureInfo.InvariantCulture) })),
                    new TableRow([new TableRowProperties(new CantSplit()), .. row.Items.Select(picture => Cell(picture, pictures, width, number))]));
                yield return Paragraph("", "Cell");
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

    private static Paragraph PageNumber() => new(
        new ParagraphProperties(new ParagraphStyleId { Val = "Running" }),
        new SimpleField(new Run(new Text("1"))) { Instruction = "PAGE" },
        new Run(new Text(" / ") { Space = SpaceProcessingModeValues.Preserve }),
        new SimpleField(new Run(new Text("1"))) { Instruction = "NUMPAGES" });

    private static void WriteProperties(WordprocessingDocument package, PrintedDocument document)
    {
        string at = document.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var part = package.AddNewPart<CoreFilePropertiesPart>("rIdCore");
        using var stream = part.GetStream(FileMode.Create);
        using var writer = new StreamWriter(stream);
        writer.Write($"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{System.Security.SecurityElement.Escape(Clean(document.Title))}</dc:title><dc:creator>GeoWfc</dc:creator><dc:language>{document.Language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>
            """);
    }

    private static string Relationship(string name) => "rIdPicture-" + name;

    // What XML 1.0 cannot hold, as a register may bring it.
    private static string Clean(string text) => string.Concat(text.Where(c => char.IsSurrogate(c) || System.Xml.XmlConvert.IsXmlChar(c)));
}
