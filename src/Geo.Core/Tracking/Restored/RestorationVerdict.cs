using Geo.Core.Sites;

namespace Geo.Core.Tracking.Restored;

/// <summary>The three answers.</summary>
public enum RestorationAnswer
{
    /// <summary>Restored, as far as the null hypothesis asks.</summary>
    Pass,

    /// <summary>Shown to lie below the share.</summary>
    Fail,

    /// <summary>Neither is shown; <see cref="RestorationVerdict.Missing"/> says what is missing.</summary>
    InsufficientEvidence,
}

/// <summary>The answer with all it rests on. A null figure could not be had from so few seasons.</summary>
/// <param name="Answer">Pass, fail, or insufficient evidence.</param>
/// <param name="Seasons">n: seasons with a ratio.</param>
/// <param name="Ratios">Their ratios by year.</param>
/// <param name="SiteMean">Mean of the site over these seasons.</param>
/// <param name="ReferenceMean">Mean of the reference over these seasons.</param>
/// <param name="MeanRatio">Mean of the seasons' ratios.</param>
/// <param name="SeasonSd">Sample standard deviation of the ratios (n − 1).</param>
/// <param name="PlainError">SeasonSd/√n: as if seasons were independent; shown, not used.</param>
/// <param name="WidenedError">The same widened for seasons correlated by rho.</param>
/// <param name="MeasurementError">What the seasons' own errors imply for the mean; the widened error counts at least as much.</param>
/// <param name="StandardError">The one that the bounds use: the greater of the two above, and the common error.</param>
/// <param name="Freedom">Its degrees of freedom (Satterthwaite).</param>
/// <param name="T">Quantile of Student's t at the one-sided confidence.</param>
/// <param name="LowerBound">One-sided: with the confidence the ratio is at least this.</param>
/// <param name="UpperBound">One-sided: with the confidence the ratio is at most this.</param>
/// <param name="Low">Lower end of the two-sided interval at the confidence.</param>
/// <param name="High">Its upper end.</param>
/// <param name="PowerAtReference">Probability that a site equal to its reference (true ratio 1.0) passes with these seasons and this spread.</param>
/// <param name="PowerAtMean">The same for a site whose true ratio is the observed mean.</param>
/// <param name="SeasonsToPass">Further seasons after which a site whose true ratio is the observed mean passes with the asked power; 0 when passed, null when never (within a century).</param>
/// <param name="SeasonsToDecide">Further seasons until it passes or fails with the asked power; 0 when decided, null when never.</param>
/// <param name="Sentence">The answer in words, from these numbers.</param>
/// <param name="Missing">What is missing for an answer; empty when decided.</param>
/// <param name="Options">The parameters it was made with.</param>
public sealed record RestorationVerdict(
    RestorationAnswer Answer, int Seasons, IReadOnlyDictionary<int, double> Ratios, double? SiteMean, double? ReferenceMean,
    double? MeanRatio, double? SeasonSd, double? PlainError, double? WidenedError, double? MeasurementError, double? StandardError,
    double? Freedom, double? T, double? LowerBound, double? UpperBound, double? Low, double? High,
    double? PowerAtReference, double? PowerAtMean, int? SeasonsToPass, int? SeasonsToDecide,
    Reason Sentence, IReadOnlyList<Reason> Missing, RestorationTestOptions Options);
