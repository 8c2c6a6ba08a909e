using System.Globalization;
using System.Text.RegularExpressions;

namespace Geo.Core.Imagery.Products;

/// <summary>When a product was acquired: what a person says, what the file says, what its name says.</summary>
internal static partial class AcquisitionTime
{
    // The tag that says acquisition before the one that often holds the day of processing.
    private static readonly (string Key, string Domain)[] s_tags =
        [("ACQUISITION_TIME", ""), ("ACQUISITIONDATETIME", "IMAGERY"), ("ACQUISITIONDATETIME", ""), ("TIFFTAG_DATETIME", "")];

    // A camera's clock shows the time of the place and writes no zone.
    private static readonly (string Key, string Domain)[] s_cameraTags = [("EXIF_DateTimeOriginal", "EXIF"), ("EXIF_DateTimeOriginal", "")];

    /// <exception cref="InputException">Nothing says it.</exception>
    internal static DateTimeOffset Of(string path, DateTimeOffset? said, Func<string, string, string?> metadata, List<string> notes)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (said is { } given)
        {
            return given.ToUniversalTime();
        }

        foreach (var (key, domain) in s_tags[..^1])
        {
            if (Parse(metadata(key, domain)) is { } tagged)
            {
                return tagged;
            }
        }

        foreach (var (key, domain) in s_cameraTags)
        {
            if (Parse(metadata(key, domain)) is { } local)
            {
                var there = new DateTimeOffset(local.DateTime, ChinaTime.Offset).ToUniversalTime();
                notes.Add(Told(there, "the camera's clock, read as Peking time"));
                return there;
            }
        }

        if (FromName(name, mustHaveTime: true) is { } exact)
        {
            return exact;
        }

        if (Parse(metadata(s_tags[^1].Key, s_tags[^1].Domain)) is { } written)
        {
            notes.Add(Told(written, "the file's own TIFFTAG_DATETIME"));
            return written;
        }

        if (FromName(name, mustHaveTime: false) is { } day)
        {
            notes.Add(Told(day, "the file's name, without a time of day"));
            return day;
        }

        throw new InputException(path, "acquisition time", "neither the file nor its name says when it was acquired",
            "pass --datetime, as --datetime 2024-06-01T03:20:00Z")
        { Chinese = "文件和文件名都没有说明拍摄时间；请把日期写进文件名（如 drone_20250910.tif），或用 geowfc ingest --datetime 指定" };
    }

    /// <summary>ISO 8601 or TIFF's "2024:06:01 03:20:00"; without a zone it is UTC.</summary>
    internal static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (!DateTimeOffset.TryParseExact(text.Trim(), "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, styles, out var time)
            && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out time))
        {
            return null;
        }

        // Cleared cameras write 1970 or 0000.
        return time.Year >= 1972 ? time : null;
    }

    private static DateTimeOffset? FromName(string name, bool mustHaveTime)
    {
        foreach (Match match in DateInName().Matches(name))
        {
            string time = match.Groups[4].Success ? match.Groups[4].Value : "000000";
            if ((match.Groups[4].Success || !mustHaveTime)
                && DateTimeOffset.TryParseExact(match.Groups[1].Value + match.Groups[2].Value + match.Groups[3].Value + time, "yyyyMMddHHmmss",
                    CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var found))
            {
                return found;
            }
        }

        return null;
    }

    private static string Told(DateTimeOffset time, string from) =>
        string.Create(CultureInfo.InvariantCulture, $"acquisition time {time:yyyy-MM-ddTHH:mm:ssZ} is taken from {from}");

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d{2})[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?:T(\d{6}))?(?!\d)")]
    private static partial Regex DateInName();
}
