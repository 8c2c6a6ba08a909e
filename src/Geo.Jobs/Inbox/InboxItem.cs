namespace Geo.Jobs.Inbox;

/// <summary>What lies in the inbox under one name, as one look sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Entries">Names of the inbox's own files or the folder that belong to it.</param>
/// <param name="Files">Number of files, those in folders too.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Fingerprint">Hash over their names, sizes and times.</param>
/// <param name="Paths">Absolute paths of the products in it, as the ingestion takes them.</param>
internal sealed record InboxItem(string Name, IReadOnlyList<string> Entries, long Files, long Bytes, string Fingerprint, IReadOnlyList<string> Paths)
{
    /// <summary>A file in it has the name or the size of one that is still being written.</summary>
    public bool Unfinished { get; init; }

    /// <summary>A symbolic link in it; null where there is none.</summary>
    public string? Link { get; init; }
}
