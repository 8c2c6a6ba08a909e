using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Geo.Jobs.Inbox;

/// <summary>Lists what lies in an inbox: files that belong together are one item, a folder is one, an archive is one. Links are named and never followed.</summary>
internal static class InboxScan
{
    // Hidden and system files are told by their names, not by attributes that a share may not have.
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    private sealed record Seen(string Path, string Name, long Length, long Ticks, bool Link);

    /// <summary>All items, by name. Hidden names, what is put away in done/ and failed/, and what systems leave there are none.</summary>
    public static IReadOnlyList<InboxItem> Of(string inbox)
    {
        var items = new List<InboxItem>();
        var files = new List<Seen>();
        foreach (FileSystemInfo entry in Entries(inbox))
        {
            if (IsLink(entry)) items.Add(Item(entry.Name, [entry.Name], [Of(entry, "")], []) with { Link = entry.Name });
            else if (entry is DirectoryInfo folder && entry.Name is not (InboxSettings.Done or InboxSettings.Failed)) items.Add(Folder(folder));
            else if (entry is FileInfo) files.Add(Of(entry, ""));
        }

        items.AddRange(Grouped(files).Select(group =>
        {
            string[] names = [.. group.Select(f => f.Name)];
            string lead = ProductNames.Leading(names) ?? names[0];
            string name = ProductNames.IsScene(ProductNames.KeyOf(ProductNames.Finished(lead))) ? ProductNames.KeyOf(ProductNames.Finished(lead)) : ProductNames.Finished(lead);
            return Item(name, names, group, ProductNames.Leading(names) is { } leading ? [Path.Combine(inbox, leading)] : []);
        }));
        return [.. items.OrderBy(item => item.Name, StringComparer.Ordinal)];
    }

    // A folder is a product, or holds some, in folders of its own too.
    private static InboxItem Folder(DirectoryInfo folder)
    {
        var files = new List<Seen>();
        var paths = new List<string>();
        string? link = null;
        void Walk(DirectoryInfo at, string below, bool inProduct)
        {
            FileSystemInfo[] entries = Entries(at.FullName, hidden: true);
            Seen[] own = [.. entries.OfType<FileInfo>().Select(f => Of(f, below))];
            files.AddRange(own);
            bool product = !inProduct && ProductNames.IsProductFolder(at.FullName, own.Select(f => f.Path));
            if (product) paths.Add(at.FullName);
            else if (!inProduct) paths.AddRange(Grouped(own.Where(f => !ProductNames.IsJunk(Path.GetFileName(f.Path)))).Select(g => ProductNames.Leading([.. g.Select(f => Path.GetFileName(f.Path))])).OfType<string>().Select(n => Path.Combine(at.FullName, n)));
            foreach (FileSystemInfo entry in entries)
            {
                if (IsLink(entry)) link ??= below + entry.Name;
                else if (entry is DirectoryInfo deeper) Walk(deeper, $"{below}{entry.Name}/", inProduct || product);
            }
        }

        Walk(folder, folder.Name + "/", false);
        return Item(folder.Name, [folder.Name], files, paths) with { Link = link };
    }

    private static InboxItem Item(string name, IReadOnlyList<string> entries, IReadOnlyList<Seen> files, IReadOnlyList<string> paths)
    {
        var text = new StringBuilder();
        foreach (Seen file in files.OrderBy(f => f.Name, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"{file.Name}|{file.Length}|{file.Ticks}\n");
        return new InboxItem(name, entries, files.Count, files.Sum(f => f.Length), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))), paths)
        {
            Unfinished = files.Any(f => ProductNames.IsUnfinished(Path.GetFileName(f.Name)) || (f is { Length: 0, Link: false } && (ProductNames.IsRaster(f.Name) || ProductNames.IsArchive(f.Name)))),
        };
    }

    // Files of one key are one product; with several rasters that are no bands of a known scene, each raster is one.
    private static IEnumerable<IReadOnlyList<Seen>> Grouped(IEnumerable<Seen> files)
    {
        foreach (var group in files.OrderBy(f => f.Name, StringComparer.Ordinal).GroupBy(f => (Path.GetDirectoryName(f.Path), ProductNames.KeyOf(Finished(f)))))
        {
            string[] rasters = ProductNames.IsScene(group.Key.Item2) ? [] : [.. group.Select(Finished).Where(ProductNames.IsRaster).Distinct()];
            if (rasters.Length < 2) yield return [.. group];
            else
            {
                foreach (string raster in rasters) yield return [.. group.Where(f => Finished(f) == raster || (raster == rasters[0] && !rasters.Contains(Finished(f))))];
            }
        }
    }

    private static string Finished(Seen file) => ProductNames.Finished(Path.GetFileName(file.Path));

    private static FileSystemInfo[] Entries(string folder, bool hidden = false) =>
        [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", s_all).Where(e => hidden || !ProductNames.IsJunk(e.Name)).OrderBy(e => e.Name, StringComparer.Ordinal)];

    private static bool IsLink(FileSystemInfo entry) => entry.LinkTarget is not null;

    // A file that is renamed while it is looked at is seen at the next look.
    private static Seen Of(FileSystemInfo entry, string below)
    {
        bool link = IsLink(entry);
        long length = entry is FileInfo { Exists: true } file && !link ? file.Length : 0;
        return new Seen(entry.FullName, below + entry.Name, length, entry.LastWriteTimeUtc.Ticks, link);
    }
}
