using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Geo.Core.Reporting.Docx;

/// <summary>Fonts and paragraph styles. Chinese text takes its own fonts: those that every office PC has.</summary>
internal static class DocxStyles
{
    public const string Body = "SimSun", Heading = "SimHei", Latin = "Times New Roman";

    public static Styles All() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Latin, HighAnsi = Latin, EastAsia = Body, ComplexScript = Latin },
                new FontSize { Val = "21" },
                new Languages { Val = "en-US", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "80", Line = "300", LineRule = LineSpacingRuleValues.Auto }))),
        Paragraph("Normal", "Normal", true, null, []),
        Paragraph("Title1", "heading 1", false, 0, [Font(), new Bold(), Size("36")], centre: true),
        Paragraph("Heading2", "heading 2", false, 1, [Font(), new Bold(), Size("26")], before: "240"),
        Paragraph("Heading3", "heading 3", false, 2, [Font(), new Bold(), Size("23")], before: "160"),
        Paragraph("Caption", "caption", false, null, [Font(), Size("19")], centre: true, keep: true),
        Paragraph("Cell", "Cell", false, null, [Size("18")], after: "0"),
        Paragraph("CellHead", "Cell head", false, null, [Font(), Size("18")], after: "0"),
        Paragraph("Note", "Note", false, null, [new Color { Val = "51606E" }, Size("18")]),
        Paragraph("Banner", "Banner", false, null, [Font(), new Bold(), new Color { Val = "9C3F00" }], centre: true, shade: "FFF0D6"),
        Paragraph("Running", "header", false, null, [new Color { Val = "51606E" }, Size("18")], centre: true, after: "0"));

    private static RunFonts Font() => new() { Ascii = "Arial", HighAnsi = "Arial", EastAsia = Heading, ComplexScript = "Arial" };

    private static FontSize Size(string halfPoints) => new() { Val = halfPoints };

    private static Style Paragraph(
        string id, string name, bool isDefault, int? outline, OpenXmlElement[] run,
        bool centre = false, bool keep = false, string? before = null, string? after = null, string? shade = null)
    {
        // In the order of the schema.
        var paragraph = new StyleParagraphProperties();
        if (outline is not null || keep) paragraph.Append(new KeepNext());
        if (shade is not null) paragraph.Append(new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = shade });
        if (before is not null) paragraph.Append(new SpacingBetweenLines { Before = before });
        if (after is not null) paragraph.Append(new SpacingBetweenLines { After = after });
        if (centre) paragraph.Append(new Justification { Val = JustificationValues.Center });
        if (outline is { } level) paragraph.Append(new OutlineLevel { Val = level });
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id, Default = isDefault ? true : null };
        if (!isDefault) style.Append(new BasedOn { Val = "Normal" });
        if (outline is not null) style.Append(new NextParagraphStyle { Val = "Normal" });
        style.Append(new PrimaryStyle());
        if (paragraph.HasChildren) style.Append(paragraph);
        if (run.Length > 0) style.Append(new StyleRunProperties(run));
        return style;
    }
}
