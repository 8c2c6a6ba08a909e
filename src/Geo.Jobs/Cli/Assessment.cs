using System.Globalization;
using System.Text.Json.Serialization;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Accuracy;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary>What <c>assess</c> tells; shares in [0, 1], intervals of 95 %.</summary>
/// <param name="OverallAccuracy">Share of assessed pixels that are right.</param>
/// <param name="Ground">What was assessed on.</param>
/// <param name="Classes">Each class per pixel, and area-adjusted where mapped areas are known.</param>
/// <param name="Objects">Each reported class object by object; empty for a model.</param>
internal sealed record Assessment(
    double? OverallAccuracy, string Ground, IReadOnlyDictionary<string, ClassAssessment> Classes, IReadOnlyDictionary<string, ObjectAssessment> Objects)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Estimate? AreaAdjustedOverallAccuracy { get; init; }

    /// <summary>The estimate from a drawn and labelled sample; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SampleEstimate? Sample { get; init; }

    /// <summary>The scores of the chosen algorithm on held-apart blocks, as the card holds them.</summary>
    public static Assessment OfModel(ModelCard card)
    {
        CandidateScore score = card.Scores ?? throw new InputException($"model {card.Name}", "scores", "are not known: it was not trained here", "assess a survey of it with --survey");
        return new Assessment(score.OverallAccuracy, "spatially blocked folds of the training samples",
            score.Classes.ToDictionary(one => one.Key, one => new ClassAssessment(
                one.Value.Reference, one.Value.Precision, one.Value.Recall, one.Value.F1, one.Value.IoU)),
            new Dictionary<string, ObjectAssessment>());
    }

    /// <summary>Pixel by pixel, without objects and areas.</summary>
    public static Assessment Of(ConfusionMatrix confusion, string ground) => new(
        confusion.OverallAccuracy, ground,
        confusion.ByClass.ToDictionary(one => one.Class, one => new ClassAssessment(
            one.Reference, OrNull(one.Precision), OrNull(one.Recall), OrNull(one.F1), OrNull(one.IoU))),
        new Dictionary<string, ObjectAssessment>());

    public void Write(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"overall accuracy {OverallAccuracy:0.000} ({Ground})"));
        if (AreaAdjustedOverallAccuracy is { } adjusted)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"area-adjusted {adjusted.Value:0.000} ± {adjusted.HalfWidth:0.000}"));
        }

        foreach (var (name, one) in Classes)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name}: precision {one.Precision:0.000}, recall {one.Recall:0.000}, F1 {one.F1:0.000}, IoU {one.Iou:0.000}, n {one.Reference}"));
        }

        foreach (var (name, one) in Objects)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name} objects: {one.TrueHit} of {one.True} hit{Range(one.HitRecallInterval)}, {one.FoundOnTruth} of {one.Found} found are true{Range(one.HitPrecisionInterval)}, IoU ≥ 0.5: {one.MatchedAtHalf}"));
        }

        Sample?.Write(output);
    }

    private static double? OrNull(double value) => double.IsFinite(value) ? value : null;

    private static string Range(ShareInterval? range) =>
        range is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({range.Lower:0.00}–{range.Upper:0.00})");
}

/// <param name="Reference">Assessed pixels of the class.</param>
/// <param name="Precision">User's accuracy.</param>
/// <param name="Recall">Producer's accuracy.</param>
/// <param name="F1">Harmonic mean of the two.</param>
/// <param name="Iou">Intersection over union.</param>
internal sealed record ClassAssessment(long Reference, double? Precision, double? Recall, double? F1, double? Iou)
{
    /// <summary>漏判率.</summary>
    public double? OmissionRate => 1 - Recall;

    /// <summary>误判率.</summary>
    public double? CommissionRate => 1 - Precision;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AdjustedClass? AreaAdjusted { get; init; }
}

/// <param name="Found">Detections on the assessed ground.</param>
/// <param name="True">True objects.</param>
/// <param name="MatchedAtHalf">Pairs with IoU of at least 0.5.</param>
/// <param name="TrueHit">True objects that a detection meets.</param>
/// <param name="FoundOnTruth">Detections that meet a true object.</param>
internal sealed record ObjectAssessment(int Found, int True, int MatchedAtHalf, int TrueHit, int FoundOnTruth)
{
    public double? Precision => Found == 0 ? null : (double)MatchedAtHalf / Found;

    public double? Recall => True == 0 ? null : (double)MatchedAtHalf / True;

    public double? HitPrecision => Found == 0 ? null : (double)FoundOnTruth / Found;

    public double? HitRecall => True == 0 ? null : (double)TrueHit / True;

    /// <summary>Exact 95 % interval of <see cref="Precision"/>; objects are taken as independent.</summary>
    public ShareInterval? PrecisionInterval => ShareInterval.Of(MatchedAtHalf, Found);

    public ShareInterval? RecallInterval => ShareInterval.Of(MatchedAtHalf, True);

    public ShareInterval? HitPrecisionInterval => ShareInterval.Of(FoundOnTruth, Found);

    public ShareInterval? HitRecallInterval => ShareInterval.Of(TrueHit, True);

    /// <summary>漏判率 by site: share of the true objects that no detection meets.</summary>
    public double? OmissionRate => 1 - HitRecall;

    /// <summary>误判率 by site: share of the detections that meet no true object.</summary>
    public double? CommissionRate => 1 - HitPrecision;
}

/// <summary>Clopper–Pearson, 95 %, two-sided.</summary>
internal sealed record ShareInterval(double Lower, double Upper)
{
    public static ShareInterval? Of(int hits, int trials)
    {
        if (trials == 0) return null;
        var (lower, upper) = ExactBinomial.Interval(hits, trials);
        return new ShareInterval(lower, upper);
    }
}
