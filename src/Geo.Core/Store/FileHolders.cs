using System.Globalization;

namespace Geo.Core.Store;

/// <summary>Which other programs have a SQLite file open or locked, as Linux tells (/proc); nobody on other systems, and not another user's programs.</summary>
internal static class FileHolders
{
    /// <summary>Programs that have the file or its log open, as "qgis (process 4242)"; null for none.</summary>
    public static string? Of(string database) => Told(Processes(), database);

    /// <summary>Those of them that hold a write lock on any file.</summary>
    public static string? Locking(string database) => Told(Lockers(), database);

    private static string? Told(IEnumerable<int> processes, string database)
    {
        try
        {
            string file = Path.GetFullPath(database);
            string[] named = [.. processes.Where(pid => pid != Environment.ProcessId && HasOpen(pid, file)).Distinct().Select(Named)];
            return named.Length == 0 ? null : string.Join(", ", named);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<int> Processes() => !Directory.Exists("/proc") ? [] : Directory.EnumerateDirectories("/proc").Select(folder => Number(Path.GetFileName(folder))).Where(pid => pid > 0);

    // "1: POSIX  ADVISORY  WRITE 4242 fe:00:131 120 120"
    private static IEnumerable<int> Lockers() => !File.Exists("/proc/locks") ? [] : File.ReadLines("/proc/locks")
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => Array.IndexOf(words, "WRITE") is > 0 and var at && at + 1 < words.Length)
        .Select(words => Number(words[Array.IndexOf(words, "WRITE") + 1])).Where(pid => pid > 0);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0;

    private static bool HasOpen(int pid, string file)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd")
                .Any(fd => new FileInfo(fd).LinkTarget is { } target && (target == file || target.StartsWith(file + "-", StringComparison.Ordinal)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // gone meanwhile, or another user's
        }
    }

    private static string Named(int pid) => string.Create(CultureInfo.InvariantCulture, $"{File.ReadAllText($"/proc/{pid}/comm").Trim()} (process {pid})");
}
