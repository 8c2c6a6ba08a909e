namespace Geo.Core.Inventory.Grading;

/// <summary>The grades of 分级管控, the gravest first.</summary>
public static class ControlGrade
{
    /// <summary>I high, II medium, III low.</summary>
    public static IReadOnlyList<string> All { get; } = ["I", "II", "III"];
}
