namespace Geo.Core.Store.Keeping;

/// <summary>Folders in which a backup or a restore was being made when its process was killed: as large as the workspace, and nobody's.</summary>
internal static class KilledStage
{
    // Whoever still works in one writes all the time.
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    /// <summary>Deletes those in which nothing was written for an hour; one that cannot be deleted stays.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="pattern">Their names, as <see cref="Directory.EnumerateDirectories(string, string)"/> takes them.</param>
    /// <param name="now">The time.</param>
    public static void Sweep(string folder, string pattern, DateTimeOffset now)
    {
        foreach (string stage in Directory.EnumerateDirectories(folder, pattern))
        {
            try
            {
                if (LastWrite(stage) < (now - Idle).UtcDateTime) Directory.Delete(stage, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another's, or swept by another meanwhile: no reason to make no backup.
            }
        }
    }

    private static DateTime LastWrite(string stage) =>
        Directory.EnumerateFileSystemEntries(stage, "*", SearchOption.AllDirectories).Append(stage).Max(File.GetLastWriteTimeUtc);
}
