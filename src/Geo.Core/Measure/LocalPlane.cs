using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Distance;

namespace Geo.Core.Measure;

/// <summary>
/// A plane in metres round one latitude: x along the parallel, y along the meridian. An affine map of longitude and
/// latitude, so straight edges stay straight; its scale is true at the middle latitude only.
/// </summary>
internal static class LocalPlane
{
    private const double Radian = Math.PI / 180;
    private const double E2 = Ellipsoid.Flattening * (2 - Ellipsoid.Flattening);

    /// <summary>The nearest points of two geometries, longitude/latitude; the plane is moved to their middle until it rests.</summary>
    public static (Coordinate A, Coordinate B) NearestPoints(Geometry a, Geometry b)
    {
        var middle = a.EnvelopeInternal.Centre;
        double latitude = (middle.Y + b.EnvelopeInternal.Centre.Y) / 2;
        Coordinate[] nearest = [];
        for (int i = 0; i < 3; i++)
        {
            var (scaleX, scaleY) = Scales(latitude);
            var plane = AffineTransformation.ScaleInstance(scaleX, scaleY);
            nearest = DistanceOp.NearestPoints(plane.Transform(a), plane.Transform(b));
            foreach (var point in nearest) (point.X, point.Y) = (point.X / scaleX, point.Y / scaleY);
            double next = (nearest[0].Y + nearest[1].Y) / 2;
            if (Math.Abs(next - latitude) < 1e-4) break;
            latitude = next;
        }

        // Geometries that meet have nearest points equal but for rounding.
        return Math.Abs(nearest[0].X - nearest[1].X) + Math.Abs(nearest[0].Y - nearest[1].Y) < 1e-13
            ? (nearest[0], nearest[0])
            : (nearest[0], nearest[1]);
    }

    /// <summary>Something done in the plane of a geometry's middle latitude.</summary>
    /// <param name="lonLat">Longitude/latitude.</param>
    /// <param name="change">From metres to metres.</param>
    public static Geometry Within(Geometry lonLat, Func<Geometry, Geometry> change)
    {
        var (scaleX, scaleY) = Scales(lonLat.EnvelopeInternal.Centre.Y);
        var middle = lonLat.EnvelopeInternal.Centre;
        // About the middle, so that the metres stay small numbers.
        var toPlane = AffineTransformation.TranslationInstance(-middle.X, -middle.Y).Scale(scaleX, scaleY);
        return AffineTransformation.ScaleInstance(1 / scaleX, 1 / scaleY).Translate(middle.X, middle.Y).Transform(change(toPlane.Transform(lonLat)));
    }

    /// <summary>Metres for one degree of longitude and of latitude.</summary>
    private static (double X, double Y) Scales(double latitude)
    {
        var (s, c) = Math.SinCos(latitude * Radian);
        double w2 = 1 - E2 * s * s;
        double n = Ellipsoid.SemiMajorAxis / Math.Sqrt(w2);
        return (Math.Max(n * c, 1) * Radian, n * (1 - E2) / w2 * Radian);
    }
}
