using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using Geo.Core.Volumes;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Volumes;

public class VolumeMeterTests
{
    private static readonly Solid s_cone = Solid.Cone(10, 5);

    [Fact]
    public void What_lies_in_the_box_but_outside_the_polygon_does_not_count()
    {
        // WebODM#1270: a second heap stands in the bounding box of an L-shaped toe line.
        Solid far = s_cone with { Height = (x, y) => s_cone.Height(x, y) + s_cone.Height(x - 26, y - 26), Toe = [(-13, -13), (40, -13), (40, -11), (12, -11), (12, 12), (-11, 12), (-11, 40), (-13, 40)] };
        var measured = VolumeMeter.Default.Measure(far.Sampled(0.25, 340), far.Outline(), new VolumeOptions(), null, default);
        Assert.Equal(1, measured.FillM3 / s_cone.Volume, 2e-3);
    }

    [Fact]
    public void A_hole_and_two_parts_are_measured_as_drawn()
    {
        var toe = s_cone.Outline();
        var factory = new GeometryFactory();
        var box = factory.CreatePolygon(toe.Shell, [(LinearRing)s_cone.Outline().Shell.Copy()]);
        Polygon ring = new((LinearRing)Solid.Cone(14, 1).Outline().Shell, [toe.Shell]);
        var surface = s_cone.Sampled(0.2, 200);
        var around = VolumeMeter.Default.Measure(surface, ring, new VolumeOptions(VolumeBase.Model, s_cone.Sampled(0.2, 200) with { Name = "same" }), null, default);
        Assert.Equal((0.0, 0.0), (around.FillM3, around.CutM3));
        Assert.Equal(Math.PI * (14 * 14 - 100), around.FootprintM2, 0.05);
        Solid pair = s_cone with { Height = (x, y) => s_cone.Height(x - 12, y) + s_cone.Height(x + 12, y) };
        var both = factory.CreateMultiPolygon([s_cone.Outline(12), s_cone.Outline(-12)]);
        Assert.Equal(2, VolumeMeter.Default.Measure(pair.Sampled(0.2, 260), both, new VolumeOptions(), null, default).FillM3 / s_cone.Volume, 4e-3);
        Assert.NotNull(box);
    }

    [Fact]
    public void Missing_heights_are_left_out_and_told()
    {
        var whole = s_cone.Sampled(0.1, 300);
        var holed = whole with { Read = (window, into) => { whole.Read(window, into); for (int i = 0; i < into.Length; i++) if (window.Row + i / window.Width < 150) into[i] = float.NaN; } };
        var measured = VolumeMeter.Default.Measure(holed, s_cone.Outline(), new VolumeOptions(), null, default);
        Assert.InRange(measured.CoveredM2 / measured.FootprintM2, 0.47, 0.53);
        Assert.InRange(measured.FillM3 / s_cone.Volume, 0.45, 0.55);
        Assert.Equal("volume_not_covered", Assert.Single(measured.Remarks).Code);
        var nothing = whole with { Read = (_, into) => into.Fill(float.NaN) };
        Assert.Throws<InputException>(() => VolumeMeter.Default.Measure(nothing, s_cone.Outline(), new VolumeOptions(), null, default));
        Assert.Throws<InputException>(() => VolumeMeter.Default.Measure(nothing, s_cone.Outline(), new VolumeOptions(VolumeBase.Lowest), null, default));
    }

    [Fact]
    public void A_toe_line_partly_or_wholly_off_the_model_is_told()
    {
        var surface = s_cone.Sampled(0.1, 300);
        var partly = VolumeMeter.Default.Measure(surface, s_cone.Outline(13), new VolumeOptions(), null, default);
        Assert.True(partly.CoveredM2 < 0.7 * partly.FootprintM2);
        var off = Assert.Throws<InputException>(() => VolumeMeter.Default.Measure(surface, s_cone.Outline(1000), new VolumeOptions(), null, default));
        Assert.Contains("wholly off", off.Problem, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => VolumeMeter.Default.Measure(surface, new Point(500_000, 4_490_000), new VolumeOptions(), null, default));
    }

    [Fact]
    public void Two_models_give_what_was_added_and_taken_with_and_without_the_mask()
    {
        var before = s_cone.Sampled(0.2, 240);
        // A second lift of 1 m on the east half, 0.5 m dug off in the west, 2 cm everywhere else that are no change.
        var after = before with { Name = "after", Read = (window, into) => { before.Read(window, into); for (int i = 0; i < into.Length; i++) { int col = window.Col + i % window.Width; into[i] += col >= 160 ? 1 : col < 80 ? -0.5f : 0.02f; } } };
        var box = new Solid((_, _) => 0, [(-15, -10), (15, -10), (15, 10), (-15, 10)], 0).Outline();
        var error = new SurfaceError(0.03, 0, 5, 0.02, 0, 0);
        var measured = VolumeMeter.Default.Measure(after, box, new VolumeOptions(VolumeBase.Model, before, error), null, default);
        double west = (80 - (120 + 0.37 - 75)) * 0.2, east = 120.37 * 0.2 + 15 - 160 * 0.2;
        Assert.Equal(east * 20 * 1, measured.Detected!.FillM3, 0.2);
        Assert.Equal(west * 20 * 0.5, measured.Detected.CutM3, 0.2);
        Assert.Equal(east * 20 + 0.02 * 16 * 20, measured.FillM3, 0.3);
        // z √(2 (0.03² + 0.02²)) = 1.96 × 0.0510
        Assert.Equal(1.959964 * Math.Sqrt(2 * 0.0013), measured.Detected.LevelM, 1e-5);
    }

