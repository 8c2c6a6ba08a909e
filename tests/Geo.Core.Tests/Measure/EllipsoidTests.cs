using System.Globalization;
using CsCheck;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Measure;

/// <summary>
/// Expected values: geod_inverse and geod_polygonarea of PROJ 9.1.1 (GeographicLib's C library) with a = 6378137,
/// f = 1/298.257222101; areas from rings densified to 1 000 and 10 000 points an edge
/// and extrapolated, so that geodesic edges follow the straight ones.
/// </summary>
public class EllipsoidTests
{
    [Theory]
    [InlineData(110, 40.5, 110.0001, 40.5, 8.476776351834374)]
    [InlineData(109.94, 40.46, 110.44, 40.65, 47313.84686540409)]
    [InlineData(110.1, 40.5, 110.1, 40.6, 11104.522020453447)]
    [InlineData(0, 0, 1, 0, 111319.49079327357)]
    [InlineData(0, 0, 179.9, 0, 20003008.42134941)]
    [InlineData(0, 0, 179.5, 0.5, 19936288.578833293)]
    [InlineData(0, -30, 179.8, 29.9, 19989832.82745716)]
    [InlineData(0, 0, 180, 0, 20003931.458460927)]
    [InlineData(10, 90, 20, -35, 13876558.630819645)]
    [InlineData(-5, 50, 178, -49.7, 19799258.29428651)]
    [InlineData(0, 0, 0.001, 0.001, 156.90347192434746)]
    [InlineData(0, 10, 180, -20, 18897420.037556395)]
    [InlineData(179.9, 40, -179.9, 40.1, 20360.44083751392)]
    public void Distance_equals_geod_inverse(double lon1, double lat1, double lon2, double lat2, double metres)
    {
        Assert.Equal(metres, Ellipsoid.Distance(lon1, lat1, lon2, lat2), 1e-6);
        Assert.Equal(metres, Ellipsoid.Distance(lon2, lat2, lon1, lat1), 1e-6);
    }

    [Theory]
    [InlineData("110 40.5, 110.001 40.5, 110.001 40.501, 110 40.501, 110 40.5", 9412.9041812, 1e-6)]
    [InlineData("109.94 40.46, 110.44 40.46, 110.44 40.65, 109.94 40.65, 109.94 40.46", 893509861.8422606, 1)]
    [InlineData("110 40, 111 40.2, 110.5 41, 110 40", 4242016830.05, 1)]
    [InlineData("0 0, 90 0, 0 90, 0 0", 40529108659474.9, 1e6)]
    [InlineData("100 -10, 120 -10, 130 50, 95 60, 100 -10", 18995993163965.8, 1e5)]
    public void Area_equals_geod_polygonarea_of_the_densified_ring(string ring, double squareMetres, double tolerance)
    {
        Assert.Equal(squareMetres, Ellipsoid.Area(Wkt($"POLYGON (({ring}))")).Value, tolerance);
        Assert.Equal(squareMetres, Ellipsoid.Area(Wkt($"POLYGON (({ring}))").Reverse()).Value, tolerance);
    }

    [Fact]
    public void Whole_world_has_the_area_of_the_ellipsoid() =>
        // 4π times the authalic radius squared of GRS 80, 6 371 007.1809 m (Moritz 2000, Geodetic Reference System 1980).
        Assert.Equal(4 * Math.PI * 6371007.1809 * 6371007.1809,
            Ellipsoid.Area(Wkt("POLYGON ((-180 -90, 180 -90, 180 90, -180 90, -180 -90))")).Value, 1e7);

    [Fact]
    public void Holes_are_taken_out_and_parts_added()
    {
        double whole = Area("POLYGON ((110 40, 110.1 40, 110.1 40.1, 110 40.1, 110 40))");
        double hole = Area("POLYGON ((110.02 40.02, 110.05 40.02, 110.05 40.05, 110.02 40.05, 110.02 40.02))");
        Assert.Equal(whole - hole, Area("POLYGON ((110 40, 110.1 40, 110.1 40.1, 110 40.1, 110 40), (110.02 40.02, 110.05 40.02, 110.05 40.05, 110.02 40.05, 110.02 40.02))"), 1e-4);
        Assert.Equal(2 * hole, Area("GEOMETRYCOLLECTION (POLYGON ((110.02 40.02, 110.05 40.02, 110.05 40.05, 110.02 40.05, 110.02 40.02)), MULTIPOLYGON (((111.02 40.02, 111.05 40.02, 111.05 40.05, 111.02 40.05, 111.02 40.02))), POINT (1 1), LINESTRING (1 1, 2 2))"), 1e-4);
        Assert.Equal(0, Area("POLYGON EMPTY"));
    }

