using CsCheck;
using Geo.Core.Priority;

namespace Geo.Core.Tests.Priority;

public sealed class RankingTests
{
    // Selection of a fighter aircraft: Hwang & Yoon 1981, Multiple Attribute Decision Making, ch. V.3; closeness as printed there.
    [Fact]
    public void Hwang_and_Yoons_fighter_aircraft_have_the_printed_closeness()
    {
        double[][] values = [[2.0, 2.5, 1.8, 2.2], [1500, 2700, 2000, 1800], [20_000, 18_000, 21_000, 20_000], [5.5, 6.5, 4.5, 5.0], [5, 3, 7, 5], [9, 5, 7, 5]];
        double[] told = Topsis.Of(values, [0.2, 0.1, 0.1, 0.1, 0.2, 0.3], [true, true, true, false, true, true]);
        double[] printed = [0.643, 0.268, 0.613, 0.312];
        for (int i = 0; i < printed.Length; i++) Assert.Equal(printed[i], told[i], 0.0011);
        Assert.Equal([0, 2, 3, 1], Ranking.Order(told));
    }

    [Fact]
    public void Weighted_sum_is_worked_by_hand() =>
        Assert.Equal([0.5 * 1 + 0.25 * 0.2, 0.5 * 0.5 + 0.25 * 1], WeightedSum.Of([[1, 0.5], [0.2, 1]], [0.5, 0.25]));

    [Fact]
    public void Vectors_of_any_length_give_the_bits_of_plain_sums() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 12], Gen.ULong).Sample((n, m, seed) =>
        {
            ulong state = seed;
            double[][] values = [.. Enumerable.Range(0, m).Select(_ => Enumerable.Range(0, n).Select(_ => SplitMix64.Unit(ref state)).ToArray())];
            double[] weights = [.. Enumerable.Range(0, m).Select(_ => SplitMix64.Unit(ref state))];
            double[] plain = [.. Enumerable.Range(0, n).Select(i =>
            {
                double sum = 0;
                for (int c = 0; c < m; c++) sum += weights[c] * values[c][i];
                return sum;
            })];
            return WeightedSum.Of(values, weights).SequenceEqual(plain);
        });

    [Fact]
    public void A_dominated_dump_never_ranks_above_its_dominator() =>
        Gen.Select(Gen.Int[2, 25], Gen.Int[1, 11], Gen.ULong).Sample((n, m, seed) =>
        {
            ulong state = seed;
            // Coarse values, so that ties and near ties are many.
            double[][] values = [.. Enumerable.Range(0, m).Select(_ => Enumerable.Range(0, n).Select(_ => Math.Round(SplitMix64.Unit(ref state) * 7) / 7).ToArray())];
            double[] weights = [.. Enumerable.Range(0, m).Select(_ => SplitMix64.Unit(ref state))];
            foreach (double[] scores in (double[][])[WeightedSum.Of(values, weights), Topsis.Of(values, weights)])
            {
                for (int a = 0; a < n; a++)
                {
                    for (int b = 0; b < n; b++)
                    {
                        if (values.All(v => v[a] >= v[b]) && scores[a] < scores[b]) return false;
                    }
                }
            }

            return true;
        });

    [Fact]
    public void Topsis_does_not_depend_on_the_unit_of_a_criterion() =>
        Gen.Select(Gen.Double[0.1, 10].Array[6], Gen.Double[0.1, 10].Array[6], Gen.Double[0.01, 100]).Sample((a, b, unit) =>
            Topsis.Of([a, b], [0.4, 0.6]).Zip(Topsis.Of([[.. a.Select(v => v * unit)], b], [0.4, 0.6])).All(p => Math.Abs(p.First - p.Second) < 1e-12));

    [Fact]
    public void The_order_of_the_rows_changes_nothing_and_ties_stand_by_code()
    {
        var dumps = SimulatedDumps.Of(40, 3);
        // Two of each: every score is tied.
        PriorityDump[] doubled = [.. dumps, .. dumps.Select(d => d with { Code = d.Code + "b" })];
        var question = new PriorityQuestion { BudgetWan = 900 };
        var (one, other) = (Prioritiser.Of(CriteriaSet.Default, doubled).Answer(question), Prioritiser.Of(CriteriaSet.Default, doubled.Reverse()).Answer(question));
        Assert.Equal(one.Order.Select(p => one.Table.Dumps[p].Code), other.Order.Select(p => other.Table.Dumps[p].Code));
        Assert.Equal(one.Funded.Funded, other.Funded.Funded);
        Assert.All(dumps, d => Assert.True(one.Ranks[one.Table.IndexOf(d.Code)] < one.Ranks[one.Table.IndexOf(d.Code + "b")]));
    }

    [Fact]
    public void What_has_its_money_is_not_ranked()
    {
        var dumps = SimulatedDumps.Of(5, 1).Select((d, i) => d with { Columns = new Dictionary<string, object?>(d.Columns) { ["status"] = i == 2 ? "remediated" : "listed" } });
        Assert.Equal(["D0000", "D0001", "D0003", "D0004"], Prioritiser.Of(CriteriaSet.Default, dumps).Table.Dumps.Select(d => d.Code));
    }
}
