using System.Text.Json;
using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Classification;

/// <summary>Blocked cross-validation of one algorithm.</summary>
/// <param name="Algorithm">FastForest, FastTree or LightGbm.</param>
/// <param name="OverallAccuracy">Share of held-apart rows that are right.</param>
/// <param name="Kappa">Cohen's kappa.</param>
/// <param name="MacroF1">Mean F1 over the classes.</param>
/// <param name="SelectionScore">What the choice rests on: mean F1 of the reported classes where there are any, else of all.</param>
/// <param name="Confusion">Counts by mapped (row) and reference (column) class.</param>
/// <param name="Classes">Precision, recall, F1 and IoU of each class; null stands for "none".</param>
public sealed record CandidateScore(
    string Algorithm, double OverallAccuracy, double Kappa, double MacroF1, double SelectionScore,
    long[][] Confusion, IReadOnlyDictionary<string, ClassScore> Classes);

/// <summary>Accuracy of a class; null where nothing was mapped or nothing is there.</summary>
public sealed record ClassScore(long Reference, double? Precision, double? Recall, double? F1, double? IoU);

/// <summary>How the samples were held apart.</summary>
/// <param name="Count">Folds.</param>
/// <param name="Blocks">Spatial blocks that hold samples.</param>
/// <param name="BlockDegrees">Side of a block, degrees.</param>
/// <param name="Areas">Labelled areas with rows.</param>
public sealed record FoldCard(int Count, int Blocks, double BlockDegrees, int Areas);

/// <summary>What a model is made of and what it can do: card.json beside model.zip.</summary>
public sealed record ModelCard
{
    /// <summary>Version of this form.</summary>
    public int Form { get; init; } = 1;

    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>When training ended, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>SHA-256 of the flattened ensemble: the model's identity.</summary>
    public required string ModelHash { get; init; }

    /// <summary>SHA-256 over the sampled rows and labels.</summary>
    public required string SamplesHash { get; init; }

    /// <summary>Where the labels came from.</summary>
    public required string Labels { get; init; }

    /// <summary>Scenes that were sampled.</summary>
    public required IReadOnlyList<string> SceneIds { get; init; }

    /// <summary>True where the imagery is simulated.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>Class names in the order of the probabilities.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Rows of each class.</summary>
    public required IReadOnlyDictionary<string, int> RowsByClass { get; init; }

    /// <summary>Band roles a scene must have.</summary>
    public required IReadOnlyList<BandRole> Roles { get; init; }

    /// <summary>Sides of focal neighbourhoods, pixels.</summary>
    public required IReadOnlyList<int> Scales { get; init; }

    /// <summary>Predictor names in order.</summary>
    public required IReadOnlyList<string> Predictors { get; init; }

    /// <summary>How the predictors were declared when the model was trained; null for a model of roles and scales only.</summary>
    public PredictorDeclaration? Declaration { get; init; }

    /// <summary>The algorithm chosen: a name of <see cref="ForestAlgorithm"/>, or "onnx" for a network.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Candidates left out, with the reason.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Trees a class, leaves a tree, rows a leaf, seed; rows_in_proportion where samples are as frequent as on the ground.</summary>
    public required IReadOnlyDictionary<string, int> Parameters { get; init; }

    /// <summary>How the samples were held apart.</summary>
    public required FoldCard Folds { get; init; }

    /// <summary>Scores of the model's algorithm on held-apart blocks, all rows and trees; null for a network, whose training is not ours.</summary>
    public required CandidateScore? Scores { get; init; }

    /// <summary>The quick scores by which the algorithm was chosen, best first; empty where there was one candidate.</summary>
    public required IReadOnlyList<CandidateScore> Selection { get; init; }

    /// <summary>Platt scaling of each class, fitted on held-apart blocks.</summary>
    public required IReadOnlyList<PlattScaling> Calibration { get; init; }

    /// <summary>The second stage, which drops false alarms; null where too few objects were labelled.</summary>
    public Objects.ObjectStage? Objects { get; init; }

    /// <summary>Held-out objects and predictor ranges, on which promised recalls rest; null on cards of earlier versions.</summary>
    public Promises.PromiseEvidence? Evidence { get; init; }

    /// <summary>What a search within a time budget tried and chose; null without one.</summary>
    public Training.SearchCard? Search { get; init; }

    /// <summary>How it compares with the model that it was to replace; null where there was none, or none that can be compared.</summary>
    public Training.ModelComparison? Comparison { get; init; }

    /// <summary>Why there is no comparison although there was a model to replace; null else.</summary>
    public string? NotCompared { get; init; }

    /// <summary>The same for other languages; null on cards of earlier versions.</summary>
    public Remark? NotComparedRemark { get; init; }

    /// <summary>The model that this one was to replace and did not, as nothing said that it is better; null for a model in its own place.</summary>
    public string? CandidateFor { get; init; }

    /// <summary>Field of the class name in the labels; null where the usual ones were looked for.</summary>
    public string? LabelField { get; init; }

    /// <summary>Places that people reviewed or missed and that were samples beside the labels; null where none were asked for.</summary>
    public Training.ReviewCount? Reviews { get; init; }

    /// <summary>The run that trained it; null on cards of earlier versions.</summary>
    public string? RunId { get; init; }

    /// <summary>The run that last learned the second stage on from verdicts; null where none did.</summary>
    public string? RefinedBy { get; init; }

    /// <summary>How a network is fed; null for trees.</summary>
    public Networks.NetworkCard? Network { get; init; }

    /// <summary>How probability is made.</summary>
    public string Probability { get; init; } =
        "one class against the rest, Platt scaling fitted on held-apart spatial blocks, divided by the sum over classes; "
        + "it reflects the mix of classes among the samples, not their share of the ground";

    /// <summary>Versions of this code, of ML.NET and of .NET.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    private static readonly JsonSerializerOptions Form1 = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The card as JSON, snake_case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Form1);

    /// <summary>Reads a card.</summary>
    /// <param name="path">card.json.</param>
    /// <exception cref="InputException">Not a card.</exception>
    public static ModelCard Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelCard>(File.ReadAllBytes(path), Form1)
                ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InputException(path, null, $"is not a model card ({e.Message})", "train the model again", e);
        }
    }
}
