using Geo.Core.Classification;
using Geo.Core.Crs;
using Geo.Core.Demo;
using Geo.Core.Detection;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Detection;

/// <summary>A simulated district on disk: the scenes of the last year taken in, its labels, its truth.</summary>
internal sealed class UnseenDistrict : IDisposable
{
    private readonly Scene[] _scenes;
    private readonly DemoFiles _demo;
    private readonly string _folder;
    private readonly byte[] _cover;

    private UnseenDistrict(string folder, DemoFiles demo, Scene[] scenes)
    {
        (_folder, _demo, _scenes) = (folder, demo, scenes);
        Source = new CompositeSource(scenes, folder);
        LastDay = new CompositeSource([scenes[^1]], folder);
        _cover = new byte[Source.Grid.Whole.PixelCount];
        using var raster = Dataset.Open(demo.TruthClasses);
        float[] values = new float[_cover.Length];
        raster.Read(1, Source.Grid.Whole, values);
        for (int i = 0; i < values.Length; i++) _cover[i] = (byte)values[i];
    }

    /// <summary>All days.</summary>
    public CompositeSource Source { get; }

    /// <summary>The last day alone.</summary>
    public CompositeSource LastDay { get; }

    /// <summary>The labels that a bureau would have drawn.</summary>
    public IReadOnlyList<LabelledArea> Labels => LabelledAreas.Read(VectorFile.Read(_demo.TrainingPolygons), "label", Source.Grid.Crs, _demo.TrainingPolygons);

    public static UnseenDistrict Make(string folder, ulong seed, DemoSize size, DemoParameters parameters)
    {
        int first = Array.FindIndex(parameters.Dates, d => d.AcquiredAt.Year == parameters.Dates[^1].AcquiredAt.Year);
        var demo = DistrictSimulator.Write(Path.Combine(folder, "demo"), seed, size, parameters with { Dates = parameters.Dates[first..] }, Environment.ProcessorCount, null, default);
        string scenes = Directory.CreateDirectory(Path.Combine(folder, "scenes")).FullName;
        Scene[] taken = [.. demo.Scenes.Select(s =>
        {
            var options = new IngestOptions { Profile = s.Profile, Datetime = s.AcquiredAt, Synthetic = true };
            var scene = SceneIngestor.Ingest(s.Path, options, scenes, Path.Combine(folder, "tmp"), null, default).Scene;
            File.Delete(s.Path);
            return scene;
        })];
        return new UnseenDistrict(scenes, demo, taken);
    }

    /// <summary>Scores detections on all objects and pixels of the district.</summary>
    public SurveyScore Score(SurveyResult survey)
    {
        var grid = Source.Grid;
        var toGrid = GeometryTransform.Of(WellKnown.Crs84, grid.Crs);
        var truth = VectorFile.Read(_demo.Truth).Features;
        var score = new SurveyScore { Pixels = survey.ValidPixels };
        var (found, real) = (new bool[_cover.Length], new bool[_cover.Length]);
        foreach (var (name, cover) in new[] { ("stockpile", Cover.Stockpile), ("unrestored_pit", Cover.UnrestoredPit) })
        {
            Geometry[] wanted = [.. truth.Where(t => (string?)t.Attributes["class"] == name).Select(t => t.Geometry!)];
            Geometry[] shapes = [.. survey.Detections.Where(d => d.Class == name).Select(d => d.Geometry)];
            var objects = ObjectAccuracy.Of(shapes, wanted);
            var own = new bool[_cover.Length];
            foreach (var (col, row) in shapes.SelectMany(s => LabelledPixels.Of(toGrid(s), grid))) own[row * grid.Width + col] = true;
            long both = 0, either = 0;
            for (int i = 0; i < own.Length; i++)
            {
                bool isReal = _cover[i] == (byte)cover;
                if (own[i] && isReal) both++;
                if (own[i] || isReal) either++;
                (found[i], real[i]) = (found[i] || own[i], real[i] || isReal);
            }

            score = score.And(name, objects, both, either);
        }

        // A cell of 100 m without a true pixel is right where no detection has a pixel in it.
        const int side = 10;
        for (int row = 0; row + side <= grid.Height; row += side)
        {
            for (int col = 0; col + side <= grid.Width; col += side)
            {
                bool any = false, hit = false;
                for (int i = 0; i < side * side; i++)
                {
                    int at = (row + i / side) * grid.Width + col + i % side;
                    (any, hit) = (any || real[at], hit || found[at]);
                }

                if (!any) score = score with { EmptyCells = score.EmptyCells + 1, QuietCells = score.QuietCells + (hit ? 0 : 1) };
            }
        }

        return score;
    }

