using System.Text.Json.Serialization;

namespace Geo.Core.Classification.Training;

/// <summary>What a comparison comes to.</summary>
public enum Verdict
{
    /// <summary>The bounds hold 0, or there are too few blocks.</summary>
    NotEnoughToTell,
    /// <summary>The new model is better.</summary>
    Better,
    /// <summary>The new model is worse.</summary>
    Worse,
}

/// <summary>A new model against an old one on the same held-apart blocks; stands on the new one's card.</summary>
/// <param name="With">Name of the old model.</param>
/// <param name="Blocks">Blocks compared.</param>
/// <param name="SeenBlocks">Those of them in which the old model had labels. There it is judged by its own samples and settings, trained again without the fold that holds the block.</param>
/// <param name="OldScore">Mean F1 of the reported classes that are labelled; of all classes where none is.</param>
/// <param name="NewScore">The same of the new model.</param>
/// <param name="Difference">New less old.</param>
/// <param name="Lower">With 90 % confidence (one-sided) the difference is at least this; null with fewer than two blocks.</param>
/// <param name="Upper">With 90 % confidence (one-sided) it is at most this.</param>
/// <param name="Verdict">Better or worse where the bound says so over at least eight blocks.</param>
public sealed record ModelComparison(
    string With, int Blocks, int SeenBlocks, double OldScore, double NewScore, double Difference, double? Lower, double? Upper,
    [property: JsonConverter(typeof(VerdictConverter))] Verdict Verdict)
{
    /// <summary>What <see cref="On"/> says of a comparison on reviewed objects.</summary>
    public const string Verdicts = "verdicts";

    /// <summary>What both were judged on: null for labelled pixels, <see cref="Verdicts"/> for objects that people reviewed, where a score is the F1 of what is an object.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? On { get; init; }

    /// <summary>True where the new model may take the old one's name without being told to.</summary>
    [JsonIgnore]
    public bool Replaces => Verdict == Verdict.Better;

    /// <summary>With fewer blocks nothing is told.</summary>
    public const int FewestBlocks = 8;

    private const double Confidence = 0.90;

    /// <summary>Compares a fresh training with an earlier model; both by the calibration that they will be used with, so that the same training compared with itself is equal to the last pixel.</summary>
    /// <param name="samples">What the new model was trained on.</param>
    /// <param name="trained">The new model, with its held-apart probabilities.</param>
    /// <param name="old">The earlier model; its card is needed.</param>
    /// <param name="oldSamples">What the earlier model was trained on.</param>
    /// <param name="oldView">The rows of <paramref name="samples"/> with the old model's predictors.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancel">Looked at between fits.</param>
    public static ModelComparison Of(
        SampleSet samples, TrainedModel trained, ForestModel old, SampleSet oldSamples, SampleSet oldView, IProgress<double>? progress, CancellationToken cancel)
    {
        if (!oldView.HasRowsOf(samples)) throw new ArgumentException("other rows than the samples'", nameof(oldView));
        var folds = SpatialFolds.Of(samples, trained.Card.Folds.Count);
        var replay = new HeldApartReplay(samples, folds, old, oldSamples);
        string?[] oldSays = replay.Judge(oldView, progress, cancel);
        int[] newSays = HeldApartReplay.Likeliest(trained.HeldApart.RowScores, trained.Card.Calibration, samples.Count);
        var blockNumbers = new Dictionary<(int, int), int>();
        var rows = Enumerable.Range(0, samples.Count).Select(row => new JudgedRow(
            Number(replay.BlockOf(samples.AreaOfRow[row])), samples.ClassOfRow[row], oldSays[row] is { } name ? samples.Classes.ToList().IndexOf(name) : -1, newSays[row])).ToArray();
        var reported = ClassCatalogue.Standard.Reported.Where(samples.Classes.Contains).Select(c => samples.Classes.ToList().IndexOf(c)).ToArray();
        var paired = PairedBlocks.Of(rows, reported.Length > 0 ? reported : [.. Enumerable.Range(0, samples.Classes.Count)]);
        return Of(old.Card!.Name, paired, replay.SeenBlocks);

        int Number((int, int) block) => blockNumbers.TryGetValue(block, out int known) ? known : blockNumbers[block] = blockNumbers.Count;
    }

    internal static ModelComparison Of(string with, PairedBlocks paired, int seen)
    {
        double difference = paired.New - paired.Old;
        double? reach = paired.StandardError is { } error ? error * StudentT.Quantile(Confidence, paired.Blocks - 1) : null;
        double? lower = difference - reach, upper = difference + reach;
        Verdict verdict = paired.Blocks < FewestBlocks ? Verdict.NotEnoughToTell
            : lower > 0 ? Verdict.Better
            : upper < 0 ? Verdict.Worse : Verdict.NotEnoughToTell;
        return new ModelComparison(with, paired.Blocks, seen, paired.Old, paired.New, difference, lower, upper, verdict);
    }
}

/// <summary>better, worse, not_enough_to_tell.</summary>
internal sealed class VerdictConverter() : JsonStringEnumConverter<Verdict>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower);
