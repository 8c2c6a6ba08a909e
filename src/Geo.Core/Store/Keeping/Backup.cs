using System.Formats.Tar;
using System.Globalization;
using System.Text.Json;

namespace Geo.Core.Store.Keeping;

/// <summary>A backup that was made.</summary>
/// <param name="File">The archive.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Manifest">What it holds.</param>
public sealed record MadeBackup(string File, long Bytes, BackupManifest Manifest);

/// <summary>
/// A workspace as one archive (POSIX tar, any program unpacks it), while jobs run and people write: the store as it was at one
/// moment, and the files that it names, which only ever appear whole (ADR 0033).
/// </summary>
public static class Backup
{
    private const int Tries = 5;
    private const long Reserve = 64L << 20;

    /// <summary>Makes it; the archive appears whole or not at all.</summary>
    /// <param name="store">The store; may be in use.</param>
    /// <param name="file">The archive, outside of the workspace; not there yet.</param>
    /// <param name="author">Who asks for it: stands in the audit log, in the backup too.</param>
    /// <param name="time">Clock.</param>
    /// <param name="progress">Share of the bytes, [0, 1].</param>
    /// <param name="cancel">Looked at once a file; leaves nothing behind.</param>
    /// <exception cref="InputException">It would lie in the workspace, it is there, there is no room, or the store is damaged.</exception>
    public static MadeBackup Write(WorkspaceStore store, string file, string author, TimeProvider time, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        file = Path.GetFullPath(file);
        string folder = Path.GetDirectoryName(file)!;
        CheckTarget(store.Workspace, file, folder);
        KilledStage.Sweep(folder, ".geowfc-backup-*", time.GetUtcNow());
        string stage = Path.Combine(folder, $".geowfc-backup-{Guid.NewGuid():N}"), partial = Path.Combine(stage, "archive.tar");
        Owned(stage);
        try
        {
            store.Write(author, null, null, writer => writer.Audit("workspace.backup", Path.GetFileName(file)));
            // Accounts first: a line of the audit log without its change is what a crash leaves too (ADR 0017), the other way is not.
            string gpkg = Path.Combine(stage, "geowfc.gpkg"), accounts = Path.Combine(stage, "accounts.sqlite");
            if (File.Exists(store.Workspace.Accounts)) new Database(store.Workspace.Accounts).CopyTo(accounts);
            DateTimeOffset at = time.GetUtcNow();
            StoreCopy.Facts facts = StoreCopy.Make(store.Workspace, gpkg, at);

            // Listed after the copy: a file is there before the row that names it.
            (string Path, string File)[] files = [("geowfc.gpkg", gpkg), .. File.Exists(accounts) ? [("accounts.sqlite", accounts)] : Array.Empty<(string, string)>(), .. WorkspaceFiles.Of(store.Workspace)];
            long all = files.Sum(one => Length(one.File));
            CheckRoom(folder, all - Length(gpkg));
            BackupManifest manifest;
            using (FileStream archive = Create(partial))
            {
                var entries = new List<BackupEntry>();
                using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
                {
                    var pack = new Packing(tar, entries, all, progress, cancel);
                    foreach (var set in files.GroupBy(one => SetOf(one.Path))) pack.Add(set.Key, [.. set]);
                    string[] missing = [.. facts.Files.Except(entries.Select(e => e.Path)).Order(StringComparer.Ordinal)];
                    manifest = new BackupManifest(BackupManifest.Current, at, Programs.Current, facts.Schema, facts.Revision, entries, missing);
                    using var list = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupManifest.Style));
                    tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.FileName) { DataStream = list, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, ModificationTime = at });
                }

                archive.Flush(flushToDisk: true);
            }

            File.Move(partial, file);
            return new MadeBackup(file, new FileInfo(file).Length, manifest);
        }
        finally
        {
            Directory.Delete(stage, recursive: true);
        }
    }

    /// <summary>Deletes the oldest backups of a folder, by their names: <c>geowfc-20260501T083000Z.tar</c>.</summary>
    /// <returns>What was deleted.</returns>
    public static IReadOnlyList<string> KeepYoungest(string folder, int keep)
    {
        string[] old = [.. Directory.EnumerateFiles(folder, "geowfc-????????T??????Z.tar").OrderDescending(StringComparer.Ordinal).Skip(Math.Max(1, keep))];
        Array.ForEach(old, File.Delete);
        return old;
    }

    /// <summary>Name of a backup of a moment.</summary>
    public static string NameOf(DateTimeOffset at) => at.UtcDateTime.ToString("'geowfc-'yyyyMMdd'T'HHmmss'Z.tar'", CultureInfo.InvariantCulture);

    // The files of a model are replaced together, so they are taken together.
    private static string? SetOf(string path) => path.StartsWith("models/", StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : null;

    private static void CheckTarget(Workspace workspace, string file, string folder)
    {
        if (!Path.GetRelativePath(Path.GetFullPath(workspace.Folder), file).StartsWith("..", StringComparison.Ordinal))
        {
            throw new InputException(file, null, "the backup would lie in the workspace itself", "put it on another disk, or at least in another folder");
        }

        if (File.Exists(file)) throw new InputException(file, null, "there is such a file already", "give another name, or a folder: each backup in it is named by its time");
        if (!Directory.Exists(folder)) throw new InputException(folder, null, "there is no such folder", "make it, or name another");
    }

    private static void CheckRoom(string folder, long needed)
    {
        if (Disk.FreeBytes(folder) is { } free && free < needed + Reserve)
        {
            throw new InputException(folder, null, string.Create(CultureInfo.InvariantCulture, $"{free / 1e9:0.0} GB are free and the backup needs {(needed + Reserve) / 1e9:0.0} GB"), "free some space, or put the backup on another disk");
        }
    }

    // It holds the accounts: for its owner alone.
    private static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 20 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, options);
    }

    private static void Owned(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(Path.GetDirectoryName(folder)!, null, $"nothing can be written into it ({e.Message})", "give the permission to write there, or name another folder", e);
        }
    }

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    /// <summary>Puts files into the archive.</summary>
    private sealed class Packing(TarWriter tar, List<BackupEntry> entries, long all, IProgress<double>? progress, CancellationToken cancel)
    {
        private long _done;

        public void Add(string? set, (string Path, string File)[] files)
        {
            if (set is null)
            {
                foreach (var (path, file) in files) Add(path, Opened(file));
                return;
            }

            for (int attempt = 1; ; attempt++)
            {
                byte[]? before = Card(files);
                FileStream?[] opened = [.. files.Select(one => Opened(one.File))];
                byte[]? after = Card(files);
                // The same card before and after: the folder was not replaced while its files were opened.
                if (attempt == Tries || (before ?? []).SequenceEqual(after ?? []))
                {
                    for (int i = 0; i < files.Length; i++) Add(files[i].Path, opened[i]);
                    return;
                }

                foreach (FileStream? one in opened) one?.Dispose();
            }
        }

        private void Add(string path, FileStream? opened)
        {
            if (opened is null) return; // gone since it was listed
            cancel.ThrowIfCancellationRequested();
            using (opened)
            using (var hashed = new HashingStream(opened, opened.Length, count => progress?.Report(all == 0 ? 1 : Math.Min(1, (double)(_done += count) / all))))
            {
                var entry = new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = hashed, ModificationTime = File.GetLastWriteTimeUtc(opened.Name) };
                if (!OperatingSystem.IsWindows()) entry.Mode = File.GetUnixFileMode(opened.SafeFileHandle);
                if (path == "accounts.sqlite") entry.Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                tar.WriteEntry(entry);
                entries.Add(new BackupEntry(path, hashed.Length, hashed.Sha256));
            }
        }

        private static FileStream? Opened(string file)
        {
            try
            {
                return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        }

        private static byte[]? Card((string Path, string File)[] files)
        {
            string? card = files.Select(one => one.File).FirstOrDefault(file => Path.GetFileName(file) == "card.json");
            using FileStream? stream = card is null ? null : Opened(card);
            if (stream is null) return null;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
