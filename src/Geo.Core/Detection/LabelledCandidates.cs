using Geo.Core.Classification;
using Geo.Core.Classification.Objects;
using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Detection;

/// <summary>
/// Candidates round the labelled areas of the reported classes, and round those of other classes of which a held-apart
/// model took some pixel for a reported class: nowhere else on labelled ground can there be one.
/// </summary>
internal sealed class LabelledCandidates
{
    // Room for an object that begins on the area and goes on outside it, pixels.
    private const int Margin = 40;

    // Of unlabelled ground: enough for several hundred candidates, and no more than minutes on the largest scene.
    private const int WindowSide = 256, MostWindows = 192;

    private readonly IReadOnlyList<LabelledArea> _areas;
    private readonly IReadOnlyList<(int Col, int Row)>[] _pixels;
    private readonly Dictionary<(int Col, int Row), int> _reportedPixels = [];
    private readonly HeldApartModels _models;
    private readonly SurveyOptions _options;
    private readonly Grid _grid;

    /// <param name="grid">Grid of the source.</param>
    /// <param name="areas">In the order in which the model was trained with them, in the grid's CRS.</param>
    /// <param name="models">Of the training.</param>
    /// <param name="options">As the survey will have them.</param>
    public LabelledCandidates(Grid grid, IReadOnlyList<LabelledArea> areas, HeldApartModels models, SurveyOptions options)
    {
        (_grid, _areas, _models, _options) = (grid, areas, models, options);
        _pixels = [.. areas.Select(a => LabelledPixels.Of(a.Geometry, grid))];
        for (int area = 0; area < areas.Count; area++)
        {
            if (!options.ReportedClasses.Contains(areas[area].Label)) continue;
            foreach (var pixel in _pixels[area]) _reportedPixels[pixel] = area;
        }
    }

    /// <summary>Takes them, in the order of the areas; a candidate that meets several areas once.</summary>
    /// <param name="source">Used by this thread only; others read through its copies.</param>
    /// <param name="threads">No influence on the result.</param>
    /// <param name="cancel">Looked at once an area.</param>
    public IReadOnlyList<ObjectSample> Take(IReflectanceSource source, int threads, CancellationToken cancel)
    {
        int[] wanted = [.. Enumerable.Range(0, _areas.Count).Where(a => _pixels[a].Count > 0 && _models.PerFold[_models.FoldOfArea[a]] is not null && MayHold(a))];
        var found = Each(source, threads, wanted.Length, (own, i) => (IReadOnlyList<Candidate>)Round(own, wanted[i], cancel), cancel);
        var seen = new HashSet<(int Fold, byte Class, int Row, int Col)>();
        return [.. wanted.SelectMany((area, i) => found[i].Select(c => Labelled(c, area, seen))).OfType<ObjectSample>()];
    }

    /// <summary>Takes those of ground that nobody has labelled, in windows spread evenly over the grid, each by a model that has not seen its labels if it has any.</summary>
    /// <remarks>Most are false alarms as they arise in the field; true objects are among them.</remarks>
    /// <inheritdoc cref="Take"/>
    public IReadOnlyList<ObjectSample> TakeUnlabelled(IReflectanceSource source, int threads, CancellationToken cancel)
    {
        int[] folds = [.. Enumerable.Range(0, _models.PerFold.Count).Where(f => _models.PerFold[f] is not null)];
        if (folds.Length == 0) return [];
        Window[] all = [.. _grid.Whole.Blocks(WindowSide)], windows = [.. Enumerable.Range(0, Math.Min(MostWindows, all.Length)).Select(i => all[(int)((long)i * all.Length / Math.Min(MostWindows, all.Length))])];
        var labelled = _pixels.SelectMany(p => p).ToHashSet();
        var found = Each(source, threads, windows.Length, (own, i) =>
        {
            int fold = folds[i % folds.Length];
            return In(own, windows[i], _models.PerFold[fold]!, cancel).Where(c => Whole(c.Box, windows[i]) && !Pixels(c).Any(labelled.Contains))
                .Select(c => new ObjectSample(c.Polygon.Class, ObjectSample.Unlabelled, fold, c.Attributes)).ToList();
        }, cancel);
        return [.. found.SelectMany(f => f)];

        // What a window's edge cuts is no object, unless the grid ends there too.
        bool Whole(Window box, Window window) =>
            (box.Col > window.Col || box.Col == 0) && (box.Row > window.Row || box.Row == 0)
            && (box.Right < window.Right || box.Right == _grid.Width) && (box.Bottom < window.Bottom || box.Bottom == _grid.Height);
    }

