using Geo.Core.Classification;
using Geo.Core.Classification.Networks;
using Geo.Core.Classification.Objects;
using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Detection;

/// <summary>Finds suspected stockpiles and unrestored pits (疑似图斑) in imagery: the front door of the room.</summary>
public static class Surveyor
{
    /// <summary>Classifies every pixel and outlines the objects of the reported classes.</summary>
    /// <param name="source">Imagery that has every band the model needs; more threads read through <see cref="IReflectanceSource.Reopen"/>.</param>
    /// <param name="model">The classifier.</param>
    /// <param name="options">Thresholds, area of interest, rasters to write.</param>
    /// <param name="progress">Share done, [0, 1].</param>
    /// <param name="cancel">Looked at once a block; nothing is left behind.</param>
    /// <returns>The same for any block size and thread count, bit for bit.</returns>
    /// <exception cref="InputException">A band is missing, an option is out of range, or the area of interest lies elsewhere.</exception>
    public static SurveyResult Run(
        IReflectanceSource source, ForestModel model, SurveyOptions options, IProgress<double>? progress, CancellationToken cancel) =>
        Run(source, model, options, null, progress, cancel);

    /// <summary>The same; <paramref name="measured"/> sees what the second stage measured.</summary>
    internal static SurveyResult Run(
        IReflectanceSource source, ForestModel model, SurveyOptions options, Action<IReadOnlyList<Candidate>>? measured, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        model.Predictors.Require(source, "survey");
        options = options.DecidedBy(model.Card);
        bool[] isReported = [.. model.Classes.Select(options.ReportedClasses.Contains)];
        bool exits = options.ExitsEarly && options.ProbabilityRaster is null, detectsOnly = exits && options.ClassRaster is null;
        var result = Run(source, model.Classes, ObjectsOf(model), model.Predictors.Names, (own, _) =>
        {
            var full = new WindowForest(model, options.SmoothingRadius, null);
            Evaluator first = detectsOnly ? new ReportedForest(model, options.SmoothingRadius, isReported, SurveyRun.Threshold(options)).Evaluate
                : exits ? new WindowForest(model, options.SmoothingRadius, [.. isReported.Select(r => !r)]).Evaluate
                : full.Evaluate;
            return Looks(own, model, first, full.Evaluate);
        }, options, measured, progress, cancel);
        return !detectsOnly ? result : result with
        {
            PixelsByClass = result.PixelsByClass.Where(c => options.ReportedClasses.Contains(c.Key)).ToDictionary(c => c.Key, c => c.Value),
        };
    }

    /// <summary>The same by a network; it has no second stage.</summary>
    /// <inheritdoc cref="Run(IReflectanceSource, ForestModel, SurveyOptions, IProgress{double}?, CancellationToken)"/>
    public static SurveyResult Run(
        IReflectanceSource source, NetworkModel model, SurveyOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        PredictorSet.Of(model.Card.Roles, PredictorDeclaration.Named("bands-1")).Require(source.Roles, "survey");
        return Run(source, model.Card.Classes, null, [], (own, opened) =>
        {
            var network = model.Open();
            opened.Add(network);
            ProbabilityOf look = (window, perClass) => model.Evaluate(network, own, window, perClass, cancel);
            return (look, new SecondLook(look, null));
        }, options, null, progress, cancel);
    }

