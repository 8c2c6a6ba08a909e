namespace Geo.Core.Tracking.Trends;

/// <summary>The shifts of a level, abrupt or gradual: the likeliest one, then those before and after it, then each once more between its neighbours.</summary>
/// <remarks>
/// Binary segmentation (Scott &amp; Knott 1974; Vostrikova 1981) over two shapes. Years are part of the noise: a season's own deviation is
/// estimated from the residuals and counts against the gain, so that eight scenes of one odd season are not eight witnesses.
/// </remarks>
internal sealed class ShiftSearch(LevelPoint[] points, double leastChange, ChangeOptions options)
{
    private const double ShortestRamp = 1, Step = 0.25;

    /// <summary>The shifts, in order of time.</summary>
    public IReadOnlyList<LevelShift> All()
    {
        var found = new List<LevelShift>();
        Split(0, points.Length, found, 0);
        found.Sort((a, b) => a.From.CompareTo(b.From));
        for (int i = 0; i < found.Count && found.Count > 1; i++)
        {
            double start = i == 0 ? double.NegativeInfinity : found[i - 1].To, end = i + 1 < found.Count ? found[i + 1].From : double.PositiveInfinity;
            if (Best(Between(start, end)) is { } again) found[i] = again;
            else found.RemoveAt(i--);
        }

        return found;
    }

    /// <summary>Points after one time, up to and with another.</summary>
    public LevelPoint[] Between(double after, double until) => [.. points.Where(p => p.Time > after && p.Time <= until)];

    private void Split(int first, int end, List<LevelShift> found, int depth)
    {
        var part = points[first..end];
        if (depth > 3) return;
        if (Best(part) is not { } shift)
        {
            found.AddRange(Pair(part));
            return;
        }

        found.Add(shift);
        int upTo = first + part.Count(p => p.Time <= shift.From), from = first + part.Count(p => p.Time < shift.To);
        Split(first, upTo, found, depth + 1);
        Split(from, end, found, depth + 1);
    }

    // The likeliest shift of these points; null where none is likely or large enough.
    private LevelShift? Best(LevelPoint[] part)
    {
        int n = part.Length;
        if (n < 2 * options.LeastScenes) return null;
        LevelShift? step = null, ramp = null;
        for (int i = options.LeastScenes; i <= n - options.LeastScenes; i++)
        {
            if (part[i].Time == part[i - 1].Time) continue;
            double at = (part[i - 1].Time + part[i].Time) / 2;
            if (LevelShift.Fit(part, at, at) is { } fit && (step is null || fit.Error < step.Value.Error)) step = fit;
        }

        double last = part[^1].Time, start = Math.Floor(part[0].Time);
        for (double from = start; from < last - ShortestRamp; from += Step)
        {
            for (double to = from + ShortestRamp; to <= last + 0.5; to += Step)
            {
                if (LevelShift.Fit(part, from, to) is { } fit && (ramp is null || fit.Error < ramp.Value.Error)) ramp = fit;
            }
        }

        var best = step;
        if (ramp is { } gradual && (best is null || Gain(n, best.Value.Error, gradual.Error) > options.GradualEvidence)) best = gradual;
        if (best is not { } shift || Math.Abs(shift.After - shift.Before) < leastChange) return null;
        return Gain(n, LevelShift.Flat(part), shift.Error) / YearsTogether(part, shift) >= options.Evidence ? shift : null;
    }

    // Two steps that only together are likely, as a fall and a rise that a single one cannot follow.
    private LevelShift[] Pair(LevelPoint[] part)
    {
        int n = part.Length, least = options.LeastScenes;
        var (xx, xy, yy) = (new double[n + 1], new double[n + 1], new double[n + 1]);
        for (int i = 0; i < n; i++)
        {
            var p = part[i];
            (xx[i + 1], xy[i + 1], yy[i + 1]) = (xx[i] + p.Weight * p.Scale * p.Scale, xy[i] + p.Weight * p.Scale * p.Value, yy[i] + p.Weight * p.Value * p.Value);
        }

        var (error, first, second) = (double.PositiveInfinity, 0, 0);
        for (int i = least; i <= n - 2 * least; i++)
        {
            for (int j = i + least; j <= n - least; j++)
            {
                double sum = Error(0, i) + Error(i, j) + Error(j, n);
                if (sum < error) (error, first, second) = (sum, i, j);
            }
        }

        if (first == 0) return [];
        double a = Level(0, first), b = Level(first, second), c = Level(second, n);
        if (Math.Abs(b - a) < leastChange || Math.Abs(c - b) < leastChange) return [];
        double At(LevelPoint p) => p.Time < part[first].Time ? a : p.Time < part[second].Time ? b : c;
        if (Gain(n, LevelShift.Flat(part), error) / YearsTogether(part, At, 3) < 2 * options.Evidence) return [];
        double from = (part[first - 1].Time + part[first].Time) / 2, to = (part[second - 1].Time + part[second].Time) / 2;
        return [.. new[] { LevelShift.Fit(part.AsSpan(0, second), from, from), LevelShift.Fit(part.AsSpan(first), to, to) }.OfType<LevelShift>()];

        double Error(int start, int end) => yy[end] - yy[start] - (xy[end] - xy[start]) * (xy[end] - xy[start]) / (xx[end] - xx[start]);
        double Level(int start, int end) => (xy[end] - xy[start]) / (xx[end] - xx[start]);
    }

    private static double Gain(int n, double before, double after) => n / 2.0 * Math.Log((before + 1e-12) / (after + 1e-12));

    // How many times a season's mean varies more than its scenes alone explain, at least 1: the design effect of clusters (Kish 1965).
    internal static double YearsTogether(LevelPoint[] part, LevelShift shift) => YearsTogether(part, p => shift.At(p.Time), 2);

    private static double YearsTogether(LevelPoint[] part, Func<LevelPoint, double> level, int levels)
    {
        double between = 0, within = 0;
        int seasons = 0, inside = 0;
        foreach (var season in part.GroupBy(p => (int)Math.Floor(p.Time)))
        {
            double[] residuals = [.. season.Select(p => Math.Sqrt(p.Weight) * (p.Value - level(p) * p.Scale))];
            double mean = residuals.Average();
            between += residuals.Length * mean * mean;
            within += residuals.Sum(r => (r - mean) * (r - mean));
            (seasons, inside) = (seasons + 1, inside + residuals.Length - 1);
        }

        return seasons > levels + 1 && inside > 0 && within > 0 ? Math.Max(1, between / (seasons - levels) / (within / inside)) : 1;
    }
}
