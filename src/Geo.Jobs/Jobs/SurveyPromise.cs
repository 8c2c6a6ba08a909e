using System.Globalization;
using System.Text.Json.Serialization;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Promises;
using Geo.Core.Detection;
using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Jobs.Jobs;

/// <summary>What a survey may promise, and what it says of its own limits.</summary>
/// <param name="Confidence">One-sided.</param>
/// <param name="Threshold">Decision threshold of the survey.</param>
/// <param name="Recall">Share of objects like the labelled ones that its first stage hits at least; null where void.</param>
/// <param name="VoidRemark">Why there is no promise; null where there is one.</param>
/// <param name="Objects">Held-out objects that it rests on.</param>
/// <param name="Blocks">Spatial blocks that hold them.</param>
/// <param name="LabelsMore">Objects more that would promise the recall asked for (0.90 where none was); null where no number helps.</param>
/// <param name="DriftScore">Share of predictor values outside the training range.</param>
/// <param name="DriftWorst">The predictor that is outside most often.</param>
/// <param name="SmallestDetectableM2">Objects of at least this area are hit with a recall of 0.90; null where it cannot be said.</param>
/// <param name="ExpectedFalsePer100Km2">Detections expected to be false, by their own probabilities.</param>
internal sealed record SurveyPromise(
    double Confidence, double Threshold, double? Recall, Remark? VoidRemark, int Objects, int Blocks, int? LabelsMore, double? DriftScore, string? DriftWorst,
    double? SmallestDetectableM2, [property: JsonPropertyName("expected_false_per_100_km2")] double? ExpectedFalsePer100Km2)
{
    /// <summary>Why there is no promise, in English.</summary>
    public string? Void => VoidRemark?.English;

    /// <summary>Which part of the survey the promise speaks of.</summary>
    public string Stage { get; init; } = "first: before the second stage drops candidates";

    /// <summary>For people, in one line.</summary>
    [JsonIgnore]
    public string Line => Recall is { } recall
        ? string.Create(CultureInfo.InvariantCulture, $"recall of at least {recall:0.00} promised at {Confidence:0%} (first stage, {Objects} held-out objects in {Blocks} blocks)")
            + (LabelsMore is > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {LabelsMore} labelled objects more for what was asked") : "")
        : $"no recall is promised: {Void}";

    private const double Confidence95 = 0.95, UsualRecall = 0.90;
    private const int WindowsAcross = 8, WindowSize = 32, Tile = 256;

    /// <summary>The largest threshold with the promised recall.</summary>
    /// <exception cref="InputException">It cannot be promised; says what can, and how many labels more.</exception>
    public static double ThresholdFor(double recall, ModelCard card)
    {
        if (recall is not (> 0 and < 1)) throw new InputException("survey", "recall", "is a share", "give a number between 0 and 1, as 0.9");
        RecallPromise promise = RecallPromise.Of(card.Evidence?.Objects ?? [], recall, Confidence95);
        return promise.Threshold ?? throw new InputException($"model {card.Name}", "recall",
            FormattableString.Invariant($"{recall} cannot be promised at {Confidence95:0%}: its {promise.Objects} held-out objects promise {promise.BestRecall:0.00} at most"),
            promise.LabelsMore is { } more ? $"label {more} objects more and train again, or ask for less" : "the model misses too many objects: ask for less, or improve the labels");
    }

    public static SurveyPromise Of(ModelCard card, IReflectanceSource source, PredictorSet? predictors, SurveyOptions options, SurveyResult found, double? wanted, CancellationToken cancel)
    {
        IReadOnlyList<HeldOutObject> objects = card.Evidence?.Objects ?? [];
        double threshold = options.Threshold ?? SurveyOptions.UsualThreshold;
        Drift? drift = predictors is not null && card.Evidence is { Ranges.Count: > 0 } evidence ? DriftOf(evidence.Ranges, source, predictors, cancel) : null;
        RecallPromise promise = RecallPromise.Of(objects, wanted ?? UsualRecall, Confidence95);
        Remark? reason = objects.Count == 0 ? Remark.Of("void_no_objects", $"the model has no held-out objects") : VoidBy(drift);
        double km2 = found.ValidPixels * ClassRaster.PixelArea(source.Grid) / 1e6;
        return new SurveyPromise(Confidence95, threshold, reason is null ? RecallPromise.At(objects, threshold, Confidence95) : null, reason,
            promise.Objects, promise.Blocks, promise.LabelsMore, drift?.Score, drift?.Worst,
            reason is null ? RecallPromise.SmallestDetectable(objects, threshold, UsualRecall, Confidence95) : null,
            km2 > 0 ? found.Detections.Sum(one => 1 - one.Probability) / km2 * 100 : null);
    }

    private static Remark? VoidBy(Drift? drift) => drift switch
    {
        null => Remark.Of("void_no_ranges", $"the model's card holds no predictor ranges, so that it cannot be told whether the scenes leave them"),
        { VoidsPromises: false } => null,
        { Worst: { } worst } => Remark.Of("void_drift",
            $"the scenes leave the training range: {drift.Score:0.0%} of the predictor values, {drift.WorstShare:0.0%} of {worst}",
            ("share", drift.Score), ("worst", worst), ("worst_share", drift.WorstShare)),
        _ => Remark.Of("void_no_pixel", $"no clear pixel was found where the scenes are compared with the training range"),
    };

    // Windows on a lattice over the grid: a fixed number of pixels, whatever the scene's size; each in the middle of a tile
    // of our own COGs, so that one tile is decoded for it and not four.
    private static Drift DriftOf(IReadOnlyList<PredictorRange> ranges, IReflectanceSource source, PredictorSet predictors, CancellationToken cancel)
    {
        var meter = new DriftMeter(ranges);
        Window whole = source.Grid.Whole;
        for (int i = 0; i < WindowsAcross * WindowsAcross; i++)
        {
            cancel.ThrowIfCancellationRequested();
            int col = Middle((i % WindowsAcross + 0.5) * whole.Width / WindowsAcross), row = Middle((i / WindowsAcross + 0.5) * whole.Height / WindowsAcross);
            Window window = new Window(col - WindowSize / 2, row - WindowSize / 2, WindowSize, WindowSize).Intersect(whole);
            if (window.IsEmpty) continue;
            float[][] columns = PredictorStack.Allocate(predictors, (int)window.PixelCount);
            PredictorStack.Compute(source, window, predictors, columns);
            meter.Add(columns, (int)window.PixelCount);
        }

        return meter.Result;

        int Middle(double at) => whole.Width < WindowsAcross * Tile || whole.Height < WindowsAcross * Tile ? (int)at : (int)at / Tile * Tile + Tile / 2;
    }
}
