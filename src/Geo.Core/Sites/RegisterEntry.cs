using NetTopologySuite.Geometries;

namespace Geo.Core.Sites;

/// <summary>One entry of a register. A null member was not given; it leaves what is known as it is.</summary>
/// <param name="Code">Stable key within its kind.</param>
/// <param name="Name">Name; the code where none was given.</param>
/// <param name="Geometry">Longitude/latitude (CRS84), valid, not empty.</param>
public abstract record RegisterEntry(string Code, string Name, Geometry Geometry);

/// <summary>One of the listed legacy mine pits (历史遗留矿山).</summary>
/// <param name="Town">Town it lies in.</param>
/// <param name="LeadUnit">Unit in charge (牵头单位).</param>
/// <param name="Mineral">What was dug.</param>
/// <param name="RestorationMode">How it is to be restored.</param>
/// <param name="PlannedYear">Year of the plan.</param>
/// <param name="ListedArea">Area as the register says.</param>
/// <param name="Area">Ellipsoidal area of the boundary; null where only a point is known.</param>
/// <param name="Status">Status as the register says.</param>
public sealed record MineSite(
    string Code, string Name, Geometry Geometry, string? Town, string? LeadUnit, string? Mineral, RestorationMode? RestorationMode,
    int? PlannedYear, SquareMetres? ListedArea, SquareMetres? Area, MineStatus? Status) : RegisterEntry(Code, Name, Geometry);

/// <summary>One entry of the dump inventory (固体废物堆场).</summary>
/// <param name="Town">Town it lies in.</param>
/// <param name="LeadUnit">Unit in charge.</param>
/// <param name="WasteCategory">Code of data/waste-categories.json.</param>
/// <param name="ResponsibleParty">Is somebody answerable for it.</param>
/// <param name="ResponsibleName">Who.</param>
/// <param name="ControlGrade">I high, II medium, III low (分级管控).</param>
/// <param name="IdentificationState">Code of the list identification_state in data/registers.json.</param>
/// <param name="EstimatedTonnes">Mass as the register says, t.</param>
/// <param name="ListedArea">Area as the register says.</param>
/// <param name="Area">Ellipsoidal area of the outline; null where only a point is known.</param>
/// <param name="Status">Status as the register says.</param>
public sealed record DumpSite(
    string Code, string Name, Geometry Geometry, string? Town, string? LeadUnit, string? WasteCategory, ResponsibleParty? ResponsibleParty,
    string? ResponsibleName, string? ControlGrade, string? IdentificationState, double? EstimatedTonnes,
    SquareMetres? ListedArea, SquareMetres? Area, DumpStatus? Status) : RegisterEntry(Code, Name, Geometry)
{
    /// <summary>From this mass on a dump is 大宗工业固体废物, t [plan 5].</summary>
    public const double LargeBulkTonnes = 100_000;
}

/// <summary>A receptor of harm (环境敏感区): river reach, water source, homes, school.</summary>
/// <param name="Kind">Code of the list sensitive_kind in data/registers.json.</param>
/// <param name="Weight">How much it counts, as the register says.</param>
/// <param name="Town">Town it lies in.</param>
/// <param name="Area">Ellipsoidal area; null for lines and points.</param>
public sealed record SensitiveArea(string Code, string Name, Geometry Geometry, string? Kind, double? Weight, string? Town, SquareMetres? Area)
    : RegisterEntry(Code, Name, Geometry);

/// <summary>An area where control is tightened (重点防治区域).</summary>
public sealed record KeyControlArea(string Code, string Name, Geometry Geometry, string? Kind, SquareMetres? Area) : RegisterEntry(Code, Name, Geometry);

/// <summary>A town or sub-district (镇、街道).</summary>
public sealed record Town(string Code, string Name, Geometry Geometry, string? NameEn, SquareMetres? Area) : RegisterEntry(Code, Name, Geometry);

/// <summary>A river, as a line or an area.</summary>
/// <param name="LengthMetres">Geodesic length of a line, m; null for areas.</param>
public sealed record River(string Code, string Name, Geometry Geometry, string? Kind, double? LengthMetres) : RegisterEntry(Code, Name, Geometry);
