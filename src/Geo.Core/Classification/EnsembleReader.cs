using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Geo.Core.Classification;

/// <summary>Flattens what ML.NET has trained or loaded.</summary>
internal static class EnsembleReader
{
    /// <summary>True for a model of trees; calibrators are prediction transformers, too.</summary>
    public static bool HasTrees(ITransformer transformer) =>
        transformer is ISingleFeaturePredictionTransformer<object> { Model: not ICalibrator };

    /// <summary>Trees and bias of one binary model; the calibration is ours.</summary>
    public static FlatEnsemble Flatten(ITransformer transformer, PlattScaling calibration)
    {
        object model = ((ISingleFeaturePredictionTransformer<object>)transformer).Model;
        return model switch
        {
            FastForestBinaryModelParameters m => Flatten(m.TrainedTreeEnsemble, calibration),
            CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> m =>
                Flatten(m.SubModel.TrainedTreeEnsemble, calibration),
            CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator> m =>
                Flatten(m.SubModel.TrainedTreeEnsemble, calibration),
            _ => throw new NotSupportedException($"no trees in {model.GetType()}"),
        };
    }

    private static FlatEnsemble Flatten<T>(TreeEnsemble<T> ensemble, PlattScaling calibration)
        where T : RegressionTreeBase => new(
        [.. ensemble.Trees.Zip(ensemble.TreeWeights, (tree, weight) => Flatten(tree, weight))], (float)ensemble.Bias, calibration);

    private static FlatTree Flatten(RegressionTreeBase tree, double weight)
    {
        if (tree.CategoricalSplitFlags.Any(c => c)) throw new NotSupportedException("categorical splits");
        return new FlatTree(
            [.. tree.LeftChild.Take(tree.NumberOfNodes)], [.. tree.RightChild.Take(tree.NumberOfNodes)],
            [.. tree.NumericalSplitFeatureIndexes.Take(tree.NumberOfNodes)],
            [.. tree.NumericalSplitThresholds.Take(tree.NumberOfNodes)],
            [.. tree.LeafValues.Take(tree.NumberOfLeaves).Select(v => (float)(v * weight))]);
    }
}
