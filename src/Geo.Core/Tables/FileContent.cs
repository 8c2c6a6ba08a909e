using System.IO.Compression;
using System.Text;

namespace Geo.Core.Tables;

/// <summary>What a file is, by its bytes.</summary>
public enum ContentKind
{
    /// <summary>Nothing that is known here.</summary>
    Unknown = 0,
    /// <summary>No bytes.</summary>
    Empty,
    /// <summary>Text without a form of its own: CSV and its kin.</summary>
    Text,
    /// <summary>JSON.</summary>
    Json,
    /// <summary>KML.</summary>
    Kml,
    /// <summary>HTML, or a workbook of Excel 2003's XML.</summary>
    WebPage,
    /// <summary>XLSX, XLSM, XLSB.</summary>
    Workbook,
    /// <summary>XLS, or any of OLE's compound documents: an encrypted XLSX is one too.</summary>
    OldWorkbook,
    /// <summary>A ZIP archive that is no workbook; KMZ too.</summary>
    Archive,
    /// <summary>A ZIP archive that is cut off or damaged.</summary>
    BrokenArchive,
    /// <summary>SQLite, as GeoPackage is.</summary>
    Database,
    /// <summary>RAR, 7z or gzip.</summary>
    OtherArchive,
    /// <summary>A PDF or a picture.</summary>
    Picture,
}

/// <summary>Tells files by their first bytes: endings lie.</summary>
public static class FileContent
{
    /// <summary>What the file is.</summary>
    public static ContentKind Of(string path)
    {
        byte[] head = new byte[4096];
        int length;
        using (var file = File.OpenRead(path)) length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var bytes = head.AsSpan(0, length);
        bool Begins(params ReadOnlySpan<byte> magic) => head.AsSpan(0, length).StartsWith(magic);
        return length == 0 ? ContentKind.Empty
            : Begins("PK\x03\x04"u8) || Begins("PK\x05\x06"u8) ? OfZip(path)
            : Begins(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1) || Begins(0x09, 0x08, 0x08, 0x00) ? ContentKind.OldWorkbook
            : Begins("SQLite format 3\0"u8) ? ContentKind.Database
            : Begins("Rar!"u8) || Begins(0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C) || Begins(0x1F, 0x8B) ? ContentKind.OtherArchive
            : Begins("%PDF"u8) || Begins(0x89, 0x50, 0x4E, 0x47) || Begins(0xFF, 0xD8, 0xFF) ? ContentKind.Picture
            : OfText(bytes);
    }

    private static ContentKind OfZip(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return archive.Entries.Any(e => e.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)) ? ContentKind.Workbook : ContentKind.Archive;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return ContentKind.BrokenArchive;
        }
    }

    private static ContentKind OfText(ReadOnlySpan<byte> bytes)
    {
        bool wide = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (!wide && !TextFile.LooksWide(bytes) && bytes.ContainsAnyInRange((byte)0, (byte)3))
        {
            return ContentKind.Unknown;
        }

        string text = (wide ? bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode : Encoding.UTF8).GetString(bytes).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.StartsWith('{') || text.StartsWith('[') ? ContentKind.Json
            : !text.StartsWith('<') ? ContentKind.Text
            : text.Contains("<kml", StringComparison.OrdinalIgnoreCase) ? ContentKind.Kml
            : Has("<html") || Has("<table") || Has("<!doctype") || Has("<head") || Has("<meta") || Has("urn:schemas-microsoft-com:office:spreadsheet") ? ContentKind.WebPage
            : ContentKind.Unknown;

        bool Has(string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
