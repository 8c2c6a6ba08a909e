using CsCheck;
using Geo.Core.Cases;
using static Geo.Core.Tests.Cases.Sample;

namespace Geo.Core.Tests.Cases;

public sealed class CaseStepsTests
{
    [Fact]
    public void A_case_goes_from_found_to_closed_and_each_step_has_its_term()
    {
        var file = Do(Found(), Step(CaseAction.Assign, 1) with { Unit = "hedong_town" });
        Assert.Equal((CaseState.Assigned, "hedong_town", null), (file.State, file.Unit, file.RoutedByRule));
        Assert.Equal(new DateOnly(2026, 3, 17), Deadlines.DayOf(file.DueAt!.Value)); // ten working days after Tuesday, 3 March
        file = Do(file, Step(CaseAction.Verify, 4) with { Verdict = CaseVerdict.Waste, Check = Check(3), WasteCategory = "construction" });
        Assert.Equal((CaseState.Verified, "check-3", "construction"), (file.State, file.FieldCheckId, file.WasteCategory));
        Assert.Equal(new DateOnly(2026, 4, 7), Deadlines.DayOf(file.DueAt!.Value)); // 6 March + 30 days = Sunday 5 April; Monday is Qingming
        file = Do(file, Step(CaseAction.Handle, 10, "清运至填埋场"));
        file = Do(file, Step(CaseAction.Close, 14) with { Check = Check(12, CaseVerdict.NoWaste), Surveys = [new("s2", Start.AddDays(13), null), new("s0", Start.AddDays(-3), "d1")] });
        Assert.Equal((CaseState.Closed, CaseOutcome.Handled, "field_check_and_survey", "s2", null), (file.State, file.Outcome, file.ClosingEvidence, file.ClosingSurveyId, file.DueAt));
    }

    [Theory]
    [InlineData(CaseState.Found, CaseAction.Verify), InlineData(CaseState.Found, CaseAction.Handle), InlineData(CaseState.Found, CaseAction.Close), InlineData(CaseState.Found, CaseAction.Return)]
    [InlineData(CaseState.Assigned, CaseAction.Assign), InlineData(CaseState.Assigned, CaseAction.Handle), InlineData(CaseState.Assigned, CaseAction.Close), InlineData(CaseState.Assigned, CaseAction.Reject)]
    [InlineData(CaseState.Handled, CaseAction.Assign), InlineData(CaseState.Handled, CaseAction.Verify), InlineData(CaseState.Handled, CaseAction.Handle), InlineData(CaseState.Handled, CaseAction.Reject)]
    [InlineData(CaseState.Closed, CaseAction.Assign), InlineData(CaseState.Closed, CaseAction.Reassign), InlineData(CaseState.Closed, CaseAction.Close)]
    public void A_step_that_cannot_follow_is_refused_and_says_what_can(CaseState state, CaseAction action)
    {
        var file = Handled() with { State = state };
        var refused = Assert.Throws<InputException>(() => Do(file, Step(action, 20, "r") with { Unit = "hedong_town", Verdict = CaseVerdict.Waste, Check = Check(15), To = CaseState.Found }));
        Assert.Equal("action", refused.Field);
    }

    [Fact]
    public void A_verification_rests_on_a_check_or_a_drone_scene_of_the_place()
    {
        var file = Do(Found(), Step(CaseAction.Assign, 1));
        var step = Step(CaseAction.Verify, 4) with { Verdict = CaseVerdict.Waste };
        Assert.Equal("field_check_id", Assert.Throws<InputException>(() => Do(file, step)).Field);
        Assert.Equal("field_check_id", Assert.Throws<InputException>(() => Do(file, step with { Check = Check(3, metres: 101) })).Field);
        Assert.Equal("verdict", Assert.Throws<InputException>(() => Do(file, step with { Check = Check(3, CaseVerdict.NoWaste) })).Field);
        Assert.Equal("verdict", Assert.Throws<InputException>(() => Do(file, step with { Verdict = null, Check = Check(3) })).Field);
        Assert.Equal("drone_scene_id", Assert.Throws<InputException>(() => Do(file, step with { Drone = new("dr", Start, false) })).Field);
        Assert.Equal("dr", Do(file, step with { Drone = new("dr", Start, true) }).DroneSceneId);
    }

