using Geo.Core.Classification.Objects;
using Geo.Core.Predictors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Geo.Core.Classification;

/// <summary>A model on disk: model.zip, which ML.NET alone can load and apply, card.json, and objects.bin where it has a second stage.</summary>
internal static class ModelFolder
{
    private const string Zip = "model.zip", Card = "card.json";

    /// <summary>All classes as one chain: a model, its calibrator, and its columns kept as Score.NAME and Probability.NAME.</summary>
    public static ITransformer Chain(IReadOnlyList<string> classes, IReadOnlyList<ITransformer> models, IReadOnlyList<PlattScaling> calibration, SampleSet samples)
    {
        var context = new MLContext(1);
        var schemaOnly = BinaryTrainer.View(context, samples.Columns, [0, 1], row => row == 0);
        var parts = new List<ITransformer>();
        for (int k = 0; k < classes.Count; k++)
        {
            var scored = models[k].Transform(schemaOnly);
            var calibrator = context.BinaryClassification.Calibrators
                .Platt(calibration[k].Slope, calibration[k].Offset, "Score").Fit(scored);
            var names = context.Transforms.CopyColumns("Score." + classes[k], "Score")
                .Append(context.Transforms.CopyColumns("Probability." + classes[k], "Probability"))
                .Fit(calibrator.Transform(scored));
            parts.AddRange([models[k], calibrator, names]);
        }

        return new TransformerChain<ITransformer>([.. parts]);
    }

    /// <summary>Writes them; the folder appears whole or not at all.</summary>
    public static void Save(string folder, ITransformer chain, ModelCard card)
    {
        string parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        Directory.CreateDirectory(parent);
        string fresh = Path.Combine(parent, $".{Path.GetFileName(folder)}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(fresh);
        try
        {
            var context = new MLContext(1);
            float[][] none = [.. card.Predictors.Select(_ => new float[1])];
            context.Model.Save(chain, BinaryTrainer.View(context, none, [0], _ => false).Schema, Path.Combine(fresh, Zip));
            card.Objects?.File?.Write(fresh);
            File.WriteAllText(Path.Combine(fresh, Card), card.ToJson());
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.Move(fresh, folder);
        }
        finally
        {
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
        }
    }

    /// <summary>The same model with another second stage; <paramref name="into"/> must not be there.</summary>
    public static void Refine(string folder, string into, ModelCard card)
    {
        Directory.CreateDirectory(into);
        foreach (string file in Directory.EnumerateFiles(folder)) File.Copy(file, Path.Combine(into, Path.GetFileName(file)));
        card.Objects!.File!.Write(into);
        File.WriteAllText(Path.Combine(into, Card), card.ToJson());
    }

    /// <summary>Reads them, flattens the trees and compares their hash with the card's.</summary>
    public static ForestModel Load(string folder)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        string zip = Path.Combine(folder, Zip), cardFile = Path.Combine(folder, Card);
        if (!File.Exists(cardFile)) throw new NotFoundException("model", name);
        var card = ModelCard.Load(cardFile);
        if (card.Network is not null) throw new InputException(folder, "network", "has no trees: it can be surveyed with, and its surveys assessed, no more", "name a model that was trained here");
        if (!File.Exists(zip)) throw new NotFoundException("model", name);
        var set = card.Declaration is { } declared
            ? PredictorSet.Of(card.Roles, declared)
            : PredictorSet.For(card.Roles, [.. card.Scales]);
        if (!set.Names.SequenceEqual(card.Predictors))
        {
            throw new InputException(cardFile, "predictors", "are not those that this version computes from these bands", "train the model again");
        }

        if (card.Objects is { Hash: { } hash } stage) card = card with { Objects = stage with { File = ObjectFile.Read(folder, hash) } };
        var models = ReadChain(zip).Where(EnsembleReader.HasTrees).ToArray();
        if (models.Length != card.Classes.Count || card.Calibration.Count != card.Classes.Count)
        {
            throw new InputException(zip, null, $"holds {models.Length} models, the card names {card.Classes.Count} classes", "train the model again");
        }

        var forest = new FlatForest(
            [.. models.Zip(card.Calibration, EnsembleReader.Flatten)], set.Count);
        var model = new ForestModel(card.Classes, set, forest) { Card = card };
        if (model.Hash != card.ModelHash)
        {
            throw new InputException(zip, "model_hash", "is not the model that the card describes", "restore the folder or train the model again");
        }

        return model;
    }

    private static IEnumerable<ITransformer> ReadChain(string zip)
    {
        try
        {
            // TransformerChain<T> is an IEnumerable<ITransformer> whatever its T.
            return (IEnumerable<ITransformer>)new MLContext(1).Model.Load(zip, out _);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException)
        {
            throw new InputException(zip, null, $"cannot be read ({e.Message})", "restore the file or train the model again", e);
        }
    }
}
