namespace Geo.Core.Cases;

/// <summary>What a person does to a case.</summary>
/// <param name="Action">Which step.</param>
/// <param name="Author">Who.</param>
/// <param name="At">Now, UTC.</param>
public sealed record CaseStep(CaseAction Action, string Author, DateTimeOffset At)
{
    /// <summary>The state that the person saw; null does not compare.</summary>
    public CaseState? Seen { get; init; }

    /// <summary>Unit to hand it to; null keeps the one that there is.</summary>
    public string? Unit { get; init; }

    /// <summary>Units that cooperate; null keeps them.</summary>
    public IReadOnlyList<string>? Cooperating { get; init; }

    /// <summary>Why, or what was done.</summary>
    public string? Reason { get; init; }

    /// <summary>What was found, for a verification.</summary>
    public CaseVerdict? Verdict { get; init; }

    /// <summary>What lies there, for a verification.</summary>
    public string? WasteCategory { get; init; }

    /// <summary>What kind of place it is.</summary>
    public PlaceKind? PlaceKind { get; init; }

    /// <summary>The field check that the step rests on.</summary>
    public CheckEvidence? Check { get; init; }

    /// <summary>The drone scene that it rests on.</summary>
    public DroneEvidence? Drone { get; init; }

    /// <summary>Surveys after the clean-up whose imagery shows the place.</summary>
    public IReadOnlyList<SurveyEvidence> Surveys { get; init; } = [];

    /// <summary>The state to go back to.</summary>
    public CaseState? To { get; init; }

    /// <summary>Last day for the next step, by a person; null leaves it to the rules.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Day in China on which it was cleaned up; null means now.</summary>
    public DateOnly? HandledOn { get; init; }

    /// <summary>Close without the evidence that the rule asks for.</summary>
    public bool Exception { get; init; }
}

/// <summary>A field check as evidence.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CheckedAt">When, UTC.</param>
/// <param name="Ground">On the ground; false from a drone.</param>
/// <param name="Verdict">What it found; null where it does not say.</param>
/// <param name="Metres">Metres outside the place; null where its position is not known.</param>
public sealed record CheckEvidence(string Id, DateTimeOffset CheckedAt, bool Ground, CaseVerdict? Verdict, double? Metres);

/// <summary>A drone scene as evidence.</summary>
/// <param name="SceneId">Its id.</param>
/// <param name="AcquiredAt">When, UTC.</param>
/// <param name="Covers">It shows the place.</param>
public sealed record DroneEvidence(string SceneId, DateTimeOffset AcquiredAt, bool Covers);

/// <summary>A survey that looked at the place.</summary>
/// <param name="SurveyId">Its id.</param>
/// <param name="AcquiredAt">Its youngest imagery, UTC.</param>
/// <param name="Sees">The detection at the place; null where it found none.</param>
public sealed record SurveyEvidence(string SurveyId, DateTimeOffset AcquiredAt, string? Sees);
