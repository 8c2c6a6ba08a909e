using Geo.Core.Demo;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Demo;

/// <summary>What the issue promises of the demo: simple means fail on it, context succeeds.</summary>
public class DifficultyTests(ITestOutputHelper output)
{
    // Every seventh pixel: 170 000 are enough for two digits, and 7 shares no factor with the width.
    private const int Sample = 7;

    [Theory]
    [InlineData(1)]
    [InlineData(20240607)]
    public void Ndvi_and_brightness_thresholds_stay_below_f1_of_0_4(ulong seed)
    {
        var district = SimulatedDistrict.Of(seed);
        for (int scene = 0; scene < district.Scenes.Length; scene++)
        {
            var (ndvi, brightness, clear) = Indices(district, scene);
            float[] nothing = new float[ndvi.Length];
            foreach (var target in new[] { Cover.Stockpile, Cover.UnrestoredPit, Cover.None })
            {
                var truth = new bool[ndvi.Length];
                for (int i = 0; i < truth.Length; i++)
                {
                    var here = district.Class(i * Sample);
                    truth[i] = target == Cover.None ? here is Cover.Stockpile or Cover.UnrestoredPit : here == target;
                }

                float first = ThresholdSearch.BestBox(ndvi, nothing, truth, clear), second = ThresholdSearch.BestBox(brightness, nothing, truth, clear);
                output.WriteLine($"seed {seed} scene {scene} {target}: F1 of NDVI {first:F3}, of brightness {second:F3}");
                Assert.InRange(first, 0.005f, 0.4f);
                Assert.InRange(second, 0.005f, 0.4f);
                if (target != Cover.None)
                {
                    // Even both together, any box of the two.
                    float box = ThresholdSearch.BestBox(ndvi, brightness, truth, clear);
                    output.WriteLine($"seed {seed} scene {scene} {target}: box {box:F3}");
                    Assert.InRange(box, 0.005f, 0.4f);
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20240607)]
    public void A_forest_on_raw_bands_of_one_date_fails_where_context_over_dates_succeeds(ulong seed)
    {
        var district = SimulatedDistrict.Of(seed);
        var raw = ForestTrial.RawBands(district, scene: 3);
        var context = ForestTrial.Context(district);
        foreach (var target in new[] { Cover.Stockpile, Cover.UnrestoredPit })
        {
            var simple = ForestTrial.Run(district, raw, target);
            var better = ForestTrial.Run(district, context, target);
            output.WriteLine($"seed {seed} {target}: raw {simple}; context {better}");
            Assert.True(simple.Iou < 0.55, $"{simple}");
            Assert.True(better.Iou > simple.Iou + 0.15, $"{simple}, {better}");
            Assert.True(better.ObjectRecall >= 0.8, $"{better}");
        }
    }

    private static (float[] Ndvi, float[] Brightness, bool[] Clear) Indices(SimulatedDistrict district, int scene)
    {
        var bands = district.Scenes[scene];
        int count = district.Count / Sample;
        var ndvi = new float[count];
        var brightness = new float[count];
        var clear = new bool[count];
        for (int i = 0; i < count; i++)
        {
            int at = i * Sample;
            float red = SimulatedDistrict.Reflectance(bands[2][at]), nir = SimulatedDistrict.Reflectance(bands[6][at]);
            ndvi[i] = (nir - red) / (nir + red);
            for (int k = 0; k < 10; k++)
            {
                brightness[i] += SimulatedDistrict.Reflectance(bands[k][at]) / 10;
            }

            clear[i] = district.Clear(scene, at);
        }

        return (ndvi, brightness, clear);
    }
}
