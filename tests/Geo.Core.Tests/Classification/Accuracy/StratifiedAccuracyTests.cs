using Geo.Core.Classification.Accuracy;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Classification.Accuracy;

public class StratifiedAccuracyTests(ITestOutputHelper output)
{
    private static readonly string[] Olofsson = ["deforestation", "forest gain", "stable forest", "stable non-forest"];
    private static readonly long[,] Table8 = { { 66, 0, 5, 4 }, { 0, 55, 8, 12 }, { 1, 0, 153, 11 }, { 2, 1, 9, 313 } };
    private static readonly long[] MappedPixels = [200_000, 150_000, 3_200_000, 6_450_000];

    [Fact]
    public void Standard_errors_are_those_of_Olofsson_et_al_2014()
    {
        StratumTable[] strata = [.. Olofsson.Select((name, i) => new StratumTable(name, MappedPixels[i], RowOf(i)))];
        var result = StratifiedAccuracy.Of(Olofsson, strata, 900_000); // 0.09 ha a pixel

        // As published (section 5, table 9): 0.95 ± 0.02; deforestation 21,158 ± 6158 ha. The correction for drawing
        // without replacement takes at most 2e-4 of an error.
        Assert.Equal(0.95, result.OverallAccuracy.Value, 0.005);
        Assert.Equal(0.02, 1.96 * result.OverallAccuracy.StandardError, 0.005);
        (double Users, double UsersHalf, double Producers, double ProducersHalf)[] published =
            [(0.88, 0.07, 0.75, 0.21), (0.73, 0.10, 0.85, 0.254), (0.93, 0.04, 0.93, 0.03), (0.96, 0.02, 0.96, 0.02)];
        for (int k = 0; k < 4; k++)
        {
            Assert.Equal(published[k].Users, result.Classes[k].UsersAccuracy.Value, 0.005);
            Assert.Equal(published[k].UsersHalf, 1.96 * result.Classes[k].UsersAccuracy.StandardError, 0.0051);
            Assert.Equal(published[k].Producers, result.Classes[k].ProducersAccuracy.Value, 0.005);
            Assert.Equal(published[k].ProducersHalf, 1.96 * result.Classes[k].ProducersAccuracy.StandardError, 0.0051);
            Assert.Equal(0.09 * MappedPixels[k], result.Classes[k].MappedArea, 1e-6);
        }

        Assert.Equal(21_158, result.Classes[0].Area.Value, 1.0);
        Assert.Equal(6_158, 1.96 * result.Classes[0].Area.StandardError, 2.0);
        // Wilson's lower limits of 66 in 75, 1 in 165, 2 in 325 are 0.0868, 0.00499, 0.00446 below:
        // 900,000 · (0.0235086 − √((0.02 · 0.0868)² + (0.32 · 0.00499)² + (0.645 · 0.00446)²)).
        Assert.Equal(17_760, result.Classes[0].Area.Lower, 40.0);
    }

    /// <summary>Worked apart by enumeration: with 5 to 12 errors expected a stratum, sums over strata cover 93.3 to 96.8 %, the plain ± 1.96 standard errors 87.7 to 95.0 %.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Intervals_cover_the_truth_in_93_to_97_percent_of_1000_draws(int seed, bool doubtful)
    {
        // Three classes; the strata are the map's classes, or a doubtful one across two of them as well. Shares of the
        // true classes in each (stratum, mapped class); every stratum expects 5 errors or more, or none.
        string[] classes = ["background", "stockpile", "pit"];
        (int Stratum, int Mapped, long Pixels, double[] Truth)[] ground = doubtful
            ? [(0, 0, 600_000, [0.96, 0.04, 0]), (1, 1, 80_000, [0.07, 0.93, 0]), (2, 2, 40_000, [0, 0, 1]), (3, 0, 150_000, [0.7, 0.3, 0]), (3, 1, 130_000, [0.4, 0.6, 0])]
            : [(0, 0, 750_000, [0.97, 0.03, 0]), (1, 1, 150_000, [0.05, 0.95, 0]), (2, 2, 100_000, [0.08, 0, 0.92])];
        int[] places = doubtful ? [150, 90, 60, 120] : [240, 140, 90];
        double all = ground.Sum(g => g.Pixels);
        double P(Func<int, int, bool> where) => ground.Sum(g => g.Pixels / all * g.Truth.Where((_, r) => where(g.Mapped, r)).Sum());

        var random = new Random(seed);
        var covered = new Dictionary<string, int>();
        for (int draw = 0; draw < 1000; draw++)
        {
            var tables = places.Select((n, h) =>
            {
                var counts = new long[3, 3];
                var own = ground.Where(g => g.Stratum == h).ToArray();
                double pixels = own.Sum(g => g.Pixels);
                for (int i = 0; i < n; i++)
                {
                    int part = Pick([.. own.Select(g => g.Pixels / pixels)], random);
                    counts[own[part].Mapped, Pick(own[part].Truth, random)]++;
                }

                return new StratumTable($"{h}", (long)pixels, counts);
            });
            var result = StratifiedAccuracy.Of(classes, [.. tables], 1);
            Count("overall", result.OverallAccuracy, P((m, r) => m == r));
            foreach (var (one, k) in result.Classes.Select((c, k) => (c, k)))
            {
                double right = P((m, r) => m == k && r == k);
                if (right < P((m, _) => m == k)) Count($"{one.Class} user's", one.UsersAccuracy, right / P((m, _) => m == k));
                if (right < P((_, r) => r == k)) Count($"{one.Class} producer's", one.ProducersAccuracy, right / P((_, r) => r == k));
                if (P((m, r) => m != r && r == k) > 0) Count($"{one.Class} area", one.Area, P((_, r) => r == k));
            }
        }

        foreach (var (name, count) in covered) output.WriteLine($"{name}: {count / 10.0} %");
        Assert.All(covered, one => Assert.InRange(one.Value, 930, 970));

        void Count(string name, IntervalEstimate estimate, double truth) =>
            covered[name] = covered.GetValueOrDefault(name) + (estimate.Lower <= truth && truth <= estimate.Upper ? 1 : 0);
    }

