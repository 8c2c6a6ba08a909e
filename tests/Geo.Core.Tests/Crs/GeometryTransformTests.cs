using Geo.Core.Crs;
using Geo.Core.Gdal;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Crs;

public sealed class GeometryTransformTests
{
    [Theory]
    [InlineData(4326)]
    [InlineData(4490)]
    [InlineData(4546)]
    [InlineData(4525)]
    [InlineData(3857)]
    [InlineData(32649)]
    [InlineData(32749)]
    [InlineData(32648)]
    public void ProjNet_and_Proj_agree_within_a_millimetre_on_a_kilometre_grid_over_Donghe(int code)
    {
        // 109.94-110.44 E, 40.46-40.65 N in steps of about 1 km.
        var points = new List<Coordinate>();
        for (double lon = 109.94; lon <= 110.44; lon += 0.0118)
        {
            for (double lat = 40.46; lat <= 40.65; lat += 0.009)
            {
                points.Add(new Coordinate(lon, lat));
            }
        }

        var target = Projection.FromEpsg(code);
        var grid = new MultiPoint([.. points.Select(p => new Point(p))]);
        var ours = GeometryTransform.Transform(grid, WellKnown.Cgcs2000, target);
        double[] x = [.. points.Select(p => p.X)], y = [.. points.Select(p => p.Y)];
        using (var proj = new PointTransform(WellKnown.Cgcs2000, target))
        {
            proj.Transform(x, y);
        }

        double degree = code is 4326 or 4490 ? 1e5 : 1;
        Assert.All(ours.Coordinates.Select((c, i) => (c, i)), p =>
        {
            Assert.InRange((p.c.X - x[p.i]) * degree, -1e-3, 1e-3);
            Assert.InRange((p.c.Y - y[p.i]) * degree, -1e-3, 1e-3);
        });

        // And back: 1e-8 degrees is about 1 mm.
        var back = GeometryTransform.Transform(ours, target, WellKnown.Crs84);
        Assert.All(back.Coordinates.Zip(points), p =>
        {
            Assert.InRange(p.First.X - p.Second.X, -1e-8, 1e-8);
            Assert.InRange(p.First.Y - p.Second.Y, -1e-8, 1e-8);
        });
    }

    // echo "40.58 110.02" | cs2cs -f %.4f EPSG:4326 EPSG:N (PROJ 9.1.1); northing first there, easting first here.
    [Theory]
    [InlineData(4546, 417025.7235, 4494393.9826)]
    [InlineData(4525, 37417025.7235, 4494393.9826)]
    [InlineData(32649, 417058.9132, 4492596.2251)]
    [InlineData(3857, 12247370.3771, 4950587.7535)]
    public void One_asymmetrical_point_has_its_east_first(int code, double east, double north)
    {
        var (x, y) = GeometryTransform.Transform(110.02, 40.58, WellKnown.Crs84, Projection.FromEpsg(code));
        Assert.Equal(east, x, 3);
        Assert.Equal(north, y, 3);
    }

    [Fact]
    public void Cgcs2000_and_wgs84_are_one_by_decree()
    {
        var polygon = new WKTReader().Read("POLYGON ((110 40, 111 40, 110 41, 110 40))");
        var moved = GeometryTransform.Transform(polygon, WellKnown.Cgcs2000, WellKnown.Crs84);
        Assert.True(polygon.EqualsExact(moved));
        Assert.Equal(4326, moved.SRID);
        Assert.NotSame(polygon, moved);
    }

    [Fact]
    public void A_system_that_ProjNet_lacks_goes_through_Proj()
    {
        // echo "440720 3751320" | cs2cs -f %.7f EPSG:26711 EPSG:4267
        var (x, y) = GeometryTransform.Transform(440720, 3751320, Projection.FromEpsg(26711), Projection.FromEpsg(4267));
        Assert.Equal(-117.6411686, x, 6);
        Assert.Equal(33.9023527, y, 6);
    }

    [Theory]
    [InlineData(4610)]
    [InlineData(4214)]
    [InlineData(2383)]
    public void Secret_shifts_are_refused(int code) =>
        Assert.Throws<InputException>(() => GeometryTransform.Of(Projection.FromEpsg(code), WellKnown.Cgcs2000));

    [Fact]
    public void Within_one_old_datum_nothing_is_refused() =>
        Assert.NotNull(GeometryTransform.Of(Projection.FromEpsg(4610), Projection.FromEpsg(2383)));

    [Fact]
    public void Metres_claimed_to_be_degrees_are_refused()
    {
        var point = new Point(417025, 4494393);
        var error = Assert.Throws<InputException>(() => GeometryTransform.Transform(point, Projection.FromEpsg(4269), WellKnown.GaussKruger111));
        Assert.Contains("CRS", error.Mend, StringComparison.Ordinal);
    }
}
