namespace Geo.Core.Zonal;

/// <summary>The pixels of one zone in a fixed order: those wholly inside first, then those of its edge, each part row by row.</summary>
/// <param name="Runs">Stretches of a row, in the order of the pixels.</param>
/// <param name="Whole">How many pixels lie wholly inside.</param>
/// <param name="EdgeWeights">Share of each edge pixel inside the zone, in (0, 1).</param>
internal sealed record ZonePixels(IReadOnlyList<PixelRun> Runs, int Whole, double[] EdgeWeights)
{
    /// <summary>Number of pixels that the zone touches.</summary>
    public int Count => Whole + EdgeWeights.Length;

    /// <summary>The pixels of a coverage; null where there is none.</summary>
    public static ZonePixels? Of(CoverageMatrix coverage)
    {
        var whole = new List<PixelRun>();
        var edge = new List<PixelRun>();
        var weights = new List<double>();
        int count = 0;
        var window = coverage.Window;
        for (int row = 0; row < window.Height; row++)
        {
            var line = coverage.Fractions.AsSpan(row * window.Width, window.Width);
            for (int col = 0, next; col < line.Length; col = next)
            {
                next = col + 1;
                if (!(line[col] > 0)) continue;
                bool isWhole = line[col] >= 1;
                while (next < line.Length && line[next] > 0 && line[next] >= 1 == isWhole) next++;
                if (isWhole) count += next - col;
                else weights.AddRange(line[col..next]);
                (isWhole ? whole : edge).Add(new PixelRun(window.Row + row, window.Col + col, next - col, 0));
            }
        }

        if (whole.Count + edge.Count == 0) return null;
        int at = 0;
        var runs = new List<PixelRun>(whole.Count + edge.Count);
        foreach (var run in whole.Concat(edge))
        {
            runs.Add(run with { At = at });
            at += run.Length;
        }

        return new ZonePixels(runs, count, [.. weights]);
    }
}

/// <summary>A stretch of a row.</summary>
/// <param name="Row">Row of the grid.</param>
/// <param name="Col">First column.</param>
/// <param name="Length">Pixels.</param>
/// <param name="At">Place of its first pixel among the zone's.</param>
internal readonly record struct PixelRun(int Row, int Col, int Length, int At);
