using System.Text.Json;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Imagery.Products;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery.Products;

public sealed class GaofenProductTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Delivery => _folder.File("delivery");

    [Fact]
    public void Numbers_are_reflectance_at_the_top_of_the_atmosphere_of_the_year_and_time_is_utc()
    {
        GaofenDelivery.Multispectral(Delivery);
        var taken = Take(Delivery);
        var scene = taken.Scene;
        Assert.Equal(("gaofen", GaofenDelivery.Pms), (scene.Profile, scene.Product));
        // CenterTime 11:20:30 is Peking time: at 11:20:30 UTC the sun would be setting.
        Assert.Equal(new DateTimeOffset(2019, 7, 4, 3, 20, 30, TimeSpan.Zero), scene.AcquiredAt);
        Assert.Contains(taken.Notes, n => n.Contains("11:20:30 is Peking time", StringComparison.Ordinal));
        // CGCS2000 3-degree belt of 111 E holds 110 E.
        Assert.Equal((4546, 8.0), (scene.Grid.Crs.Epsg, scene.Grid.Transform.PixelWidth));
        // π · gain · DN · 1.01675² / (ESUN · cos 24.9°): 2019, GF1 PMS1, gains 0.1490 0.1328 0.1311 0.1217, ESUN 1944.98 1854.42 1542.63 1080.81, by hand.
        double[] expected = [0.219438, 0.179489, 0.182575, 0.806345];
        Assert.Equal([BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.Nir], scene.Bands.Select(b => b.Role));
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], Middle(scene, scene.Bands[i].Role), 2e-4 * expected[i] / 0.2 + 1e-6);
        Assert.Contains(taken.Notes, n => n.Contains("top of the atmosphere", StringComparison.Ordinal));
        Assert.Contains(taken.Notes, n => n.Contains("no DEM", StringComparison.Ordinal) && n.Contains("1000 m", StringComparison.Ordinal));
        Assert.Contains(taken.Notes, n => n.Contains("-PAN", StringComparison.Ordinal));
        var properties = JsonDocument.Parse(taken.StacJson).RootElement.GetProperty("properties");
        Assert.Equal("top_of_atmosphere", properties.GetProperty("geowfc:numbers").GetString());
        Assert.Contains(properties.GetProperty("geowfc:remarks").EnumerateArray(), n => n.GetString()!.Contains("top of the atmosphere", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2019-07-04 03:20:30", 24.9, "is UTC")]
    [InlineData("2019-07-04 11:20:30", 24.9, "is Peking time")]
    [InlineData("2019-07-04 11:20:30", 65.0, "does not fit")]
    [InlineData("2019-07-04 11:20:30", null, "Peking time")]
    public void Time_zone_is_decided_by_the_sun_and_said(string centre, double? zenith, string said)
    {
        var notes = new List<string>();
        var about = GaofenMetadata.Parse("x.xml", System.Text.Encoding.UTF8.GetBytes(GaofenDelivery.Xml("GF1", "PMS1", 200, 8, centre, null, zenith)));
        var time = GaofenTime.Of(about, (110, 40.5), notes);
        Assert.Contains(said, Assert.Single(notes), StringComparison.Ordinal);
        if (zenith != 65.0) Assert.Equal(new DateTimeOffset(2019, 7, 4, 3, 20, 30, TimeSpan.Zero), time);
    }

    // The CRESDA tables as two public collections give them: facts read by eye.
    [Theory]
    [InlineData("GF1", "PMS1", 2016, 0.2320, 0.1960, 0, null)]
    [InlineData("GF1", "WFV3", 2018, 0.1894, 0.1373, 0, null)]
    [InlineData("GF2", "PMS2", 2014, 0.1748, 0.1975, -0.5930, null)]
    [InlineData("GF1B", "PMS", 2018, 0.0333, 0.0435, 0, null)]
    [InlineData("GF6", "PMS", 2019, 0.0847, 0.0289, 0, null)]
    [InlineData("GF1", "PMS2", 2021, 0.1490, 0.1217, 0, "that of 2019, the nearest earlier year")]
    [InlineData("GF2", "PMS1", 2030, 0.1380, 0.1920, 0, "that of 2024, the nearest earlier year")]
    [InlineData("GF1B", "PMS", 2017, 0.0333, 0.0435, 0, "that of 2018, the nearest later year")]
    public void Gains_of_satellite_sensor_and_year(string satellite, string sensor, int year, double blue, double nir, double blueOffset, string? said)
    {
        var notes = new List<string>();
        var bands = GaofenCalibration.Of(satellite, sensor, year, pan: false, notes)!;
        Assert.Equal((blue, nir, blueOffset), (bands[0].Gain, bands[3].Gain, bands[0].Offset));
        Assert.All(bands, b => Assert.InRange(b.Esun, 1000, 2000));
        if (said is null) Assert.Empty(notes);
        else Assert.Contains(said, Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Wide_field_of_2013_is_turned_round_and_an_unknown_sensor_has_no_numbers()
    {
        // Published as DN = 5.851 L + 0.0039: DN 585.1039 is a radiance of 100.
        var band = GaofenCalibration.Of("GF1", "WFV1", 2013, pan: false, [])![0];
        Assert.Equal(100, band.Gain * 585.1039 + band.Offset, 1e-3);
        Assert.Null(GaofenCalibration.Of("GF9", "PMS", 2020, pan: false, []));
        Assert.Equal(0.1682, GaofenCalibration.ToReflectance(new BandCalibration(1, 0, Math.PI), 60, 0.29).Scale, 1e-12);
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1530, -30.0)]
    [InlineData(700, 0.0)]
    public void Heights_move_the_image_to_where_the_ground_is(double demHeight, double? geoid)
    {
        GaofenDelivery.Multispectral(Delivery, bright: (120, 60));
        string dem = _folder.File("dem.tif");
        var around = new Grid(GeoTransform.NorthUp(109.9, 40.6, 0.01, 0.01), 20, 20, Projection.FromEpsg(4326));
        using (var made = Dataset.Create(dem, new RasterSpec(around, 1, PixelType.Float32, null)))
        {
            made.Write<float>(1, around.Whole, [.. Enumerable.Repeat((float)demHeight, 400)]);
            made.Close();
        }

        var options = new IngestOptions { Ortho = new OrthoOptions { Dem = geoid is null ? null : dem, GeoidHeight = geoid } };
        var scene = Take(Delivery, options).Scene;
        double height = demHeight + (geoid ?? 0);
        // By the camera's own straight lines: column = 99.5 + 100 (east + 0.05 (height - 1000) / 500), row = 99.5 - 100 north.
        double east = (120 - 99.5) / 100 - 0.05 * (height - 1000) / 500, north = (99.5 - 60) / 100;
        double[] x = [110 + east * 800 / 84_780], y = [40.5 + north * 800 / 111_035];
        using var toMap = new PointTransform(Projection.FromEpsg(4326), scene.Grid.Crs);
        toMap.Transform(x, y);
        var (col, row) = scene.Grid.Transform.Invert(x[0], y[0]);
        var (foundCol, foundRow) = Brightest(scene);
        Assert.Equal(col, foundCol, 0.1);
        Assert.Equal(row, foundRow, 0.1);
    }

    [Fact]
    public void Ground_control_moves_the_image()
    {
        GaofenDelivery.Multispectral(Delivery, bright: (120, 60));
        string control = _folder.File("points.geojson");
        // Three points that say: everything lies 4 columns east and 2 rows north of where the RPC has it.
        var features = ((double East, double North)[])[(-0.5, -0.5), (0.5, -0.2), (0.1, 0.6)];
        File.WriteAllText(control, JsonSerializer.Serialize(new
        {
            features = features.Select(p => new
            {
                properties = new { col = 99.5 + 100 * p.East + 4, row = 99.5 - 100 * p.North - 2 },
                geometry = new { coordinates = new[] { 110 + p.East * 800 / 84_780, 40.5 + p.North * 800 / 111_035, 1000 } },
            }),
        }));
        var plain = Brightest(Take(Delivery).Scene);
        Directory.Delete(_folder.File("scenes"), recursive: true);
        var taken = Take(Delivery, new IngestOptions { Ortho = new OrthoOptions { ControlPoints = control } });
        var moved = Brightest(taken.Scene);
        // The two grids lie over the ground that the image shows, which moved too: compare on the ground.
        var a = Ground(plain, Take(Delivery).Scene);
        var b = Ground(moved, taken.Scene);
        Assert.Equal(-4 * 8, b.X - a.X, 1.0);
        Assert.Equal(-2 * 8, b.Y - a.Y, 1.0);
        Assert.Contains(taken.Notes, n => n.Contains("corrected by shift", StringComparison.Ordinal) && n.Contains("4.47 pixels", StringComparison.Ordinal));
    }

    [Fact]
    public void Delivered_tar_gz_is_the_same_scene_as_its_folder()
    {
        GaofenDelivery.Multispectral(Delivery);
        string tar = _folder.File(GaofenDelivery.Pms + ".tar.gz");
        ArchiveTests.Pack(Delivery, tar, gzip: true);
        var folder = Take(Delivery).Scene;
        var packed = SceneIngestor.Ingest(tar, new IngestOptions(), _folder.File("packed"), _folder.File("tmp"), null, CancellationToken.None).Scene;
        Assert.Equal(folder.Id, packed.Id);
        Assert.Equal(File.ReadAllBytes(_folder.File($"scenes/{folder.CogFile}")), File.ReadAllBytes(_folder.File($"packed/{folder.CogFile}")));
    }

    [Fact]
    public void Pair_is_one_scene_and_sharpening_keeps_brightness_where_the_panchromatic_is_the_mean()
    {
        GaofenDelivery.Multispectral(Delivery);
        // Mean radiance of the bands: (0.149·800 + 0.1328·700 + 0.1311·600 + 0.1217·2000) / 4 = 133.555; PAN gain 2019 0.1381: DN 967.
        GaofenDelivery.Panchromatic(Delivery, 967);
        var plain = Take(Path.Combine(Delivery, GaofenDelivery.Pms + "-PAN1.tiff"));
        Assert.Contains(plain.Notes, n => n.Contains("--pansharpen", StringComparison.Ordinal));
        Assert.Single(ProductFinder.At(Delivery).Paths);
        var sharp = Take(Delivery, new IngestOptions { Ortho = new OrthoOptions { Pansharpen = true } });
        Assert.NotEqual(plain.Scene.Id, sharp.Scene.Id);
        Assert.Equal(2.0, sharp.Scene.Grid.Transform.PixelWidth);
        Assert.Equal(plain.Scene.Grid.Extent, sharp.Scene.Grid.Extent);
        foreach (var role in new[] { BandRole.Blue, BandRole.Nir }) Assert.Equal(Middle(plain.Scene, role), Middle(sharp.Scene, role), 2e-3 * Middle(plain.Scene, role));
        Assert.Contains(sharp.Notes, n => n.Contains("Brovey", StringComparison.Ordinal));
    }

    [Fact]
    public void Dark_object_subtraction_is_asked_for_and_said()
    {
        GaofenDelivery.Multispectral(Delivery);
        var taken = Take(Delivery, new IngestOptions { Ortho = new OrthoOptions { DarkObject = true } });
        // All ground is equally dark here: it becomes one per cent.
        Assert.Equal(0.01, Middle(taken.Scene, BandRole.Blue), 1e-6);
        Assert.Contains(taken.Notes, n => n.Contains("Chavez 1988", StringComparison.Ordinal) && n.Contains("Blue 0.2094", StringComparison.Ordinal));
        Assert.Equal("dark_object_subtraction", JsonDocument.Parse(taken.StacJson).RootElement.GetProperty("properties").GetProperty("geowfc:numbers").GetString());
    }

    [Fact]
    public void Wide_field_and_the_eight_bands_of_gaofen_6()
    {
        const string wfv = "GF1_WFV3_E110.0_N40.5_20190704_L1A0004090002", six = "GF6_WFV_E110.0_N40.5_20190704_L1A1119840003";
        GaofenDelivery.Multispectral(Delivery, wfv, "GF1", "WFV3", part: "");
        GaofenDelivery.Multispectral(_folder.File("six"), six, "GF6", "WFV", part: "-2", bands: 8);
        Assert.Equal(4, Take(Delivery).Scene.Bands.Count);
        var scene = Take(_folder.File("six")).Scene;
        Assert.Equal(six + "-2", scene.Product);
        Assert.Equal([BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.Nir, BandRole.RedEdge1, BandRole.RedEdge2, BandRole.Coastal], scene.Bands.Select(b => b.Role));
    }

    [Fact]
    public void What_is_missing_or_of_another_product_is_named_with_its_mend()
    {
        GaofenDelivery.Multispectral(Delivery);
        string path = Path.Combine(Delivery, GaofenDelivery.Pms + "-MSS1"), xml = File.ReadAllText(path + ".xml"), rpb = File.ReadAllText(path + ".rpb");
        void Says(string field, string file, string problem, IngestOptions? options = null)
        {
            var error = Assert.Throws<InputException>(() => Take(Delivery, options));
            Assert.Equal(field, error.Field);
            Assert.EndsWith(file, error.Where, StringComparison.Ordinal);
            Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
            Assert.NotEmpty(error.Mend);
            Assert.False(Directory.Exists(_folder.File("scenes")));
        }

        Says("pansharpen", "-MSS1.tiff", "no panchromatic", new IngestOptions { Ortho = new OrthoOptions { Pansharpen = true } });
        Says("dem", "absent.tif", "no such file", new IngestOptions { Ortho = new OrthoOptions { Dem = _folder.File("absent.tif") } });
        File.WriteAllText(path + ".xml", xml.Replace("<SatelliteID>GF1<", "<SatelliteID>GF2<", StringComparison.Ordinal));
        Says("SatelliteID, SensorID", ".xml", "GF2 PMS1");
        File.WriteAllText(path + ".xml", xml.Replace("<WidthInPixels>200<", "<WidthInPixels>4548<", StringComparison.Ordinal));
        Says("WidthInPixels, HeightInPixels", ".xml", "4548 x 200");
        File.WriteAllText(path + ".xml", xml.Replace("SensorID", "SensorId", StringComparison.Ordinal));
        Says("SensorID", ".xml", "not there");
        File.WriteAllText(path + ".xml", xml.Replace("24.9", "124.9", StringComparison.Ordinal));
        Says("SolarZenith", ".xml", "124.9");
        File.WriteAllText(path + ".xml", xml[..300]);
        var cut = Assert.Throws<InputException>(() => Take(Delivery));
        Assert.Contains("no whole XML", cut.Problem, StringComparison.Ordinal);
        File.Delete(path + ".xml");
        Says("XML", ".xml", "not there");
        File.WriteAllText(path + ".xml", xml);
        File.Delete(path + ".rpb");
        Says("RPB", ".rpb", "not there");
        File.WriteAllText(path + ".rpb", rpb.Replace("lineScale", "lineScal", StringComparison.Ordinal));
        Says("lineScale", ".rpb", "not there");
        File.WriteAllText(path + ".rpb", rpb);
        File.Delete(path + ".tiff");
        Says("multispectral image", "-MSS1.rpb", "no TIFF");
        File.Delete(path + ".rpb");
        File.Delete(path + ".xml");
        GaofenDelivery.Panchromatic(Delivery, 500);
        Says("multispectral image", "-PAN1.rpb", "panchromatic image alone");
    }

    private IngestResult Take(string path, IngestOptions? options = null) =>
        SceneIngestor.Ingest(path, options ?? new IngestOptions(), _folder.File("scenes"), _folder.File("tmp"), null, CancellationToken.None);

    private double Middle(Scene scene, BandRole role)
    {
        using var source = new SceneSource(scene, _folder.File("scenes"));
        float[] one = new float[1];
        source.Read(role, new Window(scene.Grid.Width / 2, scene.Grid.Height / 2, 1, 1), one);
        return one[0];
    }

    // Centre of what is brighter than the ground, in pixels from the corner.
    private (double Col, double Row) Brightest(Scene scene)
    {
        using var source = new SceneSource(scene, _folder.File("scenes"));
        float[] all = new float[scene.Grid.Whole.PixelCount];
        source.Read(BandRole.Blue, scene.Grid.Whole, all);
        double ground = Middle(scene, BandRole.Blue), sum = 0, cols = 0, rows = 0;
        for (int i = 0; i < all.Length; i++)
        {
            double over = float.IsNaN(all[i]) ? 0 : Math.Max(0, all[i] - ground * 1.01);
            (sum, cols, rows) = (sum + over, cols + over * (i % scene.Grid.Width + 0.5), rows + over * (i / scene.Grid.Width + 0.5));
        }

        return (cols / sum, rows / sum);
    }

    private static (double X, double Y) Ground((double Col, double Row) at, Scene scene) => scene.Grid.Transform.Apply(at.Col, at.Row);
}
