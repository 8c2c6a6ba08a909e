using NetTopologySuite.Geometries;

namespace Geo.Core.Placement;

/// <summary>
/// How well one outline parts the ground into inside and ring when it is moved over the evidence: the gain in the likelihood of
/// two normal populations over one, per cell and feature. Contrast counts whichever way it goes: pits are brighter or darker
/// than their surroundings, dumps too.
/// </summary>
/// <remarks>The region model of Chan and Vese 2001, https://doi.org/10.1109/83.902291, with variances (Zhu and Yuille 1996, https://doi.org/10.1109/34.537343), as a score.</remarks>
internal sealed class SiteContrast
{
    private const double Gap = 1, LeastVariance = 0.02, MostGain = 1.5, LeastSeen = 0.7;
    private const int LeastCells = 6;

    private readonly List<CellRun> _inside, _gap, _outer;
    private readonly int _insideCells, _ringCells;

    private SiteContrast(List<CellRun> inside, List<CellRun> gap, List<CellRun> outer) =>
        (_inside, _gap, _outer, _insideCells, _ringCells) = (inside, gap, outer, OutlineRuns.Cells(inside), OutlineRuns.Cells(outer) - OutlineRuns.Cells(gap));

    /// <summary>Weight of the site: edges carry the place, so the side and not the area counts.</summary>
    public double Weight => Math.Sqrt(_insideCells);

    /// <summary>An outline in cell coordinates; null where it is too small to tell anything.</summary>
    public static SiteContrast? Of(Geometry outline)
    {
        var inside = OutlineRuns.Of(outline);
        int cells = OutlineRuns.Cells(inside);
        if (cells < LeastCells) return null;
        double ring = Math.Clamp(0.5 * Math.Sqrt(cells), 3, 8);
        return new SiteContrast(inside, OutlineRuns.Of(outline.Buffer(Gap)), OutlineRuns.Of(outline.Buffer(Gap + ring)));
    }

    /// <summary>The gain at each shift.</summary>
    /// <param name="evidence">The ground.</param>
    /// <param name="reach">Shifts of −reach … reach steps.</param>
    /// <param name="step">Cells a step.</param>
    /// <param name="centreCol">Cells by which the middle of the search is moved.</param>
    /// <param name="centreRow">The same downward.</param>
    /// <returns>(2·reach + 1)², row by row; NaN where too much is hidden or outside.</returns>
    public float[] Over(EvidenceRaster evidence, int reach, int step, int centreCol, int centreRow)
    {
        int side = 2 * reach + 1, most = reach * step;
        int left = _outer.Min(run => run.First) + centreCol - most, right = _outer.Max(run => run.End) + centreCol + most;
        int top = _outer[0].Row + centreRow - most, bottom = _outer[^1].Row + 1 + centreRow + most;
        var ground = new RunningSums(evidence, new Window(left, top, right - left, bottom - top));
        var gains = new float[side * side];
        Span<double> inside = stackalloc double[9], gap = stackalloc double[9], outer = stackalloc double[9];
        for (int at = 0; at < gains.Length; at++)
        {
            int col = (at % side - reach) * step + centreCol, row = (at / side - reach) * step + centreRow;
            ground.Sum(_inside, col, row, inside);
            ground.Sum(_gap, col, row, gap);
            ground.Sum(_outer, col, row, outer);
            gains[at] = (float)Gain(inside, gap, outer, evidence.Features.Length);
        }

        return gains;
    }

    // Sums hold the count, then the sum and the sum of squares of each feature.
    private double Gain(ReadOnlySpan<double> inside, ReadOnlySpan<double> gap, ReadOnlySpan<double> outer, int features)
    {
        double n = inside[0], m = outer[0] - gap[0];
        if (n < LeastSeen * _insideCells || m < LeastSeen * _ringCells || m < 2) return double.NaN;
        double gain = 0;
        for (int f = 0; f < features; f++)
        {
            double s = inside[1 + 2 * f], q = inside[2 + 2 * f], t = outer[1 + 2 * f] - gap[1 + 2 * f], u = outer[2 + 2 * f] - gap[2 + 2 * f];
            double within = Variance(s, q, n), around = Variance(t, u, m), all = Variance(s + t, q + u, n + m);
            gain += Math.Log(all) - (n * Math.Log(within) + m * Math.Log(around)) / (n + m);
        }

        return Math.Min(MostGain, gain / features);
    }

    private static double Variance(double sum, double squares, double n) => LeastVariance + Math.Max(0, squares / n - sum / n * (sum / n));

    /// <summary>Sums from the left of each row, so that a run costs two look-ups.</summary>
    private sealed class RunningSums
    {
        private readonly Window _window;
        private readonly int _width, _values;
        private readonly double[] _sums;

        public RunningSums(EvidenceRaster evidence, Window window)
        {
            (_window, _width, _values) = (window, window.Width + 1, 1 + 2 * evidence.Features.Length);
            _sums = new double[(long)_width * window.Height * _values];
            for (int row = 0; row < window.Height; row++)
            {
                int y = window.Row + row;
                for (int col = 0; col < window.Width; col++)
                {
                    int x = window.Col + col, from = (row * _width + col) * _values, to = from + _values, cell = y * evidence.Width + x;
                    _sums.AsSpan(from, _values).CopyTo(_sums.AsSpan(to, _values));
                    if (x < 0 || y < 0 || x >= evidence.Width || y >= evidence.Height || !Seen(evidence, cell)) continue;
                    _sums[to]++;
                    for (int f = 0; f < evidence.Features.Length; f++)
                    {
                        double value = evidence.Features[f][cell];
                        _sums[to + 1 + 2 * f] += value;
                        _sums[to + 2 + 2 * f] += value * value;
                    }
                }
            }
        }

        public void Sum(List<CellRun> runs, int moveCol, int moveRow, Span<double> into)
        {
            into.Clear();
            foreach (var run in runs)
            {
                int line = (run.Row + moveRow - _window.Row) * _width, a = (line + run.First + moveCol - _window.Col) * _values, b = (line + run.End + moveCol - _window.Col) * _values;
                for (int v = 0; v < _values; v++) into[v] += _sums[b + v] - _sums[a + v];
            }
        }

        private static bool Seen(EvidenceRaster evidence, int cell)
        {
            foreach (float[] feature in evidence.Features)
            {
                if (float.IsNaN(feature[cell])) return false;
            }

            return true;
        }
    }
}
