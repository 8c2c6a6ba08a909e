using System.Text.Json;
using Geo.Core.Imagery;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery;

/// <summary>Real products against figures that others computed from the same files (EXPECTED.json beside them).</summary>
public sealed class RealProductTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("")]
    [InlineData("LC08_L2SP_008059_20191201_20200825_02_T1_MTL.txt")]
    [InlineData("LC08_L2SP_008059_20191201_20200825_02_T1_SR_B4.TIF")]
    public void Landsat_with_its_mask(string file)
    {
        string folder = SharedData.Path("landsat-c2l2-008059-mixed");
        var expected = Expected(folder);
        var scene = Take(Path.Combine(folder, file), new IngestOptions());
        Assert.Equal("landsat-c2l2", scene.Profile);
        // DATE_ACQUIRED and SCENE_CENTER_TIME of the MTL.
        Assert.Equal(new DateTimeOffset(2019, 12, 1, 15, 13, 51, TimeSpan.Zero), scene.AcquiredAt, TimeSpan.FromSeconds(1));
        Assert.Equal([BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.Nir, BandRole.Swir1, BandRole.Swir2], scene.Bands.Select(b => b.Role));
        Assert.Equal((444.78515625, -453.57421875), (scene.Grid.Transform.PixelWidth, scene.Grid.Transform.PixelHeight));
        Assert.Equal(1 - expected.GetProperty("qa_pixel_bit_counts").GetProperty("fill").GetInt32() / (512.0 * 512), scene.ValidShare, 9);

        var clear = expected.GetProperty("clear_and_no_dilated_cirrus_cloud_shadow");
        var ndvi = Ndvi(scene);
        Assert.Equal(clear.GetProperty("pixels").GetInt32(), ndvi.Count);
        var published = clear.GetProperty("ndvi_positive_reflectance");
        Assert.Equal(published.GetProperty("mean").GetDouble(), ndvi.Average(), 6);
        Assert.Equal(published.GetProperty("min").GetDouble(), ndvi.Min(), 6);
        Assert.Equal(published.GetProperty("max").GetDouble(), ndvi.Max(), 6);
        ndvi.Sort();
        Assert.Equal(published.GetProperty("median").GetDouble(), (ndvi[ndvi.Count / 2] + ndvi[(ndvi.Count - 1) / 2]) / 2, 6);
    }

    [Theory]
    // The codes that the snow and the mixed scene hold, by their bits (LSDS-1619, table 6-2).
    [InlineData(1, Quality.NoData)]
    [InlineData(21824, Quality.Clear)]
    [InlineData(21952, Quality.Clear)]
    [InlineData(22280, Quality.Cloud)]
    [InlineData(23888, Quality.Shadow)]
    [InlineData(21762, Quality.Cloud)]
    [InlineData(55052, Quality.Cloud)]
    [InlineData(30048, Quality.Snow)]
    public void Qa_pixel_codes_of_the_guide(int code, Quality quality) => Assert.Equal(quality, QualityCodes.OfQaPixel(code));

    [SkippableTheory]
    [InlineData("m_4709963_se_14_1_20090818.tif", "2009-08-18")]
    [InlineData("m_4709963_se_14_1_20140720.tif", "2014-07-20")]
    [InlineData("m_4709963_se_14_1_20200831.tif", "2020-08-31")]
    public void Aerial_orthomosaic_with_near_infrared(string file, string day)
    {
        string folder = SharedData.Path("naip-rgbn-series");
        var expected = Expected(folder).GetProperty("files").GetProperty(file);
        var scene = Take(Path.Combine(folder, file), new IngestOptions());
        Assert.Equal("drone", scene.Profile);
        Assert.Equal(day, scene.AcquiredAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal([BandRole.Red, BandRole.Green, BandRole.Blue, BandRole.Nir], scene.Bands.Select(b => b.Role));
        Assert.Equal(expected.GetProperty("valid_all_bands_nonzero").GetInt32(), (int)Math.Round(scene.ValidShare * scene.Grid.Whole.PixelCount));
        var ndvi = Ndvi(scene, BandRole.Blue, BandRole.Green);
        Assert.Equal(expected.GetProperty("ndvi_mean").GetDouble(), ndvi.Average(), 5);
    }

    [SkippableFact]
    public void Surface_model_in_metres()
    {
        string path = SharedData.Path("opengeos-dsm-dtm", "dsm.tif");
        var scene = Take(path, new IngestOptions { Datetime = new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        Assert.Equal("dsm", scene.Profile);
        Assert.Equal([BandRole.Elevation], scene.Bands.Select(b => b.Role));
        using var source = new SceneSource(scene, _folder.File("scenes"));
        using var file = Geo.Core.Gdal.Dataset.Open(path);
        float[] ours = new float[file.Width * file.Height], theirs = new float[ours.Length];
        source.Read(BandRole.Elevation, scene.Grid.Whole, ours);
        file.Read<float>(1, scene.Grid.Whole, theirs);
        Assert.Equal(theirs.Select(v => v == -9999 ? float.NaN : v), ours);
        Assert.Equal(ours.Count(v => !float.IsNaN(v)) / (double)ours.Length, scene.ValidShare, 9);
    }

    [SkippableFact]
    public void Reflectance_of_rstoolbox_by_its_band_names()
    {
        var scene = Take(SharedData.Path("rstoolbox", "sen2.tif"), new IngestOptions { Datetime = new DateTimeOffset(2017, 7, 1, 0, 0, 0, TimeSpan.Zero) });
        Assert.Equal("sentinel2-l2a", scene.Profile);
        Assert.Equal(11, scene.Bands.Count);
        Assert.All(scene.Bands, b => Assert.Equal((1.0, 0.0), (b.Scale, b.Offset)));
    }

    private Scene Take(string path, IngestOptions options) =>
        SceneIngestor.Ingest(path, options, _folder.File("scenes"), _folder.File("tmp"), null, CancellationToken.None).Scene;

    private List<double> Ndvi(Scene scene, params BandRole[] alsoValid)
    {
        using var source = new SceneSource(scene, _folder.File("scenes"));
        float[] Band(BandRole role)
        {
            var values = new float[scene.Grid.Whole.PixelCount];
            source.Read(role, scene.Grid.Whole, values);
            return values;
        }

        float[] red = Band(BandRole.Red), nir = Band(BandRole.Nir);
        var others = alsoValid.Select(Band).ToList();
        return [.. Enumerable.Range(0, red.Length)
            .Where(i => !float.IsNaN(red[i] + nir[i]) && others.TrueForAll(o => !float.IsNaN(o[i])))
            .Select(i => ((double)nir[i] - red[i]) / ((double)nir[i] + red[i]))];
    }

    private static JsonElement Expected(string folder) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "EXPECTED.json"))).RootElement;
}
