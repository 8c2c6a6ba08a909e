using System.Text.Json;
using Geo.Core.Sites;

namespace Geo.Core.Store.Inbox;

/// <summary>A row of the table inbox_entries. Dapper fills members by name.</summary>
internal sealed class InboxRow
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public string State { get; init; } = "";
    public long Files { get; init; }
    public long Bytes { get; init; }
    public string Fingerprint { get; init; } = "";
    public string FirstSeenAt { get; init; } = "";
    public string Since { get; init; } = "";
    public string LookedAt { get; init; } = "";
    public long Tries { get; init; }
    public string? RunId { get; init; }
    public string? Outcome { get; init; }
    public string? Target { get; init; }
    public string? Moved { get; init; }
    public string? ReasonZh { get; init; }
    public string? ReasonEn { get; init; }
    public string? SceneIds { get; init; }
    public string? EndedAt { get; init; }

    public static InboxRow Of(InboxEntry e) => new()
    {
        Id = e.Id,
        Name = e.Name,
        State = e.State,
        Files = e.Files,
        Bytes = e.Bytes,
        Fingerprint = e.Fingerprint,
        FirstSeenAt = ColumnValue.Instant(e.FirstSeenAt),
        Since = ColumnValue.Instant(e.Since),
        LookedAt = ColumnValue.Instant(e.LookedAt),
        Tries = e.Tries,
        RunId = e.RunId,
        Outcome = e.Outcome,
        Target = e.Target,
        Moved = JsonSerializer.Serialize(e.Moved),
        ReasonZh = e.Reason?.Zh,
        ReasonEn = e.Reason?.En,
        SceneIds = JsonSerializer.Serialize(e.SceneIds),
        EndedAt = e.EndedAt is { } at ? ColumnValue.Instant(at) : null,
    };

    public InboxEntry ToEntry() => new(Id, Name, State, Files, Bytes, Fingerprint, ColumnValue.Instant(FirstSeenAt), ColumnValue.Instant(Since), ColumnValue.Instant(LookedAt))
    {
        Tries = (int)Tries,
        RunId = RunId,
        Outcome = Outcome,
        Target = Target,
        Moved = List(Moved),
        Reason = ReasonEn is null ? null : new Reason(ReasonZh ?? ReasonEn, ReasonEn),
        SceneIds = List(SceneIds),
        EndedAt = EndedAt is null ? null : ColumnValue.Instant(EndedAt),
    };

    private static string[] List(string? json) => json is null ? [] : JsonSerializer.Deserialize<string[]>(json)!;
}
