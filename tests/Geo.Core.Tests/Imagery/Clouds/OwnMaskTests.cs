using Geo.Core.Demo;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Imagery.Clouds;
using Geo.Core.Tests.Placement;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery.Clouds;

/// <summary>The own mask against masks that products bring, and over bright ground without a cloud.</summary>
public sealed class OwnMaskTests
{
    [SkippableFact]
    public void On_a_real_Landsat_scene_three_quarters_of_the_masked_are_found_and_next_to_nothing_else()
    {
        // A fourteenth of its pixels each way, so no shadow can be matched; QA_PIXEL counts dilated cloud and cirrus as cloud.
        string Name(string band) => SharedData.Path("landsat-c2l2-008059-mixed", $"LC08_L2SP_008059_20191201_20200825_02_T1_{band}.TIF");
        var source = Landsat(Name, ("SR_B2", BandRole.Blue), ("SR_B3", BandRole.Green), ("SR_B4", BandRole.Red), ("SR_B5", BandRole.Nir));
        var truth = Band(Name("QA_PIXEL"), 1).Select(bits => QualityCodes.OfQaPixel((int)bits)).ToArray();
        var table = new Table(truth, Mask(source, 450, new SunPosition(131, 56)));
        Assert.InRange(table.Producers(Quality.Cloud), 0.75, 1);
        Assert.InRange(table.Users(Quality.Cloud), 0.99, 1);
        // The margin of one cell round clouds is 450 m wide here.
        Assert.InRange(table.Share(Quality.Clear, Quality.Cloud, Quality.Shadow), 0, 0.03);
    }

    [SkippableFact]
    public void On_a_real_clear_Landsat_scene_nothing_is_masked()
    {
        // USGS's own mask (fmask) calls all of it clear land or water.
        string Name(string band) => SharedData.Path("landsat7-espa-indices", $"LE70230282011250EDC00_sr_{band}.tif");
        float[] Of(string band) => [.. Band(Name(band), 1).Select(value => value == -32768 ? float.NaN : value * 1e-4f)];
        var source = new MemorySource(GridOf(Name("band1")), new Dictionary<BandRole, float[]>
        {
            [BandRole.Blue] = Of("band1"),
            [BandRole.Green] = Of("band2"),
            [BandRole.Red] = Of("band3"),
            [BandRole.Nir] = Of("band4"),
        });
        byte[] own = Mask(source, 30, SunPosition.OfScene(new DateTimeOffset(2011, 9, 7, 16, 15, 0, TimeSpan.Zero), -87.02, 45.95));
        Assert.InRange(own.Count(code => code is 2 or 3 or 4) / (double)own.Length, 0, 0.001);
    }

    [SkippableFact]
    public void Of_real_tailings_next_to_nothing_is_called_cloud()
    {
        // Medians of the year's clear scenes, reflectance at the top of the atmosphere; tailings drawn by hand.
        long tailings = 0, called = 0, all = 0, calledOfAll = 0;
        foreach (int chip in new[] { 22, 30, 35, 47, 77, 99, 107, 113 })
        {
            string image = SharedData.Path("tailings-brazil-s2", $"img_{chip}.tif");
            float[] drawn = Band(SharedData.Path("tailings-brazil-s2", $"mask_{chip}.tif"), 1);
            byte[] own = Mask(new MemorySource(GridOf(image), new Dictionary<BandRole, float[]>
            {
                [BandRole.Blue] = Band(image, 1),
                [BandRole.Green] = Band(image, 2),
                [BandRole.Red] = Band(image, 3),
            }), 10, new SunPosition(60, 50));
            for (int i = 0; i < own.Length; i++)
            {
                if (own[i] == (byte)Quality.NoData) continue;
                int hit = own[i] is (byte)Quality.Cloud or (byte)Quality.Shadow ? 1 : 0;
                (all, calledOfAll) = (all + 1, calledOfAll + hit);
                if (drawn[i] > 0) (tailings, called) = (tailings + 1, called + hit);
            }
        }

        Assert.InRange((double)called / tailings, 0, 0.03);
        Assert.InRange((double)calledOfAll / all, 0, 0.03);
    }

    [SkippableFact]
    public void Of_real_snow_half_is_told_from_cloud_by_colour_and_all_with_short_wave_infrared()
    {
        // The scene has no blue: green stands in for it. All of it is snow or cloud over snow.
        string Name(string band) => SharedData.Path("landsat-c2l2-005009-snow", $"LC08_L2SP_005009_20150710_20200908_02_T2_{band}.TIF");
        var truth = Band(Name("QA_PIXEL"), 1).Select(bits => QualityCodes.OfQaPixel((int)bits)).ToArray();
        (string, BandRole)[] bands = [("SR_B3", BandRole.Blue), ("SR_B3", BandRole.Green), ("SR_B4", BandRole.Red), ("SR_B5", BandRole.Nir)];
        var colour = new Table(truth, Mask(Landsat(Name, bands), 450, new SunPosition(180, 40)));
        Assert.InRange(colour.Share(Quality.Snow, Quality.Snow), 0.45, 1);
        var swir = new Table(truth, Mask(Landsat(Name, [.. bands, ("SR_B6", BandRole.Swir1)]), 450, new SunPosition(180, 40)));
        Assert.InRange(swir.Share(Quality.Snow, Quality.Snow), 0.99, 1);
    }

