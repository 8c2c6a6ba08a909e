namespace Geo.Core.Detection;

/// <summary>How places to label next are chosen.</summary>
public sealed record LabellingOptions
{
    /// <summary>At most so many places.</summary>
    public int Count { get; init; } = 20;

    /// <summary>Decision threshold of the reported classes, [0, 1].</summary>
    public double Threshold { get; init; } = SurveyOptions.UsualThreshold;

    /// <summary>Mean doubt of a place, at least, [0, 1]; below it the model is sure enough.</summary>
    public double LeastDoubt { get; init; } = 0.5;

    /// <summary>Block of pixels worked on at once, taken up to whole tiles of 64. No influence on the result.</summary>
    public int BlockSize { get; init; } = 512;

    /// <summary>Threads, at least 1. No influence on the result.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);
}

/// <summary>A square of ground that a label would teach the model most about.</summary>
/// <param name="Longitude">Of its centre, degrees (CRS84).</param>
/// <param name="Latitude">Of its centre, degrees.</param>
/// <param name="SizeM">Side, m: the root of its area on the ellipsoid.</param>
/// <param name="First">The likeliest class.</param>
/// <param name="Second">The second likeliest.</param>
/// <param name="FirstProbability">Mean probability of the likeliest class.</param>
/// <param name="SecondProbability">Mean probability of the second.</param>
/// <param name="Doubt">Mean doubt, [0, 1].</param>
/// <param name="Square">Its outline, CRS84.</param>
public sealed record UncertainPlace(
    double Longitude, double Latitude, double SizeM, string First, string Second, double FirstProbability, double SecondProbability,
    double Doubt, NetTopologySuite.Geometries.Polygon Square);
