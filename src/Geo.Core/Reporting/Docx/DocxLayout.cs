using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Geo.Core.Reporting.Docx;

/// <summary>A look of a document: styles, margins, what stands at the head and foot of each page. Lengths in twentieths of a point.</summary>
internal sealed class DocxLayout
{
    /// <summary>Of A4.</summary>
    public const int PageWidth = 11906;

    private readonly bool _official;

    private DocxLayout(bool official) => _official = official;

    /// <summary>A sheet of a file: narrow margins, running head, page of pages.</summary>
    public static DocxLayout Sheet { get; } = new(official: false);

    /// <summary>An official document (GB/T 9704-2012): margins of 37, 35, 28 and 26 mm, no running head but a warning, “— 1 —” outside.</summary>
    public static DocxLayout Official { get; } = new(official: true);

    /// <summary>Between the margins; 156 mm for official documents.</summary>
    public int TextWidth => PageWidth - Left - Right;

    private int Left => _official ? Millimetres(28) : 1134;

    private int Right => _official ? Millimetres(26) : 1134;

    public Styles Styles() => _official ? OfficialStyles.All(TextWidth) : DocxStyles.All();

    public PageMargin Margins() => _official
        ? new PageMargin { Top = Millimetres(37), Bottom = Millimetres(35), Left = (uint)Left, Right = (uint)Right, Header = (uint)Millimetres(20), Footer = (uint)Millimetres(28), Gutter = 0 }
        : new PageMargin { Top = 1247, Bottom = 1134, Left = (uint)Left, Right = (uint)Right, Header = 600, Footer = 500, Gutter = 0 };

    /// <summary>Adds the parts.</summary>
    /// <returns>What the section says of them.</returns>
    public OpenXmlElement[] AddHeadAndFoot(MainDocumentPart main, string running)
    {
        if (!_official)
        {
            main.AddNewPart<HeaderPart>("rIdHeader").Header = new Header(DocxWriter.Paragraph(running, "Running"));
            main.AddNewPart<FooterPart>("rIdFooter").Footer = new Footer(new Paragraph(
                new ParagraphProperties(new ParagraphStyleId { Val = "Running" }), Page(), new Run(new Text(" / ") { Space = SpaceProcessingModeValues.Preserve }),
                new SimpleField(new Run(new Text("1"))) { Instruction = "NUMPAGES" }));
            return [new HeaderReference { Type = HeaderFooterValues.Default, Id = "rIdHeader" }, new FooterReference { Type = HeaderFooterValues.Default, Id = "rIdFooter" }];
        }

        main.AddNewPart<DocumentSettingsPart>("rIdSettings").Settings = new Settings(new EvenAndOddHeaders());
        main.AddNewPart<FontTablePart>("rIdFonts").Fonts = OfficialStyles.Fonts();
        var ends = new List<OpenXmlElement>();
        foreach (var (name, type) in new[] { ("Odd", HeaderFooterValues.Default), ("Even", HeaderFooterValues.Even) })
        {
            main.AddNewPart<HeaderPart>("rIdHeader" + name).Header = new Header(DocxWriter.Paragraph(running, "Running"));
            ends.Add(new HeaderReference { Type = type, Id = "rIdHeader" + name });
        }

        foreach (var (name, type) in new[] { ("Odd", HeaderFooterValues.Default), ("Even", HeaderFooterValues.Even) })
        {
            main.AddNewPart<FooterPart>("rIdFooter" + name).Footer = new Footer(new Paragraph(
                new ParagraphProperties(new ParagraphStyleId { Val = "PageNumber" + name }), Words("— "), Page(), Words(" —")));
            ends.Add(new FooterReference { Type = type, Id = "rIdFooter" + name });
        }

        return [.. ends];
    }

    /// <summary>A line that official documents have, in its style.</summary>
    public static Paragraph Line(LineKind kind, string text)
    {
        var paragraph = DocxWriter.Paragraph("", kind.ToString());
        var run = paragraph.GetFirstChild<Run>()!;
        run.RemoveAllChildren();
        foreach (var (part, i) in text.Split('\t').Select((part, i) => (part, i)))
        {
            if (i > 0) run.Append(new TabChar());
            run.Append(new Text(part) { Space = SpaceProcessingModeValues.Preserve });
        }

        return paragraph;
    }

    private static Run Words(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    private static SimpleField Page() => new(new Run(new Text("1"))) { Instruction = "PAGE" };

    private static int Millimetres(int mm) => (int)Math.Round(mm * 1440 / 25.4);
}
