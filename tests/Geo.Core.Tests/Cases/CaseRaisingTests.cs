using Geo.Core.Cases;
using static Geo.Core.Tests.Cases.Sample;

namespace Geo.Core.Tests.Cases;

public sealed class CaseRaisingTests
{
    private static RaisedPlace One(SeenPlace seen, CaseFile[]? cases = null, SeenPlace[]? rejected = null) => Assert.Single(CaseRaising.Of([seen], cases ?? [], rejected ?? [], CaseRules.Default));

    [Fact]
    public void A_likely_large_detection_outside_all_sites_becomes_a_case()
    {
        Assert.Equal(Raising.New, One(Seen("a", 0, 0)).What);
        Assert.Equal(Raising.InListedSite, One(Seen("a", 0, 0, listed: "D01")).What);
        Assert.Equal(Raising.BelowRule, One(Seen("a", 0, 0, probability: 0.49)).What);
        Assert.Equal(Raising.BelowRule, One(Seen("a", 0, 0, area: 399)).What);
        Assert.Equal(Raising.BelowRule, One(Seen("a", 0, 0, area: 999, @class: "unrestored_pit")).What);
        Assert.Equal(Raising.BelowRule, One(Seen("a", 0, 0, @class: "bare_rock")).What);
        Assert.Equal(Raising.New, One(Seen("a", 0, 0, probability: 0.1, review: "confirmed")).What); // a person has said so
        Assert.Equal(Raising.RejectedItself, One(Seen("a", 0, 0, review: "rejected")).What);
    }

    [Fact]
    public void An_open_case_is_only_seen_again_and_by_younger_imagery()
    {
        var open = Found(); // last seen on day -3
        var seen = One(Seen("b", 0.2, 30), [open]);
        Assert.Equal((Raising.Seen, open), (seen.What, seen.Case));
        Assert.Equal(Raising.Known, One(Seen("b", 0.2, -3), [open]).What);
        Assert.Equal(Raising.Seen, One(Seen("b", 5, 30, track: "track-d1"), [open]).What); // the same track, moved on
        Assert.Equal(Raising.New, One(Seen("b", 0.8, 30), [open]).What); // a fifth in common is another place
        var after = CaseUpkeep.Seen(open, seen.Detection);
        Assert.Equal((2, Start.AddDays(30), "b", CaseState.Found, open.DueAt), (after.TimesRaised, after.LastSeenAt, after.DetectionId, after.State, after.DueAt));
    }

    [Theory]
    [InlineData(1.0, 0, "stockpile", Raising.RejectedBefore)]
    [InlineData(1.1, 0, "stockpile", Raising.RejectedBefore)] // 21 % more
    [InlineData(1.15, 0, "stockpile", Raising.Changed)] // 32 % more
    [InlineData(1.0, 0.4, "stockpile", Raising.RejectedBefore)] // three fifths in common
    [InlineData(1.0, 0.6, "stockpile", Raising.Changed)] // moved
    [InlineData(1.0, 0, "unrestored_pit", Raising.Changed)]
    public void A_rejected_place_comes_back_only_when_it_has_grown_moved_or_changed_class(double side, double col, string @class, Raising what)
    {
        // By place, not by track: the later detection has a track of its own.
        var rejected = Seen("a", 0, 0, review: "rejected", track: "track-a", reviewedDay: 2);
        Assert.Equal(what, One(Seen("b", col, 60, side, @class, track: "track-b"), rejected: [rejected]).What);
        // The same where a case was rejected by a person.
        var closed = Do(Found(), Step(CaseAction.Reject, 1, "裸耕地"));
        var answer = One(Seen("b", col, 60, side, @class, track: "track-b"), [closed]);
        Assert.Equal((what, closed), (answer.What, answer.Case));
    }

    [Fact]
    public void The_youngest_word_on_a_place_counts()
    {
        var closed = Do(Found(), Step(CaseAction.Reject, 1, "裸耕地"));
        var again = Seen("b", 0, 60, side: 1.2);
        Assert.Equal(Raising.Changed, One(again, [closed]).What);
        Assert.Equal(Raising.RejectedBefore, One(again, [closed], [Seen("c", 0, 50, side: 1.2, review: "rejected", reviewedDay: 55)]).What);
    }

