namespace Geo.Core.Detection;

/// <summary>An object of the first stage.</summary>
/// <param name="Runs">Its pixels in the grid, row by row; holes that were filled are not among them.</param>
/// <param name="Polygon">What it would be as a detection.</param>
internal sealed record Candidate(PixelRun[] Runs, DetectionPolygon Polygon)
{
    /// <summary>What the second stage weighs, in the order of <see cref="ObjectAttributes.Names"/>; empty where it was not measured.</summary>
    public IReadOnlyList<double> Attributes { get; init; } = [];

    /// <summary>The window that holds it.</summary>
    public Window Box
    {
        get
        {
            int left = Runs.Min(r => r.From), top = Runs[0].Row;
            return new Window(left, top, Runs.Max(r => r.To) - left, Runs[^1].Row - top + 1);
        }
    }
}
