using System.Runtime.InteropServices;
using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Tests.Predictors;

/// <summary>Percentiles as numpy.percentile (its default, type 7) gives them: numpy.percentile([0.1, 0.2, 0.4], [10, 90]) = 0.12, 0.36.</summary>
public class SeasonStatisticsTests
{
    private static readonly BandRole[] Roles = [BandRole.Red, BandRole.Nir];

    [Fact]
    public void Percentiles_and_range_of_the_index_are_of_the_days_that_see_the_pixel()
    {
        // Three pixels: seen on three days, on one, on none. NDVI of the first: 0.6, 1/3, 0.2.
        var source = new DaysSource(MemorySource.Plane(3, 1),
            Day([0.1f, float.NaN, float.NaN], [0.4f, float.NaN, float.NaN]),
            Day([0.2f, 0.3f, float.NaN], [0.4f, 0.3f, float.NaN]),
            Day([0.4f, float.NaN, float.NaN], [0.6f, 0.9f, float.NaN]));
        var set = PredictorSet.Of(Roles, Declared("NDVI"));
        var columns = PredictorStack.Allocate(set, 3);
        Assert.Equal(2, PredictorStack.Compute(source, source.Grid.Whole, set, columns));
        float[] Of(string name) => columns[set.Names.ToList().IndexOf(name)];

        Assert.Equal([0.2f, 0.3f, float.NaN], Of("reflectance_red"));
        Assert.Equal(0.12f, Of("season_p10_red")[0], 1e-6f);
        Assert.Equal(0.36f, Of("season_p90_red")[0], 1e-6f);
        Assert.Equal(0.3f, Of("season_p10_red")[1]);
        Assert.Equal(0.2f, Of("season_min_ndvi")[0], 1e-6f);
        Assert.Equal(0.6f, Of("season_max_ndvi")[0], 1e-6f);
        Assert.Equal(0.4f, Of("season_amplitude_ndvi")[0], 1e-6f);
        // The near infrared alone of the third day makes no NDVI.
        Assert.Equal((0f, 0f, 0f), (Of("season_min_ndvi")[1], Of("season_max_ndvi")[1], Of("season_amplitude_ndvi")[1]));
        Assert.All(columns, c => Assert.True(float.IsNaN(c[2])));
    }

    [Fact]
    public void Bands_that_no_day_sees_together_give_the_index_of_their_medians()
    {
        var source = new DaysSource(MemorySource.Plane(1, 1), Day([0.25f], [float.NaN]), Day([float.NaN], [0.75f]));
        var set = PredictorSet.Of(Roles, Declared("NDVI"));
        var columns = PredictorStack.Allocate(set, 1);
        PredictorStack.Compute(source, source.Grid.Whole, set, columns);
        Assert.Equal([0.5f, 0.5f, 0f], columns[^3..].Select(c => c[0]));
    }

    [Theory]
    [InlineData(37)]
    [InlineData(64)]
    public void Any_tiling_gives_the_same_bits_and_the_other_predictors_those_of_the_median(int size)
    {
        var grid = MemorySource.Plane(90, 70);
        var source = new DaysSource(grid, [.. Enumerable.Range(0, 4).Select(d => Bands(MemorySource.Random(grid, d, Roles)))]);
        var set = PredictorSet.Of(Roles, PredictorDeclaration.Named("season-1"));
        var whole = Computed(source, set, grid.Whole);
        foreach (var block in grid.Whole.Blocks(size))
        {
            var part = Computed(source, set, block);
            for (int p = 0; p < set.Count; p++)
            {
                for (int y = 0; y < block.Height; y++)
                {
                    var expected = MemoryMarshal.AsBytes(whole[p].AsSpan((block.Row + y) * 90 + block.Col, block.Width));
                    Assert.True(expected.SequenceEqual(MemoryMarshal.AsBytes(part[p].AsSpan(y * block.Width, block.Width))), set.Names[p]);
                }
            }
        }

        var plain = PredictorSet.Of(Roles, PredictorDeclaration.Named("spectral-1"));
        var median = Computed(source, plain, grid.Whole);
        Assert.Equal(plain.Names, set.Names.Take(plain.Count));
        for (int p = 0; p < plain.Count; p++) Assert.Equal(median[p], whole[p]);
    }

    [Fact]
    public void A_source_of_too_few_days_is_refused()
    {
        var source = MemorySource.Random(5, 5, 1, Roles);
        var refusal = Assert.Throws<InputException>(() => PredictorSet.Of(Roles, PredictorDeclaration.Named("season-1")).Require(source, "survey"));
        Assert.Contains("1 day", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("at least 3", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 10, "NDVI")]
    [InlineData(2, 101, "NDVI")]
    [InlineData(2, 10, "XYZ")]
    public void What_cannot_be_computed_is_refused(int days, int percentile, string index) =>
        Assert.Throws<InputException>(() => PredictorSet.Of(Roles, Declared("NDVI") with { Season = new SeasonDeclaration(days, [percentile], [index]) }));

    private static PredictorDeclaration Declared(string index) => new("mine", [BandRole.Red], [index], [], [], false, new SeasonDeclaration(2, [10, 90], [index]));

    private static float[][] Computed(DaysSource source, PredictorSet set, Window window)
    {
        var columns = PredictorStack.Allocate(set, (int)window.PixelCount);
        PredictorStack.Compute(source, window, set, columns);
        return columns;
    }

    private static Dictionary<BandRole, float[]> Day(float[] red, float[] nir) => new() { [BandRole.Red] = red, [BandRole.Nir] = nir };

    private static Dictionary<BandRole, float[]> Bands(MemorySource source) => Roles.ToDictionary(r => r, r =>
    {
        float[] values = new float[source.Grid.Whole.PixelCount];
        source.Read(r, source.Grid.Whole, values);
        return values;
    });

    /// <summary>Days in memory, joined by their median.</summary>
    private sealed class DaysSource(Grid grid, params Dictionary<BandRole, float[]>[] days) : IReflectanceSource
    {
        private readonly MemorySource[] _days = [.. days.Select(d => new MemorySource(grid, [.. d.Select(b => (b.Key, b.Value))]))];

        public Grid Grid => grid;

        public IReadOnlyList<BandRole> Roles => SeasonStatisticsTests.Roles;

        public int Days => _days.Length;

        public void Read(BandRole role, Window window, Span<float> into)
        {
            var layers = new float[Days * into.Length];
            ReadDays(role, window, layers);
            for (int i = 0; i < into.Length; i++)
            {
                float[] seen = [.. Enumerable.Range(0, Days).Select(d => layers[d * (layers.Length / Days) + i]).Where(v => !float.IsNaN(v)).Order()];
                into[i] = seen.Length == 0 ? float.NaN : seen.Length % 2 == 1 ? seen[seen.Length / 2] : (seen[seen.Length / 2 - 1] + seen[seen.Length / 2]) / 2;
            }
        }

        public void ReadDays(BandRole role, Window window, Span<float> into)
        {
            int count = (int)window.PixelCount;
            for (int d = 0; d < Days; d++) _days[d].Read(role, window, into.Slice(d * count, count));
        }

        public IReflectanceSource Reopen() => this;

        public void Dispose()
        {
        }
    }
}
