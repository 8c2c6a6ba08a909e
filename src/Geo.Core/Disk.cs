namespace Geo.Core;

/// <summary>What a disk does to us: it gets full, and it forgets what was not flushed when the power goes.</summary>
public static class Disk
{
    // errno of Linux: ENOSPC, EDQUOT, EFBIG; ERROR_DISK_FULL of Windows as an HRESULT.
    private const int NoSpace = 28, Quota = 122, FileTooBig = 27, WindowsFull = unchecked((int)0x80070070);

    /// <summary>Less than this is full: a page of a database or a tile of a raster no longer fits.</summary>
    public const long NearlyNothing = 1 << 20;

    /// <summary>True where a write failed since there was no room.</summary>
    public static bool IsFull(Exception exception) => exception is IOException { HResult: NoSpace or Quota or FileTooBig or WindowsFull }
        || exception is GdalException { IsDiskFull: true } || (exception.InnerException is { } inner && IsFull(inner));

    /// <summary>Bytes that can still be written under a folder, which need not be there yet; null where the system does not say.</summary>
    public static long? FreeBytes(string folder)
    {
        try
        {
            string? existing = Path.GetFullPath(folder);
            while (existing is not null && !Directory.Exists(existing)) existing = Path.GetDirectoryName(existing);
            return existing is null ? null : new DriveInfo(existing).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Waits until a file's bytes are on the disk. Call it before the rename that publishes the file: a name that a power cut
    /// leaves must not lead to an empty file. The rename itself is made durable by the store's next commit, which lies in the
    /// same file system and therefore later in the same journal (ext4, XFS).
    /// </summary>
    public static void Flush(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>The same for all files below a folder.</summary>
    public static void FlushFolder(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) Flush(file);
    }
}