    [Theory]
    [InlineData(CaseVerdict.NoWaste), InlineData(CaseVerdict.ListedSite), InlineData(CaseVerdict.LegalStock)]
    public void A_verdict_that_leaves_nothing_to_clean_up_is_closed_at_once(CaseVerdict verdict)
    {
        var file = Do(Do(Found(), Step(CaseAction.Assign, 1)), Step(CaseAction.Verify, 4) with { Verdict = verdict, Check = Check(3, verdict) });
        Assert.DoesNotContain(CaseAction.Handle, CaseSteps.Allowed(file));
        var closed = Do(file, Step(CaseAction.Close, 5));
        Assert.Equal((CaseOutcome.NothingToDo, "verdict"), (closed.Outcome, closed.ClosingEvidence));
    }

    [Fact]
    public void Closing_asks_for_a_ground_check_after_the_clean_up_that_does_not_find_it()
    {
        var file = Handled(); // on day 10
        string? Wanting(CheckEvidence? check, params SurveyEvidence[] surveys) => CaseClosing.Wanting(file, check, surveys, CaseRules.Default)?.Field;
        Assert.Equal("field_check_id", Wanting(null));
        Assert.Equal("field_check_id", Wanting(Check(9, CaseVerdict.NoWaste))); // before the clean-up
        Assert.Equal("field_check_id", Wanting(Check(12, CaseVerdict.NoWaste, ground: false))); // from a drone
        Assert.Equal("field_check_id", Wanting(Check(12, CaseVerdict.Waste))); // still there
        Assert.Equal("field_check_id", Wanting(Check(12, CaseVerdict.NoWaste, metres: 200)));
        Assert.Null(Wanting(Check(12, null)));
        Assert.Equal("survey", Wanting(Check(12, null), new SurveyEvidence("s2", Start.AddDays(11), "d9")));
        Assert.Null(Wanting(Check(12, null), new SurveyEvidence("s2", Start.AddDays(11), "d9"), new SurveyEvidence("s3", Start.AddDays(13), null))); // the youngest counts
        Assert.Null(Wanting(Check(12, null), new SurveyEvidence("s1", Start.AddDays(9), "d1"))); // before the clean-up
    }

    [Fact]
    public void A_person_closes_without_evidence_only_as_a_named_exception_with_a_reason()
    {
        Assert.Equal("reason", Assert.Throws<InputException>(() => Do(Handled(), Step(CaseAction.Close, 14) with { Exception = true })).Field);
        var closed = Do(Handled(), Step(CaseAction.Close, 14, "现场已封闭，无法进入") with { Exception = true });
        Assert.Equal((CaseOutcome.Exception, "exception", "现场已封闭，无法进入"), (closed.Outcome, closed.ClosingEvidence, closed.LastReason));
        // With the evidence it is none, whatever was ticked.
        Assert.Equal(CaseOutcome.Handled, Do(Handled(), Step(CaseAction.Close, 14, "r") with { Exception = true, Check = Check(12, CaseVerdict.NoWaste) }).Outcome);
    }

    [Fact]
    public void A_clean_up_entered_for_an_earlier_day_counts_to_the_end_of_that_day()
    {
        var verified = Do(Do(Found(), Step(CaseAction.Assign, 1)), Step(CaseAction.Verify, 4) with { Verdict = CaseVerdict.Waste, Check = Check(3) });
        var handled = Do(verified, Step(CaseAction.Handle, 10, "清运") with { HandledOn = new DateOnly(2026, 3, 10) });
        Assert.Equal(new DateTimeOffset(2026, 3, 10, 15, 59, 59, TimeSpan.Zero), handled.HandledAt);
        foreach (var day in (DateOnly[])[new(2026, 3, 13), new(2026, 3, 1)])
        {
            Assert.Equal("handled_on", Assert.Throws<InputException>(() => Do(verified, Step(CaseAction.Handle, 10, "清运") with { HandledOn = day })).Field);
        }
    }

