using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store.Keeping;

/// <summary>A backup becomes a workspace again: unpacked and checked beside it, then put in its place by a rename.</summary>
public static class Restore
{
    /// <summary>Reads a backup through and checks every hash; writes nothing.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static BackupManifest Check(string file, IProgress<double>? progress, CancellationToken cancel) => BackupArchive.Read(file, null, progress, cancel);

    /// <summary>Restores.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="workspace">Where to; its folder need not be there.</param>
    /// <param name="replace">True where a workspace that is there may be put aside; it stays beside the new one.</param>
    /// <param name="author">For the audit log.</param>
    /// <param name="time">Clock.</param>
    /// <param name="progress">Share of the bytes, [0, 1].</param>
    /// <param name="cancel">Leaves nothing behind.</param>
    /// <returns>What was restored, and where the workspace that was there is now (null for none).</returns>
    /// <exception cref="InputException">The folder is not empty, a program has the workspace open, the backup is damaged or newer than this program.</exception>
    public static (BackupManifest Manifest, string? PutAside) Into(
        string file, Workspace workspace, bool replace, string author, TimeProvider time, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(time);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(workspace.Folder));
        CheckTarget(workspace, target, replace);
        string beside = Path.GetDirectoryName(target)!;
        if (Directory.Exists(beside)) KilledStage.Sweep(beside, Path.GetFileName(target) + ".restoring-*", time.GetUtcNow());
        string stage = $"{target}.restoring-{Guid.NewGuid():N}";
        try
        {
            BackupManifest manifest = BackupArchive.Read(file, path => Path.Combine(stage, path), progress, cancel);
            var restored = new Workspace(stage);
            if (!restored.Exists) throw new InputException(file, null, "holds no store", "take another backup");
            using (SqliteConnection gpkg = StoreCopy.Open(restored.Database)) StoreCopy.Check(gpkg, $"{file}: geowfc.gpkg");
            if (File.Exists(restored.Accounts))
            {
                using SqliteConnection accounts = StoreCopy.Open(restored.Accounts);
                accounts.Execute("DELETE FROM sessions"); // who was signed in then signs in again
            }

            // Brings an older schema up to date and refuses a newer one, before anything is replaced.
            using (WorkspaceStore store = WorkspaceStore.Open(restored, time)) store.Write(author, null, null, writer => writer.Audit("workspace.restore", Path.GetFileName(file)));
            return (manifest, Place(stage, target, time.GetUtcNow()));
        }
        finally
        {
            if (Directory.Exists(stage)) Directory.Delete(stage, recursive: true);
        }
    }

    private static void CheckTarget(Workspace workspace, string target, bool replace)
    {
        if (!Directory.Exists(target) || !Directory.EnumerateFileSystemEntries(target).Any()) return;
        if (!replace) throw new InputException(target, null, "the folder is not empty", "give a new folder with --workspace, or --replace to put what is there aside");
        if (FileHolders.Of(workspace.Database) is { } holders) throw new InputException(target, null, $"{holders} has the workspace open", "stop it, then restore");
    }

    private static string? Place(string stage, string target, DateTimeOffset now)
    {
        string? aside = null;
        if (Directory.Exists(target) && !Directory.EnumerateFileSystemEntries(target).Any()) Directory.Delete(target);
        else if (Directory.Exists(target)) Directory.Move(target, aside = target + now.UtcDateTime.ToString("'.before-restore-'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        Directory.Move(stage, target);
        return aside;
    }
}
