namespace Geo.Core.Classification;

/// <summary>
/// The second stage of a survey: candidate objects that held-apart false alarms resemble are dropped. An object's
/// evidence grows with its size and with how sure the first stage is of its best and of its average pixel, so that a
/// small object needs more of the latter. Learned from candidates on labelled ground, each found by a model that had not seen it.
/// </summary>
/// <param name="Classes">Rule of each reported class; a class without one keeps all its candidates.</param>
public sealed record ObjectStage(IReadOnlyDictionary<string, ObjectRule> Classes);

/// <summary>Logistic regression of "is true" on three attributes of an object.</summary>
/// <param name="Bias">Constant.</param>
/// <param name="AreaWeight">Of the decimal logarithm of the area in m².</param>
/// <param name="MaximumWeight">Of the largest smoothed probability, [0, 1].</param>
/// <param name="MeanWeight">Of the mean smoothed probability, [0, 1].</param>
/// <param name="Threshold">Least probability of an object that is kept.</param>
/// <param name="TrueObjects">Labelled objects that were found, on which the rule rests.</param>
/// <param name="FalseObjects">Candidates on ground labelled otherwise.</param>
/// <param name="KeptTrue">Of the labelled objects, held apart: share kept.</param>
/// <param name="KeptFalse">Of the false candidates, held apart: share kept.</param>
public sealed record ObjectRule(
    double Bias, double AreaWeight, double MaximumWeight, double MeanWeight, double Threshold,
    int TrueObjects, int FalseObjects, double KeptTrue, double KeptFalse)
{
    /// <summary>Probability that an object is true, among candidates mixed as those that were learned from.</summary>
    public double Of(SquareMetres area, double maximum, double mean) =>
        1 / (1 + Math.Exp(-(Bias + AreaWeight * Math.Log10(area.Value) + MaximumWeight * maximum + MeanWeight * mean)));
}
