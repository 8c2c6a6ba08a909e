using System.Text.Json;
using CsCheck;
using Geo.Core.Zonal;
using Geo.Testing;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Zonal;

public class CoverageTests
{
    [Fact]
    public void Diagonal_covers_half_of_the_pixels_it_crosses() =>
        Assert.Equal([0.5, 0, 1, 0.5], Coverage.Of(Wkt("POLYGON ((0 0, 2 0, 0 2, 0 0))"), Grid(0, 0, 2, 2, 1, 1)).Fractions);

    [SkippableFact]
    public void All_cases_of_exactextract_are_met()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedData.Path("exactextract-coverage", "coverage_cases.json")));
        int cases = 0;
        foreach (var item in file.RootElement.GetProperty("cases").EnumerateArray())
        {
            double[] e = [.. item.GetProperty("extent_xmin_ymin_xmax_ymax").EnumerateArray().Select(v => v.GetDouble())];
            var grid = Grid(e[0], e[1], e[2], e[3], item.GetProperty("dx").GetDouble(), item.GetProperty("dy").GetDouble());
            double[][] rows = [.. item.GetProperty("coverage_rows_top_to_bottom").EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
            var coverage = Coverage.Of(Wkt(item.GetProperty("wkt").GetString()!), grid);
            string name = item.GetProperty("name").GetString()!;
            Assert.True(rows.Length == coverage.Window.Height && rows[0].Length == coverage.Window.Width, $"{name}: {coverage.Window}");
            double[] expected = [.. rows.SelectMany(r => r)];
            for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - coverage.Fractions[i]) < 1e-12, $"{name}: {i} is {coverage.Fractions[i]}, expected {expected[i]}");
            cases++;
        }

        Assert.Equal(17, cases);
    }

    [SkippableTheory]
    [InlineData("antarctica.wkt")]
    [InlineData("russia.wkt")]
    [InlineData("regression4.wkt")]
    [InlineData("regression6.wkt")]
    public void Hard_polygons_end_and_sum_to_their_area(string file)
    {
        var zone = Wkt(File.ReadAllText(SharedData.Path("exactextract-coverage", file)).Trim().Trim('"'));
        var e = zone.EnvelopeInternal;
        bool global = file is "antarctica.wkt" or "russia.wkt";
        var grid = global ? new Grid(GeoTransform.NorthUp(-180, 90, 1 / 6.0, 1 / 6.0), 2160, 1080, new SpatialReference("", 4326))
            : new Grid(GeoTransform.NorthUp(e.MinX - 1, e.MaxY + 1, (e.Width + 2) / 300, (e.Height + 2) / 200), 300, 200, new SpatialReference("", null));
        double cell = -grid.Transform.PixelWidth * grid.Transform.PixelHeight;
        double expected = PlanarArea(zone);
        Assert.Equal(1, Coverage.Of(zone, grid).Sum * cell / expected, 1e-9);
    }

    /// <summary>Shell with a hole, turned and scaled at random, beside a second part and a collection: all disjoint.</summary>
    [Fact]
    public void Coverage_times_cell_area_is_polygon_area() => Gen.Select(
        Gen.Double[0.01, 30], Gen.Double[0.01, 30], Gen.Double[1, 40], Gen.Double[1, 40], Gen.Int[3, 40], Gen.Int[0, 1_000_000]).Sample((dx, dy, x, y, corners, seed) =>
        {
            var zone = Star(x + 30, y + 30, 29, corners, seed, hole: true);
            var second = Star(x + 130, y + 30, 20, corners, seed + 1, hole: false);
            Geometry both = zone.Factory.CreateGeometryCollection([zone, zone.Factory.CreateMultiPolygon([second])]);
            var grid = new Grid(GeoTransform.NorthUp(-7, 107, dx, dy), (int)(220 / dx) + 1, (int)(150 / dy) + 1, new SpatialReference("", null));
            return Math.Abs(Coverage.Of(both, grid).Sum * dx * dy / PlanarArea(both) - 1) < 1e-9;
        }, iter: 300);

    [Fact]
    public void Part_outside_the_grid_does_not_count() => Gen.Select(
        Gen.Double[-20, 60], Gen.Double[-20, 60], Gen.Int[3, 30], Gen.Int[0, 1_000_000]).Sample((x, y, corners, seed) =>
        {
            var zone = Star(x, y, 25, corners, seed, hole: true);
            var grid = Grid(0, 0, 40, 30, 1, 0.5);
            var inside = zone.Intersection(Wkt("POLYGON ((0 0, 40 0, 40 30, 0 30, 0 0))"));
            return Math.Abs(Coverage.Of(zone, grid).Sum * 0.5 - PlanarArea(inside)) < 1e-8;
        }, iter: 300);

    [Fact]
    public void Fractions_do_not_depend_on_the_window_and_neighbours_fill_the_pixel() => Gen.Select(Gen.Int[3, 30], Gen.Int[0, 1_000_000], Gen.Int[1, 20]).Sample((corners, seed, size) =>
    {
        var grid = Grid(0, 0, 40, 30, 1, 0.5);
        var zone = Star(20, 15, 14, corners, seed, hole: true);
        var whole = Coverage.Of(zone, grid);
        var rest = Coverage.Of(zone.Factory.CreatePolygon(Box(-5, -5, 45, 35).Shell, [zone.Shell]), grid);
        var hole = Coverage.Of(zone.Factory.CreatePolygon((LinearRing)zone.Holes[0].Reverse()), grid);
        foreach (var block in grid.Whole.Blocks(size))
        {
            var part = Coverage.Of(zone, grid, block, CoverageMethod.Exact);
            for (int row = block.Row; row < block.Bottom; row++)
            {
                for (int col = block.Col; col < block.Right; col++)
                {
                    if (Math.Abs(part.At(col, row) - whole.At(col, row)) > 1e-12) return false;
                    if (Math.Abs(whole.At(col, row) + rest.At(col, row) + hole.At(col, row) - 1) > 1e-12) return false;
                }
            }
        }

        return true;
    }, iter: 100);

    [Fact]
    public void Centres_count_whole_pixels_with_a_half_open_rule()
    {
        var grid = Grid(0, 0, 3, 3, 1, 1);
        Assert.Equal(4, Coverage.Of(Box(0.5, 0.5, 2.5, 2.5), grid, CoverageMethod.Centre).Sum);
        Assert.Equal(4, Coverage.Of(Box(0.4, 0.4, 1.6, 1.6), grid, CoverageMethod.Centre).Sum);
        Assert.Equal(0, Coverage.Of(Box(0.6, 0.6, 1.4, 1.4), grid, CoverageMethod.Centre).Sum);
        Assert.Equal(1, Coverage.Of(Wkt("POINT (1.2 1.2)"), grid, CoverageMethod.Centre).Sum);
    }

    [Fact]
    public void Nothing_comes_of_geometries_off_the_grid_or_empty()
    {
        var grid = Grid(0, 0, 3, 3, 1, 1);
        Assert.True(Coverage.Of(Box(10, 10, 12, 12), grid).Window.IsEmpty);
        Assert.True(Coverage.Of(Wkt("POLYGON EMPTY"), grid).Window.IsEmpty);
    }

    internal static Grid Grid(double west, double south, double east, double north, double dx, double dy) =>
        new(GeoTransform.NorthUp(west, north, dx, dy), (int)Math.Round((east - west) / dx), (int)Math.Round((north - south) / dy), new SpatialReference("", null));

    internal static Geometry Wkt(string wkt) => new WKTReader().Read(wkt);

    private static Polygon Box(double west, double south, double east, double north) =>
        (Polygon)GeometryFactory.Default.ToGeometry(new Envelope(west, east, south, north));

    /// <summary>A star-shaped polygon, thus valid; the hole is the same shape at a third of the size.</summary>
    internal static Polygon Star(double x, double y, double radius, int corners, int seed, bool hole)
    {
        var random = new Random(seed);
        double[] radii = [.. Enumerable.Range(0, corners).Select(_ => radius * (0.2 + 0.8 * random.NextDouble()))];
        LinearRing Ring(double scale)
        {
            var ring = radii.Select((r, i) => new Coordinate(
                x + scale * r * Math.Cos(i * Math.Tau / corners), y + scale * r * Math.Sin(i * Math.Tau / corners))).ToList();
            ring.Add(ring[0].Copy());
            return new LinearRing([.. ring]);
        }

        return hole ? new Polygon(Ring(1), [(LinearRing)Ring(1 / 3.0).Reverse()]) : new Polygon(Ring(1));
    }

    /// <summary>Shoelace from each ring's first corner: the reference for the sums.</summary>
    private static double PlanarArea(Geometry geometry) => geometry switch
    {
        Polygon { IsEmpty: false } p => Ring(p.Shell) - p.Holes.Sum(Ring),
        GeometryCollection c => c.Geometries.Sum(PlanarArea),
        _ => 0,
    };

    private static double Ring(LinearRing ring)
    {
        var c = ring.Coordinates;
        double sum = 0;
        for (int i = 1; i < c.Length; i++) sum += (c[i - 1].X - c[0].X) * (c[i].Y - c[0].Y) - (c[i].X - c[0].X) * (c[i - 1].Y - c[0].Y);
        return Math.Abs(sum) / 2;
    }
}
