using System.Globalization;
using Geo.Core.Gdal;
using Geo.Core.Imagery.Ortho;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Imagery.Ortho;

/// <summary>A real RPC image with surveyed ground control and a DEM (rpc-quickbird-orthority).</summary>
public sealed class QuickBirdTests(ITestOutputHelper output) : IDisposable
{
    private const double Pixel = 6.5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Model_gives_the_same_pixels_as_gdaltransform()
    {
        var (rpc, points, image) = Read();
        string input = _folder.File("in.txt");
        File.WriteAllLines(input, points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Lon:R} {p.Lat:R} {p.Height:R}")));
        string answer = await OtherProgram.Run("sh", "-c", $"gdaltransform -rpc -i '{image}' < '{input}'");
        string[] lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < points.Count; i++)
        {
            double[] theirs = [.. lines[i].Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
            var (col, row) = new ImageGeometry(rpc, ImageCorrection.None).Project(points[i].Lon, points[i].Lat, points[i].Height);
            Assert.Equal(theirs[0], col, 1e-4);
            Assert.Equal(theirs[1], row, 1e-4);
            var (lon, lat) = rpc.Locate(col - 0.5, row - 0.5, points[i].Height);
            Assert.Equal(points[i].Lon, lon, 1e-8);
            Assert.Equal(points[i].Lat, lat, 1e-8);
        }
    }

