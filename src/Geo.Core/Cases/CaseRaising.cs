using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Cases;

/// <summary>A detection as raising needs it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Class">Class name.</param>
/// <param name="Probability">As an object where it was judged so, else of its pixels.</param>
/// <param name="AreaM2">m².</param>
/// <param name="Place">Longitude/latitude.</param>
/// <param name="AcquiredAt">Its survey's youngest imagery, UTC.</param>
/// <param name="SurveyedAt">When the survey was made, UTC.</param>
/// <param name="TrackId">The place over surveys; null where none is known.</param>
/// <param name="Listed">Code of the listed site in or beside which it lies; null outside all.</param>
/// <param name="Review">candidate, confirmed, rejected or unsure.</param>
/// <param name="ReviewedAt">When it was reviewed.</param>
public sealed record SeenPlace(
    string Id, string Class, double Probability, double AreaM2, Geometry Place, DateTimeOffset AcquiredAt, DateTimeOffset SurveyedAt, string? TrackId, string? Listed,
    string? Review, DateTimeOffset? ReviewedAt);

/// <summary>What becomes of a detection.</summary>
public enum Raising
{
    /// <summary>A case of its own.</summary>
    New = 0,
    /// <summary>An open case has seen its place again.</summary>
    Seen,
    /// <summary>A case of its own: dumped again where a case was cleaned up.</summary>
    Redump,
    /// <summary>A case of its own: the rejected place has changed.</summary>
    Changed,
    /// <summary>Nothing: an open case knows it already.</summary>
    Known,
    /// <summary>Nothing: it lies in a listed site.</summary>
    InListedSite,
    /// <summary>Nothing: a person has rejected it.</summary>
    RejectedItself,
    /// <summary>Nothing: its place was rejected and has not changed.</summary>
    RejectedBefore,
    /// <summary>Nothing: its imagery, or its survey, is older than the closing of the case at its place.</summary>
    BeforeClosing,
    /// <summary>Nothing: too small, too unlikely, or of a class that makes no case.</summary>
    BelowRule,
}

/// <summary>What becomes of one detection.</summary>
/// <param name="Detection">The detection.</param>
/// <param name="What">What.</param>
/// <param name="Case">The case that it belongs to, or that came before; null where there is none.</param>
/// <param name="Why">How a rejected place has changed: grown, class, moved, or confirmed or review_withdrawn by a person; null otherwise.</param>
public sealed record RaisedPlace(SeenPlace Detection, Raising What, CaseFile? Case, string? Why);

/// <summary>
/// Which detections of a survey become cases. One place is one case: the same track, or enough overlap by the rules. An open
/// case only notes that it was seen again; a rejected place comes back when it has changed; a cleaned-up place that is dumped
/// on again is a case of kind redump. Asked twice, with what the first time made, it says that nothing is new.
/// </summary>
public static class CaseRaising
{
    /// <summary>What becomes of each detection, in the order of their areas, the largest first.</summary>
    /// <param name="detections">Detections of one survey.</param>
    /// <param name="cases">All cases.</param>
    /// <param name="rejected">Detections of any survey that a person rejected.</param>
    /// <param name="rules">Rules.</param>
    public static IReadOnlyList<RaisedPlace> Of(IReadOnlyList<SeenPlace> detections, IReadOnlyList<CaseFile> cases, IReadOnlyList<SeenPlace> rejected, CaseRules rules)
    {
        ArgumentNullException.ThrowIfNull(detections);
        ArgumentNullException.ThrowIfNull(rules);
        var places = new STRtree<CaseFile>();
        foreach (var one in cases) places.Insert(OverlapMeasure.Wider(one.Place.EnvelopeInternal, rules.SamePlaceMetres), one);
        places.Build();
        ILookup<string, CaseFile> byTrack = cases.Where(c => c.TrackId is not null).ToLookup(c => c.TrackId!);
        var refused = new STRtree<SeenPlace>();
        foreach (var one in rejected) refused.Insert(one.Place.EnvelopeInternal, one);
        refused.Build();
        var answers = new List<RaisedPlace>();
        var raised = new List<SeenPlace>();
        foreach (var one in detections.OrderByDescending(d => d.AreaM2).ThenBy(d => d.Id, StringComparer.Ordinal))
        {
            CaseFile[] here = [.. places.Query(one.Place.EnvelopeInternal).Where(c => OverlapMeasure.SamePlace(one.Place, c.Place, rules))
                .Concat(one.TrackId is { } track ? byTrack[track] : []).Distinct()];
            var answer = Of(one, here, [.. refused.Query(one.Place.EnvelopeInternal)], rules);
            // Two detections of one survey at one place are one case: the larger has it.
            if (answer.What is Raising.New or Raising.Redump or Raising.Changed)
            {
                if (raised.Any(r => OverlapMeasure.SamePlace(r.Place, one.Place, rules))) answer = answer with { What = Raising.Known };
                else raised.Add(one);
            }

            answers.Add(answer);
        }

        return answers;
    }

