using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Detection;

/// <summary>Fills the probability of each class for a window that may leave the grid; NaN = no data, in all classes at once.</summary>
internal delegate void ProbabilityOf(Window window, float[][] perClass);

/// <summary>What all blocks of a survey share.</summary>
/// <param name="Grid">Grid of the survey.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Decision">How a pixel is decided.</param>
/// <param name="Radius">Of the smoothing kernel.</param>
/// <param name="Aoi">In the grid's CRS; null for all.</param>
/// <param name="KeepsProbabilities">True where a probability raster is written.</param>
internal sealed record BlockPlan(Grid Grid, int Classes, ClassDecision Decision, int Radius, Geometry? Aoi, bool KeepsProbabilities);

/// <summary>A block decided.</summary>
/// <param name="Block">Its window.</param>
/// <param name="Classes">Class numbers from 1, 0 without data.</param>
/// <param name="Runs">Runs of reported classes, row by row.</param>
/// <param name="PixelsByClass">One a class.</param>
/// <param name="Probabilities">Smoothed, one a class; null where not kept.</param>
internal sealed record BlockResult(Window Block, byte[] Classes, List<PixelRun> Runs, long[] PixelsByClass, float[][]? Probabilities);

/// <summary>Probabilities, smoothing and decision of one block after another; one a thread.</summary>
internal sealed class BlockClassifier(BlockPlan plan, ProbabilityOf probabilityOf)
{
    private float[][] _raw = [];
    private int[][] _smooth = [];
    private int[] _rounded = [];
    private int[] _scratch = [];

    /// <summary>Decides a block.</summary>
    public BlockResult Of(Window block)
    {
        int count = checked((int)block.PixelCount);
        var classes = new byte[count];
        var byClass = new long[plan.Classes];
        var runs = new List<PixelRun>();
        float[][]? kept = plan.KeepsProbabilities ? [.. Enumerable.Range(0, plan.Classes).Select(_ => NoData(count))] : null;
        var inside = plan.Aoi is null ? null : Coverage.Of(plan.Aoi, plan.Grid, block, CoverageMethod.Centre);
        if (inside is { Window.IsEmpty: true }) return new BlockResult(block, classes, runs, byClass, kept);

        Smooth(block);
        Span<int> decisions = new int[block.Width];
        for (int row = 0; row < block.Height; row++)
        {
            plan.Decision.Of(_smooth, row * block.Width, decisions);
            for (int col = 0; col < block.Width; col++)
            {
                int i = row * block.Width + col;
                if (inside is not null && inside.At(block.Col + col, block.Row + row) == 0) continue;
                byte decided = (byte)decisions[col];
                if (decided == 0) continue;
                classes[i] = decided;
                byClass[decided - 1]++;
                for (int k = 0; kept is not null && k < kept.Length; k++) kept[k][i] = _smooth[k][i] / (float)ProbabilitySmoothing.One;
            }

            AddRuns(block, row, classes.AsSpan(row * block.Width, block.Width), runs);
        }

        return new BlockResult(block, classes, runs, byClass, kept);
    }

    private void Smooth(Window block)
    {
        var outer = block.Grow(plan.Radius);
        int count = checked((int)outer.PixelCount);
        if (_rounded.Length < count)
        {
            _raw = [.. Enumerable.Range(0, plan.Classes).Select(_ => new float[count])];
            _smooth = [.. Enumerable.Range(0, plan.Classes).Select(_ => new int[count])];
            (_rounded, _scratch) = (new int[count], new int[2 * count]);
        }

        probabilityOf(outer, _raw);
        for (int k = 0; k < plan.Classes; k++)
        {
            ProbabilitySmoothing.Round(_raw[k].AsSpan(0, count), _rounded);
            ProbabilitySmoothing.Of(_rounded.AsSpan(0, count), block, plan.Radius, _scratch.AsSpan(0, 2 * count), _smooth[k]);
        }
    }

    private void AddRuns(Window block, int row, ReadOnlySpan<byte> classes, List<PixelRun> runs)
    {
        for (int col = 0; col < classes.Length;)
        {
            byte value = classes[col];
            int from = col;
            long sum = 0;
            int largest = 0;
            bool reported = value > 0 && plan.Decision.IsReported[value - 1];
            for (; col < classes.Length && classes[col] == value; col++)
            {
                if (!reported) continue;
                int probability = _smooth[value - 1][row * block.Width + col];
                sum += probability;
                largest = Math.Max(largest, probability);
            }

            if (reported) runs.Add(new PixelRun(block.Row + row, block.Col + from, block.Col + col, value, sum, largest));
        }
    }

    private static float[] NoData(int count)
    {
        var values = new float[count];
        values.AsSpan().Fill(float.NaN);
        return values;
    }
}
