using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;

namespace Geo.Core.Store.Keeping;

/// <summary>Reads a backup from its first to its last byte and believes nothing of it: names, lengths and hashes are checked.</summary>
internal static class BackupArchive
{
    private const string Mend = "copy it again from where it was made, or take another backup";

    /// <summary>Reads all.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="target">Where to write a file of this path; null to only read.</param>
    /// <param name="progress">Share of the bytes, [0, 1].</param>
    /// <param name="cancel">Looked at once a megabyte.</param>
    /// <returns>What it holds, all of it checked.</returns>
    /// <exception cref="InputException">It is no backup, cut off, damaged, or of a newer format.</exception>
    public static BackupManifest Read(string file, Func<string, string>? target, IProgress<double>? progress, CancellationToken cancel)
    {
        if (!File.Exists(file)) throw new InputException(file, null, "there is no such file", "check the path");
        var found = new Dictionary<string, BackupEntry>(StringComparer.Ordinal);
        BackupManifest? manifest = null;
        try
        {
            using var archive = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
            using var tar = new TarReader(archive);
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !IsWithin(entry.Name) || manifest is not null) throw Damaged(file, $"the entry '{entry.Name}' does not belong into a backup");
                if (entry.Name == BackupManifest.FileName) manifest = Manifest(entry.DataStream, file);
                else found[entry.Name] = Take(entry, target?.Invoke(entry.Name), () => progress?.Report((double)archive.Position / archive.Length), cancel);
            }
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException or JsonException or ArgumentException)
        {
            throw new InputException(file, null, $"is no backup, or cut off ({e.Message.ReplaceLineEndings(" ")})", Mend, e);
        }

        if (manifest is null) throw Damaged(file, "is no whole backup: its list of files, which comes last, is missing");
        foreach (BackupEntry entry in manifest.Files)
        {
            if (!found.Remove(entry.Path, out BackupEntry? there)) throw Damaged(file, $"{entry.Path} is missing");
            if (there != entry) throw Damaged(file, $"{entry.Path} is not what was backed up (sha256 {there.Sha256}, not {entry.Sha256})");
        }

        return found.Count == 0 ? manifest : throw Damaged(file, $"{found.Keys.First()} is not in its list of files");
    }

    private static BackupEntry Take(TarEntry entry, string? target, Action read, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream? output = target is null ? null : Create(target, entry.Mode);
        byte[] block = new byte[1 << 20];
        long bytes = 0;
        for (int count = 0; (count = entry.DataStream?.Read(block) ?? 0) > 0; bytes += count)
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, count);
            output?.Write(block, 0, count);
            read();
        }

        output?.Flush(flushToDisk: true);
        return new BackupEntry(entry.Name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // Owner's rights at least, whatever the archive says; never set-user-id.
    private static FileStream Create(string target, UnixFileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite, any = (UnixFileMode)0b111_111_111;
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = (mode & any) | owner;
        return new FileStream(target, options);
    }

    private static BackupManifest Manifest(Stream? stream, string file)
    {
        BackupManifest manifest = JsonSerializer.Deserialize<BackupManifest>(stream ?? Stream.Null, BackupManifest.Style) ?? throw new JsonException("the list is empty");
        return manifest.Format == BackupManifest.Current ? manifest
            : throw new InputException(file, "format", $"was made by a newer geowfc ({manifest.Program})", "restore it with that version or a newer one");
    }

    private static bool IsWithin(string name) =>
        name.Length > 0 && !name.Contains('\\', StringComparison.Ordinal) && !Path.IsPathRooted(name) && name.Split('/').All(part => part is not ("" or "." or ".."));

    private static InputException Damaged(string file, string problem) => new(file, null, problem, Mend);
}
