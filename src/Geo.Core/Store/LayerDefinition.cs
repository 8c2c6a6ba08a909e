using Geo.Core.Filters;

namespace Geo.Core.Store;

/// <summary>What a layer's geometries may be. Polygons and lines are stored as their multi forms where the layer says so.</summary>
public enum GeometryKind
{
    /// <summary>A table without geometry.</summary>
    None = 0,
    /// <summary>Any kind (a site known by a point only; a river as line or area).</summary>
    Any,
    /// <summary>MultiPolygon; single polygons are wrapped.</summary>
    MultiPolygon,
}

#pragma warning disable CA1720 // Integer is the published name of the type.
/// <summary>The type of a column as it is published.</summary>
public enum ColumnType
{
    /// <summary>Text.</summary>
    Text = 0,
    /// <summary>Whole number, 64 bit.</summary>
    Integer,
    /// <summary>Number; the unit ends the column's name.</summary>
    Real,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>Instant, UTC, milliseconds.</summary>
    DateTime,
    /// <summary>List of texts, kept as a JSON array.</summary>
    TextList,
}
#pragma warning restore CA1720

/// <summary>Who may read a layer.</summary>
public enum Visibility
{
    /// <summary>Everyone.</summary>
    Public = 0,
    /// <summary>People of the bureau.</summary>
    Staff,
    /// <summary>Administrators.</summary>
    Admin,
}

/// <summary>A column of a layer: name as INTERFACE.md promises it, unit at the end.</summary>
public sealed record ColumnDefinition(string Name, ColumnType Type, string TitleZh, string TitleEn);

/// <summary>A collection: a table of the GeoPackage with its history beside it.</summary>
/// <param name="Id">Name in URLs and commands, with hyphens: mine-sites.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="GeometryKind">What the geometries are.</param>
/// <param name="Columns">Published columns in order, without id and geometry.</param>
/// <param name="DatetimeColumn">The column that a datetime filter means; null where the layer has no time of its own (then such a filter has no effect).</param>
/// <param name="Visibility">Who may read it where no visibility.json says otherwise (<see cref="VisibilityTable"/>).</param>
public sealed record LayerDefinition(
    string Id, string TitleZh, string TitleEn, GeometryKind GeometryKind, IReadOnlyList<ColumnDefinition> Columns,
    string? DatetimeColumn, Visibility Visibility)
{
    /// <summary>
    /// True where a row is the present state of a thing (a site, a town) and holds from its writing until it is changed: an instant
    /// in datetime then asks for the states that held at it. False where a row is an event with a time of its own.
    /// </summary>
    public bool IsState { get; init; }

    /// <summary>The cells that stand for the places; null where places are shown as they are.</summary>
    internal CoarseGrid? Cells { get; init; }

    /// <summary>True where cells stand for the places: the R-tree then only says where they may be.</summary>
    internal bool HasCoarsePlaces => Cells is not null;

    /// <summary>Table name: the id with underscores.</summary>
    public string Table => Id.Replace('-', '_');

    /// <summary>What filters may name: id, geometry and every column, unless set otherwise.</summary>
    public Queryables Queryables { get => field ??= LayerQueryables.Of(this); init; }

    /// <summary>The column of a name; null where there is none.</summary>
    public ColumnDefinition? Column(string name) => Columns.FirstOrDefault(c => c.Name == name);
}
