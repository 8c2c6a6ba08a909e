using System.Globalization;

namespace Geo.Core.Store;

/// <summary>Where a page ended: revision and row number, as "12-345".</summary>
internal static class PageToken
{
    public static string Format(long revision, long fid) => string.Create(CultureInfo.InvariantCulture, $"{revision}-{fid}");

    public static (long Revision, long Fid) Parse(string token, LayerDefinition layer)
    {
        string[] parts = token.Split('-');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long revision)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long fid)
            ? (revision, fid)
            : throw new InputException($"layer {layer.Id}", "after", $"'{token}' is not the token of a page", "follow the link 'next' of the page before");
    }
}
