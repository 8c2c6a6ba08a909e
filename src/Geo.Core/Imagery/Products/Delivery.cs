using System.Formats.Tar;
using System.IO.Compression;

namespace Geo.Core.Imagery.Products;

/// <summary>
/// The files of a delivery: a folder, or an archive that is read without being unpacked. Names are relative with '/';
/// <see cref="PathOf"/> makes a path of them that <see cref="SourceFile"/> and <see cref="ProductHash"/> understand.
/// </summary>
internal sealed class Delivery
{
    /// <summary>How the files lie; told by the first bytes, never by the name: a .tar.gz is often a plain tar.</summary>
    internal enum Form
    {
        Folder,
        Zip,
        Tar,
        TarGz,
    }

    private const int MostFiles = 100_000, MostDepth = 6;
    private const long LargestText = 64L << 20;

    private Delivery(string path, Form form, IReadOnlyList<string> names) => (Path, Kind, Names) = (path, form, names);

    /// <summary>The folder or the archive.</summary>
    internal string Path { get; }

    internal Form Kind { get; }

    /// <summary>All files, ordered, but for those that macOS adds to archives (__MACOSX/).</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>True where rasters must be unpacked before GDAL can read them.</summary>
    internal bool MustBeUnpacked => Kind == Form.TarGz;

    /// <summary>The archive or folder at a path; null for any other file.</summary>
    /// <exception cref="InputException">An archive that is cut off or damaged.</exception>
    internal static Delivery? At(string path)
    {
        if (Directory.Exists(path)) return OfFolder(path);
        return FormOf(path) is { } form ? new Delivery(path, form, NamesOf(path, form)) : null;
    }

    /// <summary>The files of a folder, sub-folders too.</summary>
    internal static Delivery OfFolder(string path)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MostDepth, IgnoreInaccessible = true };
        string[] names = [.. Directory.EnumerateFiles(path, "*", options).Take(MostFiles)
            .Select(file => System.IO.Path.GetRelativePath(path, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        return new Delivery(path, Form.Folder, names);
    }

    /// <summary>Only the files that lie directly in a folder.</summary>
    internal static Delivery OfFilesIn(string folder) => new(folder, Form.Folder,
        [.. Directory.EnumerateFiles(folder).Take(MostFiles).Select(file => System.IO.Path.GetFileName(file)!).Order(StringComparer.Ordinal)]);

    /// <summary>What an archive is by its first bytes; null for anything else.</summary>
    internal static Form? FormOf(string path)
    {
        if (!File.Exists(path)) return null;
        Span<byte> head = stackalloc byte[263];
        head.Clear();
        using (var stream = File.OpenRead(path))
        {
            stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }

        if (head.StartsWith("PK\u0003\u0004"u8)) return Form.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) return Form.TarGz;
        return head[257..].StartsWith("ustar"u8) ? Form.Tar : null;
    }

    /// <summary>Path of a file of the delivery.</summary>
    internal string PathOf(string name) => Kind == Form.Folder ? System.IO.Path.Combine(Path, name) : ArchiveMember.Join(Path, name);

    /// <summary>First name that ends so, in any case; null where there is none.</summary>
    internal string? Ending(string end) => Names.FirstOrDefault(name => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>A text file of the delivery.</summary>
    /// <exception cref="InputException">It cannot be read, or is no text of a product by its size.</exception>
    internal byte[] Bytes(string name)
    {
        byte[]? bytes = null;
        ArchiveMember.Visit(Path, Kind, [name], (_, stream, length) =>
        {
            if (length > LargestText) throw new InputException(PathOf(name), null, "it is far too large for a description of a product", "give the files as they were delivered")
            { Chinese = "作为产品说明文件太大；请按交付时的原样提供" };
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            bytes = memory.ToArray();
        });
        return bytes ?? throw new InputException(PathOf(name), null, "there is no such file", "give the whole delivery")
        { Chinese = "没有这个文件；请提供完整的交付件" };
    }

    /// <summary>Unpacks some files into a folder, without their own folders.</summary>
    internal Delivery Unpack(IReadOnlyList<string> names, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        ArchiveMember.Visit(Path, Kind, names, (name, stream, _) =>
        {
            cancel.ThrowIfCancellationRequested();
            using var target = File.Create(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(name)));
            stream.CopyTo(target);
        });
        return OfFilesIn(folder);
    }

    private static string[] NamesOf(string path, Form form)
    {
        var names = new List<string>();
        ArchiveMember.Guard(path, () =>
        {
            if (form == Form.Zip)
            {
                using var zip = ZipFile.OpenRead(path);
                names.AddRange(zip.Entries.Where(e => e.Name.Length > 0 && !e.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)).Select(e => e.FullName).Take(MostFiles));
                // GDAL reads a member by its path, which has slashes only.
                if (names.Exists(n => n.Contains('\\', StringComparison.Ordinal))) throw new InputException(path, null, "its folders are written with \\, as no standard has it", "pack it again with 7-Zip or Windows' own menu, or unpack it and give the folder")
                { Chinese = @"压缩包里的文件夹用 \ 书写，不符合标准；请用 7-Zip 或系统菜单重新打包，或解压后提供文件夹" };
                return;
            }

            using var file = File.OpenRead(path);
            using Stream stream = form == Form.TarGz ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var tar = new TarReader(stream);
            while (names.Count < MostFiles && tar.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile) names.Add(entry.Name);
            }
        });
        return [.. names.Order(StringComparer.Ordinal)];
    }
}
