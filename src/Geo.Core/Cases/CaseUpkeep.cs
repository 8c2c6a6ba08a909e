namespace Geo.Core.Cases;

/// <summary>What the register and the review say meanwhile of open cases: nothing for a person to do, and kept visible.</summary>
public static class CaseUpkeep
{
    /// <summary>The case as the review of its detection leaves it: a found case whose detection was rejected, or whose confirmation was taken back, is closed; one that a unit has already stays with it.</summary>
    /// <param name="file">The case.</param>
    /// <param name="review">Review of its detection.</param>
    /// <param name="stands">The detection would be raised by the rules alone.</param>
    /// <param name="reason">Why it was rejected.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="at">Now, UTC.</param>
    public static CaseFile Reviewed(CaseFile file, string? review, bool stands, string? reason, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(file);
        bool gone = review == "rejected" || (review == "candidate" && !stands);
        return file.State == CaseState.Found && gone ? file with
        {
            State = CaseState.Closed,
            ClosedAt = at,
            DueAt = null,
            Outcome = CaseOutcome.Rejected,
            ClosingEvidence = "review",
            LastAction = CaseAction.Reject,
            LastReason = reason ?? (review == "rejected" ? "审核排除 rejected in review" : "审核结论已撤回 the review was taken back"),
            HandledBy = by,
        } : file;
    }

    /// <summary>The case as a newly listed site leaves it: found or assigned it is closed as listed; once verified a person decides.</summary>
    /// <param name="file">The case.</param>
    /// <param name="site">Code of the listed site that holds its place; null for none.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="at">Now, UTC.</param>
    public static CaseFile Listed(CaseFile file, string? site, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(file);
        return site is not null && file.State is (CaseState.Found or CaseState.Assigned) ? file with
        {
            State = CaseState.Closed,
            ClosedAt = at,
            DueAt = null,
            Outcome = CaseOutcome.Listed,
            ClosingEvidence = "register",
            LastAction = CaseAction.List,
            LastReason = $"已列入台账 {site} listed as {site}",
            HandledBy = by,
        } : file;
    }

    /// <summary>The case as a later survey leaves it.</summary>
    /// <param name="file">An open case.</param>
    /// <param name="seen">What the survey sees at its place, younger than what is known.</param>
    public static CaseFile Seen(CaseFile file, SeenPlace seen)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(seen);
        return file with
        {
            LastSeenAt = seen.AcquiredAt,
            AreaM2 = seen.AreaM2,
            Place = seen.Place,
            Class = seen.Class,
            DetectionId = seen.Id,
            TrackId = seen.TrackId ?? file.TrackId,
            TimesRaised = file.TimesRaised + 1,
            LastAction = CaseAction.Seen,
            LastReason = null,
        };
    }
}
