using Microsoft.ML;

namespace Geo.Core.Classification;

/// <summary>What training gives: the model, ready to use, its card, and ML.NET's own form of it.</summary>
public sealed class TrainedModel
{
    internal TrainedModel(ForestModel model, ModelCard card, ITransformer chain) => (Model, Card, Chain) = (model, card, chain);

    /// <summary>Ready to evaluate.</summary>
    public ForestModel Model { get; }

    /// <summary>What goes into card.json.</summary>
    public ModelCard Card { get; }

    /// <summary>ML.NET's transformers: for each class a model and its calibrator, columns Score.NAME and Probability.NAME.</summary>
    internal ITransformer Chain { get; }

    /// <summary>Writes model.zip and card.json into a folder, which is replaced as a whole.</summary>
    public void Save(string folder) => ModelFolder.Save(folder, Chain, Card);
}
