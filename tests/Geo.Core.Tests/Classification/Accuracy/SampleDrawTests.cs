using Geo.Core.Classification.Accuracy;

namespace Geo.Core.Tests.Classification.Accuracy;

public class SampleDrawTests
{
    private static readonly string[] Classes = ["background", "stockpile"];
    private static readonly Window Whole = new(0, 0, 130, 90);

    [Fact]
    public void The_sample_is_the_same_at_any_tiling_and_another_by_another_seed()
    {
        var first = Draw(new DrawOptions(100), 4096);
        foreach (int size in new[] { 16, 33, 64 }) Assert.Equal(first.Pixels, Draw(new DrawOptions(100), size).Pixels);
        Assert.NotEqual(first.Pixels, Draw(new DrawOptions(100, Seed: 2), 64).Pixels);
        Assert.Equal(100, first.Pixels.Distinct().Count());
    }

    [Fact]
    public void Strata_are_the_mapped_classes_and_the_doubtful_ground()
    {
        var draw = Draw(new DrawOptions(100, MinimumPerStratum: 20), 64);

        // Columns 0-9 have no data; 10-99 background at 0.1; 100-109 background at 0.4, 110-119 stockpile at 0.6: doubtful; the rest stockpile at 0.9.
        Assert.Equal([("background", 90 * 90L), ("stockpile", 10 * 90L), ("doubtful", 20 * 90L)], draw.Strata.Select(s => (s.Name, s.Pixels)));
        Assert.Equal(100, draw.Strata.Sum(s => s.Places));
        // The floor is min(20, 100 / 6) = 16 each; 52 are left for 8100 : 900 : 1800, that is 39 : 4.3 : 8.7.
        Assert.Equal([55, 20, 25], draw.Strata.Select(s => s.Places));
        Assert.Equal(55.0 / 8100, draw.Strata[0].InclusionProbability, 1e-12);
        foreach (var pixel in draw.Pixels)
        {
            Assert.Equal(pixel.Col < 100 ? 0 : pixel.Col >= 120 ? 1 : 2, pixel.Stratum);
            Assert.Equal(pixel.Col < 110 ? 0 : 1, pixel.MapClass);
        }
    }

    [Fact]
    public void Every_pixel_of_a_stratum_is_drawn_equally_often()
    {
        // 2000 seeds, 45 + 5 of 900 background pixels in a row of blocks: each left half is drawn as often as the right.
        long left = 0, all = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            foreach (var pixel in Draw(new DrawOptions(60, seed), 64).Pixels.Where(p => p.Stratum == 0))
            {
                all++;
                if (pixel.Col < 55) left++;
            }
        }

        Assert.InRange((double)left / all, 0.485, 0.515); // 4 standard errors
    }

    [Fact]
    public void Too_few_places_are_refused_and_too_many_take_every_pixel()
    {
        Assert.Equal("count", Assert.Throws<InputException>(() => Draw(new DrawOptions(5), 64)).Field);
        Assert.Equal(120 * 90, Draw(new DrawOptions(1_000_000), 64).Pixels.Count);
    }

    private static SampleDraw Draw(DrawOptions options, int blockSize) => SampleDraw.Of(Whole, Classes, Read, 0.5, options, blockSize, default);

    private static void Read(Window window, byte[] classes, float[] probability)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            int col = window.Col + i % window.Width;
            (classes[i], probability[i]) = col switch
            {
                < 10 => ((byte)0, float.NaN),
                < 100 => ((byte)1, 0.1f),
                < 110 => ((byte)1, 0.4f),
                < 120 => ((byte)2, 0.6f),
                _ => ((byte)2, 0.9f),
            };
        }
    }
}
