using Geo.Core.Sites;

namespace Geo.Core.Cases;

/// <summary>
/// The states of a case and what leads from one to the next: found → assigned → verified → handled → closed. A verified case
/// whose verdict leaves nothing to clean up is closed at once. Any state goes back to an earlier one with a reason; what was
/// reached in between is taken off the case and stays in its history.
/// </summary>
public static class CaseSteps
{
    /// <summary>Characters that a reason may have.</summary>
    public const int LongestReason = 1000;

    private static readonly CaseVerdict[] Problems = [CaseVerdict.Waste, CaseVerdict.DamagedGround];

    /// <summary>True where the verdict asks for a clean-up.</summary>
    public static bool AsksForHandling(CaseVerdict? verdict) => verdict is { } v && Problems.Contains(v);

    /// <summary>What a town's own people may do; all else is the bureaus' (docs/cases.md).</summary>
    public static IReadOnlyList<CaseAction> OfTowns { get; } = [CaseAction.Raise, CaseAction.Verify, CaseAction.Handle];

    /// <summary>What a person may do to a case now, in the order of the work.</summary>
    public static IReadOnlyList<CaseAction> Allowed(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.State switch
        {
            CaseState.Found => [CaseAction.Assign, CaseAction.Reassign, CaseAction.Reject],
            CaseState.Assigned => [CaseAction.Verify, CaseAction.Reassign, CaseAction.Return],
            CaseState.Verified when AsksForHandling(file.Verdict) => [CaseAction.Handle, CaseAction.Reassign, CaseAction.Return],
            CaseState.Verified => [CaseAction.Close, CaseAction.Reassign, CaseAction.Return],
            CaseState.Handled => [CaseAction.Close, CaseAction.Reassign, CaseAction.Return],
            _ => [CaseAction.Return],
        };
    }

    /// <summary>The case after a step.</summary>
    /// <param name="file">The case.</param>
    /// <param name="step">The step.</param>
    /// <param name="rules">Terms and distances.</param>
    /// <param name="calendar">Working days.</param>
    /// <param name="units">The units that there are.</param>
    /// <exception cref="InputException">The step cannot follow, or what it rests on is missing; says what is.</exception>
    public static CaseFile After(CaseFile file, CaseStep step, CaseRules rules, WorkingDays calendar, Units units)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(units);
        if (step.Seen is { } seen && seen != file.State)
        {
            throw Wrong("seen", $"the case is {StatusCode.Of(file.State)} by now, no longer {StatusCode.Of(seen)}", "look at it again, then act");
        }

        if (!Allowed(file).Contains(step.Action) && !(step is { Action: CaseAction.Close, Exception: true } && file.State == CaseState.Verified))
        {
            throw Wrong("action", $"{StatusCode.Of(step.Action)} cannot follow {StatusCode.Of(file.State)}{(file.Verdict is { } v ? $" with the verdict {StatusCode.Of(v)}" : "")}",
                $"use one of {string.Join(", ", Allowed(file).Select(a => StatusCode.Of(a)))}");
        }

