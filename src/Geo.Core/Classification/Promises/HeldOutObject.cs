namespace Geo.Core.Classification.Promises;

/// <summary>A labelled object and how sure a model that has not seen its ground is of it.</summary>
/// <param name="Class">A reported class.</param>
/// <param name="Score">The highest decision threshold at which the first stage still hits it: a tenth of its pixels are likeliest of its class with this probability. 0 where no threshold does.</param>
/// <param name="Block">Its spatial block.</param>
/// <param name="AreaM2">Its area; null where unknown (points).</param>
public sealed record HeldOutObject(string Class, double Score, string Block, double? AreaM2);

/// <summary>What a model's promises rest on; kept on its card.</summary>
/// <param name="Objects">Labelled objects of the reported classes, each scored by a model that has not seen its block.</param>
/// <param name="Ranges">What each predictor was like in training.</param>
public sealed record PromiseEvidence(IReadOnlyList<HeldOutObject> Objects, IReadOnlyList<PredictorRange> Ranges);
