using Microsoft.ML;

namespace Geo.Core.Classification;

/// <summary>What training gives: the model, ready to use, its card, and ML.NET's own form of it.</summary>
public sealed class TrainedModel
{
    internal TrainedModel(ForestModel model, ModelCard card, ITransformer chain, HeldApartModels heldApart) =>
        (Model, Card, Chain, HeldApart) = (model, card, chain, heldApart);

    /// <summary>Ready to evaluate.</summary>
    public ForestModel Model { get; }

    /// <summary>What goes into card.json.</summary>
    public ModelCard Card { get; }

    /// <summary>Models that have not seen the ground of their fold.</summary>
    internal HeldApartModels HeldApart { get; }

    /// <summary>ML.NET's transformers: for each class a model and its calibrator, columns Score.NAME and Probability.NAME.</summary>
    internal ITransformer Chain { get; }

    /// <summary>The same with the second stage (<see cref="Objects.ObjectStage"/>) on its card.</summary>
    public TrainedModel With(Objects.ObjectStage? objects) => new(Model, Card with { Objects = objects }, Chain, HeldApart);

    /// <summary>The same with what promises rest on (<see cref="Promises.PromiseEvidence"/>) on its card.</summary>
    public TrainedModel With(Promises.PromiseEvidence evidence) => new(Model, Card with { Evidence = evidence }, Chain, HeldApart);

    /// <summary>The same with its comparison with an earlier model on its card, or the reason why there is none.</summary>
    public TrainedModel With(Training.ModelComparison? comparison, Remark? notCompared) =>
        new(Model, Card with { Comparison = comparison, NotCompared = notCompared?.English, NotComparedRemark = notCompared }, Chain, HeldApart);

    /// <summary>Writes model.zip and card.json into a folder, which is replaced as a whole.</summary>
    public void Save(string folder) => ModelFolder.Save(folder, Chain, Card);
}
