using Geo.Core.Classification;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Classification;

public class AccuracyTests
{
    private static readonly string[] Olofsson = ["deforestation", "forest gain", "stable forest", "stable non-forest"];

    // Olofsson et al. 2014, table 8 (sample counts) and section 5: mapped pixels of 30 m (0.09 ha).
    private static readonly long[,] Table8 = { { 66, 0, 5, 4 }, { 0, 55, 8, 12 }, { 1, 0, 153, 11 }, { 2, 1, 9, 313 } };
    private static readonly double[] MappedPixels = [200_000, 150_000, 3_200_000, 6_450_000];

    [Fact]
    public void Area_adjusted_figures_are_those_of_Olofsson_et_al_2014()
    {
        var result = AreaAdjustedAccuracy.Of(new ConfusionMatrix(Olofsson, Table8), MappedPixels);

        // Published to two decimals: overall 0.95 ± 0.02. The half-width of forest gain's producer's accuracy is worked by
        // hand from equation 7: sqrt(150000²·0.15284²·0.0026426 + 0.84716²·6450000²·9.4675e-6) / 129846 · 1.96 = 0.254.
        Assert.Equal(0.95, result.OverallAccuracy.Value, 0.005);
        Assert.Equal(0.02, result.OverallAccuracy.HalfWidth, 0.005);
        (double Users, double UsersHalf, double Producers, double ProducersHalf)[] published =
            [(0.88, 0.07, 0.75, 0.21), (0.73, 0.10, 0.85, 0.254), (0.93, 0.04, 0.93, 0.03), (0.96, 0.02, 0.96, 0.02)];
        for (int k = 0; k < 4; k++)
        {
            Assert.Equal(published[k].Users, result.Classes[k].UsersAccuracy.Value, 0.005);
            Assert.Equal(published[k].UsersHalf, result.Classes[k].UsersAccuracy.HalfWidth, 0.0051);
            Assert.Equal(published[k].Producers, result.Classes[k].ProducersAccuracy.Value, 0.005);
            Assert.Equal(published[k].ProducersHalf, result.Classes[k].ProducersAccuracy.HalfWidth, 0.0051);
        }

        // Deforestation: 235,086 pixels, 21,158 ± 6158 ha (0.02·66/75 + 0.32·1/165 + 0.645·2/325 = 0.0235086).
        Assert.Equal(235_086, result.Classes[0].Area.Value, 1.0);
        Assert.Equal(21_158, result.Classes[0].Area.Value * 0.09, 1.0);
        Assert.Equal(6_158, result.Classes[0].Area.HalfWidth * 0.09, 2.0);
        Assert.Equal(10_000_000, result.Classes.Sum(c => c.Area.Value), 1e-3);
    }

    [Fact]
    public void Mapped_class_without_sample_is_refused()
    {
        long[,] counts = { { 5, 1 }, { 0, 1 } };
        var refusal = Assert.Throws<InputException>(() => AreaAdjustedAccuracy.Of(new ConfusionMatrix(["a", "b"], counts), [10, 10]));
        Assert.Equal("b", refusal.Field);
    }

    [Fact]
    public void Matrix_figures_are_the_hand_worked_ones()
    {
        // Mapped a: 8 right, 2 are b. Mapped b: 4 are a, 6 right.
        long[,] counts = { { 8, 2 }, { 4, 6 } };
        var matrix = new ConfusionMatrix(["a", "b"], counts);
        Assert.Equal(0.7, matrix.OverallAccuracy, 1e-12);
        Assert.Equal(0.4, matrix.Kappa, 1e-12);                      // chance 0.5·0.6 + 0.5·0.4 = 0.5
        var a = matrix.ByClass[0];
        Assert.Equal(0.8, a.Precision, 1e-12);
        Assert.Equal(8.0 / 12, a.Recall, 1e-12);
        Assert.Equal(16.0 / 22, a.F1, 1e-12);
        Assert.Equal(8.0 / 14, a.IoU, 1e-12);
        Assert.Equal(4.0 / 12, a.OmissionRate, 1e-12);
        Assert.Equal(0.2, a.CommissionRate, 1e-12);
    }

    [Fact]
    public void Objects_match_at_half_and_sites_are_hit_by_less()
    {
        // Near the equator a square of 0.01° is as good as flat: IoU of [0,10]² and [0,6]×[0,10] is 0.6; of [0,10]² and
        // [0,2]×[0,10] 0.2 (a hit, no match).
        var truth = new[] { Box(0, 0, 10, 10), Box(20, 0, 30, 10), Box(40, 0, 50, 10) };
        var found = new[] { Box(0, 0, 6, 10), Box(20, 0, 22, 10), Box(60, 0, 70, 10) };
        var result = ObjectAccuracy.Of(found, truth);
        Assert.Equal(new ObjectAccuracy(3, 3, MatchedAtHalf: 1, TrueHit: 2, FoundOnTruth: 2), result);
        Assert.Equal(1.0 / 3, result.Precision, 1e-12);
        Assert.Equal(2.0 / 3, result.HitRecall, 1e-12);
    }

    [Fact]
    public void Platt_scaling_finds_the_curve_that_made_the_labels()
    {
        var random = new Random(1);
        float[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextSingle() * 8 - 4)];
        bool[] labels = [.. scores.Select(s => random.NextDouble() < 1 / (1 + Math.Exp(-1.5 * s + 0.5)))];
        var fitted = PlattScaling.Fit(scores, labels);
        Assert.Equal(-1.5, fitted.Slope, 0.08);
        Assert.Equal(0.5, fitted.Offset, 0.08);
    }

    private static Geometry Box(double x0, double y0, double x1, double y1) => new WKTReader().Read(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"POLYGON (({x0 / 1000} {y0 / 1000}, {x1 / 1000} {y0 / 1000}, {x1 / 1000} {y1 / 1000}, {x0 / 1000} {y1 / 1000}, {x0 / 1000} {y0 / 1000}))"));
}
