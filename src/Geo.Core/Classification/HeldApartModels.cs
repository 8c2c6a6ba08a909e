namespace Geo.Core.Classification;

/// <summary>The models of a blocked cross-validation: each classifies the ground of its fold without having seen any of it.</summary>
/// <param name="PerFold">One a fold; null where the other folds hold no row of some class.</param>
/// <param name="FoldOfArea">Fold of each labelled area, in the order in which the areas were given.</param>
/// <param name="TakenFor">Classes for which rows of an area were taken by its fold's model; areas without rows are not in it.</param>
internal sealed record HeldApartModels(
    IReadOnlyList<ForestModel?> PerFold, IReadOnlyList<int> FoldOfArea, IReadOnlyDictionary<int, IReadOnlySet<string>> TakenFor)
{
    /// <summary>One a class, one a row of the samples: probability by models that have not seen the row's block, summing to 1 over the classes that these models know; NaN for the others.</summary>
    public IReadOnlyList<float[]> RowProbabilities { get; init; } = [];

    /// <summary>The same before calibration.</summary>
    public IReadOnlyList<float[]> RowScores { get; init; } = [];
}
