using System.Security.Cryptography;
using System.Text;

namespace Geo.Core.Imagery.Products;

/// <summary>Hash of a product's files: the same for a folder and for an archive of it, so that both are one scene.</summary>
internal static class ProductHash
{
    /// <summary>Hash of a product's files and of how they are treated.</summary>
    /// <exception cref="InputException">A file is not there, or its archive is damaged.</exception>
    internal static string Of(Product product, CancellationToken cancel)
    {
        string hash = Of(product.Files, cancel);
        return product.Treatment is null ? hash : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{hash} {product.Treatment}")));
    }

    /// <summary>SHA-256 of the one file, or of the list of the files' hashes and names; lower-case hex.</summary>
    /// <exception cref="InputException">A file is not there, or its archive is damaged.</exception>
    internal static string Of(IReadOnlyList<string> files, CancellationToken cancel)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var archive in files.GroupBy(file => ArchiveMember.Split(file)?.Archive ?? ""))
        {
            if (archive.Key.Length == 0)
            {
                foreach (string file in archive) hashes[file] = SceneIngestor.HashOf(file, cancel);
                continue;
            }

            // One pass through the archive, whatever the order of its files.
            string[] names = [.. archive.Select(file => ArchiveMember.Split(file)!.Value.Name)];
            ArchiveMember.Visit(archive.Key, Delivery.FormOf(archive.Key)!.Value, names,
                (name, stream, _) => hashes[ArchiveMember.Join(archive.Key, name)] = SceneIngestor.HashOf(stream, cancel));
        }

        if (files.Count == 1) return hashes[files[0]];
        var list = new StringBuilder();
        foreach (string file in files.OrderBy(f => Path.GetFileName(f), StringComparer.Ordinal))
        {
            list.Append(hashes[file]).Append("  ").Append(Path.GetFileName(file)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list.ToString())));
    }
}