    private static RaisedPlace Of(SeenPlace one, CaseFile[] here, IReadOnlyList<SeenPlace> refused, CaseRules rules)
    {
        RaisedPlace Is(Raising what, CaseFile? of = null, string? why = null) => new(one, what, of, why);
        if (one.Review == "rejected") return Is(Raising.RejectedItself);
        if (one.Listed is not null) return Is(Raising.InListedSite);
        if (here.Where(c => c.Open).OrderBy(c => c.FoundAt).ThenBy(c => c.Id, StringComparer.Ordinal).FirstOrDefault() is { } open)
        {
            return one.AcquiredAt > (open.LastSeenAt ?? DateTimeOffset.MinValue) ? Is(Raising.Seen, open) : Is(Raising.Known, open);
        }

        // What a person has confirmed is raised whatever the model thought of it.
        if (one.Review != "confirmed" && !rules.Raises(one.Class, one.Probability, one.AreaM2)) return Is(Raising.BelowRule);
        var last = here.OrderByDescending(c => c.ClosedAt).ThenByDescending(c => c.Id, StringComparer.Ordinal).FirstOrDefault();
        if (last is { Outcome: CaseOutcome.Handled or CaseOutcome.Exception })
        {
            return one.AcquiredAt > (last.HandledAt ?? last.ClosedAt) && one.SurveyedAt > last.ClosedAt ? Is(Raising.Redump, last) : Is(Raising.BeforeClosing, last);
        }

        if (one.Review == "confirmed") return Is(last is null ? Raising.New : Raising.Changed, last, last is null ? null : "confirmed");
        // The youngest word on the place counts, be it that of a case or of a review.
        var word = refused.Where(r => r.Id != one.Id && OverlapMeasure.SamePlace(one.Place, r.Place, rules))
            .Concat(refused.Where(r => r.Id != one.Id && r.TrackId is not null && r.TrackId == one.TrackId)).OrderByDescending(r => r.ReviewedAt).ThenBy(r => r.Id, StringComparer.Ordinal).FirstOrDefault();
        if (last is { ClosingEvidence: "review" } && last.DetectionId == one.Id) return Is(Raising.Changed, last, "review_withdrawn");
        if (last is { Outcome: CaseOutcome.Rejected or CaseOutcome.NothingToDo } && !(word?.ReviewedAt > last.ClosedAt))
        {
            return Change(one, last.Class, last.AreaM2, last.Place, rules) is { } how ? Is(Raising.Changed, last, how) : Is(Raising.RejectedBefore, last);
        }

        if (word is not null)
        {
            return Change(one, word.Class, word.AreaM2, word.Place, rules) is { } how ? Is(Raising.Changed, last, how) : Is(Raising.RejectedBefore, last);
        }

        return Is(Raising.New, last);
    }

    /// <summary>How a place differs from what was rejected there: class, grown, moved; null where it does not by the rules.</summary>
    internal static string? Change(SeenPlace now, string? wasClass, double? wasArea, Geometry was, CaseRules rules) =>
        wasClass is not null && wasClass != now.Class ? "class"
        : wasArea is > 0 && now.AreaM2 >= wasArea * (1 + rules.ChangedGrowth) ? "grown"
        : was.Dimension == Dimension.Surface && OverlapMeasure.ShareOfSmaller(now.Place, was) < rules.ChangedOverlap ? "moved"
        : null;
}