        string? reason = Reason(step);
        CaseFile after = step.Action switch
        {
            CaseAction.Assign => Handed(file, step, units) with { State = CaseState.Assigned, AssignedAt = step.At },
            CaseAction.Reassign => Reassigned(file, step, units),
            CaseAction.Verify => Verified(file, step, rules),
            CaseAction.Handle => file with { State = CaseState.Handled, HandledAt = HandledAt(file, step) },
            CaseAction.Close => CaseClosing.Closed(file, step, rules),
            CaseAction.Reject => file with { State = CaseState.Closed, ClosedAt = step.At, Outcome = CaseOutcome.Rejected, ClosingEvidence = "person" },
            CaseAction.Return => Returned(file, step),
            _ => throw Wrong("action", $"{StatusCode.Of(step.Action)} is not for people", "leave it to the run"),
        };
        // A case that changes hands within a state keeps its term: nothing gets late by being passed on.
        return after with
        {
            DueAt = step.Due is { } day ? DueOn(after, day, step.At) : step.Action == CaseAction.Reassign ? file.DueAt : Deadlines.Of(after.State, after.Kind, step.At, rules, calendar),
            LastAction = step.Action,
            LastReason = reason,
            HandledBy = step.Author,
        };
    }

    internal static InputException Wrong(string field, string problem, string mend) => new("the case", field, problem, mend);

    private static string? Reason(CaseStep step)
    {
        string? why = string.IsNullOrWhiteSpace(step.Reason) ? null : step.Reason.Trim();
        if (why?.Length > LongestReason) throw Wrong("reason", $"it is {why.Length} characters long", $"use at most {LongestReason}");
        bool wanted = step.Action is CaseAction.Reassign or CaseAction.Return or CaseAction.Reject or CaseAction.Handle || step.Exception;
        return wanted && why is null
            ? throw Wrong("reason", "it is missing", step.Action == CaseAction.Handle ? "say what was done, and where the waste went" : "say why, so that it can be explained in three years")
            : why;
    }

    private static CaseFile Handed(CaseFile file, CaseStep step, Units units)
    {
        foreach (string code in (step.Cooperating ?? []).Prepend(step.Unit ?? file.Unit))
        {
            if (units.Find(code) is null) throw Wrong("unit", $"'{code}' is no unit", $"use one of {string.Join(", ", units.All.Select(u => u.Code))}");
        }

        string unit = step.Unit ?? file.Unit;
        return file with
        {
            Unit = unit,
            Cooperating = [.. (step.Cooperating ?? file.Cooperating).Where(c => c != unit).Distinct()],
            RoutedByRule = unit == file.Unit ? file.RoutedByRule : null,
        };
    }

    private static CaseFile Reassigned(CaseFile file, CaseStep step, Units units) =>
        step.Unit is null || step.Unit == file.Unit
            ? throw Wrong("unit", step.Unit is null ? "it is missing" : "it is the unit that has the case already", "name another unit")
            // Whoever had it goes on as one that cooperates, so that it is not lost on the way.
            : Handed(file, step with { Cooperating = step.Cooperating ?? [.. file.Cooperating, file.Unit] }, units);

    private static CaseFile Verified(CaseFile file, CaseStep step, CaseRules rules)
    {
        var verdict = step.Verdict ?? throw Wrong("verdict", "it is missing", $"use one of {string.Join(", ", Enum.GetValues<CaseVerdict>().Select(v => StatusCode.Of(v)))}");
        if (step.Check is null && step.Drone is null) throw Wrong("field_check_id", "a verification rests on a field check or a drone scene, and none is named", "check the place with the phone form (核查), or name the drone scene that shows it");
        if (step.Check is { } check)
        {
            if (check.Metres > rules.CheckMetres) throw Wrong("field_check_id", FormattableString.Invariant($"the check was made {check.Metres:0} m from the place"), FormattableString.Invariant($"check within {rules.CheckMetres:0} m of it"));
            if (check.Verdict is { } said && said != verdict) throw Wrong("verdict", $"the check says {StatusCode.Of(said)}, not {StatusCode.Of(verdict)}", "give the check's verdict, or correct the check");
        }

        if (step.Drone is { Covers: false } drone) throw Wrong("drone_scene_id", $"{drone.SceneId} does not show the place", "name a drone scene that covers it");
        return file with
        {
            State = CaseState.Verified,
            VerifiedAt = step.At,
            Verdict = verdict,
            FieldCheckId = step.Check?.Id,
            DroneSceneId = step.Drone?.SceneId,
            WasteCategory = step.WasteCategory ?? file.WasteCategory,
            PlaceKind = step.PlaceKind ?? file.PlaceKind,
        };
    }

    // A day that is over counts to its end: a check of that same day may have come before the works did.
    private static DateTimeOffset HandledAt(CaseFile file, CaseStep step)
    {
        if (step.HandledOn is not { } day || day == Deadlines.DayOf(step.At)) return step.At;
        if (day > Deadlines.DayOf(step.At)) throw Wrong("handled_on", "the day lies in the future", "give the day on which the clean-up ended");
        return day < Deadlines.DayOf(file.FoundAt) ? throw Wrong("handled_on", "the day lies before the case was found", "give the day on which the clean-up ended") : Deadlines.EndOf(day);
    }

    private static CaseFile Returned(CaseFile file, CaseStep step)
    {
        var to = step.To ?? throw Wrong("to", "it is missing", "name the state to go back to");
        if (to >= file.State) throw Wrong("to", $"{StatusCode.Of(to)} does not come before {StatusCode.Of(file.State)}", "name an earlier state");
        // A case that never was verified, or handled, cannot go back to being so.
        if ((to >= CaseState.Assigned && file.AssignedAt is null) || (to >= CaseState.Verified && file.VerifiedAt is null) || (to >= CaseState.Handled && file.HandledAt is null))
        {
            throw Wrong("to", $"the case never was {StatusCode.Of(to)}", "name a state that it has been in");
        }

        return file with
        {
            State = to,
            AssignedAt = to < CaseState.Assigned ? null : file.AssignedAt,
            VerifiedAt = to < CaseState.Verified ? null : file.VerifiedAt,
            Verdict = to < CaseState.Verified ? null : file.Verdict,
            FieldCheckId = to < CaseState.Verified ? null : file.FieldCheckId,
            DroneSceneId = to < CaseState.Verified ? null : file.DroneSceneId,
            HandledAt = to < CaseState.Handled ? null : file.HandledAt,
            ClosedAt = null,
            Outcome = null,
            ClosingCheckId = null,
            ClosingSurveyId = null,
            ClosingEvidence = null,
        };
    }

    private static DateTimeOffset? DueOn(CaseFile after, DateOnly day, DateTimeOffset now)
    {
        if (!after.Open) return null;
        return day < Deadlines.DayOf(now) ? throw Wrong("due_on", "the day is over", "give today or a later day") : Deadlines.EndOf(day);
    }
}
