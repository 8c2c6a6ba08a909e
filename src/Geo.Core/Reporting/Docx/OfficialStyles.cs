using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Geo.Core.Reporting.Docx;

/// <summary>
/// Styles of an official document after GB/T 9704-2012: title in 2号小标宋, body in 3号仿宋 on 28 points (22 lines of 28 characters a
/// page), headings in 黑体 and 楷体. The font of the title is 方正小标宋, where it is not installed 宋体; the others are those of every office PC.
/// </summary>
internal static class OfficialStyles
{
    private const string Song = "SimSun", Title = "方正小标宋简体", Body = "FangSong", Hei = "SimHei", Kai = "KaiTi", Latin = "Times New Roman", Red = "C00000";

    // Half points: 2号 is 22 points, 3号 16, 4号 14, 小五 9.
    private const string Size2 = "44", Size3 = "32", Size4 = "28", SizeCell = "19";
    private const string Leading = "560", TwoCharacters = "640";

    public static Styles All(int textWidth) => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Latin, HighAnsi = Latin, EastAsia = Body, ComplexScript = Latin }, new FontSize { Val = Size3 }, new Languages { Val = "en-US", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "0", Line = Leading, LineRule = LineSpacingRuleValues.Exact }))),
        Style("Normal", "Normal", [Indent(), Align(JustificationValues.Both)], []),
        Style("Letterhead", "Letterhead", [Space("0", "240", "700"), NoIndent(), Align(JustificationValues.Center)], [Font(Title), new Color { Val = Red }, Size("56")]),
        // 上行文: the number on the left, who signs on the right, both a character in; under them the red line.
        Style("Number", "Document number",
            [new ParagraphBorders(new BottomBorder { Val = BorderValues.Single, Color = Red, Size = 12, Space = 4 }),
             new Tabs(new TabStop { Val = TabStopValues.Right, Position = textWidth - 320 }), new Indentation { Left = "0", FirstLine = "0", FirstLineChars = 0 }], []),
        Style("Title1", "heading 1", [new KeepNext(), Space("560", "560", "700"), NoIndent(), Align(JustificationValues.Center), new OutlineLevel { Val = 0 }], [Font(Title), Size(Size2)]),
        Style("Recipient", "Recipient", [NoIndent()], []),
        Style("Heading2", "heading 2", [new KeepNext(), Indent(), new OutlineLevel { Val = 1 }], [Font(Hei)]),
        Style("Heading3", "heading 3", [new KeepNext(), Indent(), new OutlineLevel { Val = 2 }], [Font(Kai)]),
        Style("AnnexList", "Annexes", [new KeepNext(), new Indentation { Left = TwoCharacters, FirstLine = "0", FirstLineChars = 0 }], []),
        Style("Signature", "Issuer", [new KeepNext(), Space("560", "0"), new Indentation { Right = TwoCharacters, FirstLine = "0", FirstLineChars = 0 }, Align(JustificationValues.Right)], []),
        Style("Date", "Date", [new Indentation { Right = "1280", FirstLine = "0", FirstLineChars = 0 }, Align(JustificationValues.Right)], []),
        Style("AnnexMark", "Annex", [new PageBreakBefore(), NoIndent()], [Font(Hei)]),
        Style("Caption", "caption", [new KeepNext(), Space("160", "60", "360"), NoIndent(), Align(JustificationValues.Center)], [Font(Hei), Size("24")]),
        Style("Cell", "Cell", [Space("0", "0", "300", exact: false), NoIndent(), Align(JustificationValues.Left)], [Size(SizeCell)]),
        Style("CellHead", "Cell head", [Space("0", "0", "300", exact: false), NoIndent(), Align(JustificationValues.Center)], [Font(Hei), Size(SizeCell)]),
        Style("Note", "Note", [Space("60", "60", "400"), Indent("480")], [new Color { Val = "404040" }, Size("24")]),
        Style("Banner", "Banner", [Space("0", "120", "480"), NoIndent(), Align(JustificationValues.Center)], [Font(Hei), new Color { Val = Red }, Size("24")]),
        Style("Running", "header", [Space("0", "0", "320"), NoIndent(), Align(JustificationValues.Center)], [Font(Hei), new Color { Val = Red }, Size("21")]),
        Style("PageNumberOdd", "Page number right", [Space("0", "0", "320"), new Indentation { Right = "280", FirstLine = "0", FirstLineChars = 0 }, Align(JustificationValues.Right)], [Font(Song), Size(Size4)]),
        Style("PageNumberEven", "Page number left", [Space("0", "0", "320"), new Indentation { Left = "280", FirstLine = "0", FirstLineChars = 0 }, Align(JustificationValues.Left)], [Font(Song), Size(Size4)]));

    /// <summary>What stands in where a font is missing.</summary>
    public static Fonts Fonts() => new(
        Named(Title, Song, FontFamilyValues.Roman), Named(Body, "仿宋_GB2312", FontFamilyValues.Modern), Named(Hei, "黑体", FontFamilyValues.Modern), Named(Kai, "楷体_GB2312", FontFamilyValues.Modern));

    private static Font Named(string name, string instead, FontFamilyValues family) => new(new AltName { Val = instead }, new FontFamily { Val = family }) { Name = name };

    private static RunFonts Font(string east) => new() { EastAsia = east };

    private static FontSize Size(string halfPoints) => new() { Val = halfPoints };

    private static Justification Align(JustificationValues how) => new() { Val = how };

    private static Indentation Indent(string width = TwoCharacters) => new() { FirstLine = width, FirstLineChars = 200 };

    private static Indentation NoIndent() => new() { FirstLine = "0", FirstLineChars = 0 };

    private static SpacingBetweenLines Space(string before, string after, string line = Leading, bool exact = true) =>
        new() { Before = before, After = after, Line = line, LineRule = exact ? LineSpacingRuleValues.Exact : LineSpacingRuleValues.AtLeast };

    // The paragraph's properties are given in the order of the schema.
    private static Style Style(string id, string name, OpenXmlElement[] paragraph, OpenXmlElement[] run)
    {
        bool normal = id == "Normal";
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id, Default = normal ? true : null };
        if (!normal) style.Append(new BasedOn { Val = "Normal" });
        style.Append(new PrimaryStyle(), new StyleParagraphProperties(paragraph));
        if (run.Length > 0) style.Append(new StyleRunProperties(run));
        return style;
    }
}
