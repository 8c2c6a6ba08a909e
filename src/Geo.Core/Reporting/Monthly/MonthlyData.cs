namespace Geo.Core.Reporting.Monthly;

/// <summary>What a monthly report was made from: the layers as the report reads them, nothing computed. It is frozen with the report.</summary>
/// <param name="Month">Its month, as 2026-08.</param>
/// <param name="KnownAt">Up to when the store's knowledge was read, UTC.</param>
/// <param name="Since">What the changes are told against.</param>
/// <param name="Synthetic">True where any scene is simulated.</param>
/// <param name="Sites">Every mine site.</param>
/// <param name="Dumps">Every dump.</param>
/// <param name="Cases">Cases found before the month's end.</param>
/// <param name="River">What lies along the river.</param>
/// <param name="Watched">What was observed, surveyed and checked in the month.</param>
/// <param name="Sources">Scenes, models, rules.</param>
/// <param name="Towns">Outlines for the map.</param>
/// <param name="Rivers">Lines for the map.</param>
/// <param name="Pictures">Before and after of sites that changed.</param>
/// <param name="Missing">Parts that are not there, and why: their numbers are null.</param>
/// <param name="Notes">What a reader must know of the numbers that are there.</param>
public sealed record MonthlyData(
    string Month, DateTimeOffset KnownAt, Baseline Since, bool Synthetic,
    IReadOnlyList<SiteRow> Sites, IReadOnlyList<DumpRow> Dumps, IReadOnlyList<CaseRow> Cases, IReadOnlyList<RiverRow> River,
    Watched Watched, Sources Sources, IReadOnlyList<MapArea> Towns, IReadOnlyList<MapArea> Rivers,
    IReadOnlyList<SitePictures> Pictures, IReadOnlyList<Gap> Missing, IReadOnlyList<BothWords> Notes);

/// <summary>What "since last month" compares with.</summary>
/// <param name="Kind">frozen_report: what the report before told. month_end: what the store knew at the end of the month before. dates: the dates in the sites' histories, where the store is younger than that.</param>
/// <param name="At">That report's freeze, or the end of the month before, UTC.</param>
/// <param name="Version">Version of the report before; null where there is none.</param>
public sealed record Baseline(string Kind, DateTimeOffset At, int? Version);

/// <summary>A mine site at the month's end.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Town">Town; null where the register names none.</param>
/// <param name="Unit">Lead unit; null as before.</param>
/// <param name="Status">Status at the month's end; null for unknown.</param>
/// <param name="Before">Status that it is compared with; null where it was not known then.</param>
/// <param name="KnownBefore">False for a site that was not listed then.</param>
/// <param name="DecidedBy">Who decided the status; null where the register says it.</param>
/// <param name="DecidedAt">When, UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="PlannedYear">Year of the plan.</param>
/// <param name="Overdue">True where its year is over and it is not restored.</param>
/// <param name="Area">m²; null for unknown.</param>
/// <param name="Lon">A point in it; null where the register does not say where it lies.</param>
/// <param name="Lat">As before.</param>
public sealed record SiteRow(
    string Code, string Name, string? Town, string? Unit, string? Status, string? Before, bool KnownBefore,
    string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason, int? PlannedYear, bool Overdue, double? Area, double? Lon, double? Lat);

/// <summary>A dump at the month's end.</summary>
public sealed record DumpRow(
    string Code, string Name, string? Town, string? Unit, string? Category, string? Grade, string? Status, bool LargeBulk, double? Area, double? Tonnes,
    int? Rank, double? Score, bool Funded, int? CostWan, string? CostSource, DateTimeOffset? RankedAt, double? Lon, double? Lat);

/// <summary>A case with its dates.</summary>
public sealed record CaseRow(string Id, string? Unit, string? Town, string? Kind, DateTimeOffset? FoundAt, DateTimeOffset? AssignedAt, DateTimeOffset? DueAt, DateTimeOffset? ClosedAt, double? Lon, double? Lat);

/// <summary>A thing near a river.</summary>
public sealed record RiverRow(string Kind, string Item, string? River, string? Rank, string? Reach, double? Metres, int? Within);

/// <summary>What was watched in the month.</summary>
/// <param name="Scenes">Scenes acquired.</param>
/// <param name="Observations">Observations of mine sites on them.</param>
/// <param name="Surveys">Surveys made.</param>
/// <param name="Detections">Detections they first saw.</param>
/// <param name="Reviewed">Detections reviewed.</param>
/// <param name="FieldChecks">Field checks made on the ground.</param>
/// <param name="DroneChecks">Field checks by drone.</param>
/// <param name="Alerts">Alerts raised.</param>
/// <param name="OpenAlerts">Alerts open at the end.</param>
public sealed record Watched(int Scenes, int Observations, int Surveys, int Detections, int Reviewed, int FieldChecks, int DroneChecks, int Alerts, int OpenAlerts);

/// <summary>A scene that the report rests on.</summary>
public sealed record SceneLine(string Id, string Sensor, DateTimeOffset At, bool InMonth);

/// <summary>A model and the survey that used it last.</summary>
public sealed record ModelLine(string Name, string? Hash, string Survey, DateTimeOffset? At);

/// <summary>A file of rules.</summary>
/// <param name="File">Name under data/.</param>
/// <param name="Sha256">First 12 hex digits of its hash.</param>
public sealed record RuleFile(string File, string Sha256);

/// <summary>What the numbers rest on.</summary>
public sealed record Sources(IReadOnlyList<SceneLine> Scenes, IReadOnlyList<ModelLine> Models, IReadOnlyList<RuleFile> Rules, string Program, long Revision);

/// <summary>Rings or lines of a place on the map: longitude and latitude in turn, five decimals.</summary>
public sealed record MapArea(string Name, string? NameEn, IReadOnlyList<IReadOnlyList<double>> Lines);

/// <summary>The pair of a site that changed.</summary>
/// <param name="Code">The site.</param>
/// <param name="Before">Null where there is none.</param>
/// <param name="After">As before.</param>
/// <param name="Why">How they were chosen.</param>
public sealed record SitePictures(string Code, Shot? Before, Shot? After, BothWords Why);

/// <summary>A picture of a site.</summary>
/// <param name="Scene">Scene.</param>
/// <param name="At">Its date, UTC.</param>
/// <param name="Sensor">Its sensor.</param>
/// <param name="File">PNG beside the data.</param>
/// <param name="Sha256">Its hash.</param>
public sealed record Shot(string Scene, DateTimeOffset At, string Sensor, string File, string Sha256);

/// <summary>What is missing.</summary>
/// <param name="Part">sites, dumps, cases, funding, river, watched, pictures, map.</param>
/// <param name="Why">Why, or what to do.</param>
public sealed record Gap(string Part, BothWords Why);
