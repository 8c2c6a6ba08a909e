namespace Geo.Core.Detection;

/// <summary>
/// What the second stage weighs of an object: evidence of its pixels, shape, and the ground round it. All rest on sums over
/// pixels in whole numbers, or by tiles in their order, so that neither blocks nor threads leave a trace.
/// </summary>
internal static class ObjectAttributes
{
    /// <summary>What names of the last attributes begin with: means of predictors, which tell what an object is made of. Looked at only where people gave verdicts (ADR 0026).</summary>
    public const string Material = "mean_";

    /// <summary>Names, in the order of the values.</summary>
    /// <param name="classes">Classes of the first stage.</param>
    /// <param name="predictors">Names of the predictors that are looked at.</param>
    public static string[] Names(IReadOnlyList<string> classes, IReadOnlyList<string> predictors) =>
    [
        "log_area_m2", "probability_max", "probability_mean", "strong_share", "compactness", "elongation", "box_fill", "hole_share", "probability_near", "probability_ring", "reported_ring_share",
        .. classes.Select(c => "inside_" + c), .. classes.Select(c => "ring_" + c), .. predictors.Select(p => "spread_" + p),
        .. predictors.Select(p => Material + p),
    ];

    /// <summary>The values of an object.</summary>
    /// <param name="runs">Its pixels.</param>
    /// <param name="polygon">What it would be as a detection.</param>
    /// <param name="sums">Of the probabilities inside and of the ground round it.</param>
    /// <remarks>
    /// Compactness is 4π·area / perimeter² (Cox 1927), by pixels and their edges; elongation the ratio of the axes of the
    /// ellipse of the same second moments, 1 for a disc.
    /// </remarks>
    public static double[] Of(PixelRun[] runs, DetectionPolygon polygon, SurroundingSums sums)
    {
        const double one = ProbabilitySmoothing.One;
        double pixels = runs.Sum(r => (long)r.Length), near = Math.Max(1, sums.NearPixels), ring = Math.Max(1, sums.RingPixels);
        var (perimeter, elongation) = (Perimeter(runs), Elongation(runs));
        int left = runs.Min(r => r.From), right = runs.Max(r => r.To);
        double box = (double)(right - left) * (runs[^1].Row - runs[0].Row + 1);
        return
        [
            Math.Log10(polygon.Area.Value), polygon.MaximumProbability, polygon.Probability, sums.StrongPixels / pixels,
            4 * Math.PI * pixels / ((double)perimeter * perimeter), elongation, pixels / box, 1 - pixels / Outline.Of(runs)[0].Pixels,
            sums.NearProbability / one / near, sums.RingProbability / one / ring, sums.RingReported / ring,
            .. sums.Inside.Select(p => p / one / pixels), .. sums.Ring.Select(n => n / ring), .. Spread(sums),
            .. sums.Values.Select(v => v / sums.Measured),
        ];
    }

    // Standard deviation of each predictor over the object: dumps and pits are rough, bare steppe is even.
    private static IEnumerable<double> Spread(SurroundingSums sums) => sums.Values.Zip(sums.Squares, (v, s) =>
        Math.Sqrt(Math.Max(0, s / sums.Measured - v / sums.Measured * (v / sums.Measured))));

    private static long Perimeter(PixelRun[] runs)
    {
        // Two edges to the sides a run; above and below all that does not touch a pixel of the next row.
        long edges = 0;
        for (int i = 0, above = 0; i < runs.Length; i++)
        {
            edges += 2 + 2 * (long)runs[i].Length;
            while (above < i && (runs[above].Row < runs[i].Row - 1 || (runs[above].Row == runs[i].Row - 1 && runs[above].To <= runs[i].From))) above++;
            for (int a = above; a < i && runs[a].Row == runs[i].Row - 1 && runs[a].From < runs[i].To; a++)
            {
                edges -= 2 * (Math.Min(runs[a].To, runs[i].To) - Math.Max(runs[a].From, runs[i].From));
            }
        }

        return edges;
    }

    private static double Elongation(PixelRun[] runs)
    {
        // Places from the object's own corner, so that sums stay whole numbers far below 2⁵³ and do not hang on where it lies.
        int left = runs.Min(r => r.From), top = runs[0].Row;
        Int128 n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        foreach (var run in runs)
        {
            long from = run.From - left, to = run.To - left, row = run.Row - top, length = run.Length;
            long sum = (from + to - 1) * length / 2, squares = Squares(to) - Squares(from);
            (n, x, y) = (n + length, x + sum, y + row * length);
            (xx, yy, xy) = (xx + squares, yy + row * row * length, xy + row * sum);
        }

        // A pixel is a square: its own moment is 1/12.
        double count = (double)n, square = count * count;
        double vx = (double)(n * xx - x * x) / square + 1.0 / 12, vy = (double)(n * yy - y * y) / square + 1.0 / 12, vxy = (double)(n * xy - x * y) / square;
        double middle = (vx + vy) / 2, spread = Math.Sqrt((vx - vy) * (vx - vy) / 4 + vxy * vxy);
        return Math.Sqrt(Math.Max(0, middle - spread) / (middle + spread));

        // 0² + … + (k − 1)².
        static long Squares(long k) => (k - 1) * k * (2 * k - 1) / 6;
    }
}
