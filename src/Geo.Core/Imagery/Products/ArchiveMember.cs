using System.Formats.Tar;
using System.IO.Compression;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Products;

/// <summary>A file inside an archive, written as ARCHIVE!/NAME.</summary>
internal static class ArchiveMember
{
    private const string Mark = "!/";

    internal static string Join(string archive, string name) => archive + Mark + name;

    /// <summary>Archive and name where the path is of a file inside an archive that exists.</summary>
    internal static (string Archive, string Name)? Split(string path)
    {
        int at = path.IndexOf(Mark, StringComparison.Ordinal);
        return at > 0 && File.Exists(path[..at]) ? (path[..at], path[(at + Mark.Length)..]) : null;
    }

    /// <summary>Gives some members of a delivery as streams, each once, in the order in which they lie.</summary>
    /// <param name="path">The archive or folder.</param>
    /// <param name="form">How its files lie.</param>
    /// <param name="names">Those wanted.</param>
    /// <param name="use">Name, content and length in bytes.</param>
    /// <exception cref="InputException">The archive is cut off or damaged.</exception>
    internal static void Visit(string path, Delivery.Form form, IReadOnlyCollection<string> names, Action<string, Stream, long> use)
    {
        if (form == Delivery.Form.Folder)
        {
            foreach (string name in names)
            {
                using var stream = File.OpenRead(Path.Combine(path, name));
                use(name, stream, stream.Length);
            }

            return;
        }

        var wanted = new HashSet<string>(names, StringComparer.Ordinal);
        Guard(path, () =>
        {
            if (form == Delivery.Form.Zip)
            {
                using var zip = ZipFile.OpenRead(path);
                foreach (var entry in zip.Entries.Where(e => wanted.Remove(e.FullName)))
                {
                    using var stream = entry.Open();
                    use(entry.FullName, stream, entry.Length);
                }

                return;
            }

            using var file = File.OpenRead(path);
            using Stream unpacked = form == Delivery.Form.TarGz ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var tar = new TarReader(unpacked);
            while (wanted.Count > 0 && tar.GetNextEntry() is { } entry)
            {
                if (entry.DataStream is { } stream && wanted.Remove(entry.Name)) use(entry.Name, stream, entry.Length);
            }
        });
    }

    /// <summary>A raster of an archive, which stays packed.</summary>
    /// <exception cref="InputException">There is no such member, or the archive is damaged.</exception>
    /// <exception cref="GdalException">It is no raster.</exception>
    internal static Dataset Raster(string archive, string name, string path)
    {
        if (Delivery.FormOf(archive) == Delivery.Form.Zip) return Dataset.OpenInZip(archive, name, path);
        (long Offset, long Length)? at = null;
        Guard(archive, () =>
        {
            using var tar = new TarReader(File.OpenRead(archive));
            while (at is null && tar.GetNextEntry() is { } entry)
            {
                if (entry.Name == name) at = (entry.DataOffset, entry.Length);
            }
        });
        return at is var (offset, length) && offset > 0 ? Dataset.OpenPart(archive, offset, length, path)
            : throw new InputException(path, null, "there is no such file", "give the whole delivery")
            { Chinese = "压缩包里没有这个文件；请提供完整的交付件" };
    }

    /// <summary>Turns what .NET says of a broken archive into a sentence.</summary>
    internal static void Guard(string path, Action read)
    {
        try
        {
            read();
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InputException(path, null, $"the archive is cut off or damaged ({broken.Message.TrimEnd('.')})",
                "copy it again and compare its size with the original", broken)
            { Chinese = "压缩包不完整或已损坏；请重新复制，并核对大小" };
        }
    }
}
