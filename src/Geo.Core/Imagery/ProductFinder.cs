using Geo.Core.Imagery.Products;

namespace Geo.Core.Imagery;

/// <summary>What lies in a folder that holds products of any kinds, mixed: each is found once, and what is none is told.</summary>
public static class ProductFinder
{
    private const int MostFound = 10_000, MostDepth = 6;

    private static readonly string[] s_rasters = [".tif", ".tiff", ".jp2", ".img"];

    // They belong to the raster or product beside them.
    private static readonly string[] s_sideFiles = [".xml", ".rpb", ".rpc", ".tfw", ".tifw", ".tiffw", ".jgw", ".wld", ".prj", ".ovr", ".msk", ".jpg", ".jpeg", ".png", ".json", ".html", ".kml", ".safe"];

    private static readonly string[] s_archives = [".zip", ".tar", ".gz", ".tgz"];

    /// <summary>The products at a path: the path itself where it is a file or one product, else those in the folder and below.</summary>
    /// <param name="path">A file or folder; where there is nothing the path comes back, for the reader to refuse.</param>
    public static ProductsFound At(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var found = new List<string>();
        var left = new List<(string, string)>();
        if (Directory.Exists(path)) Search(path, 0, found, left);
        // A folder without any product is refused as a whole, with what it holds; one that is a product stands for itself.
        bool whole = found.Count == 1 && Path.GetDirectoryName(found[0]) == path.TrimEnd('/') && ProductReader.IsProduct(found[0]) && Delivery.FormOf(found[0]) is null;
        return found.Count == 0 || whole ? new ProductsFound([path], left) : new ProductsFound(found, left);
    }

    private static void Search(string folder, int depth, List<string> found, List<(string, string)> left)
    {
        if (SafeProduct.FolderAt(folder) is not null)
        {
            found.Add(folder);
            return;
        }

        var products = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (found.Count >= MostFound) return;
            string name = Path.GetFileName(file), extension = Path.GetExtension(name).ToLowerInvariant();
            string? product = LandsatProduct.NameIn(name) ?? GaofenName.Of(name)?.Key;
            if (product is not null)
            {
                // The first file stands for all of its product.
                if (products.Add(product)) found.Add(file);
            }
            else if (name.StartsWith('.') || s_sideFiles.Contains(extension) || name.EndsWith("_MTL.txt", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }
            else if (s_rasters.Contains(extension) || s_archives.Contains(extension) || Delivery.FormOf(file) is not null)
            {
                found.Add(file);
            }
            else
            {
                left.Add((file, new FileInfo(file).Length == 0 ? "it is empty" : "it is neither a raster nor an archive of a product"));
            }
        }

        if (depth == MostDepth) return;
        foreach (string inner in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)) Search(inner, depth + 1, found, left);
    }
}

/// <summary>Products of a folder, and files that are none.</summary>
/// <param name="Paths">One path a product, for <see cref="SceneIngestor.Ingest"/>.</param>
/// <param name="Left">Files left alone, and why.</param>
public sealed record ProductsFound(IReadOnlyList<string> Paths, IReadOnlyList<(string Path, string Reason)> Left);
