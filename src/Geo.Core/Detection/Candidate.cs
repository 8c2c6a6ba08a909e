namespace Geo.Core.Detection;

/// <summary>An object of the first stage.</summary>
/// <param name="Runs">Its pixels in the grid, row by row; holes that were filled are not among them.</param>
/// <param name="Polygon">What it would be as a detection.</param>
internal sealed record Candidate(PixelRun[] Runs, DetectionPolygon Polygon);
