namespace Geo.Core.Classification.Training;

/// <summary>
/// Searches for settings better than the usual ones within a time budget, by successive halving over the same spatial
/// blocks: many settings on few rows a class, the best third of them on three times as many, and so on to all rows.
/// </summary>
/// <remarks>
/// Jamieson &amp; Talwalkar 2016, http://proceedings.mlr.press/v51/jamieson16.html. The usual settings on all rows come first,
/// so that there is an answer at any time; a setting replaces it only by a higher score on all rows. What was completed
/// decides alone: the same completed trials choose the same setting.
/// </remarks>
internal static class SettingsSearch
{
    private const int Brackets = 3, SettingsPerBracket = 18, Keep = 3;

    // Of the budget; the rest is for the fit on all rows and the second stage of the survey.
    private const double ForSearch = 0.8;

    private static readonly int[] _rowsPerClass = [100, 300], _trees = [50, 100, 200], _leaves = [7, 15, 31], _rowsPerLeaf = [1, 3, 10];
    private static readonly double[] _rates = [0.05, 0.1, 0.2];

    /// <summary>What a search ends with: the best cross-validation on all rows, its settings, and the record for the card.</summary>
    public sealed record Outcome(CrossValidation Best, TrainingOptions Options, SearchCard Card);

    /// <param name="samples">All rows.</param>
    /// <param name="folds">Their folds.</param>
    /// <param name="usual">The usual way's answer on all rows.</param>
    /// <param name="options">Usual settings, seed and budget.</param>
    /// <param name="algorithms">Those that are available.</param>
    /// <param name="started">Timestamp at which the budget began to run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Share of the search's time that is gone.</param>
    /// <param name="cancel">Looked at between fits.</param>
    public static Outcome Run(
        SampleSet samples, SpatialFolds folds, CrossValidation usual, TrainingOptions options, IReadOnlyList<ForestAlgorithm> algorithms,
        long started, TimeProvider time, Action<double> progress, CancellationToken cancel)
    {
        TimeSpan budget = options.TimeBudget!.Value * ForSearch;
        var (best, chosen) = (usual, options);
        var tried = new List<TriedSetting> { new(Of(usual.Algorithm, options), null, usual.Score) };
        var all = Shuffled(algorithms, options);
        bool cut = false;
        for (int bracket = 0; bracket < Brackets && !cut; bracket++)
        {
            (ForestAlgorithm Algorithm, TrainingOptions Options)[] left = [.. all.Skip(bracket * SettingsPerBracket).Take(SettingsPerBracket)];
            foreach (int? rows in _rowsPerClass.Select(r => (int?)r).Append(null))
            {
                var few = rows is { } most ? samples.Thin(most) : samples;
                var scored = new List<(ForestAlgorithm, TrainingOptions, double Score)>();
                foreach (var (algorithm, settings) in left)
                {
                    // The usual settings are judged on all rows already.
                    if (rows is null && Of(algorithm, settings) == tried[0].Setting) continue;
                    if (Try(few, algorithm, settings) is not { } judged)
                    {
                        cut = true;
                        break;
                    }

                    tried.Add(new TriedSetting(Of(algorithm, settings), rows, judged.Score));
                    scored.Add((algorithm, settings, judged.Score));
                    if (rows is null && judged.Score > best.Score) (best, chosen) = (judged, settings);
                }

                if (cut) break;
                left = [.. scored.OrderByDescending(s => s.Score).Take(Math.Max(1, left.Length / Keep)).Select(s => (s.Item1, s.Item2))];
            }
        }

        const string note = "scores on all rows (rows_per_class null) are comparable; the best of many is a little flattered by having been chosen";
        return new Outcome(best, chosen, new SearchCard(options.TimeBudget!.Value.TotalMinutes, cut, tried, Of(best.Algorithm, chosen), note));

        // Null where time runs out: what is half done does not count.
        CrossValidation? Try(SampleSet rows, ForestAlgorithm algorithm, TrainingOptions settings)
        {
            TimeSpan left = budget - time.GetElapsedTime(started);
            progress(Math.Clamp(1 - left / budget, 0, 1));
            if (left <= TimeSpan.Zero) return null;
            using var end = new CancellationTokenSource(left, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancel);
            try
            {
                return CrossValidation.Run(rows, folds, algorithm, settings, () => { }, either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    private static Setting Of(ForestAlgorithm algorithm, TrainingOptions options) => new(
        algorithm.ToString(), options.Trees, options.Leaves, options.MinimumRowsPerLeaf, algorithm == ForestAlgorithm.FastForest ? null : options.LearningRate);

    // The usual settings of every algorithm lead the first bracket.
    private static List<(ForestAlgorithm, TrainingOptions)> Shuffled(IReadOnlyList<ForestAlgorithm> algorithms, TrainingOptions usual)
    {
        (ForestAlgorithm Algorithm, TrainingOptions Options)[] others = [.. from algorithm in algorithms
                                                                          from trees in _trees
                                                                          from leaves in _leaves
                                                                          from rows in _rowsPerLeaf
                                                                          from rate in algorithm == ForestAlgorithm.FastForest ? [usual.LearningRate] : _rates
                                                                          select (algorithm, usual with { Trees = trees, Leaves = leaves, MinimumRowsPerLeaf = rows, LearningRate = rate })];
        new Random(usual.Seed).Shuffle(others);
        return [.. algorithms.Select(a => (a, usual)).Concat(others).DistinctBy(s => Of(s.Item1, s.Item2))];
    }
}