    /// <summary>The true objects.</summary>
    public IEnumerable<(string Class, Geometry Place)> Truth => VectorFile.Read(_demo.Truth).Features.Select(t => ((string)t.Attributes["class"]!, t.Geometry!));

    /// <summary>True where an object lies on a true one of its class, as objects are scored.</summary>
    public bool IsTrue(DetectionPolygon one) => ObjectAccuracy.Of(
        [one.Geometry], [.. VectorFile.Read(_demo.Truth).Features.Where(t => (string?)t.Attributes["class"] == one.Class).Select(t => t.Geometry!)]).FoundOnTruth > 0;

    public void Dispose()
    {
        Source.Dispose();
        LastDay.Dispose();
    }
}

/// <summary>Counts that districts add up to.</summary>
internal sealed record SurveyScore
{
    public int Found { get; init; }

    public int True { get; init; }

    public int Hit { get; init; }

    public int OnTruth { get; init; }

    public long EmptyCells { get; init; }

    public long QuietCells { get; init; }

    public long Pixels { get; init; }

    public IReadOnlyDictionary<string, (long Both, long Either)> Overlap { get; init; } = new Dictionary<string, (long, long)>();

    public double Recall => Hit / (double)True;

    public double Precision => OnTruth / (double)Found;

    /// <summary>Pixels are of 100 m².</summary>
    public double FalsePer100Km2 => (Found - OnTruth) / (Pixels * 1e-4) * 100;

    public double Specificity => QuietCells / (double)EmptyCells;

    public double IoU => Overlap.Values.Sum(o => o.Both) / (double)Overlap.Values.Sum(o => o.Either);

    public SurveyScore And(string name, ObjectAccuracy objects, long both, long either) => this with
    {
        Found = Found + objects.Found,
        True = True + objects.True,
        Hit = Hit + objects.TrueHit,
        OnTruth = OnTruth + objects.FoundOnTruth,
        Overlap = Added(new Dictionary<string, (long, long)> { [name] = (both, either) }),
    };

    public SurveyScore And(SurveyScore other) => new()
    {
        Found = Found + other.Found,
        True = True + other.True,
        Hit = Hit + other.Hit,
        OnTruth = OnTruth + other.OnTruth,
        EmptyCells = EmptyCells + other.EmptyCells,
        QuietCells = QuietCells + other.QuietCells,
        Pixels = Pixels + other.Pixels,
        Overlap = Added(other.Overlap),
    };

    public override string ToString() => FormattableString.Invariant(
        $"recall {Recall:0.00} ({Hit}/{True}), precision {Precision:0.00} ({OnTruth}/{Found}), {FalsePer100Km2:0.0} false per 100 km², specificity {Specificity:0.0000}, IoU {IoU:0.00} (")
        + string.Join(", ", Overlap.Select(o => FormattableString.Invariant($"{o.Key} {o.Value.Both / (double)o.Value.Either:0.00}"))) + ")";

    private Dictionary<string, (long, long)> Added(IReadOnlyDictionary<string, (long Both, long Either)> more)
    {
        var sum = Overlap.ToDictionary(o => o.Key, o => (o.Value.Both, o.Value.Either));
        foreach (var (name, (both, either)) in more)
        {
            var had = sum.GetValueOrDefault(name);
            sum[name] = (had.Both + both, had.Either + either);
        }

        return sum;
    }
}
