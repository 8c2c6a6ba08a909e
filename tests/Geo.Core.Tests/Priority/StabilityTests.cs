using Geo.Core.Priority;

namespace Geo.Core.Tests.Priority;

public sealed class StabilityTests
{
    private static readonly IReadOnlyList<double> s_weights = CriteriaWeights.Of(CriteriaSet.Default).Weights;
    private static readonly DrawOptions s_dirichlet = new(WeightDistribution.Dirichlet, 60);

    public static TheoryData<RankMethod, WeightDistribution> Kinds => new()
    {
        { RankMethod.WeightedSum, WeightDistribution.Dirichlet }, { RankMethod.WeightedSum, WeightDistribution.Uniform }, { RankMethod.Topsis, WeightDistribution.Dirichlet },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Top_shares_sum_to_k_exactly_and_are_the_first_columns_of_the_rank_acceptabilities(RankMethod method, WeightDistribution distribution)
    {
        var table = SimulatedDumps.Prioritiser(75, 4).Table;
        var options = new DrawOptions(distribution, 60);
        var ranks = RankAcceptability.Of(table, s_weights, method, 200, options, null, 2, default);
        for (int k = 1; k <= table.Count; k += 7)
        {
            var shares = TopShares.Of(table, s_weights, method, k, 200, options, 2, default);
            Assert.Equal(200L * k, shares.Counts.Sum());
            for (int i = 0; i < table.Count; i++) Assert.Equal(Enumerable.Range(1, k).Sum(r => ranks[i, r]), shares.Counts[i]);
        }

        for (int i = 0; i < table.Count; i++)
        {
            Assert.Equal(200, Enumerable.Range(1, table.Count).Sum(r => ranks[i, r]));
            Assert.Equal(200, Enumerable.Range(0, table.Count).Sum(p => ranks[p, i + 1]));
        }
    }

    [Fact]
    public void Tied_dumps_are_counted_by_code_and_the_shares_still_sum_to_k()
    {
        // Every dump twice, without doubt about a value: each pair ties in each draw.
        var dumps = SimulatedDumps.Of(30, 9, missing: 0).Where(d => d.Number("volume_m3") is not null);
        var table = Prioritiser.Of(CriteriaSet.Default, [.. dumps, .. dumps.Select(d => d with { Code = d.Code + "b" })]).Table;
        for (int k = 1; k < table.Count; k += 4)
        {
            var shares = TopShares.Of(table, s_weights, RankMethod.WeightedSum, k, 400, s_dirichlet, 1, default);
            Assert.Equal(400L * k, shares.Counts.Sum());
            for (int i = 0; i < table.Count; i += 2) Assert.True(shares.Counts[i] >= shares.Counts[i + 1], table.Dumps[i].Code);
        }
    }

    [Theory]
    [InlineData(RankMethod.WeightedSum)]
    [InlineData(RankMethod.Topsis)]
    public void The_first_k_of_every_draw_are_those_of_its_whole_order(RankMethod method)
    {
        // Some dumps twice, so that ties stand at the edge of some draws.
        var dumps = SimulatedDumps.Of(400, 12, missing: 0.1);
        var table = Prioritiser.Of(CriteriaSet.Default, [.. dumps, .. dumps.Take(150).Select(d => d with { Code = d.Code + "b" })]).Table;
        var scorer = new DrawScores(table, s_weights, method, s_dirichlet);
        double[] keys = new double[4 * scorer.Stride], scores = new double[4 * scorer.Stride];
        foreach (int k in (int[])[1, 40, 137, 549])
        {
            var selection = new TopSelection(scorer.Count, scorer.Stride, k, scorer.ScoreOf);
            long[] expected = new long[scorer.Count];
            for (int first = 0; first < 600; first += 4)
            {
                scorer.Keys(first, keys);
                scorer.Score(first, scores);
                for (int d = 0; d < 4; d++)
                {
                    selection.Take(keys.AsSpan(d * scorer.Stride, scorer.Stride));
                    foreach (int place in Ranking.Order(scores.AsSpan(d * scorer.Stride, scorer.Count)).Take(k)) expected[place]++;
                }
            }

            Assert.Equal(expected, selection.Counts.ToArray());
        }
    }

    [Fact]
    public void Keys_that_score_alike_are_one_tie_wherever_they_stand()
    {
        // Scores are keys rounded down to tenths; the draws move together and apart, so that windows are missed too.
        ulong state = 3;
        foreach (int k in (int[])[1, 30, 64, 99])
        {
            var selection = new TopSelection(100, 128, k, key => Math.Floor(key * 10));
            long[] expected = new long[100];
            for (int draw = 0; draw < 500; draw++)
            {
                double[] keys = new double[128];
                double shift = draw % 50 == 0 ? 5 : SplitMix64.Unit(ref state) * 0.1;
                for (int i = 0; i < 100; i++) keys[i] = shift + Math.Round(SplitMix64.Unit(ref state), draw % 3 == 0 ? 1 : 4);
                selection.Take(keys);
                foreach (int place in Enumerable.Range(0, 100).OrderByDescending(i => Math.Floor(keys[i] * 10)).ThenBy(i => i).Take(k)) expected[place]++;
            }

            Assert.Equal(expected, selection.Counts.ToArray());
        }
    }

    [Fact]
    public void The_answer_does_not_depend_on_the_threads()
    {
        var table = SimulatedDumps.Prioritiser(130, 5).Table;
        Assert.Equal(
            TopShares.Of(table, s_weights, RankMethod.WeightedSum, 17, 1000, s_dirichlet, 1, default).Counts,
            TopShares.Of(table, s_weights, RankMethod.WeightedSum, 17, 1000, s_dirichlet, 7, default).Counts);
    }

    [Fact]
    public void More_draws_go_on_where_fewer_ended()
    {
        var table = SimulatedDumps.Prioritiser(50, 5).Table;
        var (few, many) = (TopShares.Of(table, s_weights, RankMethod.WeightedSum, 9, 400, s_dirichlet, 2, default), TopShares.Of(table, s_weights, RankMethod.WeightedSum, 9, 2000, s_dirichlet, 2, default));
        Assert.All(few.Counts.Zip(many.Counts), p => Assert.True(p.First <= p.Second));
    }

    [Fact]
    public void A_draw_scores_what_its_definition_says()
    {
        var table = SimulatedDumps.Prioritiser(37, 6, missing: 0).Table;
        // Without doubtful values a draw is the plain weighted sum of its weights.
        Assert.All(Enumerable.Range(0, table.Set.Criteria.Count), c => Assert.Equal(table.Low[c], table.High[c]));
        var scorer = new DrawScores(table, s_weights, RankMethod.WeightedSum, s_dirichlet);
        var topsis = new DrawScores(table, s_weights, RankMethod.Topsis, s_dirichlet);
        double[] sums = new double[4 * scorer.Stride], closeness = new double[4 * scorer.Stride], weights = new double[s_weights.Count];
        scorer.Score(40, sums);
        topsis.Score(40, closeness);
        for (int d = 0; d < 4; d++)
        {
            WeightDraws.Fill(s_dirichlet, s_weights, 40 + d, weights);
            Assert.Equal(WeightedSum.Of(table.Values, weights), sums[(d * scorer.Stride)..(d * scorer.Stride + table.Count)]);
            Assert.Equal(Topsis.Of(table.Values, weights), closeness[(d * scorer.Stride)..(d * scorer.Stride + table.Count)]);
        }
    }

    [Fact]
    public void Missing_values_are_drawn_over_their_interval()
    {
        // One dump of which nothing is known: its mean score is that of the middles of its intervals.
        var table = ValueTable.Of(CriteriaSet.Default, [new PriorityDump("A", "A", null, new Dictionary<string, object?>()), .. SimulatedDumps.Of(3, 1)]);
        var scorer = new DrawScores(table, s_weights, RankMethod.WeightedSum, s_dirichlet);
        double[] scores = new double[4 * scorer.Stride];
        var drawn = new List<double>();
        for (int first = 0; first < 8000; first += 4)
        {
            scorer.Score(first, scores);
            for (int d = 0; d < 4; d++) drawn.Add(scores[d * scorer.Stride]);
        }

        double expected = CriteriaSet.Default.Criteria.Select((c, i) => s_weights[i] * (c.Missing.Low + c.Missing.High) / 2).Sum();
        Assert.Equal(expected, drawn.Average(), 0.005);
        // Spread of a sum of uniforms, at least: Σ (w·width)²/12.
        double spread = Math.Sqrt(CriteriaSet.Default.Criteria.Select((c, i) => Math.Pow(s_weights[i] * (c.Missing.High - c.Missing.Low), 2) / 12).Sum());
        Assert.InRange(Math.Sqrt(drawn.Sum(x => (x - expected) * (x - expected)) / drawn.Count), 0.9 * spread, 1.5 * spread);
    }

    // Dirichlet(κw): mean w, variance w(1 − w)/(κ + 1). Uniform is Dirichlet(1, …, 1): mean 1/n, variance (n − 1)/(n²(n + 1)).
    [Theory]
    [InlineData(WeightDistribution.Dirichlet), InlineData(WeightDistribution.Uniform)]
    public void Drawn_weights_have_the_mean_and_the_variance_of_their_distribution(WeightDistribution distribution)
    {
        const int draws = 20_000;
        int n = s_weights.Count;
        double[] sum = new double[n], squares = new double[n], weights = new double[n];
        for (int d = 0; d < draws; d++)
        {
            WeightDraws.Fill(new DrawOptions(distribution, 60), s_weights, d, weights);
            Assert.Equal(1, weights.Sum(), 12);
            for (int c = 0; c < n; c++) (sum[c], squares[c]) = (sum[c] + weights[c], squares[c] + weights[c] * weights[c]);
        }

        for (int c = 0; c < n; c++)
        {
            var (mean, variance) = distribution == WeightDistribution.Dirichlet ? (s_weights[c], s_weights[c] * (1 - s_weights[c]) / 61) : (1.0 / n, (n - 1) / ((double)n * n * (n + 1)));
            Assert.Equal(mean, sum[c] / draws, 5 * Math.Sqrt(variance / draws));
            Assert.InRange(squares[c] / draws - sum[c] / draws * (sum[c] / draws), 0.93 * variance, 1.07 * variance);
        }
    }
}
