using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Reporting;
using Geo.Testing;
using NetTopologySuite.Geometries;
using SkiaSharp;

namespace Geo.Core.Tests.Reporting;

public sealed class PictureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Equal_reflectance_is_an_equal_colour_in_both_pictures_whatever_the_sensors_numbers()
    {
        // Left half 0.10, right half 0.30; one sensor counts in 1/10000, the other as Landsat does. Same ground, same picture.
        Scene one = Write("one", 10, 1e-4, 0, col => col < 50 ? 0.10 : 0.30), two = Write("two", 30, 2.75e-5, -0.2, col => col < 17 ? 0.10 : 0.30, 34);
        var stretch = SiteChip.Stretch([one, two], _folder.Path, Site(), "natural", CancellationToken.None);
        Assert.All(stretch, s => Assert.Equal((0.10, 0.30), (Math.Round(s.Low, 3), Math.Round(s.High, 3))));
        byte[] first = Chip(one, stretch), second = Chip(two, stretch);
        using SKBitmap a = SKBitmap.Decode(first), b = SKBitmap.Decode(second);
        Assert.Equal((200, 200), (b.Width, b.Height));
        foreach (var (x, y) in new[] { (20, 100), (180, 100) })
        {
            Assert.InRange(Math.Abs(a.GetPixel(x, y).Red - b.GetPixel(x, y).Red), 0, 2);
        }

        Assert.True(a.GetPixel(180, 100).Red > 250 && a.GetPixel(20, 100).Red < 5);
        Assert.Equal(first, Chip(one, stretch));
    }

    [Fact]
    public void A_brighter_partner_takes_part_in_the_stretch()
    {
        Scene dark = Write("dark", 10, 1e-4, 0, col => 0.05 + 0.001 * col), bright = Write("bright", 10, 1e-4, 0, col => 0.40 + 0.001 * col);
        var together = SiteChip.Stretch([dark, bright], _folder.Path, Site(), "natural", CancellationToken.None);
        var alone = SiteChip.Stretch([dark], _folder.Path, Site(), "natural", CancellationToken.None);
        Assert.True(together[0].High > 0.4 && alone[0].High < 0.16 && Math.Abs(together[0].Low - alone[0].Low) < 0.02);
    }

    [Fact]
    public void Cloud_is_left_out_of_the_stretch()
    {
        Scene scene = Write("cloudy", 10, 1e-4, 0, col => col < 50 ? 0.1 : 0.9);
        using (var mask = Dataset.Create(_folder.File("cloudy.quality.tif"), new RasterSpec(scene.Grid, 1, PixelType.Byte, 0)))
        {
            mask.Write<byte>(1, scene.Grid.Whole, [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i % 100 < 50 ? Quality.Clear : Quality.Cloud))]);
            mask.Close();
        }

        var stretch = SiteChip.Stretch([scene with { QualityFile = "cloudy.quality.tif" }], _folder.Path, Site(), "natural", CancellationToken.None);
        Assert.Equal(0.1, stretch[0].Low, 1e-3);
        Assert.True(stretch[0].High > 0.1 && stretch[0].Low < 0.2);
    }

    [Theory]
    [InlineData(1000, 200), InlineData(700, 200), InlineData(499, 100), InlineData(2600, 1000)]
    public void The_scale_bar_is_a_round_length_of_at_most_two_fifths(double across, double bar) => Assert.Equal(bar, SiteChip.BarMetres(across));

    [Fact]
    public void The_square_round_a_site_is_centred_and_no_smaller_than_400_m()
    {
        Extent box = SiteChip.ExtentOf(new Point(110.0, 40.5));
        var (x, y) = GeometryTransform.Transform(110.0, 40.5, WellKnown.Crs84, WellKnown.WebMercator);
        Assert.Equal((x, y), ((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2));
        Assert.Equal(400, box.Width * Math.Cos(40.5 * Math.PI / 180), 2.0);
    }

    [Fact]
    public void The_curve_is_one_drawing_as_svg_with_words_and_as_png()
    {
        CurveData data = CurveData.Of(DossierFixture.Input());
        Assert.Equal(5, data.Points.Count);
        string svg = CoverCurve.Svg(data, "en", Typefaces.Host);
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.Contains($"viewBox=\"0 0 {CoverCurve.Width} {CoverCurve.Height}\"", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", svg, StringComparison.Ordinal); // the page's policy forbids it
        if (Typefaces.Host.Face is not null) Assert.Contains("vegetation cover", svg, StringComparison.Ordinal);
        if (Typefaces.Host.HasChinese) Assert.Contains("计划 2025 年底", CoverCurve.Svg(data, "zh", Typefaces.Host), StringComparison.Ordinal);
        using SKBitmap png = SKBitmap.Decode(CoverCurve.Png(data, "en", Typefaces.Host));
        Assert.Equal(CoverCurve.Shape, png.Width / (double)png.Height, 2);
    }

    [Fact]
    public void Without_a_Chinese_font_the_curve_speaks_English_and_the_dossier_says_so()
    {
        var latin = new Typefaces(null, Typefaces.Host.Face);
        Assert.False(latin.HasChinese);
        Assert.Contains(Dossier.Of(DossierFixture.Input(), "zh", chineseFigures: false).Blocks, b => b is Words { Text: var text } && text.Contains("未安装中文字体", StringComparison.Ordinal));
    }

    [Fact]
    public void A_site_never_seen_has_a_curve_that_says_so()
    {
        string svg = CoverCurve.Svg(CurveData.Of(DossierFixture.Input(years: 0)), "en", Typefaces.Host);
        if (Typefaces.Host.Face is not null) Assert.Contains("no observation", svg, StringComparison.Ordinal);
    }

    private byte[] Chip(Scene scene, IReadOnlyList<SceneStretch> stretch) => SiteChip.Png(scene, _folder.Path, Site(), "natural", 200, stretch, CancellationToken.None);

    // The middle of a raster of 1 km side whose upper left corner is (410 000, 4 490 000) in Gauss-Krüger 111.
    private static Geometry Site() => GeometryTransform.Transform(
        GeometryFactory.Default.ToGeometry(new Envelope(410_400, 410_600, 4_489_400, 4_489_600)), WellKnown.GaussKruger111, WellKnown.Crs84);

    private Scene Write(string id, double pixel, double scale, double offset, Func<int, double> reflectance, int side = 100)
    {
        var grid = new Grid(GeoTransform.NorthUp(410_000, 4_490_000, pixel, pixel), side, side, WellKnown.GaussKruger111);
        using var raster = Dataset.Create(_folder.File(id + ".tif"), new RasterSpec(grid, 1, PixelType.UInt16, 0));
        raster.Write<ushort>(1, grid.Whole, [.. Enumerable.Range(0, side * side).Select(i => (ushort)Math.Round((reflectance(i % side) - offset) / scale))]);
        raster.Close();
        return new Scene(id, pixel > 20 ? "landsat-c2l2" : "sentinel2-l2a", DossierFixture.At(2025), grid, [new SceneBand(BandRole.Red, 1, scale, offset)], 0, id + ".tif", null, new string('b', 64), Site(), 1, 0, true);
    }
}
