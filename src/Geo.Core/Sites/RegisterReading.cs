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
    /// <summary>True where the row became an entry.</summary>
    public bool Taken => Entry is not null;
}

/// <summary>A register as read: row by row, and which column was taken for which field.</summary>
/// <param name="Kind">mine-sites, dumps, sensitive-areas, key-control-areas, towns or rivers.</param>
/// <param name="Rows">All rows in the file's order.</param>
/// <param name="Columns">Field to column.</param>
/// <param name="Unused">Columns that no field took.</param>
public sealed record RegisterReading(
    string Kind, IReadOnlyList<RegisterRow> Rows, IReadOnlyDictionary<string, string> Columns, IReadOnlyList<string> Unused);

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

    /// <summary>Take places outside of China too.</summary>
    public bool AnyPlace { get; init; }
}
