using NetTopologySuite.Geometries;

namespace Geo.Core.Detection;

/// <summary>A polygon found by a survey (疑似图斑), before it is matched with sites. Named so because Detection is the room.</summary>
/// <param name="Class">Class name: stockpile or unrestored_pit.</param>
/// <param name="Geometry">Polygon or MultiPolygon, longitude/latitude (CRS84), valid.</param>
/// <param name="Probability">Mean smoothed probability of the class over its pixels, [0, 1].</param>
/// <param name="Area">Ellipsoidal area.</param>
/// <param name="PixelCount">Pixels of the survey grid.</param>
public sealed record DetectionPolygon(string Class, Geometry Geometry, double Probability, SquareMetres Area, int PixelCount)
{
    /// <summary>Largest smoothed probability of the class over its pixels, [0, 1].</summary>
    public double MaximumProbability { get; init; }

    /// <summary>What the second stage gives it, [0, 1]; null where the model has none for the class.</summary>
    public double? ObjectProbability { get; init; }
}
