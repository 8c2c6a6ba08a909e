using NetTopologySuite.Geometries;

namespace Geo.Core.Measure;

/// <summary>Land within so many metres of something.</summary>
public static class Buffers
{
    private const int SegmentsAQuarter = 8;

    /// <summary>The area within a distance, in a plane of metres true in scale at the geometry's middle latitude.</summary>
    /// <param name="lonLat">Longitude/latitude, not empty.</param>
    /// <param name="metres">Not negative.</param>
    /// <returns>Longitude/latitude; corners rounded by chords, so that it lies up to 0.5 % of the distance inside the true one, and no farther than 0.1 % off in scale for what is less than 10 km from north to south.</returns>
    public static Geometry Around(Geometry lonLat, double metres)
    {
        ArgumentNullException.ThrowIfNull(lonLat);
        ArgumentOutOfRangeException.ThrowIfNegative(metres);
        return LocalPlane.Within(lonLat, plane => plane.Buffer(metres, SegmentsAQuarter));
    }
}