    [Fact]
    public void On_simulated_scenes_of_bright_bare_ground_clouds_are_found_and_gypsum_roofs_and_sand_are_left()
    {
        var bright = new long[2];
        double producers = 0, users = 0, shadows = 0;
        (ulong Seed, int Date)[] scenes = [(1, 2), (1, 6), (77, 8), (4242, 6)];
        foreach (var (seed, date) in scenes)
        {
            var ground = SimulatedScenes.Ground(seed);
            ushort[][] numbers = SimulatedScenes.Numbers(ground, date);
            var when = ground.Plan.Parameters.DateAt(date);
            var sun = new SunPosition((Math.Atan2(when.SunAzimuth[0], when.SunAzimuth[1]) * 180 / Math.PI + 360) % 360, Math.Asin(when.SunElevation[0]) * 180 / Math.PI);
            var scene = SimulatedScenes.Scene(ground, numbers, clouds: true);
            byte[] own = Mask(new MemorySource(scene.Grid, new[] { BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.Nir }.ToDictionary(role => role, scene.Band)), 10, sun);
            var truth = numbers[10].Select(scl => QualityCodes.OfScl(scl)).ToArray();
            var table = new Table(truth, own);
            producers += table.Producers(Quality.Cloud) / scenes.Length;
            users += table.Users(Quality.Cloud) / scenes.Length;
            shadows += table.Users(Quality.Shadow) / scenes.Length;
            for (int i = 0; i < own.Length; i++)
            {
                var cover = (Cover)ground.Surface.CoverOf[(i / scene.Grid.Width + Surface.Rim) * ground.Surface.Width + i % scene.Grid.Width + Surface.Rim];
                if (truth[i] != Quality.Clear || cover is not (Cover.Stockpile or Cover.BrightRoof or Cover.Sandbar or Cover.BareSteppe or Cover.UnrestoredPit)) continue;
                bright[0]++;
                bright[1] += own[i] == (byte)Quality.Clear ? 0 : 1;
            }
        }

        Assert.InRange(producers, 0.85, 1);
        Assert.InRange(users, 0.8, 1);
        Assert.InRange(shadows, 0.7, 1);
        // Mostly the thin edges of clouds, which the product's mask does not count.
        Assert.InRange((double)bright[1] / bright[0], 0, 0.03);
    }

    [Fact]
    public void No_mask_is_made_of_numbers_that_are_no_reflectance_or_of_a_scrap()
    {
        MemorySource Of(int side, float value) => new(new Grid(GeoTransform.NorthUp(0, 0, 30, 30), side, side, Projection.FromEpsg(32649)),
            new[] { BandRole.Blue, BandRole.Green, BandRole.Red }.ToDictionary(role => role, _ => Enumerable.Repeat(value, side * side).ToArray()));
        Assert.Null(Make(Of(100, 3000f)));
        Assert.Null(Make(Of(20, 0.1f)));
        Assert.Equal((10_000, 0), Make(Of(100, 0.1f)));
        static (long, long)? Make(MemorySource source) => OwnMask.Make(source, 30, new SunPosition(150, 50), CloudThresholds.Default, (_, _) => { }, null, default);
    }

    private static byte[] Mask(MemorySource source, double pixelMetres, SunPosition sun)
    {
        byte[] into = new byte[source.Grid.Whole.PixelCount];
        Assert.NotNull(OwnMask.Make(source, pixelMetres, sun, CloudThresholds.Default, (window, codes) => codes.CopyTo(into, (long)window.Row * source.Grid.Width), null, default));
        return into;
    }

    private static MemorySource Landsat(Func<string, string> name, params (string Band, BandRole Role)[] bands) => new(
        GridOf(name(bands[0].Band)), bands.ToDictionary(band => band.Role, band => Band(name(band.Band), 1).Select(value => value == 0 ? float.NaN : value * 2.75e-5f - 0.2f).ToArray()));

    private static float[] Band(string file, int band)
    {
        using var data = Dataset.Open(file);
        var values = new float[data.Grid.Whole.PixelCount];
        data.Read<float>(band, data.Grid.Whole, values);
        return values;
    }

    private static Grid GridOf(string file)
    {
        using var data = Dataset.Open(file);
        return data.Grid;
    }

    /// <summary>How often what is true was called what, among pixels with data in both.</summary>
    private sealed class Table
    {
        private readonly double[,] _counts = new double[6, 6];

        public Table(Quality[] truth, byte[] called)
        {
            for (int i = 0; i < called.Length; i++)
            {
                if (truth[i] != Quality.NoData && called[i] != (byte)Quality.NoData) _counts[(int)truth[i], called[i]]++;
            }
        }

        public double Producers(Quality kind) => _counts[(int)kind, (int)kind] / Enumerable.Range(1, 5).Sum(called => _counts[(int)kind, called]);

        public double Users(Quality kind) => _counts[(int)kind, (int)kind] / Enumerable.Range(1, 5).Sum(truth => _counts[truth, (int)kind]);

        public double Share(Quality truth, params Quality[] called) => called.Sum(one => _counts[(int)truth, (int)one]) / Enumerable.Range(1, 5).Sum(any => _counts[(int)truth, any]);
    }
}
