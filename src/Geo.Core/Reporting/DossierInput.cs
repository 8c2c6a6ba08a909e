using Geo.Core.Imagery;
using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Recovery;
using Geo.Core.Tracking.Restored;

namespace Geo.Core.Reporting;

/// <summary>What stands of a site besides its register entry.</summary>
/// <param name="StatusAt">Since when its status holds, UTC.</param>
/// <param name="ProposedStatus">Code of the status that the satellites propose.</param>
/// <param name="Evidence">Why; null where nothing was proposed.</param>
/// <param name="SurfaceArea">Area of the sloping surface; null without a height model.</param>
/// <param name="BaselineYear">Last season before works; null where it was not found.</param>
/// <param name="WorksStarted">When works began, as decided or detected; null where unknown.</param>
/// <param name="PlanState">Code: how it stands against the plan; null where not computed.</param>
/// <param name="MonthsLate">Months behind the plan.</param>
/// <param name="EvidenceMissing">Which of satellite, drone and ground evidence is missing.</param>
/// <param name="Changes">What changed it, as found on the images, in words, oldest first.</param>
public sealed record SiteStanding(
    DateTimeOffset? StatusAt, string? ProposedStatus, Reason? Evidence, SquareMetres? SurfaceArea, int? BaselineYear,
    DateTimeOffset? WorksStarted, string? PlanState, int? MonthsLate, IReadOnlyList<string> EvidenceMissing, IReadOnlyList<Reason> Changes);

/// <summary>A line of the site's history.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Source">register, proposal, decision or undo.</param>
/// <param name="Status">Code of the status given.</param>
/// <param name="Before">Code of the status before.</param>
/// <param name="Author">Who.</param>
/// <param name="Why">Why; null where nothing was said.</param>
/// <param name="Undoes">Id of the line that it takes back.</param>
/// <param name="TestAnswer">What the test said then.</param>
/// <param name="RunId">The run that proposed it.</param>
public sealed record HistoryLine(
    string Id, DateTimeOffset? At, string Source, string? Status, string? Before, string? Author, Reason? Why, string? Undoes, string? TestAnswer, string? RunId);

/// <summary>What somebody saw done on the ground.</summary>
/// <param name="Id">Id of the field check.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Works">Names of the codelist.</param>
/// <param name="Verdict">What he found.</param>
public sealed record WorkLine(string Id, DateTimeOffset? At, string? By, IReadOnlyList<string> Works, string? Verdict);

/// <summary>A run that a figure rests on.</summary>
public sealed record RunLine(string Id, string Kind, string Code, DateTimeOffset At);

/// <summary>A detection on the site.</summary>
public sealed record DetectionLine(string Id, string Class, double? Probability, double? Area, DateTimeOffset? At, string? Model, string? SurveyId, string? Review);

/// <summary>All that a dossier tells of.</summary>
/// <param name="Site">Register entry.</param>
/// <param name="Standing">What stands of it besides.</param>
/// <param name="Series">Growing seasons.</param>
/// <param name="Verdict">The restoration test.</param>
/// <param name="Observations">All of the site, in order of time.</param>
/// <param name="History">Oldest first.</param>
/// <param name="Works">Field checks that name works; null where the workspace keeps none.</param>
/// <param name="Scenes">Scenes of the observations, by id.</param>
/// <param name="Runs">Runs that made the observations and detections, in order of time.</param>
/// <param name="Detections">Newest first.</param>
/// <param name="Pair">Before and after.</param>
/// <param name="Recovery">Pixel by pixel; null where it could not be mapped.</param>
public sealed record DossierInput(
    MineSite Site, SiteStanding Standing, SeasonSeries Series, RestorationVerdict Verdict, IReadOnlyList<Observation> Observations,
    IReadOnlyList<HistoryLine> History, IReadOnlyList<WorkLine>? Works, IReadOnlyDictionary<string, Scene> Scenes, IReadOnlyList<RunLine> Runs,
    IReadOnlyList<DetectionLine> Detections, ScenePair Pair, SiteRecovery? Recovery)
{
    /// <summary>True where simulated imagery is behind a figure.</summary>
    public bool Synthetic => Scenes.Values.Any(scene => scene.Synthetic);

    /// <summary>Youngest instant that is told of: the date of the dossier's knowledge.</summary>
    public DateTimeOffset At => new[] { Standing.StatusAt }.Concat(Observations.Select(o => (DateTimeOffset?)o.ObservedAt)).Concat(History.Select(h => h.At))
        .Concat(Works?.Select(w => w.At) ?? []).Concat(Detections.Select(d => d.At)).OfType<DateTimeOffset>().DefaultIfEmpty(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).Max();
}
