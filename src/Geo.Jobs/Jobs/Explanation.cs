using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Explanations;
using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>Why a detection of the store was given its class (依据卡), worked out again from its scenes, its model and the samples kept beside it.</summary>
public static class Explanation
{
    // A large dump's pixels repeat themselves; so many, drawn at random with a fixed seed, tell the same.
    private const int Pixels = 200;

    /// <summary>Explains a detection.</summary>
    /// <param name="store">The store.</param>
    /// <param name="detectionId">Id of the detection.</param>
    /// <param name="cancel">Looked at once a block.</param>
    /// <exception cref="NotFoundException">The detection, its survey, its model or a scene of it is gone.</exception>
    /// <exception cref="InputException">The model was trained again since, or keeps no samples.</exception>
    public static WhyCard Of(WorkspaceStore store, string detectionId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        Feature detection = store.Layer("detections").Get(detectionId);
        if (detection.Properties["survey_id"] is not string surveyId || detection.Geometry is not { IsEmpty: false } place)
        {
            throw new InputException($"detection {detectionId}", "survey_id", "names no survey, or the detection has no place", "ask for a detection that a survey found");
        }

        Feature survey = store.Layer("surveys").Get(surveyId);
        string folder = ModelShelf.Folder(store.Workspace, (string)survey.Properties["model"]!);
        ForestModel model = ForestModel.Load(folder);
        if (model.Hash != (string?)survey.Properties["model_hash"])
        {
            throw new InputException(folder, "model_hash", $"is not that of survey {surveyId}: the model was trained again since", "survey again, or restore the model");
        }

        SampleSet samples = SampleSet.Load(folder, model.Predictors);
        var sceneIds = (IEnumerable<string>)survey.Properties["scene_ids"]!;
        using var source = new CompositeSource(SceneChoice.Of(store, [.. sceneIds]), store.Workspace.Scenes);
        string name = (string)detection.Properties["class"]!;
        var middle = place.InteriorPoint;
        var area = new LabelledArea(name, GeometryTransform.Transform(place, WellKnown.Crs84, source.Grid.Crs), middle.X, middle.Y);
        SampleSet pixels = SampleSet.Take(source, model.Predictors, [area], new SampleOptions(Pixels, Pixels), cancel);
        return new Explainer(model, samples).Explain(pixels, name, Convert.ToDouble(survey.Properties["threshold"], System.Globalization.CultureInfo.InvariantCulture));
    }
}
