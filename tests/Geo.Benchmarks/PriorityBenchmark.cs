using System.Diagnostics;
using System.Globalization;
using Geo.Core;
using Geo.Core.Priority;

namespace Geo.Benchmarks;

/// <summary>What moving a weight costs for 5,000 dumps: order and funded set, top-k shares, full ranks. <c>priority [DUMPS] [FOLDER]</c>: writes values and weights for priority.py into the folder.</summary>
internal static class PriorityBenchmark
{
    public static void Run(string[] args)
    {
        int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5000;
        foreach (double missing in (double[])[0, 0.15])
        {
            var asked = Prioritiser.Of(CriteriaSet.Default, Dumps(count, missing));
            var question = new PriorityQuestion { BudgetWan = 20_000 };
            var answer = asked.Answer(question);
            Console.WriteLine(FormattableString.Invariant($"{count} dumps, {CriteriaSet.Default.Criteria.Count} criteria, {missing:P0} missing; funded {answer.Funded.Count} for {answer.Funded.SpentWan} of {question.BudgetWan} wan, proven {answer.Funded.Proven}; {Environment.ProcessorCount} cores, vectors of {System.Numerics.Vector<double>.Count} doubles"));
            foreach (var method in Enum.GetValues<RankMethod>())
            {
                var with = question with { Method = method };
                answer = asked.Answer(with);
                Time($"{method}: order and funded set", () => asked.Answer(with));
                Time($"{method}: order and funded set, score × hazard × volume", () => asked.Answer(with with { Objective = FundingObjective.HazardVolume }));
                foreach (int threads in (int[])[1, 2])
                {
                    foreach (int draws in (int[])[2000, 10_000]) Time($"{method}: top-{answer.K} shares, {draws} draws, {threads} threads", () => answer.Stability(draws, threads, default));
                }
            }

            answer = asked.Answer(question);
            int next = answer.Order.First(p => !answer.Funded.Funded[p]);
            Time("what would change it, one dump", () => Counterfactuals.Of(answer, next, default), 3);
            Time("all ranks, 10,000 draws, 2 threads (the job)", () => RankAcceptability.Of(answer.Table, answer.Weights.Weights, RankMethod.WeightedSum, 10_000, question.Draws(CriteriaSet.Default), null, 2, default), 1);
            if (args.Length > 1 && missing == 0) Write(args[1], answer);
        }
    }

    private static void Time<T>(string name, Func<T> act, int times = 15)
    {
        // Until what runs is compiled for good.
        for (var warm = Stopwatch.StartNew(); times > 1 && warm.ElapsedMilliseconds < 700;) act();
        double[] took = [.. Enumerable.Range(0, times).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            act();
            return clock.Elapsed.TotalMilliseconds;
        }).Order()];
        Console.WriteLine(FormattableString.Invariant($"  {name}: median {took[took.Length / 2]:0.0} ms, best {took[0]:0.0}, worst {took[^1]:0.0}"));
    }

    private static void Write(string folder, PriorityAnswer answer)
    {
        Directory.CreateDirectory(folder);
        string Line(IEnumerable<double> values) => string.Join(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
        var set = answer.Table.Set;
        File.WriteAllLines(Path.Combine(folder, "values.csv"), Enumerable.Range(0, answer.Table.Count).Select(i => Line(Enumerable.Range(0, set.Criteria.Count).Select(c => answer.Table[c, i].Value))));
        File.WriteAllLines(Path.Combine(folder, "weights.csv"), [Line(answer.Weights.Weights)]);
        double[] drawn = new double[set.Criteria.Count];
        File.WriteAllLines(Path.Combine(folder, "draws.csv"), Enumerable.Range(0, 10_000).Select(d =>
        {
            WeightDraws.Fill(answer.Question.Draws(set), answer.Weights.Weights, d, drawn);
            return Line(drawn);
        }));
        File.WriteAllLines(Path.Combine(folder, "counts.csv"), [answer.K.ToString(CultureInfo.InvariantCulture), .. answer.Stability(10_000, 2, default).Counts.Select(c => c.ToString(CultureInfo.InvariantCulture))]);
        File.WriteAllLines(Path.Combine(folder, "knapsack.csv"), [answer.Question.BudgetWan.ToString(CultureInfo.InvariantCulture), answer.Funded.Worth.ToString(CultureInfo.InvariantCulture), .. answer.Funded.Worths.Select((w, i) => FormattableString.Invariant($"{w},{answer.Funded.Costs[i] ?? -1}"))]);
    }

    private static IEnumerable<PriorityDump> Dumps(int count, double missing)
    {
        ulong state = 7;
        double Unit() => SplitMix64.Unit(ref state);
        object? Maybe(object value) => Unit() < missing ? null : value;
        string[] categories = ["smelting_slag", "coal_combustion", "tailings", "construction", "domestic", "unknown", "suspected_hazardous", "coal_yard"];
        string Pick(params string[] of) => of[(int)(Unit() * of.Length)];
        for (int i = 0; i < count; i++)
        {
            yield return new PriorityDump($"D{i:00000}", $"D{i}", null, new Dictionary<string, object?>
            {
                ["waste_category"] = Maybe(Pick(categories)),
                ["volume_m3"] = Maybe(Math.Round(500 * Math.Exp(6 * Unit()))),
                ["area_m2"] = Math.Round(1000 + 60_000 * Unit() * Unit()),
                ["growth_m2_per_year"] = Maybe(Math.Round(6000 * Math.Max(0, Unit() - 0.6))),
                ["control_grade"] = Maybe(Pick("I", "II", "III")),
                ["sensitive_distance_m"] = Maybe(Math.Round(4000 * Unit())),
                ["sensitive_kind"] = Pick("water_source", "school", "permanent_farmland"),
                ["river_distance_m"] = Maybe(Math.Round(5000 * Unit())),
                ["key_control_area"] = Unit() < 0.3 ? "A" : null,
                ["responsible_party"] = Maybe(Pick("none", "unknown", "known")),
                ["identification_state"] = Maybe(Pick("pending", "general", "hazardous")),
                ["slope_deg"] = Maybe(25 * Unit() * Unit()),
                ["vegetation_cover_share"] = Maybe(Unit() * 0.6),
            });
        }
    }
}
