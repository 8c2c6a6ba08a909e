using System.Text.Json;

namespace Geo.Core.Store.Keeping;

/// <summary>What a backup holds: the last entry of its archive, so that an archive that was cut off has none.</summary>
/// <param name="Format">Of the archive: 1.</param>
/// <param name="CreatedAt">The moment that the store is of, UTC.</param>
/// <param name="Program">Version of the program that made it.</param>
/// <param name="Schema">The last migration of the store, as 0024_reports.</param>
/// <param name="Revision">The store's revision.</param>
/// <param name="Files">Every other entry, in the archive's order.</param>
/// <param name="Missing">Files that the store names and that were not there: paths within the workspace.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset CreatedAt, string Program, string Schema, long Revision, IReadOnlyList<BackupEntry> Files, IReadOnlyList<string> Missing)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int Current = 1;

    /// <summary>Name of its entry.</summary>
    public const string FileName = "backup.json";

    internal static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };
}

/// <summary>A file of a backup.</summary>
/// <param name="Path">Within the workspace, with '/'.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
public sealed record BackupEntry(string Path, long Bytes, string Sha256);
