using Geo.Core.Sites;

namespace Geo.Core.Inventory;

/// <summary>
/// Which status a person may give a dump (DOMAIN.md, section 2): candidate, listed, then the works from remediation_planned to
/// remediated in this order, passing over what was never written down, and verified after remediated only. A dump that must be
/// identified goes one by one through sampling_planned, sampled and identified before any works; others never enter that branch.
/// Backwards there is only the undo of a decision.
/// </summary>
public static class DumpTransitions
{
    private static readonly DumpStatus[] Branch = [DumpStatus.SamplingPlanned, DumpStatus.Sampled, DumpStatus.Identified];

    /// <summary>The statuses that may follow, in the order of the work, without the one that is.</summary>
    /// <param name="current">Status now; null where none is known.</param>
    /// <param name="mustBeIdentified">It has no responsible party, or nobody knows what it holds (<c>SamplingRules.ReasonFor</c>).</param>
    public static IReadOnlyList<DumpStatus> From(DumpStatus? current, bool mustBeIdentified) =>
        [.. Enum.GetValues<DumpStatus>().Where(next => next != current && Allowed(current, next, mustBeIdentified))];

    /// <summary>True where a person may say so; the status that is may always be confirmed.</summary>
    /// <param name="current">Status now; null where none is known.</param>
    /// <param name="next">Status to be.</param>
    /// <param name="mustBeIdentified">As above.</param>
    public static bool Allowed(DumpStatus? current, DumpStatus next, bool mustBeIdentified) => (current, next) switch
    {
        _ when current == next => true,
        (null, _) => next is DumpStatus.Candidate or DumpStatus.Listed,
        (DumpStatus.Candidate, _) => next == DumpStatus.Listed,
        // Whoever is in the branch ends it, also where the register has learnt of a responsible party since.
        (DumpStatus.SamplingPlanned or DumpStatus.Sampled, _) => next == current + 1,
        (DumpStatus.Listed, _) when mustBeIdentified => next == DumpStatus.SamplingPlanned,
        (_, DumpStatus.Verified) => current == DumpStatus.Remediated,
        _ => next > current && !Branch.Contains(next),
    };

    /// <summary>Why a status cannot follow, for the person who tried.</summary>
    /// <param name="current">Status now.</param>
    /// <param name="next">Status to be, not allowed.</param>
    /// <param name="mustBeIdentified">As above.</param>
    public static string Problem(DumpStatus? current, DumpStatus next, bool mustBeIdentified)
    {
        string step = $"{StatusCode.Of(next)} cannot follow {(current is { } now ? StatusCode.Of(now) : "no status")}";
        return (mustBeIdentified && next > DumpStatus.Identified && current < DumpStatus.Identified, Branch.Contains(next) && !mustBeIdentified, next == DumpStatus.Verified) switch
        {
            (true, _, _) => $"{step}: the dump must be sampled and identified first",
            (_, true, _) => $"{step}: sampling is for dumps without responsible party or of unknown category",
            (_, _, true) => $"{step}: only what is remediated can be verified",
            _ => step,
        };
    }
}
