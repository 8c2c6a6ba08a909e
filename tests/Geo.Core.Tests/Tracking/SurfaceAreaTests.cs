using Geo.Core.Crs;
using Geo.Core.Tests.Predictors;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Tracking;

public class SurfaceAreaTests
{
    private static readonly Grid s_grid = MemorySource.Plane(200, 200) with { Crs = WellKnown.GaussKruger111 };

    private static RasterValues Heights(Func<double, double, double> heightAt) => new(s_grid, (window, into) =>
    {
        for (int i = 0; i < into.Length; i++)
        {
            var (x, y) = s_grid.Transform.Apply(window.Col + i % window.Width + 0.5, window.Row + i / window.Width + 0.5);
            into[i] = (float)heightAt(x - 501_000, y - 4_499_000);
        }
    });

    private static Geometry Site(Geometry onGrid) => GeometryTransform.Transform(onGrid, WellKnown.GaussKruger111, WellKnown.Crs84);

    [Theory]
    [InlineData(30, 0)]
    [InlineData(30, 90)]
    [InlineData(45, 200)]
    [InlineData(0, 0)]
    public void A_tilted_plane_has_its_area_over_the_cosine_of_its_slope(double slope, double azimuth)
    {
        double rise = Math.Tan(slope * Math.PI / 180), east = Math.Sin(azimuth * Math.PI / 180), north = Math.Cos(azimuth * Math.PI / 180);
        var site = Site(new Point(501_003, 4_499_007).Buffer(333, 16));
        double? area = SurfaceArea.Of(site, 100_000, Heights((x, y) => 1000 + rise * (x * east + y * north)));
        Assert.Equal(100_000 / Math.Cos(slope * Math.PI / 180), area!.Value, 1.0);
    }

    [Fact]
    public void A_cone_has_its_mantle()
    {
        // Radius 500 m, height 200 m: mantle π r sqrt(r² + h²) = 1.07703 π r²; Horn's weights blunt the tip, a pixel of 10 m wide.
        var site = Site(new Point(501_000, 4_499_000).Buffer(500, 64));
        double? area = SurfaceArea.Of(site, 1, Heights((x, y) => 200 - 0.4 * double.Hypot(x, y)));
        Assert.Equal(Math.Sqrt(1.16), area!.Value, 0.001);
    }

    [Fact]
    public void A_height_model_that_does_not_cover_the_site_gives_no_surface()
    {
        Assert.Null(SurfaceArea.Of(Site(new Point(500_050, 4_499_000).Buffer(100)), 1, Heights((_, _) => 1000)));
        Assert.Null(SurfaceArea.Of(Site(new Point(501_000, 4_499_000).Buffer(100)), 1, Heights((x, _) => x > 0 ? double.NaN : 1000)));
    }

    [Fact]
    public void Slope_and_aspect_of_a_plane_point_downhill()
    {
        // Falls toward the west by 1 in 10.
        var field = new SlopeField(Heights((x, _) => 0.1 * x), new Window(5, 5, 3, 3));
        var (slope, aspect) = field.At(4);
        Assert.Equal(Math.Atan(0.1) * 180 / Math.PI, slope, 1e-3);
        Assert.Equal(270, aspect, 1e-3);
        Assert.Equal(0, new SlopeField(Heights((_, y) => -0.1 * y), new Window(5, 5, 3, 3)).At(4).Aspect % 360, 1e-3);
    }
}
