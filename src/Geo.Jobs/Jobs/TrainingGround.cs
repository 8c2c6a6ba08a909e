using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using Geo.Core.Predictors;
using Geo.Core.Store;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>Labels on the composite of a run's scenes: what training and advice begin with.</summary>
internal sealed class TrainingGround : IDisposable
{
    private readonly CompositeSource _source;

    /// <param name="store">The workspace.</param>
    /// <param name="samples">File of the labels; a relative path is meant within the workspace.</param>
    /// <param name="labelField">Field of the class name; null looks for the usual ones.</param>
    /// <param name="scenes">Scene ids; null or empty for all optical scenes.</param>
    /// <param name="predictors">Set of data/predictors.json; null: by the bands.</param>
    /// <param name="sampling">Which labelled pixels are taken.</param>
    /// <exception cref="InputException">Labels or scenes cannot be used.</exception>
    public TrainingGround(WorkspaceStore store, string samples, string? labelField, IReadOnlyList<string>? scenes, string? predictors, SampleOptions sampling)
    {
        Sampling = sampling;
        Scenes = SceneChoice.Of(store, scenes);
        File = Path.Combine(store.Workspace.Folder, samples);
        Layer = VectorFile.Read(File);
        _source = new CompositeSource(Scenes, store.Workspace.Scenes);
        try
        {
            Areas = LabelledAreas.Read(Layer, labelField, _source.Grid.Crs, File);
            Predictors = PredictorSet.Of(_source.Roles, predictors is { } set ? PredictorDeclaration.Named(set) : PredictorDeclaration.For(_source.Roles, _source.Days));
            Predictors.Require(_source, "train");
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    public string File { get; }

    public IReadOnlyList<Scene> Scenes { get; }

    public VectorLayer Layer { get; }

    public IReflectanceSource Source => _source;

    /// <summary>In the source's CRS, in the file's order.</summary>
    public IReadOnlyList<LabelledArea> Areas { get; private set; }

    public PredictorSet Predictors { get; }

    /// <summary>Which labelled pixels are taken.</summary>
    public SampleOptions Sampling { get; }

    /// <summary>Area of each labelled area on the ellipsoid, m²; null for points.</summary>
    public IReadOnlyList<double?> AreasM2
    {
        get
        {
            Func<Geometry, Geometry> toLonLat = GeometryTransform.Of(Source.Grid.Crs, WellKnown.Crs84);
            return [.. Areas.Select(area => area.Geometry is IPolygonal ? Ellipsoid.Area(toLonLat(area.Geometry)).Value : (double?)null)];
        }
    }

    /// <summary>Takes labels away.</summary>
    /// <param name="areas">Numbers of <see cref="Areas"/>.</param>
    public void LeaveOut(IReadOnlySet<int> areas) => Areas = [.. Areas.Where((_, i) => !areas.Contains(i))];

    /// <summary>The labelled pixels.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public SampleSet Take(CancellationToken cancel)
    {
        SampleSet samples = Take(Predictors, cancel);
        return samples.Count > 0
            ? samples
            : throw new InputException(File, null, "no labelled polygon lies on a clear pixel of the scenes", "check the CRS of the labels, or name scenes that cover them");
    }

    /// <summary>The same pixels with other predictors.</summary>
    public SampleSet Take(PredictorSet predictors, CancellationToken cancel) => SampleSet.Take(Source, predictors, Areas, Sampling, cancel);

    public void Dispose() => _source.Dispose();
}
