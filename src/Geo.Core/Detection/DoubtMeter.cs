using System.Numerics;
using Geo.Core.Classification;
using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Detection;

/// <summary>A cell that the model is unsure of. Ordered by doubt, the largest first, then by place.</summary>
/// <param name="Row">Row of cells.</param>
/// <param name="Col">Column of cells.</param>
/// <param name="Pair">The two likeliest classes.</param>
/// <param name="Doubt">Mean over its pixels, [0, 1].</param>
/// <param name="FirstProbability">Mean.</param>
/// <param name="SecondProbability">Mean.</param>
internal sealed record DoubtfulCell(int Row, int Col, (int First, int Second) Pair, double Doubt, double FirstProbability, double SecondProbability) : IComparable<DoubtfulCell>
{
    public int CompareTo(DoubtfulCell? other) => other is null ? 1 : (-Doubt, Row, Col).CompareTo((-other.Doubt, other.Row, other.Col));
}

/// <summary>Measures doubt over whole tiles; what all threads share.</summary>
/// <param name="model">The model.</param>
/// <param name="options">Threshold and least doubt.</param>
/// <param name="labelled">Cells to pass over.</param>
internal sealed class DoubtMeter(ForestModel model, LabellingOptions options, HashSet<(int Row, int Col)> labelled)
{
    /// <summary>Side of a cell, pixels.</summary>
    public const int Cell = 8;

    /// <summary>Side of a tile, pixels.</summary>
    public const int Tile = 8 * Cell;

    private const int One = ProbabilitySmoothing.One;

    private readonly int _threshold = (int)Math.Round(options.Threshold * One);

    /// <summary>One a class of the model.</summary>
    public bool[] IsReported { get; } = [.. model.Classes.Select(new SurveyOptions().ReportedClasses.Contains)];

    /// <summary>For one thread.</summary>
    public BlockMeter Worker(IReflectanceSource source) => new(this, source);

    /// <summary>
    /// How near a pixel's decision is to another one: 1 less the margin between the two likeliest classes, or, where the
    /// likeliest is a reported class, 1 less its distance from the threshold in units of the longer side, whichever is more.
    /// </summary>
    /// <param name="probabilities">One a class, in 1/65535.</param>
    /// <param name="isReported">One a class.</param>
    /// <param name="threshold">In 1/65535.</param>
    /// <returns>In 1/65535.</returns>
    internal static int DoubtOf(ReadOnlySpan<int> probabilities, ReadOnlySpan<bool> isReported, int threshold)
    {
        var (best, second) = TwoLargest(probabilities);
        int doubt = One - (probabilities[best] - (second < 0 ? 0 : probabilities[second]));
        if (!isReported[best]) return doubt;
        return Math.Max(doubt, (int)(One - (long)Math.Abs(probabilities[best] - threshold) * One / Math.Max(threshold, One - threshold)));
    }

    // The first of equals; no second where there is one class only.
    private static (int First, int Second) TwoLargest<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        int first = 0, second = -1;
        for (int k = 1; k < values.Length; k++)
        {
            if (values[k] > values[first]) (first, second) = (k, first);
            else if (second < 0 || values[k] > values[second]) second = k;
        }

        return (first, second);
    }

    /// <summary>One block after another.</summary>
    public sealed class BlockMeter(DoubtMeter meter, IReflectanceSource source)
    {
        private readonly int _classes = meter.IsReported.Length;
        private float[][] _columns = [], _raw = [];
        private int[][] _rounded = [];

        /// <summary>The most doubtful cell of each pair of classes in each tile.</summary>
        /// <param name="block">Of whole tiles, cut at the grid's edge.</param>
        public IReadOnlyList<DoubtfulCell> Of(Window block)
        {
            Evaluate(block);
            var offers = new Dictionary<(int, int, (int, int)), DoubtfulCell>();
            for (int top = block.Row; top < block.Bottom; top += Cell)
            {
                for (int left = block.Col; left < block.Right; left += Cell)
                {
                    if (Measure(block, left, top) is not { } cell) continue;
                    var key = (top / Tile, left / Tile, cell.Pair);
                    if (!offers.TryGetValue(key, out var before) || cell.CompareTo(before) < 0) offers[key] = cell;
                }
            }

            return [.. offers.Values];
        }

        private void Evaluate(Window block)
        {
            int count = checked((int)block.PixelCount);
            if (_columns.Length == 0 || _columns[0].Length < count)
            {
                _columns = PredictorStack.Allocate(meter.Predictors, count);
                _raw = [.. Enumerable.Range(0, _classes).Select(_ => new float[count])];
                _rounded = [.. Enumerable.Range(0, _classes).Select(_ => new int[count])];
            }

            PredictorStack.Compute(source, block, meter.Predictors, _columns);
            meter.Evaluate(_columns, count, _raw);
            for (int k = 0; k < _classes; k++) ProbabilitySmoothing.Round(_raw[k].AsSpan(0, count), _rounded[k]);
        }

        // Null where half of the cell is without data, some of it is labelled, or the model is sure.
        private DoubtfulCell? Measure(Window block, int left, int top)
        {
            if (meter.IsLabelled(top / Cell, left / Cell)) return null;
            Span<long> sums = stackalloc long[_classes];
            Span<int> pixel = stackalloc int[_classes];
            sums.Clear();
            long doubt = 0;
            int seen = 0;
            for (int row = top; row < Math.Min(top + Cell, block.Bottom); row++)
            {
                for (int col = left; col < Math.Min(left + Cell, block.Right); col++)
                {
                    int at = (row - block.Row) * block.Width + col - block.Col;
                    if (_rounded[0][at] == ProbabilitySmoothing.Missing) continue;
                    for (int k = 0; k < _classes; k++) sums[k] += pixel[k] = _rounded[k][at];
                    doubt += DoubtOf(pixel, meter.IsReported, meter._threshold);
                    seen++;
                }
            }

            if (seen < Cell * Cell / 2 || doubt < meter.Least * seen * One) return null;
            var (first, second) = TwoLargest<long>(sums);
            double unit = (double)seen * One;
            return second < 0 ? null : new DoubtfulCell(top / Cell, left / Cell, (first, second), doubt / unit, sums[first] / unit, sums[second] / unit);
        }
    }

    private PredictorSet Predictors => model.Predictors;

    private double Least => options.LeastDoubt;

    private bool IsLabelled(int row, int col) => labelled.Contains((row, col));

    private void Evaluate(float[][] columns, int count, float[][] into) => model.Evaluate(columns, count, into);
}
