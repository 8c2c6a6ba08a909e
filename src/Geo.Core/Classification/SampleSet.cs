using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Classification;

/// <summary>How many pixels are taken.</summary>
/// <param name="PerArea">At most so many of one labelled area.</param>
/// <param name="PerClass">At most so many of one class, taken evenly from all its areas.</param>
/// <param name="Seed">Which ones, where there are more.</param>
public sealed record SampleOptions(int PerArea = 100, int PerClass = 1000, int Seed = 1)
{
    /// <summary>
    /// About so many pixels in all, of each area the same share and at least one, whatever <see cref="PerArea"/> and
    /// <see cref="PerClass"/> say: for ground that is labelled all over, where classes are as frequent among the rows as they
    /// are on the ground. Null for the caps.
    /// </summary>
    public int? InProportion { get; init; }
}

/// <summary>Where a sampled area lies; areas are held apart as wholes.</summary>
/// <param name="Label">Class name.</param>
/// <param name="Longitude">Degrees.</param>
/// <param name="Latitude">Degrees.</param>
public sealed record SampledArea(string Label, double Longitude, double Latitude);

/// <summary>Labelled pixels with their predictors; rows without data are left out. Immutable.</summary>
public sealed class SampleSet
{
    internal SampleSet(PredictorSet predictors, IReadOnlyList<SampledArea> areas, float[][] columns, int[] areaOfRow)
    {
        (Predictors, Areas, Columns, AreaOfRow) = (predictors, areas, columns, areaOfRow);
        var present = areaOfRow.Distinct().Select(a => areas[a].Label);
        Classes = ClassCatalogue.Standard.InOrder(present);
        var number = Classes.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
        ClassOfRow = [.. areaOfRow.Select(a => number[areas[a].Label])];
    }

    /// <summary>What the columns hold.</summary>
    public PredictorSet Predictors { get; }

    /// <summary>Class names that have rows, in the catalogue's order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>All areas that were asked for; some may have no row.</summary>
    public IReadOnlyList<SampledArea> Areas { get; }

    /// <summary>Number of areas that have rows.</summary>
    public int AreasWithRows => AreaOfRow.Distinct().Count();

    /// <summary>Number of rows.</summary>
    public int Count => AreaOfRow.Length;

    /// <summary>One a predictor.</summary>
    internal float[][] Columns { get; }

    /// <summary>Number of each row's area in <see cref="Areas"/>.</summary>
    internal int[] AreaOfRow { get; }

    /// <summary>Number of each row's class in <see cref="Classes"/>.</summary>
    internal int[] ClassOfRow { get; }

    /// <summary>Rows of each class.</summary>
    public IReadOnlyDictionary<string, int> CountByClass =>
        Classes.Select((name, k) => (name, ClassOfRow.Count(c => c == k))).ToDictionary(c => c.name, c => c.Item2);

    /// <summary>True where both hold the same pixels of the same areas, whatever their predictors.</summary>
    public bool HasRowsOf(SampleSet other) => AreaOfRow.AsSpan().SequenceEqual(other.AreaOfRow);

    /// <summary>Samples a source. The same areas, source, options give the same rows.</summary>
    /// <param name="source">Used by this thread only.</param>
    /// <param name="predictors">What to compute; the source must have its roles.</param>
    /// <param name="areas">Labelled ground in the source's CRS; what lies outside is passed over.</param>
    /// <param name="options">Caps and seed.</param>
    /// <param name="cancel">Checked once a block.</param>
    /// <returns>Possibly no row, where nothing lies on the source.</returns>
    public static SampleSet Take(
        IReflectanceSource source, PredictorSet predictors, IReadOnlyList<LabelledArea> areas, SampleOptions options,
        CancellationToken cancel) =>
        Take(source, predictors, [.. areas.Select(a => new SampledArea(a.Label, a.Longitude, a.Latitude))],
            [.. areas.Select(a => LabelledPixels.Of(a.Geometry, source.Grid))], options, cancel);

    /// <summary>The same from pixels that are already known, a list an area.</summary>
    internal static SampleSet Take(
        IReflectanceSource source, PredictorSet predictors, IReadOnlyList<SampledArea> areas,
        IReadOnlyList<IReadOnlyList<(int Col, int Row)>> pixels, SampleOptions options, CancellationToken cancel)
    {
        var chosen = Choose(areas, pixels, options);
        var columns = new List<float>[predictors.Count];
        for (int p = 0; p < columns.Length; p++) columns[p] = [];
        var areaOfRow = new List<int>();

        // Every block of 256 is read once, however many areas have pixels in it.
        foreach (var block in chosen.GroupBy(c => (c.Row / 256, c.Col / 256)).OrderBy(g => g.Key))
        {
            cancel.ThrowIfCancellationRequested();
            int left = block.Min(c => c.Col), top = block.Min(c => c.Row);
            var window = new Window(left, top, block.Max(c => c.Col) - left + 1, block.Max(c => c.Row) - top + 1);
            var values = PredictorStack.Allocate(predictors, (int)window.PixelCount);
            PredictorStack.Compute(source, window, predictors, values);
            foreach (var (area, col, row) in block)
            {
                int at = (row - top) * window.Width + col - left;
                if (float.IsNaN(values[0][at])) continue;
                areaOfRow.Add(area);
                for (int p = 0; p < columns.Length; p++) columns[p].Add(values[p][at]);
            }
        }

        return new SampleSet(predictors, areas, [.. columns.Select(c => c.ToArray())], [.. areaOfRow]);
    }

