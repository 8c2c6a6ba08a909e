using System.Text.RegularExpressions;

namespace Geo.Jobs.Inbox;

/// <summary>What file names tell: which files are one product, which are still being written, which are nobody's.</summary>
internal static partial class ProductNames
{
    private static readonly string[] s_rasters = [".tif", ".tiff", ".img", ".jp2"];
    private static readonly string[] s_archives = [".zip", ".tar", ".tgz", ".tar.gz"];
    private static readonly string[] s_unfinished = [".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".!ut", "~"];
    private static readonly string[] s_junk = ["thumbs.db", "desktop.ini", ".ds_store"];

    /// <summary>True for a name that copying programs and browsers use until they have finished; rsync writes .NAME.xxxxxx.</summary>
    public static bool IsUnfinished(string name) =>
        name.StartsWith("~$", StringComparison.Ordinal) || RsyncName().IsMatch(name) || Array.Exists(s_unfinished, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for what systems leave beside people's files, and for hidden files.</summary>
    public static bool IsJunk(string name) => name.StartsWith('.') || s_junk.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name that a half-copied file will have.</summary>
    public static string Finished(string name)
    {
        string end = Array.Find(s_unfinished, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase) && name.Length > e.Length) ?? "";
        return name[..^end.Length];
    }

    /// <summary>True for a raster that can be a scene, or a band of one.</summary>
    public static bool IsRaster(string name) => Ends(name, s_rasters);

    /// <summary>True for an archive, which is a product of its own.</summary>
    public static bool IsArchive(string name) => Ends(name, s_archives);

    /// <summary>What a file has in common with the others of its product: a Landsat or Gaofen scene's name, else its own without what follows the last dots.</summary>
    public static string KeyOf(string name) =>
        IsArchive(name) ? name
        : SceneName().Match(name) is { Success: true } scene ? scene.Groups[1].Value
        : Stem(name);

    /// <summary>True for files of one scene however many rasters there are.</summary>
    public static bool IsScene(string key) => SceneName().IsMatch(key + "-.");

    /// <summary>True for a folder that is a product by itself: SAFE, or the files of just one Landsat scene.</summary>
    public static bool IsProductFolder(string folder, IEnumerable<string> files)
    {
        if (folder.EndsWith(".SAFE", StringComparison.OrdinalIgnoreCase)) return true;
        string[] names = [.. files.Select(f => Path.GetFileName(f))];
        return Array.Exists(names, n => n.Equals("manifest.safe", StringComparison.OrdinalIgnoreCase) || n.StartsWith("MTD_MSI", StringComparison.OrdinalIgnoreCase))
            || names.Where(IsLandsat).Select(KeyOf).Distinct().Count() == 1;
    }

    /// <summary>The file by which a product is named to the ingestion: Landsat's MTL, Gaofen's multispectral image, else the raster or archive.</summary>
    public static string? Leading(IReadOnlyList<string> names) =>
        names.FirstOrDefault(n => IsLandsat(n) && n.EndsWith("_MTL.txt", StringComparison.OrdinalIgnoreCase))
        ?? names.FirstOrDefault(n => IsRaster(n) && Multispectral().IsMatch(n))
        ?? names.FirstOrDefault(IsRaster)
        ?? names.FirstOrDefault(IsArchive);

    private static bool IsLandsat(string name) => name.Length > 4 && name[0] == 'L' && name[2] == '0' && SceneName().IsMatch(name) && !IsArchive(name);

    private static bool Ends(string name, string[] endings) => Array.Exists(endings, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    // x.tif.aux.xml, x.tif.ovr and x.tfw belong to x.tif; 2025.07.14.tif keeps its dots.
    private static string Stem(string name)
    {
        string stem = SidecarEnd().Replace(name, "");
        return stem.Length == name.Length || IsRaster(stem) ? Path.GetFileNameWithoutExtension(stem) : stem;
    }

    [GeneratedRegex(@"^(L[COTEM]0\d_L\d\w\w_\d{6}_\d{8}_\d{8}_\d\d_(?:T1|T2|RT)|GF\d\w*?_\w+_E[\d.]+_N[\d.]+_\d{8}_L\w+?)(?:[-_][\w.-]*)?\.")]
    private static partial Regex SceneName();

    [GeneratedRegex(@"-(?:MSS|MUX|WFV)\d?\.tiff?$", RegexOptions.IgnoreCase)]
    private static partial Regex Multispectral();

    [GeneratedRegex(@"\.(?:aux\.xml|ovr|msk|md5|sha256)$", RegexOptions.IgnoreCase)]
    private static partial Regex SidecarEnd();

    [GeneratedRegex(@"^\..+\.[A-Za-z0-9]{6}$")]
    private static partial Regex RsyncName();
}
