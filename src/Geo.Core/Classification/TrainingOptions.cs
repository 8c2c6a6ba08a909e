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

    /// <summary>Folds of spatial blocks.</summary>
    public int Folds { get; init; } = 4;

    /// <summary>Seed of bagging and of predictor choice.</summary>
    public int Seed { get; init; } = 1;
}
