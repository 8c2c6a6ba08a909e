using NetTopologySuite.Geometries;

namespace Geo.Core.Cases;

/// <summary>A case as it stands (线索). All instants are UTC.</summary>
/// <param name="Id">XS-2026-0001: year in China in which it was raised, and a running number.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Kind">Why there is one.</param>
/// <param name="Source">Who saw it first.</param>
/// <param name="Place">Polygon or point, longitude/latitude.</param>
/// <param name="Unit">Code of the unit in charge (data/units.json); never empty.</param>
/// <param name="FoundAt">When it was raised or reported.</param>
public sealed record CaseFile(string Id, CaseState State, CaseKind Kind, CaseSource Source, Geometry Place, string Unit, DateTimeOffset FoundAt)
{
    /// <summary>Class of the detection; null where a person reported it.</summary>
    public string? Class { get; init; }

    /// <summary>Code of data/waste-categories.json, as a person says.</summary>
    public string? WasteCategory { get; init; }

    /// <summary>As a person says.</summary>
    public PlaceKind? PlaceKind { get; init; }

    /// <summary>The detection that shows it best, the youngest.</summary>
    public string? DetectionId { get; init; }

    /// <summary>The place over surveys.</summary>
    public string? TrackId { get; init; }

    /// <summary>Name of the town.</summary>
    public string? Town { get; init; }

    /// <summary>Units that cooperate.</summary>
    public IReadOnlyList<string> Cooperating { get; init; } = [];

    /// <summary>Id of the rule that chose the unit; null where a person did.</summary>
    public string? RoutedByRule { get; init; }

    /// <summary>When it was handed over; null before.</summary>
    public DateTimeOffset? AssignedAt { get; init; }

    /// <summary>End of the last day for the next step; null once closed.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was verified.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>What was found.</summary>
    public CaseVerdict? Verdict { get; init; }

    /// <summary>The field check that the verdict rests on.</summary>
    public string? FieldCheckId { get; init; }

    /// <summary>The drone scene that it rests on.</summary>
    public string? DroneSceneId { get; init; }

    /// <summary>When it was cleaned up, as the unit says.</summary>
    public DateTimeOffset? HandledAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How it ended.</summary>
    public CaseOutcome? Outcome { get; init; }

    /// <summary>The field check that shows the clean-up.</summary>
    public string? ClosingCheckId { get; init; }

    /// <summary>The survey after the clean-up that no longer sees it.</summary>
    public string? ClosingSurveyId { get; init; }

    /// <summary>What the closing rests on: field_check_and_survey, field_check, verdict, review, person, register or exception.</summary>
    public string? ClosingEvidence { get; init; }

    /// <summary>m², ellipsoidal, at the last look; null for a point.</summary>
    public double? AreaM2 { get; init; }

    /// <summary>The case before it at this place.</summary>
    public string? PreviousCase { get; init; }

    /// <summary>Surveys and reports that saw it.</summary>
    public int TimesRaised { get; init; } = 1;

    /// <summary>The youngest imagery that shows it; the report's time where there is none.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>What was reported.</summary>
    public string? Note { get; init; }

    /// <summary>Who reported it; null for surveys.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>What was done last.</summary>
    public CaseAction LastAction { get; init; }

    /// <summary>Why, or what was done, in the author's words.</summary>
    public string? LastReason { get; init; }

    /// <summary>Who did it.</summary>
    public string? HandledBy { get; init; }

    /// <summary>Made up for the demo.</summary>
    public bool Synthetic { get; init; }

    /// <summary>True while somebody has to do something.</summary>
    public bool Open => State != CaseState.Closed;

    /// <summary>True where the term of the next step is over.</summary>
    public bool Overdue(DateTimeOffset now) => Open && DueAt is { } due && now > due;
}
