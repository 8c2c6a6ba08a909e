namespace Geo.Core.Reporting;

/// <summary>A part of a document.</summary>
public abstract record Block;

/// <summary>A heading.</summary>
/// <param name="Level">1 for the document's title, 2 for a section, 3 for a part of one.</param>
/// <param name="Text">Its words.</param>
public sealed record Heading(int Level, string Text) : Block;

/// <summary>How a paragraph stands out.</summary>
public enum Tone
{
    /// <summary>Body.</summary>
    Plain = 0,
    /// <summary>What a reader must not miss.</summary>
    Strong,
    /// <summary>A remark.</summary>
    Note,
    /// <summary>A warning on a ground of its own.</summary>
    Banner,
}

/// <summary>A paragraph.</summary>
public sealed record Words(string Text, Tone Tone = Tone.Plain) : Block;

/// <summary>A table; its head repeats on every page.</summary>
/// <param name="Caption">Its title; null for none.</param>
/// <param name="Head">Column titles; empty for a table of names and values (odd columns are names).</param>
/// <param name="Rows">Cells as text, as many a row as there are columns.</param>
public sealed record SheetTable(string? Caption, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

/// <summary>A picture.</summary>
/// <param name="Name">before, after or curve: its bytes are given apart, as a page takes them from elsewhere.</param>
/// <param name="Caption">What stands under it.</param>
/// <param name="Alternative">What it shows, for those who do not see it.</param>
/// <param name="WidthToHeight">Its shape.</param>
public sealed record Picture(string Name, string Caption, string Alternative, double WidthToHeight);

/// <summary>What a line of an official document is (GB/T 9704-2012).</summary>
public enum LineKind
{
    /// <summary>发文机关标志, in red, with the red line under the number.</summary>
    Letterhead = 0,
    /// <summary>发文字号, a tab, 签发人.</summary>
    Number,
    /// <summary>主送机关.</summary>
    Recipient,
    /// <summary>附件说明.</summary>
    AnnexList,
    /// <summary>发文机关署名.</summary>
    Signature,
    /// <summary>成文日期.</summary>
    Date,
    /// <summary>附件 and its number, on a new page.</summary>
    AnnexMark,
}

/// <summary>A line that official documents have and others have not.</summary>
public sealed record OfficialLine(LineKind Kind, string Text) : Block;

/// <summary>Pictures side by side.</summary>
public sealed record PictureRow(IReadOnlyList<Picture> Items) : Block;

/// <summary>A document: what the web page and the DOCX are made of.</summary>
/// <param name="Title">Title.</param>
/// <param name="Running">What stands at the head of each page.</param>
/// <param name="Language">zh or en.</param>
/// <param name="At">Youngest of what it tells of, UTC; the document's own date, so that the same content is the same file.</param>
/// <param name="Blocks">In order.</param>
public sealed record PrintedDocument(string Title, string Running, string Language, DateTimeOffset At, IReadOnlyList<Block> Blocks);
