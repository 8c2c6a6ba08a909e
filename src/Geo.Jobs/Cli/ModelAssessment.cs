using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary>A model on labelled ground of the scenes that it was trained on. Ground that it was trained on flatters it.</summary>
internal static class ModelAssessment
{
    /// <exception cref="NotFoundException">No such model, or one of its scenes is gone.</exception>
    /// <exception cref="InputException">The truth cannot be read, or lies on no clear pixel of the scenes.</exception>
    public static Assessment Of(WorkspaceStore store, string name, string truthFile, CancellationToken cancel)
    {
        ForestModel model = ForestModel.Load(ModelShelf.Folder(store.Workspace, name));
        IReadOnlyList<Scene> scenes = SceneChoice.Of(store, model.Card?.SceneIds);
        using var source = new CompositeSource(scenes, store.Workspace.Scenes);
        IReadOnlyList<LabelledArea> areas = LabelledAreas.Read(VectorFile.Read(truthFile), null, source.Grid.Crs, truthFile);
        SampleSet truth = SampleSet.Take(source, model.Predictors, areas, new SampleOptions(int.MaxValue, int.MaxValue), cancel);
        if (truth.Count == 0)
        {
            throw new InputException(truthFile, "geometry", "lies on no clear pixel of the scenes that the model was trained on", "check its CRS, or assess a survey of other scenes with --survey");
        }

        return Assessment.Of(AccuracyAssessment.OfPixels(model, truth), "pixels inside the labelled polygons, on the scenes of the training");
    }
}