    /// <summary>These rows and those of another set after them; areas keep their numbers, the other's come after one's own.</summary>
    public SampleSet And(SampleSet more)
    {
        ArgumentNullException.ThrowIfNull(more);
        return new SampleSet(Predictors, [.. Areas, .. more.Areas], [.. Columns.Zip(more.Columns, (a, b) => (float[])[.. a, .. b])],
            [.. AreaOfRow, .. more.AreaOfRow.Select(a => a + Areas.Count)]);
    }

    /// <summary>The rows of several sources together; areas with the same label and place are one area, held apart as one.</summary>
    /// <param name="parts">At least one; all with the same predictors.</param>
    public static SampleSet Join(IReadOnlyList<SampleSet> parts)
    {
        var predictors = parts[0].Predictors;
        if (parts.Any(p => !p.Predictors.Names.SequenceEqual(predictors.Names)))
        {
            throw new ArgumentException("sample sets with different predictors", nameof(parts));
        }

        var areas = parts.SelectMany(p => p.Areas).Distinct().ToList();
        var number = areas.Select((area, i) => (area, i)).ToDictionary(a => a.area, a => a.i);
        var columns = Enumerable.Range(0, predictors.Count)
            .Select(p => parts.SelectMany(part => part.Columns[p]).ToArray()).ToArray();
        return new SampleSet(predictors, areas, columns,
            [.. parts.SelectMany(part => part.AreaOfRow.Select(a => number[part.Areas[a]]))]);
    }

    /// <summary>Keeps the set in a model's folder.</summary>
    public void Save(string folder) => SampleFile.Save(Path.Combine(folder, SampleFile.Name), this);

    /// <summary>True where a model's folder keeps its set; those of earlier versions do not.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, SampleFile.Name));

    /// <summary>The set that a model was trained on.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="predictors">The model's.</param>
    /// <exception cref="InputException">It is not there, cannot be read, or belongs to another model.</exception>
    public static SampleSet Load(string folder, PredictorSet predictors) => SampleFile.Load(Path.Combine(folder, SampleFile.Name), predictors);

    /// <summary>At most <paramref name="perClass"/> rows of each class, evenly spread over its rows; the same areas and classes.</summary>
    internal SampleSet Thin(int perClass)
    {
        int[] rows = [.. Enumerable.Range(0, Count).GroupBy(r => ClassOfRow[r]).SelectMany(g =>
        {
            int[] own = [.. g];
            int wanted = Math.Min(own.Length, perClass);
            return Enumerable.Range(0, wanted).Select(i => own[(int)((long)i * own.Length / wanted)]);
        }).Order()];
        return new SampleSet(Predictors, Areas, [.. Columns.Select(c => rows.Select(r => c[r]).ToArray())], [.. rows.Select(r => AreaOfRow[r])]);
    }

    // Each area's pixels in a random order of its own; of a class with too many, every area gives the same number of
    // its first ones until the cap is reached.
    private static List<(int Area, int Col, int Row)> Choose(
        IReadOnlyList<SampledArea> areas, IReadOnlyList<IReadOnlyList<(int Col, int Row)>> pixels, SampleOptions options)
    {
        var chosen = new List<(int, int, int)>();
        if (options.InProportion is { } wanted)
        {
            double share = Math.Min(1, wanted / Math.Max(1.0, pixels.Sum(p => (double)p.Count)));
            for (int area = 0; area < areas.Count; area++)
            {
                int count = Math.Max(1, (int)Math.Round(share * pixels[area].Count, MidpointRounding.AwayFromZero));
                chosen.AddRange(Shuffled(area).Take(count).Select(p => (area, p.Col, p.Row)));
            }

            chosen.Sort();
            return chosen;
        }

        foreach (var label in areas.Select((a, i) => (a.Label, i)).GroupBy(a => a.Label))
        {
            var candidates = new List<(int Round, int Area, int Col, int Row)>();
            foreach (var (_, area) in label)
            {
                candidates.AddRange(Shuffled(area).Take(options.PerArea).Select((p, round) => (round, area, p.Col, p.Row)));
            }

            chosen.AddRange(candidates.OrderBy(c => c.Round).ThenBy(c => c.Area).Take(options.PerClass)
                .Select(c => (c.Area, c.Col, c.Row)));
        }

        chosen.Sort();
        return chosen;

        (int Col, int Row)[] Shuffled(int area)
        {
            var own = pixels[area].ToArray();
            new Random(HashCode(options.Seed, area)).Shuffle(own);
            return own;
        }
    }

    // System.HashCode is seeded anew in every process.
    private static int HashCode(int seed, int area) => unchecked(seed * 486_187_739 + area * 16_777_619);
}
