using System.IO.Compression;
using System.Text;
using Geo.Core.Tables;

namespace Geo.Core.Sites.Files;

/// <summary>A ZIP or KMZ unpacked into a folder of its own, which goes with it. Only the files that a register may be in, or that belong beside one.</summary>
internal sealed class UnpackedArchive : IDisposable
{
    private static readonly string[] s_data = [".shp", ".gpkg", ".geojson", ".json", ".kml", ".fgb", ".xlsx", ".xls", ".csv", ".txt", ".tsv"];
    private static readonly string[] s_beside = [".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qpj"];

    private readonly string _folder;

    static UnpackedArchive() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private UnpackedArchive(string folder, IReadOnlyList<(string Name, string Path)> files) => (_folder, Files) = (folder, files);

    /// <summary>The files that may hold a register, of the first kind that there is: a shapefile goes before the table beside it.</summary>
    public IReadOnlyList<(string Name, string Path)> Files { get; }

    /// <exception cref="InputException">It is damaged, encrypted, too large, or holds nothing of use.</exception>
    public static UnpackedArchive Open(string path, string called)
    {
        string folder = Directory.CreateTempSubdirectory("geowfc-").FullName;
        try
        {
            ArchiveSize.Check(path, called);
            var files = new List<(string Name, string Path)>();
            using var stream = File.OpenRead(path);
            // Chinese Windows writes names in GBK and does not say so.
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, false, Encoding.GetEncoding("GB18030"));
            var folders = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in archive.Entries)
            {
                string full = entry.FullName.Replace('\\', '/'), name = full[(full.LastIndexOf('/') + 1)..], extension = Path.GetExtension(name).ToLowerInvariant();
                if (name.Length == 0 || name.StartsWith('.') || full.StartsWith("__MACOSX/", StringComparison.Ordinal) || !(s_data.Contains(extension) || s_beside.Contains(extension))) continue;
                // Folders by number: a member's own path must not lead out of ours.
                string parent = full[..^name.Length];
                if (!folders.TryGetValue(parent, out string? into)) folders[parent] = into = Directory.CreateDirectory(Path.Combine(folder, folders.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))).FullName;
                string stem = string.Concat(Path.GetFileNameWithoutExtension(name).Split(Path.GetInvalidFileNameChars())), target = Path.Combine(into, stem + extension);
                entry.ExtractToFile(target, overwrite: true);
                if (s_data.Contains(extension)) files.Add((stem, target));
            }

            MatchCase(folder);
            // Two of one name are told apart by their folders.
            files = [.. files.Select(f => files.Count(g => g.Name == f.Name && Path.GetExtension(g.Path) == Path.GetExtension(f.Path)) == 1 ? f : (folders.First(d => f.Path.StartsWith(d.Value + "/", StringComparison.Ordinal)).Key + f.Name, f.Path))];
            string? kind = s_data.FirstOrDefault(e => files.Exists(f => f.Path.EndsWith(e, StringComparison.Ordinal)));
            return kind is not null ? new UnpackedArchive(folder, [.. files.Where(f => f.Path.EndsWith(kind, StringComparison.Ordinal))])
                : throw new InputException(called, null, "the archive holds no shapefile, GeoPackage, GeoJSON, KML or table", "pack the register itself")
                { Chinese = "压缩包里没有 Shapefile、GeoPackage、GeoJSON、KML 或表格；请打包台账文件本身" };
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or NotSupportedException)
        {
            Directory.Delete(folder, recursive: true);
            throw new InputException(called, null, "the archive is damaged, cut off or encrypted", "pack and copy it again, without a password", damaged)
            { Chinese = "压缩包已损坏、不完整或有密码；请重新打包复制，不要设密码" };
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    // Windows sees roads.SHP and ROADS.dbf as one shapefile, OGR on Linux does not.
    private static void MatchCase(string folder)
    {
        foreach (string shape in Directory.GetFiles(folder, "*.shp", SearchOption.AllDirectories))
        {
            string stem = Path.GetFileNameWithoutExtension(shape);
            foreach (string other in Directory.GetFiles(Path.GetDirectoryName(shape)!))
            {
                string own = Path.GetFileNameWithoutExtension(other), wanted = Path.ChangeExtension(shape, Path.GetExtension(other));
                if (own != stem && own.Equals(stem, StringComparison.OrdinalIgnoreCase) && !File.Exists(wanted)) File.Move(other, wanted);
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
