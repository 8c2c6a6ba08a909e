using Geo.Core.Classification.Objects;
using Geo.Core.Imagery;
using NetTopologySuite.Geometries;

namespace Geo.Core.Detection;

/// <summary>A survey over any source of probabilities: blocks in threads, then objects over the whole grid.</summary>
internal sealed class SurveyRun
{
    private const int ObjectsAtOnce = 256;

    private (int All, int Kept) _blocks;

    public required Grid Grid { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required SurveyOptions Options { get; init; }

    /// <summary>From the grid's CRS to CRS84.</summary>
    public required Func<Geometry, Geometry> ToLonLat { get; init; }

    /// <summary>Area of interest in the grid's CRS.</summary>
    public Geometry? Aoi { get; init; }

    /// <summary>The model's second stage; null keeps all candidates.</summary>
    public ObjectStage? Objects { get; init; }

    /// <summary>Takes the candidates once the second stage has measured them, before it judges; null for nobody.</summary>
    public Action<IReadOnlyList<Candidate>>? Measured { get; init; }

    /// <summary>Takes decided blocks in order; null for no class raster.</summary>
    public Action<Window, byte[]>? WriteClasses { get; init; }

    /// <summary>Takes smoothed probabilities in order; null for no probability raster.</summary>
    public Action<Window, float[][]>? WriteProbabilities { get; init; }

    /// <summary>What the second stage looks with, one a thread. Null where <see cref="Run"/>'s sources leave out nothing, and nothing is known of predictors.</summary>
    public IReadOnlyList<SecondLook>? InFull { get; init; }

    /// <summary>Names of the predictors that the second stage sees.</summary>
    public IReadOnlyList<string> Predictors { get; init; } = [];

    /// <param name="sources">One a thread.</param>
    /// <param name="progress">Blocks are 0.95 of the work.</param>
    /// <param name="cancel">Looked at once a block, and once an object.</param>
    public SurveyResult Run(IReadOnlyList<ProbabilityOf> sources, IProgress<double>? progress, CancellationToken cancel)
    {
        bool[] reported = Reported();
        var pixels = new long[Classes.Count];
        PixelRun[] runs = RunsOf(sources, reported, pixels, progress, cancel);
        var (candidates, dropped) = ObjectsOf(runs, cancel);
        if (Objects is not null)
        {
            SecondLook[] looks = [.. InFull ?? sources.Select(s => new SecondLook(s, null))];
            candidates = Surroundings.Of(candidates, Plan(reported), Predictors.Count, looks, cancel);
            Measured?.Invoke(candidates);
        }

        var judged = candidates.Select(c => Judged(c.Polygon, c.Attributes)).ToList();
        var detections = judged.Where(j => j.IsKept).Select(j => j.Polygon).ToList();
        progress?.Report(1);
        return new SurveyResult(
            detections,
            Classes.Where((_, k) => reported[k]).ToDictionary(c => c, c => detections.Count(d => d.Class == c)),
            pixels.Sum(), Classes.Select((c, k) => (c, k)).ToDictionary(x => x.c, x => pixels[x.k]), dropped, candidates.Count - detections.Count)
        {
            Blocks = _blocks,
            Doubtful = [.. judged.Where(j => !j.IsKept).Select(j => j.Polygon).OrderByDescending(p => p.ObjectProbability)],
        };
    }

    /// <summary>The objects of the first stage that are large enough, with their attributes.</summary>
    public IReadOnlyList<Candidate> Candidates(SecondLook look, CancellationToken cancel)
    {
        bool[] reported = Reported();
        var found = ObjectsOf(RunsOf([look.Probability], reported, new long[Classes.Count], null, cancel), cancel).Found;
        return Surroundings.Of(found, Plan(reported), Predictors.Count, [look], cancel);
    }

    /// <summary>Smallest smoothed probability of a reported class, in 1/65535.</summary>
    public static int Threshold(SurveyOptions options) => (int)Math.Ceiling((options.Threshold ?? SurveyOptions.UsualThreshold) * ProbabilitySmoothing.One);

    private bool[] Reported() => [.. Classes.Select(c => Options.ReportedClasses.Contains(c))];

    private PixelRun[] RunsOf(IReadOnlyList<ProbabilityOf> sources, bool[] reported, long[] pixels, IProgress<double>? progress, CancellationToken cancel)
    {
        var plan = Plan(reported);
        // Strip after strip, so that the tiles under work are few however wide the grid; the runs of a row still come from left to right.
        int strip = Math.Max(1, SceneTiles.StripWidth / Options.BlockSize) * Options.BlockSize;
        Window[] blocks = [.. Grid.Whole.Blocks(Options.BlockSize).OrderBy(b => b.Col / strip)];
        BlockClassifier[] workers = [.. sources.Take(Math.Max(1, blocks.Length)).Select(s => new BlockClassifier(plan, s))];
        var runs = new RunTable(Grid.Height);
        int done = 0;
        Checkpoint? kept = WriteProbabilities is null ? Options.Checkpoint : null;
        while (done < blocks.Length && kept?.Part(done) is { } bytes && KeptBlock.Read(bytes, blocks[done], Classes.Count, WriteClasses is not null) is { } block)
        {
            cancel.ThrowIfCancellationRequested();
            Take(block);
        }

        int first = done;
        _blocks = (blocks.Length, first);
        OrderedBlocks.Run(blocks.Length - first, workers, (worker, i) => worker.Of(blocks[first + i]), result =>
        {
            kept?.Add(done, KeptBlock.Write(result, WriteClasses is not null));
            Take(result);
        }, cancel);
        return runs.ToArray();

        void Take(BlockResult result)
        {
            WriteClasses?.Invoke(result.Block, result.Classes);
            if (result.Probabilities is not null) WriteProbabilities?.Invoke(result.Block, result.Probabilities);
            foreach (var run in result.Runs) runs.Add(run);
            for (int k = 0; k < pixels.Length; k++) pixels[k] += result.PixelsByClass[k];
            done++;
            progress?.Report(0.95 * done / blocks.Length);
        }
    }

    private BlockPlan Plan(bool[] reported) => new(
        Grid, Classes.Count, new ClassDecision(reported, Threshold(Options)), Options.SmoothingRadius, Aoi, WriteProbabilities is not null);

    private (DetectionPolygon Polygon, bool IsKept) Judged(DetectionPolygon polygon, IReadOnlyList<double> attributes)
    {
        if (Objects?.Classes.GetValueOrDefault(polygon.Class) is not { } rule) return (polygon, true);
        double truth = Objects.File!.Trees[polygon.Class].Of(attributes);
        return (polygon with { ObjectProbability = truth }, truth >= rule.Threshold);
    }

    private (List<Candidate> Found, int Dropped) ObjectsOf(PixelRun[] runs, CancellationToken cancel)
    {
        var filter = new ObjectFilter(Grid, ToLonLat, Options.MinimumMappingUnit);
        var found = new List<Candidate>();
        int dropped = 0;
        var objects = ConnectedRuns.Of(runs);
        // Outlines in all threads, handed on in order; by the hundred, as most objects are specks.
        OrderedBlocks.Run((objects.Count + ObjectsAtOnce - 1) / ObjectsAtOnce, new int[Options.Threads], (_, part) => Part(part).Select(Outlined).ToList(), outlined =>
        {
            found.AddRange(outlined.OfType<Candidate>());
            dropped += outlined.Count(one => one is null);
        }, cancel);
        return (found, dropped);

        IEnumerable<PixelRun[]> Part(int part) => objects.Skip(part * ObjectsAtOnce).Take(ObjectsAtOnce);

        Candidate? Outlined(PixelRun[] one) => filter.Of(one, Classes[one[0].Class - 1]) is { } polygon ? new Candidate(one, polygon) : null;
    }
}
