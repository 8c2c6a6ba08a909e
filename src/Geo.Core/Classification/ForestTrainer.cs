using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Geo.Core.Classification.Training;
using Microsoft.ML;

namespace Geo.Core.Classification;

/// <summary>
/// Trains a model: every available algorithm is judged by cross-validation over spatial blocks (on at most 300 rows a class
/// and 40 trees), the best once more on all rows, calibrated on these held-apart scores and trained on all rows. The same samples and options give the same trees on any number of cores.
/// </summary>
public static class ForestTrainer
{
    private const int SelectionRowsPerClass = 300, SelectionTrees = 40;

    /// <summary>False where an algorithm's native library does not load (LightGBM needs libgomp); it is then left out of the choice.</summary>
    public static bool IsAvailable(ForestAlgorithm algorithm) => BinaryTrainer.IsAvailable(algorithm);

    /// <summary>Trains. ML.NET's Fit cannot be interrupted: the token is looked at between fits; run it in a child process where that is too late.</summary>
    /// <param name="samples">At least two classes, lying in at least two blocks.</param>
    /// <param name="options">See there.</param>
    /// <param name="time">For the card.</param>
    /// <param name="progress">Share of the fits that are done, [0, 1].</param>
    /// <param name="cancel">See above.</param>
    /// <exception cref="InputException">Too few samples, classes or blocks.</exception>
    public static TrainedModel Train(
        SampleSet samples, TrainingOptions options, TimeProvider time, IProgress<double>? progress, CancellationToken cancel)
    {
        if (samples.Classes.Count < 2)
        {
            throw new InputException("the labels", "class",
                samples.Count == 0 ? "give no pixel with data on the scene" : $"give pixels of '{samples.Classes[0]}' only",
                "label at least two classes on ground that the scene sees clearly");
        }

        var folds = SpatialFolds.Of(samples, options.Folds);
        if (folds.Folds < 2)
        {
            throw new InputException("the labels", "geometry", "all lie in one place, so that none can be held apart",
                "label areas in at least two places");
        }

        long started = time.GetTimestamp();
        var algorithms = options.Algorithms.Where(BinaryTrainer.IsAvailable).ToArray();
        int rounds = (algorithms.Length > 1 ? algorithms.Length : 0) + 1;
        double fits = (rounds * folds.Folds + 1) * samples.Classes.Count;
        int done = 0;
        double share = options.TimeBudget is null ? 1 : 0.2, offset = 0; // a search takes the three fifths between
        void Fitted() => progress?.Report(offset + share * Interlocked.Increment(ref done) / fits);

        CrossValidation[] selection = [];
        if (algorithms.Length > 1)
        {
            var few = samples.Thin(SelectionRowsPerClass);
            var quick = options with { Trees = Math.Min(options.Trees, SelectionTrees) };
            selection = [.. algorithms.Select(a => CrossValidation.Run(few, folds, a, quick, Fitted, cancel))
                .OrderByDescending(c => c.Score)];     // stable: the first named wins a tie
        }

        var chosen = selection.Length > 0 ? selection[0].Algorithm : algorithms[0];
        var best = CrossValidation.Run(samples, folds, chosen, options, Fitted, cancel);

        SearchCard? search = null;
        if (options.TimeBudget is not null)
        {
            var found = SettingsSearch.Run(samples, folds, best, options, algorithms, started, time, gone => progress?.Report(share + 0.6 * gone), cancel);
            (best, options, search, offset) = (found.Best, found.Options, found.Card, 0.8);
        }

        int[] all = [.. Enumerable.Range(0, samples.Count)];
        var models = new ITransformer[samples.Classes.Count];
        Parallel.For(0, models.Length, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, k =>
        {
            models[k] = BinaryTrainer.Fit(samples, all, k, best.Algorithm, options);
            Fitted();
        });

        var forest = new FlatForest([.. models.Zip(best.Calibration, EnsembleReader.Flatten)], samples.Predictors.Count);
        var model = new ForestModel(samples.Classes, samples.Predictors, forest);
        var card = Card(samples, options, folds, best, selection, model, time, samples.AreaOfRow.Distinct().Count()) with { Search = search, RunId = options.RunId };
        model = new ForestModel(samples.Classes, samples.Predictors, forest) { Card = card };
        return new TrainedModel(model, card, ModelFolder.Chain(samples.Classes, models, best.Calibration, samples), best.HeldApart);
    }

    private static ModelCard Card(
        SampleSet samples, TrainingOptions options, SpatialFolds folds, CrossValidation best,
        CrossValidation[] selection, ForestModel model, TimeProvider time, int areas) => new()
        {
            Name = options.Name,
            CreatedAt = time.GetUtcNow(),
            ModelHash = model.Hash,
            SamplesHash = HashOf(samples),
            Labels = options.Labels,
            LabelField = options.LabelField,
            Reviews = options.Reviews,
            SceneIds = options.SceneIds,
            Synthetic = options.Synthetic,
            Classes = samples.Classes,
            RowsByClass = samples.CountByClass,
            Roles = samples.Predictors.Roles,
            Scales = samples.Predictors.Scales,
            Predictors = samples.Predictors.Names,
            Declaration = samples.Predictors.Declaration,
            Algorithm = best.Algorithm.ToString(),
            LeftOut = [.. options.Algorithms.Where(a => !BinaryTrainer.IsAvailable(a)).Select(a => $"{a}: its native library does not load")],
            Parameters = Settings(options),
            Folds = new FoldCard(folds.Folds, folds.Blocks, folds.BlockDegrees, areas),
            Scores = Score(best),
            Selection = [.. selection.Select(Score)],
            Calibration = best.Calibration,
            Versions = new Dictionary<string, string>
            {
                ["geowfc"] = Version(typeof(ForestTrainer)),
                ["microsoft_ml"] = Version(typeof(MLContext)),
                ["dotnet"] = Environment.Version.ToString(),
            },
        };

    private static Dictionary<string, int> Settings(TrainingOptions options)
    {
        var settings = new Dictionary<string, int>
        {
            ["trees"] = options.Trees,
            ["leaves"] = options.Leaves,
            ["minimum_rows_per_leaf"] = options.MinimumRowsPerLeaf,
            ["seed"] = options.Seed,
        };
        if (options.RowsInProportion is { } rows) settings["rows_in_proportion"] = rows;
        return settings;
    }

    private static CandidateScore Score(CrossValidation c) => new(
        c.Algorithm.ToString(), c.Confusion.OverallAccuracy, c.Confusion.Kappa, c.Confusion.MacroF1, c.Score, c.Confusion.ToRows(),
        c.Confusion.ByClass.ToDictionary(k => k.Class, k => new ClassScore(
            k.Reference, OrNull(k.Precision), OrNull(k.Recall), OrNull(k.F1), OrNull(k.IoU))));

    private static double? OrNull(double value) => double.IsFinite(value) ? value : null;

    private static string Version(Type type) => type.Assembly.GetName().Version?.ToString() ?? "";

    private static string HashOf(SampleSet samples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', [.. samples.Classes, .. samples.Predictors.Names])));
        foreach (var column in samples.Columns) hash.AppendData(MemoryMarshal.AsBytes<float>(column));
        Span<byte> number = stackalloc byte[4];
        foreach (int k in samples.ClassOfRow)
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, k);
            hash.AppendData(number);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
