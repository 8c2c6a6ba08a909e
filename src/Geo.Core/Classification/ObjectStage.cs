namespace Geo.Core.Classification;

/// <summary>
/// The second stage of a survey: candidate objects that held-apart false alarms resemble are dropped. Learned from
/// candidates on labelled ground and on ground that nobody labelled, each found by a model that had not seen it (ADR 0011).
/// </summary>
/// <param name="Classes">Rule of each reported class; a class without one keeps all its candidates.</param>
public sealed record ObjectStage(IReadOnlyDictionary<string, ObjectRule> Classes);

/// <summary>Logistic regression of "is true" on attributes of an object.</summary>
/// <param name="Bias">Constant.</param>
/// <param name="AreaWeight">Of the decimal logarithm of the area in m²; 0 where <paramref name="Weights"/> hold.</param>
/// <param name="MaximumWeight">Of the largest smoothed probability, [0, 1]; 0 where <paramref name="Weights"/> hold.</param>
/// <param name="MeanWeight">Of the mean smoothed probability, [0, 1]; 0 where <paramref name="Weights"/> hold.</param>
/// <param name="Threshold">Least probability of an object that is kept.</param>
/// <param name="TrueObjects">Labelled objects that were found, on which the rule rests.</param>
/// <param name="FalseObjects">Candidates on ground labelled otherwise.</param>
/// <param name="KeptTrue">Of the labelled objects, held apart: share kept.</param>
/// <param name="KeptFalse">Of the false candidates, held apart: share kept.</param>
/// <param name="Weights">Of the attributes by name; null on cards of earlier versions, whose rules weigh three.</param>
/// <param name="UnlabelledObjects">Candidates on unlabelled ground that were held against the true ones.</param>
/// <param name="KeptUnlabelled">Of these, held apart: share kept; true objects that nobody labelled are among them.</param>
public sealed record ObjectRule(
    double Bias, double AreaWeight, double MaximumWeight, double MeanWeight, double Threshold,
    int TrueObjects, int FalseObjects, double KeptTrue, double KeptFalse,
    IReadOnlyDictionary<string, double>? Weights = null, int UnlabelledObjects = 0, double KeptUnlabelled = 0)
{
    /// <summary>Probability that an object is true by the three attributes of earlier rules, among candidates mixed as those that were learned from.</summary>
    public double Of(SquareMetres area, double maximum, double mean) =>
        1 / (1 + Math.Exp(-(Bias + AreaWeight * Math.Log10(area.Value) + MaximumWeight * maximum + MeanWeight * mean)));

    /// <summary>The same by all attributes.</summary>
    /// <param name="names">Of the attributes; those without a weight do not count.</param>
    /// <param name="values">One a name.</param>
    public double Of(IReadOnlyList<string> names, IReadOnlyList<double> values)
    {
        double logit = Bias;
        for (int i = 0; i < names.Count; i++) logit += Weights!.GetValueOrDefault(names[i]) * values[i];
        return 1 / (1 + Math.Exp(-logit));
    }
}
