using System.Diagnostics;
using System.Globalization;
using Geo.Core.Classification;
using Geo.Core.Imagery;
using Geo.Core.Predictors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Geo.Benchmarks;

/// <summary>Rows a second of processor time of our evaluator and of ML.NET's Transform on one model; the same of training.</summary>
internal static class ForestBenchmark
{
    private const int Rows = 200_000;

    public static void Run()
    {
        var samples = Samples(classes: 6, perClass: 1000);
        int[] all = [.. Enumerable.Range(0, samples.Count)];
        foreach (var algorithm in Enum.GetValues<ForestAlgorithm>().Where(BinaryTrainer.IsAvailable))
        {
            BinaryTrainer.Fit(samples, all, 0, algorithm, new TrainingOptions { Trees = 2 });
            double seconds = Processor(() => BinaryTrainer.Fit(samples, all, 1, algorithm, new TrainingOptions()));
            Say($"one fit of {samples.Count} rows, {algorithm}: {seconds:F2} s of processor time");
        }

        var trained = ForestTrainer.Train(
            samples, new TrainingOptions { Algorithms = [ForestAlgorithm.LightGbm], Folds = 2 }, TimeProvider.System, null, default);
        var random = new Random(5);
        float[][] rows = [.. samples.Columns.Select(c => Enumerable.Range(0, Rows).Select(_ => c[random.Next(c.Length)]).ToArray())];
        float[][] into = [.. samples.Classes.Select(_ => new float[Rows])];
        trained.Model.Evaluate(rows, Rows, into);
        double one = Best(() => trained.Model.Evaluate(rows, Rows, into));
        double plain = Best(() => trained.Model.Forest.ScoresOneByOne(rows, Rows / 20, into));
        var ranks = samples.Columns.Select((_, p) => new ThresholdRanks(trained.Model.Forest.Classes.SelectMany(c => c.Trees)
            .SelectMany(t => t.Threshold.Where((_, n) => t.Predictor[n] == p)))).ToArray();
        int sum = 0;
        double ranking = Best(() =>
        {
            for (int p = 0; p < ranks.Length; p++)
            {
                foreach (float v in rows[p]) sum += ranks[p].Of(v);
            }
        });
        Say($"{trained.Model.Classes.Count} classes x 100 trees, {rows.Length} predictors, most thresholds of one {ranks.Max(r => r.Count)}, byte ranks {trained.Model.Forest.RanksAreBytes} ({sum})");
        Say($"ours: {Rows / one / 1e6:F3} M rows/s (ranking alone {Rows / ranking / 1e6:F2})");
        Say($"walked row by row: {Rows / 20 / plain / 1e6:F3} M rows/s");

        const int few = 10_000;
        var data = BinaryTrainer.View(new MLContext(1), rows, [.. Enumerable.Range(0, few)], _ => false);
        double theirs = Best(() =>
        {
            var scored = trained.Chain.Transform(data);
            foreach (string name in trained.Model.Classes) _ = scored.GetColumn<float>("Score." + name).Sum();
        });
        Say($"ML.NET Transform: {few / theirs / 1e6:F3} M rows/s");
    }

    private static double Best(Action action) => Enumerable.Range(0, 3).Min(_ => Processor(action));

    // Processor time of all threads: what a wall clock says depends on who else is at work here.
    private static double Processor(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static SampleSet Samples(int classes, int perClass)
    {
        var set = PredictorSet.For([BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.Nir, BandRole.Swir1, BandRole.Swir2]);
        var random = new Random(1);
        var areas = Enumerable.Range(0, classes * 20).Select(a =>
            new SampledArea($"class{a % classes}", 110 + random.NextDouble(), 40 + random.NextDouble())).ToArray();
        int[] rows = [.. Enumerable.Range(0, classes * perClass).Select(r => r % areas.Length)];
        float[][] columns = [.. Enumerable.Range(0, set.Count).Select(p => rows.Select(a =>
            (float)(0.1 * ((a % classes * (p + 3)) % 5) + 0.3 * random.NextDouble())).ToArray())];
        return new SampleSet(set, areas, columns, rows);
    }
}