    [SkippableFact]
    public void Ground_control_corrects_the_model_at_points_that_it_did_not_see()
    {
        var (rpc, points, _) = Read();
        double raw = RpcRefinement.Rmse(points.Select(p => p.Off(rpc)));
        double shift = RpcRefinement.LeftOut(points, rpc, ImageCorrection.Shift), affine = RpcRefinement.LeftOut(points, rpc, ImageCorrection.Affine);
        var chosen = RpcRefinement.Of(points, rpc);
        // The cut is thinned: a pixel of it is about 6.5 m and not QuickBird's 2.4 m.
        var (a, b) = (rpc.Locate(400, 400, 250), rpc.Locate(400, 500, 250));
        Assert.Equal(Pixel, Math.Abs(a.Lat - b.Lat) * 110_900 / 100, 0.2);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"RPC alone {raw:0.000} px ({raw * Pixel:0.00} m); left out: shift {shift:0.000} px ({shift * Pixel:0.00} m), affine {affine:0.000} px ({affine * Pixel:0.00} m); chosen {chosen.Kind}"));
        output.WriteLine(chosen.Told(points.Count));
        Assert.True(raw > 1.5, "the data is said to be off by pixels");
        Assert.True(shift < raw / 2);
        Assert.Equal(Math.Min(raw, Math.Min(shift, affine)), chosen.LeftOutRmse);
    }

    [Fact]
    public void Affine_correction_is_found_exactly_where_it_was_made()
    {
        var rpc = RpbFile.Parse("camera.rpb", System.Text.Encoding.ASCII.GetBytes(GaofenDelivery.Rpb(1)));
        var truth = new ImageCorrection(3.5, 0.002, -0.001, -7.25, 0.0005, 0.003);
        var points = Enumerable.Range(0, 9).Select(i =>
        {
            double lon = 110 + 0.004 * (i % 3 - 1), lat = 40.5 + 0.003 * (i / 3 - 1), height = 1000 + 37 * i;
            var (col, row) = rpc.Project(lon, lat, height);
            (col, row) = truth.Apply(col, row);
            return new ControlPoint(col, row, lon, lat, height);
        }).ToList();
        var found = RpcRefinement.Of(points, rpc);
        Assert.Equal("affine", found.Kind);
        Assert.Equal(0, found.LeftOutRmse, 1e-9);
        Assert.All(points, p =>
        {
            var (col, row) = RpcRefinement.After(p, rpc, found.Correction);
            Assert.Equal(0, Math.Abs(col) + Math.Abs(row), 1e-9);
        });
    }

    [SkippableFact]
    public async Task Orthoimage_equals_that_of_gdalwarp_with_the_same_heights()
    {
        var (rpc, _, path) = Read();
        string dem = SharedData.Path("rpc-quickbird-orthority", "dem.tif"), theirs = _folder.File("gdal.tif"), ours = _folder.File("ours.tif");
        var crs = Projection.FromEpsg(32735);
        using var image = Dataset.Open(path);
        using var heights = GroundHeights.Of(dem, 0, rpc.HeightOffset, []);
        var ortho = new Orthorectifier(image, new ImageGeometry(rpc, ImageCorrection.None), heights);
        var grid = ortho.GridOf(crs, 8).Crop(new Window(300, 300, 300, 300));
        ortho.Write(grid, ours, new Progress<double>(), CancellationToken.None);
        var e = grid.Extent;
        await OtherProgram.Run("gdalwarp", "-q", "-rpc", "-to", $"RPC_DEM={dem}", "-to", "RPC_DEM_APPLY_VDATUM_SHIFT=NO", "-et", "0", "-r", "bilinear", "-t_srs", "EPSG:32735", "-tr", "8", "8",
            "-te", Text(e.MinX), Text(e.MinY), Text(e.MaxX), Text(e.MaxY), "-dstnodata", "0", path, theirs);
        using var a = Dataset.Open(ours);
        using var b = Dataset.Open(theirs);
        Assert.Equal((a.Width, a.Height), (b.Width, b.Height));
        float[] mine = new float[a.Width * a.Height], other = new float[mine.Length];
        a.Read(1, grid.Whole, mine.AsSpan());
        b.Read(1, grid.Whole, other.AsSpan());
        var both = Enumerable.Range(0, mine.Length).Where(i => mine[i] > 0 && other[i] > 0).ToList();
        double off = both.Average(i => Math.Abs(mine[i] - other[i]));
        int onlyOne = Enumerable.Range(0, mine.Length).Count(i => mine[i] > 0 != other[i] > 0);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{both.Count} pixels, mean difference {off:0.000} DN, {onlyOne} in one only"));
        Assert.True(both.Count > 80_000);
        // gdalwarp weighs its bilinear kernel by the change of scale; the same places give the same brightness to a grey level or two.
        Assert.True(off < 2.5, $"{off}");
        Assert.True(onlyOne < both.Count / 100);
    }

    // An image that holds its own column (band 1) and row (band 2): what the orthoimage shows at a surveyed place is where it took it from.
    [SkippableFact]
    public void Orthoimage_places_ground_control_as_well_as_the_corrected_model()
    {
        var (rpc, points, _) = Read();
        var refinement = RpcRefinement.Of(points, rpc);
        string path = _folder.File("coordinates.tif"), ortho = _folder.File("ortho.tif");
        // Large enough that all five points lie in it: the real image is a cut, its points lie up to 282 pixels outside.
        const int margin = 300, width = 1500, height = 900, parts = 40;
        GaofenDelivery.Unplaced(path, width, height, 2, (band, col, row) => parts * ((band == 1 ? col : row) + 1));
        var shifted = rpc with { SampleOffset = rpc.SampleOffset + margin, LineOffset = rpc.LineOffset + margin };
        var correction = refinement.Correction;
        correction = correction with
        {
            Col0 = correction.Col0 - margin * (correction.ColByCol + correction.ColByRow),
            Row0 = correction.Row0 - margin * (correction.RowByCol + correction.RowByRow),
        };
        using var image = Dataset.Open(path);
        // The points' own heights: a plane at each, one after the other, takes the DEM out of the question.
        foreach (var point in points)
        {
            using var heights = GroundHeights.Flat(point.Height);
            var writer = new Orthorectifier(image, new ImageGeometry(shifted, correction), heights);
            var grid = Around(point, Projection.FromEpsg(32735));
            writer.Write(grid, ortho, new Progress<double>(), CancellationToken.None);
            using var made = Dataset.Open(ortho);
            double[] place = new double[grid.Whole.PixelCount * 2];
            made.Read(1, grid.Whole, place.AsSpan(0, (int)grid.Whole.PixelCount));
            made.Read(2, grid.Whole, place.AsSpan((int)grid.Whole.PixelCount));
            int middle = (int)grid.Whole.PixelCount / 2;
            var left = RpcRefinement.After(point, rpc, refinement.Correction);
            // One is added to the coordinates, as 0 is no data; the margin comes off.
            Assert.Equal(point.Col - left.Col, place[middle] / parts - 1 - margin, 0.05);
            Assert.Equal(point.Row - left.Row, place[(int)grid.Whole.PixelCount + middle] / parts - 1 - margin, 0.05);
            Assert.True(Math.Abs(left.Col) + Math.Abs(left.Row) < 3);
        }
    }

    // 33 x 33 pixels whose middle pixel has the point at its centre.
    private static Grid Around(ControlPoint point, SpatialReference crs)
    {
        double[] x = [point.Lon], y = [point.Lat];
        using var toMap = new PointTransform(Projection.FromEpsg(4326), crs);
        toMap.Transform(x, y);
        return new Grid(GeoTransform.NorthUp(x[0] - 16.5 * Pixel, y[0] + 16.5 * Pixel, Pixel, Pixel), 33, 33, crs);
    }

    private static (RpcModel, IReadOnlyList<ControlPoint>, string) Read()
    {
        string image = SharedData.Path("rpc-quickbird-orthority", "qb2_basic1b.tif");
        using var file = Dataset.Open(image);
        return (RpbFile.Of(file)!, ControlPoint.Read(SharedData.Path("rpc-quickbird-orthority", "gcps.geojson")), image);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