    [Fact]
    public void Cutting_a_polygon_keeps_its_area() =>
        Gen.Select(Gen.Double[-179, 170], Gen.Double[-80, 79], Gen.Double[0.001, 9], Gen.Double[0.1, 0.9]).Sample((lon, lat, size, share) =>
        {
            double x = lon + size * share;
            double whole = Area(Box(lon, lat, lon + size, lat + size));
            double parts = Area(Box(lon, lat, x, lat + size)) + Area(Box(x, lat, lon + size, lat + size));
            return Math.Abs(whole - parts) <= 1e-10 * whole + 1e-6;
        }, iter: 200);

    [Fact]
    public void Length_adds_geodesics()
    {
        Assert.Equal(8.476776351834374 + 11104.522020453447, Ellipsoid.Length(Wkt("MULTILINESTRING ((110 40.5, 110.0001 40.5), (110.1 40.5, 110.1 40.6))")), 1e-6);
        Assert.Equal(391.6228000172086, Ellipsoid.Length(Wkt("POLYGON ((110 40.5, 110.001 40.5, 110.001 40.501, 110 40.501, 110 40.5))")), 1e-6);
        Assert.Equal(0, Ellipsoid.Length(Wkt("POINT (1 1)")));
    }

    [Fact]
    public void Distance_of_geometries_is_that_of_their_nearest_points()
    {
        var west = Wkt("POLYGON ((110 40, 110.1 40, 110.1 40.6, 110 40.6, 110 40))");
        var point = Wkt("POINT (110.1001 40.5)");
        Assert.Equal(8.476776351834374, Ellipsoid.Distance(west, point), 1e-5);
        Assert.Equal(8.476776351834374, Ellipsoid.Distance(point, west), 1e-5);
        Assert.Equal(0, Ellipsoid.Distance(west, Wkt("POINT (110.05 40.3)")));
        Assert.Equal(0, Ellipsoid.Distance(west, Wkt("LINESTRING (109 40.3, 111 40.3)")));
        // 0.1 degree of meridian, the line is nearest at its end.
        Assert.Equal(11104.522020453447, Ellipsoid.Distance(Wkt("LINESTRING (110.1 40.6, 110.1 41)"), Wkt("POINT (110.1 40.5)")), 1e-5);
    }

    /// <summary>Against a search along the line by geodesics: 1 mm within 10 km, 0.1 % within 500 km, as promised.</summary>
    [Fact]
    public void Nearest_point_of_a_line_is_nearest_on_the_ellipsoid() => Gen.Select(
        Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Bool).Sample((x1, y1, x2, y2, far) =>
    {
        double size = far ? 2.0 : 0.04;
        var (lon1, lat1, lon2, lat2) = (110 + size * x1, 40.5 + size * y1, 110 + size * x2, 40.5 + size * y2);
        double At(double share) => Ellipsoid.Distance(110, 40.5, lon1 + share * (lon2 - lon1), lat1 + share * (lat2 - lat1));
        double low = 0, high = 1;
        for (int i = 0; i < 80; i++)
        {
            double a = low + (high - low) / 3, b = high - (high - low) / 3;
            (low, high) = At(a) < At(b) ? (low, b) : (a, high);
        }

        double nearest = At((low + high) / 2);
        double ours = Ellipsoid.Distance(new Point(110, 40.5), new LineString([new(lon1, lat1), new(lon2, lat2)]));
        return Math.Abs(ours - nearest) < (far ? 1e-3 * nearest + 1e-3 : 1e-3);
    }, iter: 200);

    private static double Area(string wkt) => Ellipsoid.Area(Wkt(wkt)).Value;

    private static string Box(double west, double south, double east, double north) => string.Create(CultureInfo.InvariantCulture,
        $"POLYGON (({west:R} {south:R}, {east:R} {south:R}, {east:R} {north:R}, {west:R} {north:R}, {west:R} {south:R}))");

    private static Geometry Wkt(string wkt) => new WKTReader().Read(wkt);
}
