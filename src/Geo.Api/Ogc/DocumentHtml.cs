using Geo.Core.Reporting;

namespace Geo.Api.Ogc;

/// <summary>A document of blocks as markup; its title is the page's.</summary>
internal static class DocumentHtml
{
    /// <summary>All blocks.</summary>
    /// <param name="document">The document.</param>
    /// <param name="shown">Markup of a picture.</param>
    public static Html Of(PrintedDocument document, Func<Picture, Html> shown) => Html.Join(document.Blocks.Select(block => block switch
    {
        Heading { Level: 1 } => default,
        Heading heading => Html.Of($"<h2>{heading.Text}</h2>\n"),
        Words words => Html.Of($"<p class=\"{Class(words.Tone)}\">{words.Text}</p>\n"),
        PictureRow row => Html.Of($"<div class=\"pictures\">{Html.Join(row.Items.Select(p => Html.Of($"<figure>{shown(p)}<figcaption>{p.Caption}</figcaption></figure>")))}</div>\n"),
        SheetTable { Head.Count: > 0 } table => Html.Of($"""
            <div class="wide"><table class="sheet">{Caption(table)}<thead><tr>{Html.Join(table.Head.Select(h => Html.Of($"<th scope=\"col\">{h}</th>")))}</tr></thead>
            <tbody>{Html.Join(table.Rows.Select(row => Html.Of($"<tr>{Html.Join(row.Select(c => Html.Of($"<td>{Lines(c)}</td>")))}</tr>\n")))}</tbody></table></div>

            """),
        SheetTable table => Html.Of($"""
            <div class="wide"><table class="sheet">{Caption(table)}<tbody>{Html.Join(table.Rows.Select(row => Html.Of($"<tr>{Html.Join(row.Select((c, i) => i % 2 == 0 ? Html.Of($"<th scope=\"row\">{c}</th>") : Html.Of($"<td>{Lines(c)}</td>")))}</tr>\n")))}</tbody></table></div>

            """),
        _ => throw new ArgumentOutOfRangeException(nameof(document), block, "no such block"),
    }));

    private static string Class(Tone tone) => tone switch { Tone.Strong => "strong", Tone.Note => "remark", Tone.Banner => "note banner", _ => "words" };

    private static Html Caption(SheetTable table) => table.Caption is { } text ? Html.Of($"<caption>{text}</caption>") : default;

    private static Html Lines(string text) => Html.Join(text.Split('\n').Select((line, i) => i == 0 ? Html.Of($"{line}") : Html.Of($"<br>{line}")));
}
