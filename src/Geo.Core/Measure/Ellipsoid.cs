using NetTopologySuite.Geometries;

namespace Geo.Core.Measure;

/// <summary>
/// Areas, lengths and distances on the CGCS2000 ellipsoid (a = 6 378 137 m, f = 1/298.257222101; WGS 84 differs by
/// 0.1 mm in its polar axis). Coordinates are longitude and latitude in degrees (x, y); results are metric.
/// </summary>
public static class Ellipsoid
{
    /// <summary>Semi-major axis, m (GB 22021: CGCS2000).</summary>
    public const double SemiMajorAxis = 6_378_137.0;

    /// <summary>Flattening of CGCS2000.</summary>
    public const double Flattening = 1 / 298.257222101;

    /// <summary>Area enclosed on the ellipsoid; shells less holes, summed over a collection; lines and points have none.</summary>
    /// <param name="lonLat">Longitude/latitude. Edges are straight lines in longitude/latitude, as RFC 7946 defines them;
    /// they differ from geodesics by less than 1e-5 of the area for edges below 1 km. Longitudes beyond ±180 may be used
    /// to cross the antimeridian.</param>
    /// <returns>m², never negative, whatever the ring orientation.</returns>
    public static SquareMetres Area(Geometry lonLat)
    {
        ArgumentNullException.ThrowIfNull(lonLat);
        return new SquareMetres(AreaOf(lonLat));
    }

    /// <summary>Length of lines, perimeter of polygons (shells and holes), as the sum of geodesics between successive vertices.</summary>
    /// <param name="lonLat">Longitude/latitude, degrees.</param>
    /// <returns>Metres; 0 for points.</returns>
    public static double Length(Geometry lonLat)
    {
        ArgumentNullException.ThrowIfNull(lonLat);
        return lonLat switch
        {
            LineString line => LengthOf(line.CoordinateSequence),
            Polygon { IsEmpty: false } polygon => LengthOf(polygon.Shell.CoordinateSequence) + polygon.Holes.Sum(h => LengthOf(h.CoordinateSequence)),
            GeometryCollection collection => collection.Geometries.Sum(Length),
            _ => 0,
        };
    }

    /// <summary>Length of the geodesic between two places.</summary>
    /// <param name="lon1">Longitude of the first, degrees.</param>
    /// <param name="lat1">Latitude of the first, degrees in [-90, 90].</param>
    /// <param name="lon2">Longitude of the second, degrees.</param>
    /// <param name="lat2">Latitude of the second, degrees in [-90, 90].</param>
    /// <returns>Metres, exact to some nanometres, also for antipodal places.</returns>
    public static double Distance(double lon1, double lat1, double lon2, double lat2) =>
        GeodesicInverse.Distance(lon1, lat1, lon2, lat2);

    /// <summary>Shortest distance between two geometries; 0 where they meet.</summary>
    /// <param name="a">Longitude/latitude, not empty.</param>
    /// <param name="b">Longitude/latitude, not empty.</param>
    /// <returns>
    /// Metres. The nearest points are sought in a plane that is true in scale at their middle, and their geodesic is
    /// measured: better than 1 mm below 10 km, better than 0.1 % below 500 km at middle latitudes.
    /// </returns>
    public static double Distance(Geometry a, Geometry b)
    {
        var (p, q) = LocalPlane.NearestPoints(a, b);
        return p.Equals2D(q) ? 0 : Distance(p.X, p.Y, q.X, q.Y);
    }

    private static double AreaOf(Geometry geometry) => geometry switch
    {
        Polygon { IsEmpty: false } polygon =>
            Math.Abs(AuthalicArea.SignedRing(polygon.Shell.CoordinateSequence))
            - polygon.Holes.Sum(h => Math.Abs(AuthalicArea.SignedRing(h.CoordinateSequence))),
        GeometryCollection collection => collection.Geometries.Sum(AreaOf),
        _ => 0,
    };

    private static double LengthOf(CoordinateSequence line)
    {
        double sum = 0;
        for (int i = 1; i < line.Count; i++)
        {
            sum += Distance(line.GetX(i - 1), line.GetY(i - 1), line.GetX(i), line.GetY(i));
        }

        return sum;
    }
}