    [Fact]
    public void A_cleaned_up_place_that_is_dumped_on_again_is_a_case_of_its_own()
    {
        var closed = Closed(); // handled on day 10, closed on day 14
        var answer = One(Seen("b", 0, 40, track: "track-b"), [closed]);
        Assert.Equal((Raising.Redump, closed), (answer.What, answer.Case));
        Assert.Equal(Raising.BeforeClosing, One(Seen("b", 0, 9), [closed]).What); // imagery from before the clean-up
        Assert.Equal(Raising.BeforeClosing, One(Seen("b", 0, 12), [closed]).What); // a survey from before the closing, which did not stop it
        Assert.Equal(Raising.BelowRule, One(Seen("b", 0, 40, probability: 0.2), [closed]).What);
        // The youngest of several closed cases counts.
        var older = Do(Found("XS-2026-0000"), Step(CaseAction.Reject, -9, "r"));
        Assert.Equal(Raising.Redump, One(Seen("b", 0, 40), [older, closed]).What);
    }

    [Fact]
    public void Two_detections_of_one_place_are_one_case()
    {
        var answers = CaseRaising.Of([Seen("small", 0, 0, side: 0.6), Seen("large", 0, 0), Seen("elsewhere", 9, 0)], [], [], CaseRules.Default);
        Assert.Equal([("large", Raising.New), ("elsewhere", Raising.New), ("small", Raising.Known)], answers.Select(a => (a.Detection.Id, a.What)).OrderBy(a => a.What).ThenByDescending(a => a.Id, StringComparer.Ordinal));
    }

    [Fact]
    public void A_case_known_by_a_point_is_the_same_place_within_reach()
    {
        // 0.0005° east of the square's edge: 42.4 m; 0.0007°: 59.3 m.
        CaseFile Reported(double lon) => Found() with { Place = new NetTopologySuite.Geometries.Point(lon, 40.5005), Source = CaseSource.PublicReport, TrackId = null };
        Assert.Equal(Raising.Seen, One(Seen("b", 0, 30), [Reported(110.0015)]).What);
        Assert.Equal(Raising.New, One(Seen("b", 0, 30), [Reported(110.0017)]).What);
    }

    [Fact]
    public void A_rejected_review_closes_a_found_case_and_taking_it_back_raises_it_again()
    {
        var file = CaseUpkeep.Reviewed(Found(), "rejected", stands: true, "河滩", "cases", Start.AddDays(2));
        Assert.Equal((CaseState.Closed, CaseOutcome.Rejected, "河滩"), (file.State, file.Outcome, file.LastReason));
        Assert.Equal(CaseState.Closed, CaseUpkeep.Reviewed(Found(), "candidate", stands: false, null, "cases", Start).State); // confirmed, then taken back
        Assert.Equal(CaseState.Found, CaseUpkeep.Reviewed(Found(), "candidate", stands: true, null, "cases", Start).State);
        var assigned = Do(Found(), Step(CaseAction.Assign, 1));
        Assert.Same(assigned, CaseUpkeep.Reviewed(assigned, "rejected", stands: true, null, "cases", Start)); // the unit has it: a person decides
        var back = One(Seen("d1", 0, -3), [file]);
        Assert.Equal((Raising.Changed, "review_withdrawn"), (back.What, back.Why));
    }

    [Fact]
    public void A_place_listed_since_is_closed_as_listed_until_it_is_verified()
    {
        Assert.Equal(CaseOutcome.Listed, CaseUpkeep.Listed(Found(), "D07", "cases", Start).Outcome);
        Assert.Equal(CaseState.Handled, CaseUpkeep.Listed(Handled(), "D07", "cases", Start).State);
        var found = Found();
        Assert.Same(found, CaseUpkeep.Listed(found, null, "cases", Start));
    }
}
