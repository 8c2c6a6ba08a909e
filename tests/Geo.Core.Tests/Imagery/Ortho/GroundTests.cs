using System.Globalization;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Imagery.Ortho;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery.Ortho;

/// <summary>Heights, geoid, sun, sharpening and haze on figures worked by hand or published.</summary>
public sealed class GroundTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // NGA, EGM96 "INPUT.DAT / OUTF477.DAT" of program F477, in metres; the 15-minute grid is within some centimetres.
    [SkippableTheory]
    [InlineData(38.6281550, 269.7791550, -31.628)]
    [InlineData(-14.6212170, 305.0211140, -2.969)]
    [InlineData(46.8743190, 102.4487290, -43.575)]
    [InlineData(-23.6174460, 133.8747120, 15.871)]
    [InlineData(38.6254730, 359.9995000, 50.066)]
    [InlineData(-0.4667440, 0.0023000, 17.329)]
    public void Geoid_of_egm96_at_the_test_points_of_nga(double lat, double lon, double height)
    {
        var geoid = GeoidGrid.Find();
        Skip.If(geoid is null, "no egm96_15.gtx on this machine");
        Assert.Equal(height, geoid!.At(lon, lat), 0.5);
    }

    // Earth at perihelion 2020-01-05 07:48 UT and aphelion 2019-07-04 22:11 UT: USNO, "Earth's seasons".
    [Theory]
    [InlineData("2020-01-05T07:48:00Z", 0.9832436)]
    [InlineData("2019-07-04T22:11:00Z", 1.0167543)]
    public void Distance_to_the_sun(string at, double distance) =>
        Assert.Equal(distance, SunPosition.Distance(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)), 2e-4);

    // Reda and Andreas 2008 (NREL/TP-560-34302), table A5.1: e0 = 39.872046 degrees without refraction. The second is the real Sentinel-2
    // tile 01KAB of shared data: mean sun zenith of its MTD_TL.xml at its middle (16.77 S, 179.76 E).
    [Theory]
    [InlineData("2003-10-17T19:30:30Z", -105.1786, 39.742476, 50.127954, 0.02)]
    [InlineData("2023-08-21T22:20:45Z", 179.76, -16.77, 38.4174390061789, 0.4)]
    public void Angle_of_the_sun(string at, double lon, double lat, double zenith, double within) =>
        Assert.Equal(zenith, SunPosition.Of(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), lon, lat).ZenithDegrees, within);

    [Fact]
    public void Dem_between_its_pixels_and_beside_it()
    {
        string path = _folder.File("dem.tif");
        // Heights 100 200 / 300 no data, pixels of a hundredth of a degree.
        var grid = new Grid(GeoTransform.NorthUp(110, 40.5, 0.01, 0.01), 2, 2, Projection.FromEpsg(4326));
        using (var made = Dataset.Create(path, new RasterSpec(grid, 1, PixelType.Float32, -9999)))
        {
            made.Write<float>(1, grid.Whole, [100, 200, 300, -9999]);
            made.Close();
        }

        var notes = new List<string>();
        using var heights = GroundHeights.Of(path, 5, 1000, notes);
        Assert.Equal(105, heights.At(110.005, 40.495), 1e-6);
        Assert.Equal(155, heights.At(110.010, 40.495), 1e-6);
        Assert.Equal(205, heights.At(110.005, 40.490), 1e-6);
        // Within half a pixel of the edge its value holds; where it says nothing the mean stands in.
        Assert.Equal(105, heights.At(110.001, 40.499), 1e-6);
        Assert.Equal(1000, heights.At(110.02, 40.481), 1e-6);
        Assert.Equal(1000, heights.At(111, 40.495), 1e-6);
        Assert.Equal((6L, 2L), heights.Asked);
        Assert.Contains("5 m are added", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sharpening_equals_gdal_and_keeps_the_ratios_of_the_bands()
    {
        string ms = _folder.File("ms.tif"), pan = _folder.File("pan.tif"), ours = _folder.File("ours.tif"), theirs = _folder.File("theirs.tif");
        ulong random = 11;
        var coarse = new Grid(GeoTransform.NorthUp(400_000, 4_490_000, 8, 8), 30, 30, Projection.FromEpsg(4546));
        var fine = new Grid(GeoTransform.NorthUp(400_000, 4_490_000, 2, 2), 120, 120, Projection.FromEpsg(4546));
        Made(ms, coarse, 4, () => 300 + (int)(SplitMix64.Unit(ref random) * 400));
        Made(pan, fine, 1, () => 300 + (int)(SplitMix64.Unit(ref random) * 400));
        using (var a = Dataset.Open(ms))
        using (var b = Dataset.Open(pan))
        {
            Pansharpening.Write(a, b, [.. Enumerable.Repeat(new BandGain(1, 0), 4)], new BandGain(1, 0), ours, new Progress<double>(), CancellationToken.None);
        }

        await OtherProgram.Run("gdal_pansharpen.py", "-q", "-r", "bilinear", "-threads", "1", pan, ms, theirs);
        using var mine = Dataset.Open(ours);
        using var other = Dataset.Open(theirs);
        int worst = 0;
        for (int band = 1; band <= 4; band++)
        {
            int[] x = new int[120 * 120], y = new int[x.Length];
            mine.Read(band, fine.Whole, x.AsSpan());
            other.Read(band, fine.Whole, y.AsSpan());
            for (int i = 0; i < x.Length; i++)
            {
                // At the rim gdal repeats pixels another way.
                if (i % 120 is >= 8 and < 112 && i / 120 is >= 8 and < 112) worst = Math.Max(worst, Math.Abs(x[i] - y[i]));
            }
        }

        // GDAL rounds the bands to whole DN before it takes their mean.
        Assert.True(worst <= 3, $"{worst} DN apart");
    }

    [Fact]
    public void Sharpening_in_radiance_gives_the_bands_back_where_the_panchromatic_is_their_mean()
    {
        string ms = _folder.File("ms.tif"), pan = _folder.File("pan.tif"), ours = _folder.File("ours.tif");
        Made(ms, new Grid(GeoTransform.NorthUp(0, 0, 8, 8), 10, 10, Projection.FromEpsg(4546)), 2, () => 400);
        // Radiances 0.2 · 400 = 80 and 0.1 · 400 + 20 = 60: mean 70 = 0.14 · 500.
        Made(pan, new Grid(GeoTransform.NorthUp(0, 0, 2, 2), 40, 40, Projection.FromEpsg(4546)), 1, () => 500);
        using var a = Dataset.Open(ms);
        using var b = Dataset.Open(pan);
        Pansharpening.Write(a, b, [new BandGain(0.2, 0), new BandGain(0.1, 20)], new BandGain(0.14, 0), ours, new Progress<double>(), CancellationToken.None);
        using var made = Dataset.Open(ours);
        int[] first = new int[1600], second = new int[1600];
        made.Read(1, made.Grid.Whole, first.AsSpan());
        made.Read(2, made.Grid.Whole, second.AsSpan());
        Assert.All(first.Concat(second), dn => Assert.Equal(400, dn));
    }

    [Fact]
    public void Darkest_ground_becomes_one_per_cent()
    {
        string path = _folder.File("dn.tif");
        int i = 0;
        // 2000 pixels with data: two of DN 50 (one in a thousand), the rest 200; and 500 of no data.
        Made(path, new Grid(GeoTransform.NorthUp(0, 0, 8, 8), 50, 50, Projection.FromEpsg(4546)), 1, () => i++ is var n && n < 2 ? 50 : n < 2000 ? 200 : 0);
        using var image = Dataset.Open(path);
        int dark = DarkObject.DarkestDn(image, 1, CancellationToken.None);
        Assert.Equal(50, dark);
        double offset = DarkObject.OffsetWithout(0.001, 0.02, dark);
        Assert.Equal(0.01, 0.001 * 50 + offset, 1e-12);
        // A band darker than that stays as it is.
        Assert.Equal(-0.05, DarkObject.OffsetWithout(0.001, -0.05, 50));
    }

    [SkippableFact]
    public void Rpb_text_of_a_real_delivery_and_what_damage_says()
    {
        string path = SharedData.Path("torture-gdal", "md_dg.RPB"), text = File.ReadAllText(path);
        var rpc = RpbFile.Parse(path, File.ReadAllBytes(path));
        Assert.Equal((812, 850, 41.8791, 12.5798, 95, 938, 1152), (rpc.LineOffset, rpc.SampleOffset, rpc.LatOffset, rpc.LonOffset, rpc.HeightOffset, rpc.LineScale, rpc.SampleScale));
        Assert.Equal((-6.181087E-03, -9.876127E-08, 1.012973), (rpc.LineNumerator[0], rpc.LineNumerator[19], rpc.SampleNumerator[1]));
        Assert.Equal("latScale", Wrong(text.Replace("latScale", "latScala", StringComparison.Ordinal)).Field);
        Assert.Equal("sampDenCoef", Wrong(text[..text.IndexOf("sampDenCoef", StringComparison.Ordinal)]).Field);
        Assert.Equal("lineNumCoef", Wrong(text.Replace("-6.181087E-03,", "", StringComparison.Ordinal)).Field);
        Assert.Equal("SpecId", Wrong(text.Replace("RPC00B", "RPC00A", StringComparison.Ordinal)).Field);
        Assert.Equal("lineScale", Wrong(text.Replace("lineScale = 938", "lineScale = 0", StringComparison.Ordinal)).Field);
    }

    [Fact]
    public void Invented_camera_sees_what_its_text_says()
    {
        var rpc = RpbFile.Parse("camera.rpb", System.Text.Encoding.ASCII.GetBytes(GaofenDelivery.Rpb(1)));
        // 240 m east, 160 m north and 250 m up: 30 columns and 2.5 for the height, 20 rows up from 99.5.
        var (col, row) = rpc.Project(110 + 0.3 * GaofenDelivery.LonScale, 40.5 + 0.2 * GaofenDelivery.LatScale, 1250);
        Assert.Equal(132.0, col, 1e-9);
        Assert.Equal(79.5, row, 1e-9);
    }

    private static InputException Wrong(string text) => Assert.Throws<InputException>(() => RpbFile.Parse("x.rpb", System.Text.Encoding.ASCII.GetBytes(text)));

    private static void Made(string path, Grid grid, int bands, Func<int> dn)
    {
        using var made = Dataset.Create(path, new RasterSpec(grid, bands, PixelType.UInt16, null));
        for (int band = 1; band <= bands; band++) made.Write<ushort>(band, grid.Whole, [.. Enumerable.Range(0, grid.Width * grid.Height).Select(_ => (ushort)dn())]);
        made.Close();
    }
}