    private static T[] Each<T>(IReflectanceSource source, int threads, int count, Func<IReflectanceSource, int, T> work, CancellationToken cancel)
    {
        var results = new T[count];
        IReflectanceSource[] sources = [source, .. Enumerable.Range(1, Math.Max(0, threads - 1)).Select(_ => source.Reopen())];
        try
        {
            Parallel.For(0, sources.Length, new ParallelOptions { CancellationToken = cancel }, t =>
            {
                for (int i = t; i < count; i += sources.Length) results[i] = work(sources[t], i);
            });
        }
        finally
        {
            foreach (var copy in sources.Skip(1)) copy.Dispose();
        }

        return results;
    }

    private static IEnumerable<(int Col, int Row)> Pixels(Candidate candidate) =>
        candidate.Runs.SelectMany(r => Enumerable.Range(r.From, r.Length).Select(col => (col, r.Row)));

    private bool MayHold(int area) =>
        _options.ReportedClasses.Contains(_areas[area].Label)
        || (_models.TakenFor.TryGetValue(area, out var taken) && _options.ReportedClasses.Any(taken.Contains));

    // Runs are moved from the window's grid to the whole one.
    private List<Candidate> Round(IReflectanceSource source, int area, CancellationToken cancel)
    {
        var pixels = _pixels[area];
        int left = pixels.Min(p => p.Col), top = pixels.Min(p => p.Row);
        var window = new Window(left, top, pixels.Max(p => p.Col) - left + 1, pixels.Max(p => p.Row) - top + 1).Grow(Margin).Intersect(_grid.Whole);
        return In(source, window, _models.PerFold[_models.FoldOfArea[area]]!, cancel);
    }

    // Candidates of a model in a window, their runs in the whole grid.
    private List<Candidate> In(IReflectanceSource source, Window window, ForestModel model, CancellationToken cancel)
    {
        var run = new SurveyRun
        {
            Grid = _grid.Crop(window),
            Classes = model.Classes,
            Options = _options,
            ToLonLat = GeometryTransform.Of(_grid.Crs, WellKnown.Crs84),
            Predictors = model.Predictors.Names,
        };
        float[][] columns = [];
        float[][] Columns(Window inner)
        {
            int count = checked((int)inner.PixelCount);
            if (columns.Length == 0 || columns[0].Length < count) columns = PredictorStack.Allocate(model.Predictors, count);
            PredictorStack.Compute(source, inner with { Col = inner.Col + window.Col, Row = inner.Row + window.Row }, model.Predictors, columns);
            return columns;
        }

        var candidates = run.Candidates(new SecondLook((inner, perClass) => model.Evaluate(Columns(inner), checked((int)inner.PixelCount), perClass), Columns), cancel);
        return [.. candidates.Select(c => c with { Runs = [.. c.Runs.Select(r => r with { Row = r.Row + window.Row, From = r.From + window.Col, To = r.To + window.Col })] })];
    }

    private ObjectSample? Labelled(Candidate candidate, int area, HashSet<(int Fold, byte Class, int Row, int Col)> seen)
    {
        var first = candidate.Runs[0];
        int fold = _models.FoldOfArea[area];
        var own = Pixels(candidate).ToHashSet();
        if (!_pixels[area].Any(own.Contains) || !seen.Add((fold, first.Class, first.Row, first.From))) return null;

        int met = own.Select(p => _reportedPixels.GetValueOrDefault(p, -1))
            .Where(a => a >= 0 && _areas[a].Label == candidate.Polygon.Class).Append(-1).Max();
        return new ObjectSample(candidate.Polygon.Class, met, fold, candidate.Attributes);
    }
}
