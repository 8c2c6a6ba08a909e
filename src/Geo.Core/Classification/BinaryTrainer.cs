using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Geo.Core.Classification;

/// <summary>Trains one class against the rest with ML.NET. Every call has a context of its own: seeded, and safe beside others.</summary>
internal static class BinaryTrainer
{
    private static readonly Lazy<bool> LightGbmLoads = new(ProbeLightGbm);

    /// <summary>False where an algorithm's native library is missing (LightGBM needs libgomp).</summary>
    public static bool IsAvailable(ForestAlgorithm algorithm) => algorithm != ForestAlgorithm.LightGbm || LightGbmLoads.Value;

    /// <summary>Trains on some rows of a sample set; the result has ML.NET's columns Score and, but for FastForest, Probability.</summary>
    public static ITransformer Fit(
        SampleSet samples, IReadOnlyList<int> rows, int positiveClass, ForestAlgorithm algorithm, TrainingOptions options)
    {
        var context = new MLContext(options.Seed);
        var data = View(context, samples.Columns, rows, row => samples.ClassOfRow[row] == positiveClass);
        return algorithm == ForestAlgorithm.LightGbm ? LightGbm(context, options).Fit(data) : TreeLanes.Fit(context, data, TreeOptions(algorithm, options));
    }

    /// <summary>Rows as ML.NET takes them: a vector Features and a Label.</summary>
    public static IDataView View(MLContext context, float[][] columns, IReadOnlyList<int> rows, Func<int, bool> label)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns.Length);
        var list = rows.Select(row => new Row { Label = label(row), Features = [.. columns.Select(c => c[row])] }).ToList();
        return context.Data.LoadFromEnumerable(list, schema);
    }

    /// <summary>Options of ML.NET's own tree trainers.</summary>
    internal static object TreeOptions(ForestAlgorithm algorithm, TrainingOptions options) => algorithm switch
    {
        // One thread a trainer: the classes run side by side, and results do not hang on the machine.
        ForestAlgorithm.FastForest => new FastForestBinaryTrainer.Options
        {
            NumberOfTrees = options.Trees,
            NumberOfLeaves = options.Leaves,
            MinimumExampleCountPerLeaf = options.MinimumRowsPerLeaf,
            FeatureFractionPerSplit = 0.4,
            Seed = options.Seed,
            FeatureSelectionSeed = options.Seed,
            NumberOfThreads = 1,
        },
        ForestAlgorithm.FastTree => new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = options.Trees,
            NumberOfLeaves = options.Leaves,
            MinimumExampleCountPerLeaf = options.MinimumRowsPerLeaf,
            LearningRate = options.LearningRate,
            FeatureFractionPerSplit = 0.6,
            BaggingSize = 1,
            BaggingExampleFraction = 0.7,
            Seed = options.Seed,
            FeatureSelectionSeed = options.Seed,
            NumberOfThreads = 1,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
    };

    private static LightGbmBinaryTrainer LightGbm(MLContext context, TrainingOptions options) =>
        context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = options.Trees,
            NumberOfLeaves = options.Leaves,
            MinimumExampleCountPerLeaf = options.MinimumRowsPerLeaf,
            LearningRate = options.LearningRate,
            MaximumBinCountPerFeature = 255,
            UseCategoricalSplit = false,
            HandleMissingValue = false,
            Booster = new GradientBooster.Options { FeatureFraction = 0.6, SubsampleFraction = 0.7, SubsampleFrequency = 1 },
            Seed = options.Seed,
            Deterministic = true,
            ForceColumnWise = true,
            NumberOfThreads = 1,
        });

    private static bool ProbeLightGbm()
    {
        try
        {
            var context = new MLContext(1);
            float[][] columns = [[.. Enumerable.Range(0, 60).Select(i => (float)i)]];
            var data = View(context, columns, [.. Enumerable.Range(0, 60)], i => i >= 30);
            LightGbm(context, new TrainingOptions { Trees = 1 }).Fit(data);
            return true;
        }
        catch (Exception e) when (Chain(e).Any(x => x is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException))
        {
            return false;
        }
    }

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException) yield return e;
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        public float[] Features { get; set; } = [];
    }
}