    [Fact]
    public void A_heavy_stratum_without_error_gets_an_exact_bound_and_a_warning()
    {
        StratumTable[] strata = [new("background", 900_000, new long[,] { { 100, 0 }, { 0, 0 } }), new("pit", 100_000, new long[,] { { 0, 0 }, { 10, 40 } })];
        var result = StratifiedAccuracy.Of(["background", "pit"], strata, 1);

        // 1 − 0.025^(1/100) = 0.03622 of the background may be something else, with 95 % two-sided.
        Assert.Contains("3.6", Assert.Single(result.Warnings).Text, StringComparison.Ordinal);
        Assert.InRange(result.Classes[1].Area.Upper, 0.08 + 0.9 * 0.0362, 0.08 + 0.9 * 0.0362 + 0.012);
        Assert.True(result.Classes[1].ProducersAccuracy.Lower < 0.75, "0.08 / (0.08 + 0.0326) = 0.71");
        Assert.Equal(1, result.Classes[1].ProducersAccuracy.Value);

        // What is mapped pit lies in the other stratum only: 40 in 50, Wilson 0.670 to 0.888.
        Assert.Equal(0.670, result.Classes[1].UsersAccuracy.Lower, 1e-3);
        Assert.Equal(0.888, result.Classes[1].UsersAccuracy.Upper, 1e-3);
    }

    [Fact]
    public void The_exact_bound_covers_where_errors_are_too_rare_to_be_seen()
    {
        // Half a percent of a heavy background is pit: 60 places mostly show none. Plain intervals would cover 26 %.
        var random = new Random(3);
        int covered = 0, plain = 0;
        for (int draw = 0; draw < 1000; draw++)
        {
            long missed = Enumerable.Range(0, 60).Count(_ => random.NextDouble() < 0.005), wrong = Enumerable.Range(0, 60).Count(_ => random.NextDouble() < 0.15);
            StratumTable[] strata = [new("background", 900_000, new long[,] { { 60 - missed, missed }, { 0, 0 } }), new("pit", 100_000, new long[,] { { 0, 0 }, { wrong, 60 - wrong } })];
            var overall = StratifiedAccuracy.Of(["background", "pit"], strata, 1).OverallAccuracy;
            const double truth = 1 - 0.9 * 0.005 - 0.1 * 0.15;
            if (overall.Lower <= truth && truth <= overall.Upper) covered++;
            if (Math.Abs(overall.Value - truth) <= 1.96 * overall.StandardError) plain++;
        }

        output.WriteLine($"covered {covered}, plain {plain} of 1000");
        Assert.True(covered >= 930);
        Assert.True(plain < covered);
    }

    [Fact]
    public void A_stratum_drawn_whole_has_no_error_left()
    {
        StratumTable[] strata = [new("background", 4, new long[,] { { 3, 1 }, { 0, 0 } }), new("pit", 1, new long[,] { { 0, 0 }, { 0, 1 } })];
        var overall = StratifiedAccuracy.Of(["background", "pit"], strata, 1).OverallAccuracy;
        Assert.Equal((0.8, 0.0), (overall.Value, overall.StandardError));
        Assert.Equal((0.8, 0.8), (overall.Lower, overall.Upper));
    }

    [Fact]
    public void A_stratum_without_labels_is_refused_by_name()
    {
        StratumTable[] strata = [new("background", 100, new long[,] { { 10, 0 }, { 0, 0 } }), new("pit", 100, new long[2, 2])];
        Assert.Equal("pit", Assert.Throws<InputException>(() => StratifiedAccuracy.Of(["background", "pit"], strata, 1)).Field);
    }

    [Theory]
    [InlineData(59, 59, 0.95, 0.9505)] // 0.05^(1/59)
    [InlineData(29, 29, 0.95, 0.9019)] // 0.05^(1/29)
    [InlineData(8, 10, 0.975, 0.4439)] // the textbook's exact interval of 8 in 10: 0.4439 to 0.9748
    [InlineData(0, 10, 0.95, 0)]
    public void Exact_bounds_are_the_published_ones(double hits, double trials, double confidence, double lower) =>
        Assert.Equal(lower, ExactBinomial.Lower(hits, trials, confidence), 1e-4);

    private static long[,] RowOf(int row)
    {
        var counts = new long[4, 4];
        for (int k = 0; k < 4; k++) counts[row, k] = Table8[row, k];
        return counts;
    }

    private static int Pick(double[] shares, Random random)
    {
        double left = random.NextDouble();
        for (int k = 0; k < shares.Length - 1; k++)
        {
            left -= shares[k];
            if (left < 0) return k;
        }

        return shares.Length - 1;
    }
}