    private static SurveyResult Run(
        IReflectanceSource source, IReadOnlyList<string> names, ObjectStage? objects, IReadOnlyList<string> predictors,
        Func<IReflectanceSource, List<IDisposable>, (ProbabilityOf First, SecondLook InFull)> looks,
        SurveyOptions options, Action<IReadOnlyList<Candidate>>? measured, IProgress<double>? progress, CancellationToken cancel)
    {
        Check(options, names);
        var grid = source.Grid;
        var aoi = options.Aoi is null ? null : GeometryTransform.Transform(options.Aoi, WellKnown.Crs84, grid.Crs);
        if (aoi is not null && !MeetsGrid(aoi, grid))
        {
            throw new InputException("survey", "aoi", "the area of interest does not meet the imagery", "take a scene over it; coordinates are longitude, latitude");
        }

        using var classes = options.ClassRaster is null ? null : new ClassRasterWriter(options.ClassRaster, grid, names);
        using var probabilities = options.ProbabilityRaster is null ? null : new ProbabilityRasterWriter(options.ProbabilityRaster, grid, names);
        var opened = new List<IDisposable>();
        try
        {
            // Sources are opened here: Reopen belongs to the source's own thread.
            IReflectanceSource[] copies = [.. Enumerable.Range(1, options.Threads - 1).Select(_ => source.Reopen())];
            opened.AddRange(copies);
            var readers = copies.Prepend(source).Select(s => looks(s, opened)).ToArray();
            var run = new SurveyRun
            {
                Grid = grid,
                Classes = names,
                Options = options,
                ToLonLat = GeometryTransform.Of(grid.Crs, WellKnown.Crs84),
                Aoi = aoi,
                Objects = options.DropsFalseAlarms ? objects : null,
                Predictors = predictors,
                Measured = measured,
                WriteClasses = classes is null ? null : (window, values) => classes.Write(window, values),
                WriteProbabilities = probabilities is null ? null : probabilities.Write,
                InFull = [.. readers.Select(r => r.InFull)],
            };
            var result = run.Run([.. readers.Select(r => r.First)], progress, cancel);
            classes?.Complete();
            probabilities?.Complete();
            return result;
        }
        finally
        {
            foreach (var other in opened) other.Dispose();
        }
    }

    private delegate void Evaluator(float[][] columns, int width, int height, float[][] perClass);

    // Both looks of a thread share its predictor columns: they never work at once.
    private static (ProbabilityOf First, SecondLook InFull) Looks(IReflectanceSource source, ForestModel model, Evaluator first, Evaluator full)
    {
        float[][] columns = [];
        return ((window, perClass) => first(Columns(window), window.Width, window.Height, perClass),
            new SecondLook((window, perClass) => full(Columns(window), window.Width, window.Height, perClass), Columns));

        float[][] Columns(Window window)
        {
            int count = checked((int)window.PixelCount);
            if (columns.Length == 0 || columns[0].Length < count) columns = PredictorStack.Allocate(model.Predictors, count);
            PredictorStack.Compute(source, window, model.Predictors, columns);
            return columns;
        }
    }

    // The second stage of an earlier version weighed other attributes: it is not used.
    private static ObjectStage? ObjectsOf(ForestModel model)
    {
        if (model.Card?.Objects is not { Attributes: { } attributes } stage) return null;
        return attributes.SequenceEqual(ObjectAttributes.Names(model.Classes, model.Predictors.Names)) ? stage
            : throw new InputException($"model {model.Card.Name}", "objects", "its second stage weighs other attributes than this version measures", "train the model again");
    }

    private static bool MeetsGrid(NetTopologySuite.Geometries.Geometry aoi, Grid grid)
    {
        var e = aoi.EnvelopeInternal;
        return !e.IsNull && new Extent(e.MinX, e.MinY, e.MaxX, e.MaxY).Intersects(grid.Extent);
    }

    private static void Check(SurveyOptions options, IReadOnlyList<string> names)
    {
        if (names.Count > 254) throw new InputException("survey", "model", $"{names.Count} classes do not fit a class raster", "use at most 254 classes");
        Require(options.Threshold is null or (>= 0 and <= 1), "threshold", "is a probability", "give a number from 0 to 1");
        Require(options.MinimumMappingUnit.Value is >= 0 and < double.PositiveInfinity, "minimum mapping unit", "is an area", "give m², 0 or more");
        Require(options.SmoothingRadius >= 0 && options.SmoothingRadius <= ProbabilitySmoothing.LargestRadius, "smoothing radius", "is out of range", $"give 0 to {ProbabilitySmoothing.LargestRadius} pixels");
        Require(options.BlockSize is >= 16 and <= 16384, "block size", "is out of range", "give 16 to 16384 pixels");
        Require(options.Threads is >= 1 and <= 1024, "threads", "is out of range", "give at least 1");

        static void Require(bool holds, string field, string problem, string mend)
        {
            if (!holds) throw new InputException("survey", field, problem, mend);
        }
    }
}
