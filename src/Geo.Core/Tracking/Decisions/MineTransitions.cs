using Geo.Core.Sites;

namespace Geo.Core.Tracking.Decisions;

/// <summary>
/// Which status a person may give a mine site (DOMAIN.md, section 2): forward along not_started, in_progress, vegetating,
/// restored, accepted, passing over what was never written down; relapsed from the last three only; from relapsed back to
/// the works. Backwards there is only the undo of a decision.
/// </summary>
public static class MineTransitions
{
    private static readonly MineStatus[] Relapsing = [MineStatus.Vegetating, MineStatus.Restored, MineStatus.Accepted];
    private static readonly MineStatus[] AfterRelapse = [MineStatus.InProgress, MineStatus.Vegetating, MineStatus.Restored];

    /// <summary>The statuses that may follow, in the order of the work, without the one that is.</summary>
    /// <param name="current">Status now; null where none is known.</param>
    public static IReadOnlyList<MineStatus> From(MineStatus? current) => [.. Enum.GetValues<MineStatus>().Where(next => next != current && Allowed(current, next))];

    /// <summary>True where a person may say so; the status that is may always be confirmed.</summary>
    /// <param name="current">Status now; null where none is known.</param>
    /// <param name="next">Status to be.</param>
    public static bool Allowed(MineStatus? current, MineStatus next) => (current, next) switch
    {
        _ when current == next => true,
        (_, MineStatus.Relapsed) => current is { } now && Relapsing.Contains(now),
        (MineStatus.Relapsed, _) => AfterRelapse.Contains(next),
        _ => current is null || next > current,
    };
}
