using Geo.Core.Sites;

namespace Geo.Core.Cases;

/// <summary>
/// What closing a case rests on (销号): after a clean-up a field check on the ground that is younger than the clean-up and does
/// not find the waste, and, where a survey has looked since, that the youngest one no longer sees it. A verdict that leaves
/// nothing to clean up closes by itself. Whatever else a person closes is named an exception.
/// </summary>
public static class CaseClosing
{
    /// <summary>What is wanting for closing by evidence; null where nothing is.</summary>
    /// <param name="file">A verified or handled case.</param>
    /// <param name="check">The check that is offered; null for none.</param>
    /// <param name="surveys">Surveys whose imagery shows the place.</param>
    /// <param name="rules">Distances.</param>
    public static InputException? Wanting(CaseFile file, CheckEvidence? check, IReadOnlyList<SurveyEvidence> surveys, CaseRules rules)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(rules);
        if (file.State == CaseState.Verified)
        {
            return CaseSteps.AsksForHandling(file.Verdict) ? CaseSteps.Wrong("state", "the clean-up has not been entered", "enter it by handle, or close as an exception with a reason") : null;
        }

        const string Mend = "check the place on the ground after the clean-up, or close as an exception with a reason";
        if (check is null) return CaseSteps.Wrong("field_check_id", "closing rests on a field check after the clean-up, and none is named", Mend);
        if (!check.Ground) return CaseSteps.Wrong("field_check_id", "the check was made from a drone", Mend);
        if (check.CheckedAt <= file.HandledAt) return CaseSteps.Wrong("field_check_id", $"the check of {ChinaTime.Day(check.CheckedAt)} is not younger than the clean-up", Mend);
        if (check.Metres > rules.CheckMetres) return CaseSteps.Wrong("field_check_id", FormattableString.Invariant($"the check was made {check.Metres:0} m from the place"), Mend);
        if (CaseSteps.AsksForHandling(check.Verdict)) return CaseSteps.Wrong("field_check_id", $"the check says {StatusCode.Of(check.Verdict!.Value)}", "return the case to the unit");
        return Since(file, surveys) is { Sees: { } detection } survey
            ? CaseSteps.Wrong("survey", $"the survey of {ChinaTime.Day(survey.AcquiredAt)} still sees it ({detection})", "return the case to the unit, or close as an exception with a reason")
            : null;
    }

    /// <summary>The youngest survey after the clean-up.</summary>
    public static SurveyEvidence? Since(CaseFile file, IReadOnlyList<SurveyEvidence> surveys)
    {
        ArgumentNullException.ThrowIfNull(file);
        return surveys.Where(s => s.AcquiredAt > file.HandledAt).OrderByDescending(s => s.AcquiredAt).ThenByDescending(s => s.SurveyId, StringComparer.Ordinal).FirstOrDefault();
    }

    internal static CaseFile Closed(CaseFile file, CaseStep step, CaseRules rules)
    {
        var wanting = Wanting(file, step.Check, step.Surveys, rules);
        if (wanting is not null && !step.Exception) throw wanting;
        var survey = Since(file, step.Surveys);
        var closed = file with { State = CaseState.Closed, ClosedAt = step.At, ClosingCheckId = step.Check?.Id };
        return (wanting, file.State) switch
        {
            // What is asked for and given is no exception, whatever was ticked.
            (null, CaseState.Verified) => closed with { Outcome = CaseOutcome.NothingToDo, ClosingEvidence = "verdict" },
            (null, _) => closed with { Outcome = CaseOutcome.Handled, ClosingEvidence = survey is null ? "field_check" : "field_check_and_survey", ClosingSurveyId = survey?.SurveyId },
            _ => closed with { Outcome = CaseOutcome.Exception, ClosingEvidence = "exception" },
        };
    }
}
