using System.IO.Compression;

namespace Geo.Core.Tables;

/// <summary>Holds a ZIP archive to <see cref="TableLimits"/> by unpacking it into nothing: what its directory says of sizes may be a lie.</summary>
public static class ArchiveSize
{
    /// <summary>Unpacks every member, counting.</summary>
    /// <exception cref="InputException">It unpacks to too much, holds too many members, or is damaged.</exception>
    public static void Check(string path, string called)
    {
        byte[] buffer = new byte[81920];
        long total = 0;
        using var archive = ZipFile.OpenRead(path);
        if (archive.Entries.Count > TableLimits.Members) throw TooLarge(called);
        foreach (var entry in archive.Entries)
        {
            using var member = entry.Open();
            for (int read; (read = member.Read(buffer)) > 0;)
            {
                if ((total += read) > TableLimits.Unpacked) throw TooLarge(called);
            }
        }
    }

    internal static InputException TooLarge(string called) =>
        new(called, null, $"it unpacks to more than {TableLimits.Unpacked >> 20} MB or {TableLimits.Members} files: no register is that large", "check that it is the right file")
        { Chinese = $"解压后超过 {TableLimits.Unpacked >> 20} MB 或 {TableLimits.Members} 个文件，不像台账；请检查是否选错文件" };
}
