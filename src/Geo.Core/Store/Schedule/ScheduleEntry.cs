using Geo.Core.Sites;

namespace Geo.Core.Store.Schedule;

/// <summary>How a recurring task stands in a workspace.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Paused">True where it is not started by itself.</param>
/// <param name="ServedUntil">The latest time it was due and seen to; what was due since is missed.</param>
public sealed record ScheduleEntry(string Task, bool Paused, DateTimeOffset ServedUntil)
{
    /// <summary>When it is due, as cron in the time of the place; null for the usual times.</summary>
    public string? Cron { get; init; }

    /// <summary>When it was last seen to; null for never.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The run that came of it; null where none did.</summary>
    public string? LastRunId { get; init; }

    /// <summary>What came of it besides a run.</summary>
    public Reason? LastOutcome { get; init; }

    /// <summary>When a person changed it; null for never.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who.</summary>
    public string? ChangedBy { get; init; }
}
