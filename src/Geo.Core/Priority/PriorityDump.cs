namespace Geo.Core.Priority;

/// <summary>A dump as it is ranked.</summary>
/// <param name="Code">Its code; ties are broken by it, ordinally.</param>
/// <param name="Name">Name.</param>
/// <param name="Town">Town; null where unknown.</param>
/// <param name="Columns">What is known of it by column: text, whole and broken numbers, flags, null.</param>
public sealed record PriorityDump(string Code, string Name, string? Town, IReadOnlyDictionary<string, object?> Columns)
{
    /// <summary>Text of a column; null where it is missing or empty.</summary>
    public string? Text(string column) => Columns.GetValueOrDefault(column) is string { Length: > 0 } text ? text : null;

    /// <summary>Number of a column; null where it is missing or not finite.</summary>
    public double? Number(string column) => Columns.GetValueOrDefault(column) switch
    {
        double number when double.IsFinite(number) => number,
        long whole => whole,
        int whole => whole,
        _ => null,
    };

    /// <summary>True where the column holds anything.</summary>
    public bool Holds(string column) => Columns.GetValueOrDefault(column) is { } value and not "" && value is not double.NaN;
}
