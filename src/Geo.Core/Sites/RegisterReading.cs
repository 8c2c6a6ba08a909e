namespace Geo.Core.Sites;

/// <summary>A sentence in both languages.</summary>
public sealed record Reason(string Zh, string En)
{
    /// <summary>In the language asked for: zh, else English.</summary>
    public string In(string language) => language == "zh" ? Zh : En;
}

/// <summary>One row of a register as read.</summary>
/// <param name="Row">Record in the file, from 1 (in a CSV the line after the header is 1).</param>
/// <param name="Code">Code where one could be read.</param>
/// <param name="Entry">The entry; null where the row was refused.</param>
/// <param name="Reasons">Why it was refused; for a taken row what was mended or looks odd.</param>
public sealed record RegisterRow(int Row, string? Code, RegisterEntry? Entry, IReadOnlyList<Reason> Reasons)
{
    /// <summary>Its row in the sheet, or its line in a text table, as the person sees it there; null for files that are no tables.</summary>
    public int? Line { get; init; }

    /// <summary>True where the row became an entry.</summary>
    public bool Taken => Entry is not null;
}

/// <summary>A register as read: row by row, and which column was taken for which field.</summary>
/// <param name="Kind">mine-sites, dumps, sensitive-areas, key-control-areas, towns or rivers.</param>
/// <param name="Rows">All rows in the file's order.</param>
/// <param name="Columns">Field to column.</param>
/// <param name="Unused">Columns that no field took.</param>
public sealed record RegisterReading(
    string Kind, IReadOnlyList<RegisterRow> Rows, IReadOnlyDictionary<string, string> Columns, IReadOnlyList<string> Unused)
{
    /// <summary>What concerns the file rather than a row: what was left out, turned round, moved.</summary>
    public IReadOnlyList<Reason> Remarks { get; init; } = [];

    /// <summary>Layer or sheet that was read.</summary>
    public string Layer { get; init; } = "";

    /// <summary>Layers or sheets to choose from.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Row of the sheet in which the head begins; null for files that are no tables.</summary>
    public int? HeadLine { get; init; }

    /// <summary>All columns in the file's order, with what the first rows hold.</summary>
    public IReadOnlyList<RegisterColumn> Header { get; init; } = [];

    /// <summary>Fields that a column may be named for.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>System of the coordinates: EPSG:n, CRS84, gcj02, bd09; null where it has to be confirmed.</summary>
    public string? Crs { get; init; }

    /// <summary>By whom that is: said, declared, assumed, or unknown.</summary>
    public string CrsFrom { get; init; } = "";

    /// <summary>What the system could be, where the person has to confirm one before anything is stored; null where it is settled.</summary>
    public Places.CrsGuess? Guess { get; init; }
}

/// <summary>A column of a file.</summary>
/// <param name="Name">As its head says; a letter where it has none.</param>
/// <param name="Samples">What its first filled cells hold.</param>
public sealed record RegisterColumn(string Name, IReadOnlyList<string> Samples);

/// <summary>How to read a register.</summary>
public sealed record RegisterOptions
{
    /// <summary>The first layer, CRS from the file, columns by their names.</summary>
    public static RegisterOptions Default { get; } = new();

    /// <summary>Layer of the file; null for its only one.</summary>
    public string? Layer { get; init; }

    /// <summary>EPSG:4546, crs84, gcj02, bd09…; null for the file's own.</summary>
    public string? SourceCrs { get; init; }

    /// <summary>Column by field, where the header does not say it.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>What messages call the file; null for its path.</summary>
    public string? FileName { get; init; }

    /// <summary>Bounds of the district as the workspace knows it, longitude and latitude: evidence for a guess, and a check of what is declared. Null where nothing is known.</summary>
    public NetTopologySuite.Geometries.Envelope? District { get; init; }

    /// <summary>Take places outside of China too.</summary>
    public bool AnyPlace { get; init; }
}