    [Fact]
    public void A_case_passed_on_keeps_its_term_and_its_former_unit_goes_on_cooperating()
    {
        var file = Do(Found(), Step(CaseAction.Assign, 1));
        var passed = Do(file, Step(CaseAction.Reassign, 5, "建筑垃圾") with { Unit = "urban_management_bureau" });
        Assert.Equal((file.State, file.DueAt, "urban_management_bureau"), (passed.State, passed.DueAt, passed.Unit));
        Assert.Contains("ecology_bureau", passed.Cooperating);
        Assert.Equal("unit", Assert.Throws<InputException>(() => Do(file, Step(CaseAction.Reassign, 5, "r") with { Unit = "ecology_bureau" })).Field);
        Assert.Equal("unit", Assert.Throws<InputException>(() => Do(file, Step(CaseAction.Reassign, 5, "r") with { Unit = "nobody" })).Field);
    }

    [Fact]
    public void What_was_reached_after_the_state_gone_back_to_is_taken_off()
    {
        var back = Do(Closed(), Step(CaseAction.Return, 15, "现场复查仍有堆存") with { To = CaseState.Assigned });
        Assert.Equal((CaseState.Assigned, null, null, null, null, null), (back.State, back.Verdict, back.HandledAt, back.ClosedAt, back.Outcome, back.ClosingCheckId));
        Assert.NotNull(back.AssignedAt);
        Assert.NotNull(back.DueAt);
        Assert.Equal("reason", Assert.Throws<InputException>(() => Do(Closed(), Step(CaseAction.Return, 15) with { To = CaseState.Found })).Field);
        Assert.Equal("to", Assert.Throws<InputException>(() => Do(Handled(), Step(CaseAction.Return, 15, "r") with { To = CaseState.Closed })).Field);
        // A rejected case never was verified.
        Assert.Equal("to", Assert.Throws<InputException>(() => Do(Do(Found(), Step(CaseAction.Reject, 1, "r")), Step(CaseAction.Return, 15, "r") with { To = CaseState.Verified })).Field);
    }

    [Fact]
    public void Who_acts_on_what_is_no_longer_so_is_told() =>
        Assert.Equal("seen", Assert.Throws<InputException>(() => Do(Do(Found(), Step(CaseAction.Assign, 1)), Step(CaseAction.Verify, 2) with { Seen = CaseState.Found, Verdict = CaseVerdict.Waste, Check = Check(1) })).Field);

    [Fact]
    public void Whatever_is_tried_a_case_is_in_one_state_of_one_unit_with_a_term_while_it_is_open()
    {
        var tried = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Bool, Gen.Int[0, 15]).Array[1, 40];
        tried.Sample(steps =>
        {
            var file = Found();
            double day = 0;
            foreach (var (action, to, verdict, exception, unit) in steps)
            {
                day += 1;
                var step = Step((CaseAction)action, day, "r") with
                {
                    To = (CaseState)to,
                    Verdict = (CaseVerdict)verdict,
                    Exception = exception,
                    Unit = Units.Default.All[unit].Code,
                    Check = exception ? null : Check(day - 0.1, (CaseVerdict)verdict),
                    Drone = exception ? new DroneEvidence("dr", Start, true) : null,
                };
                try { file = Do(file, step); }
                catch (InputException) { continue; }
                Assert.Equal((file.Open && file.State >= CaseState.Assigned) || (!file.Open && file.AssignedAt is not null), file.AssignedAt is not null);
                if (file.Open)
                {
                    Assert.Equal((file.State >= CaseState.Verified, file.State >= CaseState.Handled), (file.VerifiedAt is not null && file.Verdict is not null, file.HandledAt is not null));
                }

                Assert.Equal((!file.Open, !file.Open, !file.Open, file.Open), (file.ClosedAt is not null, file.Outcome is not null, file.ClosingEvidence is not null, file.DueAt is not null));
                Assert.NotNull(Units.Default.Find(file.Unit));
                Assert.DoesNotContain(file.Unit, file.Cooperating);
            }
        }, iter: 2000);
    }
}
