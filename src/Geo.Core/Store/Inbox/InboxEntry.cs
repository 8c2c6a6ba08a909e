using Geo.Core.Sites;

namespace Geo.Core.Store.Inbox;

/// <summary>What came into the inbox once: a file with its sidecars, a folder, an archive.</summary>
/// <param name="Id">Number of the coming; 0 for one not yet stored. The same name dropped again is another one.</param>
/// <param name="Name">Its name in the inbox.</param>
/// <param name="State">growing, waiting (complete, or nearly), working, moving (worked on, to be put away), done or failed.</param>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Fingerprint">Hash over names, sizes and times: another one, and it has changed.</param>
/// <param name="FirstSeenAt">First look that saw it.</param>
/// <param name="Since">Since when looks found it unchanged.</param>
/// <param name="LookedAt">Last look.</param>
public sealed record InboxEntry(
    long Id, string Name, string State, long Files, long Bytes, string Fingerprint, DateTimeOffset FirstSeenAt, DateTimeOffset Since, DateTimeOffset LookedAt)
{
    /// <summary>Runs that took it up and ended without an answer.</summary>
    public int Tries { get; init; }

    /// <summary>The run that works or worked on it.</summary>
    public string? RunId { get; init; }

    /// <summary>done or failed, once that is known.</summary>
    public string? Outcome { get; init; }

    /// <summary>Folder below the inbox where it goes or went: done/2026-11-27.</summary>
    public string? Target { get; init; }

    /// <summary>Names in the inbox that go there.</summary>
    public IReadOnlyList<string> Moved { get; init; } = [];

    /// <summary>What it waits for, or how it ended and what to do.</summary>
    public Reason? Reason { get; init; }

    /// <summary>The scenes that it is.</summary>
    public IReadOnlyList<string> SceneIds { get; init; } = [];

    /// <summary>When it was put away.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Put away.</summary>
    public bool Ended => State is "done" or "failed";
}
