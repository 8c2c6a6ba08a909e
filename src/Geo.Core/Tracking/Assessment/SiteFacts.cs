using Geo.Core.Sites;

namespace Geo.Core.Tracking.Assessment;

/// <summary>What is known of a mine site besides its observations.</summary>
/// <param name="Status">Status that the register or a person gave it; null for unknown.</param>
/// <param name="StatusAt">Since when.</param>
/// <param name="PlannedYear">Year by whose end the plan wants it restored; null where it names none.</param>
/// <param name="Timeline">The statuses that stand, oldest first: register and decisions, without what was taken back.</param>
public sealed record SiteFacts(MineStatus? Status, DateTimeOffset? StatusAt, int? PlannedYear, IReadOnlyList<StatusStep> Timeline)
{
    /// <summary>Nothing known.</summary>
    public static SiteFacts Unknown { get; } = new(null, null, null, []);
}

/// <summary>A status from a moment on.</summary>
/// <param name="Status">The status; null for unknown.</param>
/// <param name="At">Since when, UTC; of a register's status when it was taken in.</param>
/// <param name="OfRegister">True where the register says so, false where a person decided.</param>
public readonly record struct StatusStep(MineStatus? Status, DateTimeOffset At, bool OfRegister = false);