    [Fact]
    public void Web_mercator_does_not_swell_area_or_volume()
    {
        // WebODM#1421: sides right, area wrong. At 40.5° N a metre of the map is 0.76 m.
        var toPlane = GeometryTransform.Of(WellKnown.GaussKruger111, WellKnown.WebMercator);
        var toe = toPlane(s_cone.Outline());
        var back = GeometryTransform.Of(WellKnown.WebMercator, WellKnown.GaussKruger111);
        var centre = toe.EnvelopeInternal.Centre;
        var grid = new Grid(GeoTransform.NorthUp(centre.X - 20, centre.Y + 20, 0.2, 0.2), 200, 200, WellKnown.WebMercator);
        var surface = Solid.On(grid, (x, y) =>
        {
            var p = (Point)back(new Point(x, y));
            return s_cone.Height(p.X - 500_000, p.Y - 4_490_000);
        });
        var measured = VolumeMeter.Default.Measure(surface, toe, new VolumeOptions(), null, default);
        Assert.Equal(1, measured.FillM3 / s_cone.Volume, 2e-3);
        Assert.Equal(Ellipsoid.Area(GeometryTransform.Transform(s_cone.Outline(), WellKnown.GaussKruger111, WellKnown.Crs84)).Value, measured.FootprintM2, 0.05);
    }

    [Theory]
    [InlineData("ft", 0.3048)]
    [InlineData("US survey foot", 0.3048006096)]
    [InlineData("m", 1)]
    public void Heights_in_feet_become_metres(string unit, double metres)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("dsm.tif");
        var grid = new Grid(GeoTransform.NorthUp(500_000, 4_490_000, 1, 1), 4, 4, WellKnown.GaussKruger111);
        using (var made = Dataset.Create(path, new RasterSpec(grid, 1, PixelType.Float32, -9999)))
        {
            made.Write<float>(1, grid.Whole, [.. Enumerable.Repeat(100f, 15), -9999f]);
            made.SetUnit(1, unit);
            made.Close();
        }

        using var raster = HeightRaster.Open(path);
        var heights = new float[16];
        raster.Read(grid.Whole, heights);
        Assert.Equal(100 * metres, heights[0], 1e-4);
        Assert.True(float.IsNaN(heights[15]));
    }

    [Fact]
    public void Degrees_and_unknown_units_are_refused_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        void Make(string name, SpatialReference crs, string unit)
        {
            using var made = Dataset.Create(folder.File(name), new RasterSpec(new Grid(GeoTransform.NorthUp(110, 40.6, 0.001, 0.001), 4, 4, crs), 1, PixelType.Float32, null));
            if (unit.Length > 0) made.SetUnit(1, unit);
            made.Close();
        }

        Make("degrees.tif", WellKnown.Crs84, "");
        Make("cubits.tif", WellKnown.GaussKruger111, "cubit");
        Assert.Contains("gdalwarp", Assert.Throws<InputException>(() => HeightRaster.Open(folder.File("degrees.tif"))).Mend, StringComparison.Ordinal);
        Assert.Contains("cubit", Assert.Throws<InputException>(() => HeightRaster.Open(folder.File("cubits.tif"))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_range_over_bases_holds_each_base_as_measured_alone()
    {
        var surface = Solid.Cone(10, 5, (x, y) => 0.1 * x + 0.2 * Math.Sin(y / 2)).Sampled(0.2, 160);
        var plane = VolumeMeter.Default.Measure(surface, s_cone.Outline(), new VolumeOptions(), null, default);
        foreach (BaseVolume one in plane.Bases)
        {
            var alone = VolumeMeter.Default.Measure(surface, s_cone.Outline(), new VolumeOptions(one.Base), null, default);
            Assert.Equal(alone.NetM3, one.NetM3, 1e-6 * s_cone.Volume);
        }

        Assert.Equal(3, plane.Bases.Count);
        Assert.True(plane.OverBases.Low < plane.NetM3 && plane.OverBases.High > plane.NetM3);
    }

    [Fact]
    public void A_lorry_on_the_toe_line_hardly_moves_the_plane()
    {
        Solid lorry = s_cone with { Height = (x, y) => s_cone.Height(x, y) + (x is > 9 and < 13 && Math.Abs(y) < 1.5 ? 3 : 0) };
        var measured = VolumeMeter.Default.Measure(lorry.Sampled(0.2, 160), s_cone.Outline(), new VolumeOptions(), null, default);
        Assert.Equal(1000, measured.BaseHeightM, 0.01);
    }
}
