namespace Geo.Core.Classification.Training;

/// <summary>An algorithm with its settings.</summary>
/// <param name="Algorithm">Name of a <see cref="ForestAlgorithm"/>.</param>
/// <param name="Trees">Trees a class.</param>
/// <param name="Leaves">Leaves a tree, at most.</param>
/// <param name="MinimumRowsPerLeaf">Rows that a leaf needs.</param>
/// <param name="LearningRate">Of boosted trees; null for FastForest.</param>
public sealed record Setting(string Algorithm, int Trees, int Leaves, int MinimumRowsPerLeaf, double? LearningRate);

/// <summary>A setting tried.</summary>
/// <param name="Setting">What was tried.</param>
/// <param name="RowsPerClass">At most so many rows a class; null for all.</param>
/// <param name="Score">On held-apart blocks: mean F1 of the reported classes, of all where none is labelled.</param>
public sealed record TriedSetting(Setting Setting, int? RowsPerClass, double Score);

/// <summary>A search within a time budget, for the model's card.</summary>
/// <param name="BudgetMinutes">Minutes given.</param>
/// <param name="Cut">True where time ran out before the search was through.</param>
/// <param name="Tried">Everything completed, in order; the usual settings first.</param>
/// <param name="Chosen">What the model was trained with.</param>
/// <param name="Note">How to read the scores.</param>
public sealed record SearchCard(double BudgetMinutes, bool Cut, IReadOnlyList<TriedSetting> Tried, Setting Chosen, string Note);
