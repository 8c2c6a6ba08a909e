namespace Geo.Core.Classification;

/// <summary>Which of ML.NET's tree trainers.</summary>
public enum ForestAlgorithm
{
    /// <summary>Bagged trees: steady with noisy labels.</summary>
    FastForest,
    /// <summary>Boosted trees.</summary>
    FastTree,
    /// <summary>Boosted trees of LightGBM; left out where its native library does not load.</summary>
    LightGbm,
}

/// <summary>How a model is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Name of the model, for the card.</summary>
    public string Name { get; init; } = "model";

    /// <summary>Where the labels came from, for the card.</summary>
    public string Labels { get; init; } = "";

    /// <summary>Field of the class name in the labels, for the card.</summary>
    public string? LabelField { get; init; }

    /// <summary>Reviewed places among the samples, for the card.</summary>
    public Training.ReviewCount? Reviews { get; init; }

    /// <summary>Scene ids, for the card.</summary>
    public IReadOnlyList<string> SceneIds { get; init; } = [];

    /// <summary>True where the imagery is the demo's; for the card.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Candidates; the best by blocked cross-validation is taken.</summary>
    public IReadOnlyList<ForestAlgorithm> Algorithms { get; init; } = Enum.GetValues<ForestAlgorithm>();

    /// <summary>Trees a class.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Leaves a tree, at most; up to 32 are evaluated fastest.</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>Rows that a leaf needs. ML.NET's own 10 makes small targets vanish.</summary>
    public int MinimumRowsPerLeaf { get; init; } = 3;

    /// <summary>What a boosted tree's correction counts for; FastForest has none.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Time to search for better settings than these; null: no search.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary><see cref="SampleOptions.InProportion"/> of the samples, for the card.</summary>
    public int? RowsInProportion { get; init; }

    /// <summary>The run that trains, for the card.</summary>
    public string? RunId { get; init; }

    /// <summary>The settings that a model of trees was trained with.</summary>
    internal static TrainingOptions Of(ModelCard card)
    {
        var usual = new TrainingOptions();
        int Set(string name, int otherwise) => card.Parameters.TryGetValue(name, out int value) ? value : otherwise;
        return usual with
        {
            Trees = Set("trees", usual.Trees),
            Leaves = Set("leaves", usual.Leaves),
            MinimumRowsPerLeaf = Set("minimum_rows_per_leaf", usual.MinimumRowsPerLeaf),
            Seed = Set("seed", usual.Seed),
            LearningRate = card.Search?.Chosen.LearningRate ?? usual.LearningRate,
        };
    }

    /// <summary>Folds of spatial blocks.</summary>
    public int Folds { get; init; } = 4;

    /// <summary>Seed of bagging and of predictor choice.</summary>
    public int Seed { get; init; } = 1;
}
