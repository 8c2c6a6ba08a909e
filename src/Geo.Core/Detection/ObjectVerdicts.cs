using Geo.Core.Classification;
using Geo.Core.Classification.Objects;
using Geo.Core.Classification.Training;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Detection;

/// <summary>What a person says of an object that a survey found, or doubted.</summary>
/// <param name="Class">Class that the survey gave it.</param>
/// <param name="Place">Its polygon, longitude/latitude (CRS84).</param>
/// <param name="IsTrue">True where the class is right.</param>
public sealed record ObjectVerdict(string Class, Geometry Place, bool IsTrue);

/// <summary>Learns the second stage on from verdicts: objects of surveys are measured again and stand beside the candidates of the training.</summary>
/// <remarks>The threshold still rests on the labelled objects alone: people look at doubtful objects, and a share of these tells nothing of all.</remarks>
public sealed class ObjectVerdicts
{
    // As for two outlines of one thing: those of one model differ only where its scenes do.
    private const double SameShare = 0.5;

    private readonly ForestModel _model;
    private readonly ObjectStage _stage;
    private readonly Dictionary<string, ObjectSample> _reviewed = [];

    /// <param name="model">With a second stage.</param>
    /// <exception cref="InputException">It has none, or one of an earlier version.</exception>
    public ObjectVerdicts(ForestModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Card?.Objects is not { File: not null } stage)
        {
            throw new InputException($"model {model.Card?.Name}", "objects", "has no second stage that could learn on", "label ten objects and ten other areas or more, and train again");
        }

        (_model, _stage) = (model, stage);
    }

    /// <summary>Measures the objects of a survey on which verdicts were given.</summary>
    /// <param name="source">The survey's imagery.</param>
    /// <param name="options">The survey's.</param>
    /// <param name="verdicts">A later one on the same object holds.</param>
    /// <param name="progress">Share done, [0, 1].</param>
    /// <param name="cancel">Looked at once a block.</param>
    /// <returns>How many verdicts have an object; the others say nothing about what the model finds.</returns>
    public int Take(IReflectanceSource source, SurveyOptions options, IReadOnlyList<ObjectVerdict> verdicts, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(verdicts);
        return Take(Measure(source, options, progress, cancel), verdicts);
    }

    /// <summary>The objects of a survey as the second stage sees them.</summary>
    internal IReadOnlyList<Candidate> Measure(IReflectanceSource source, SurveyOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        IReadOnlyList<Candidate> candidates = [];
        Surveyor.Run(source, _model, options with { DropsFalseAlarms = true, ClassRaster = null, ProbabilityRaster = null }, measured => candidates = measured, progress, cancel);
        return candidates;
    }

    /// <summary>The same of objects that were measured.</summary>
    internal int Take(IReadOnlyList<Candidate> candidates, IReadOnlyList<ObjectVerdict> verdicts)
    {
        int taken = 0;
        foreach (var verdict in verdicts)
        {
            if (candidates.FirstOrDefault(c => c.Polygon.Class == verdict.Class && IsSame(c.Polygon.Geometry, verdict.Place)) is not { } candidate) continue;
            var middle = candidate.Polygon.Geometry.InteriorPoint;
            string place = FormattableString.Invariant($"{verdict.Class} {middle.X:0.000000} {middle.Y:0.000000}");
            _reviewed[place] = new ObjectSample(verdict.Class, verdict.IsTrue ? 0 : ObjectSample.False, -1, [.. candidate.Attributes.Take(_stage.Attributes!.Count)], place);
            taken++;
        }

        return taken;
    }

    /// <summary>The second stage, learned from the training's candidates and all verdicts, those of earlier times too.</summary>
    public ObjectStage Learn() => ObjectStageLearning.Learn(Samples, [.. _stage.Classes.Keys], _stage.Attributes!, _stage.CandidateThreshold)!;

    /// <summary>What <see cref="Learn"/> gives against the present second stage, on the reviewed objects.</summary>
    /// <param name="cancel">Looked at once a fold.</param>
    public ModelComparison Compare(CancellationToken cancel) => VerdictComparison.Of(_model.Card!.Name, _stage, Samples, cancel);

    // A later verdict on an object takes the place of an earlier one.
    private ObjectSample[] Samples => [.. _stage.File!.Samples.Where(s => !_reviewed.ContainsKey(s.Reviewed)), .. _reviewed.Values];

    private static bool IsSame(Geometry candidate, Geometry place)
    {
        if (!candidate.EnvelopeInternal.Intersects(place.EnvelopeInternal)) return false;
        double common = Ellipsoid.Area(candidate.Intersection(place)).Value, either = Ellipsoid.Area(candidate).Value + Ellipsoid.Area(place).Value - common;
        return common >= SameShare * either;
    }
}
