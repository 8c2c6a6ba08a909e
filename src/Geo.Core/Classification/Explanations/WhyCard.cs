namespace Geo.Core.Classification.Explanations;

/// <summary>What one predictor did to a score.</summary>
/// <param name="Predictor">Its name.</param>
/// <param name="Value">Its mean over the pixels.</param>
/// <param name="Contribution">What the splits on it added to the score, mean over the pixels.</param>
public sealed record PredictorContribution(string Predictor, double Value, double Contribution);

/// <summary>A labelled area that the trees of a class treat alike.</summary>
/// <param name="Label">What a person said it is.</param>
/// <param name="Longitude">Degrees.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="SharedLeaves">Share of the trees in which its most similar pixel ends in the leaf of the explained one, [0, 1], mean over the pixels.</param>
public sealed record SimilarSample(string Label, double Longitude, double Latitude, double SharedLeaves);

/// <summary>Why pixels were given a class (依据卡).</summary>
/// <param name="Class">The class.</param>
/// <param name="Score">Raw score of the class, before calibration, mean over the pixels.</param>
/// <param name="Bias">Score of the average labelled pixel: what is there before any predictor is looked at.</param>
/// <param name="Contributions">The largest first; they sum to <paramref name="Score"/> − <paramref name="Bias"/>.</param>
/// <param name="Probability">Mean probability of the class over the pixels.</param>
/// <param name="AboveThreshold">Probability − decision threshold.</param>
/// <param name="Similar">Labelled areas, the most similar first.</param>
public sealed record WhyCard(
    string Class, double Score, double Bias, IReadOnlyList<PredictorContribution> Contributions,
    double Probability, double AboveThreshold, IReadOnlyList<SimilarSample> Similar);
