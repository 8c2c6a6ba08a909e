namespace Geo.Core.Classification.Promises;

/// <summary>What a predictor was like on the labelled pixels.</summary>
/// <param name="Name">The predictor.</param>
/// <param name="Low">Quantile 0.005.</param>
/// <param name="High">Quantile 0.995.</param>
public sealed record PredictorRange(string Name, float Low, float High)
{
    private const double Tail = 0.005;

    /// <summary>Ranges of a training set, in the order of its predictors.</summary>
    public static IReadOnlyList<PredictorRange> Of(SampleSet samples) => [.. samples.Columns.Select((column, p) =>
    {
        float[] sorted = [.. column.Order()];
        int tail = (int)(Tail * sorted.Length);
        return new PredictorRange(samples.Predictors.Names[p], sorted[tail], sorted[^(tail + 1)]);
    })];
}

/// <summary>How far a scene's predictors leave the training range.</summary>
/// <param name="Score">Share of pixel values outside the range, mean over predictors; 0.01 by construction on the training pixels.</param>
/// <param name="Worst">The predictor that is outside most often.</param>
/// <param name="WorstShare">Its share outside.</param>
/// <param name="Pixels">Pixels looked at.</param>
public sealed record Drift(double Score, string? Worst, double WorstShare, long Pixels)
{
    /// <summary>A promise is void above this score.</summary>
    public const double LargestScore = 0.05;

    /// <summary>A promise is void where one predictor is outside more often than this.</summary>
    public const double LargestShare = 0.20;

    /// <summary>True where the scene is not like the labels: promises made on them say nothing of it.</summary>
    public bool VoidsPromises => Pixels == 0 || Score > LargestScore || WorstShare > LargestShare;
}

/// <summary>Counts values outside the training range, window by window; any order of windows gives the same answer.</summary>
public sealed class DriftMeter(IReadOnlyList<PredictorRange> ranges)
{
    private readonly long[] _outside = new long[ranges.Count];
    private long _pixels;

    /// <summary>Adds pixels; those whose first predictor is NaN have no data.</summary>
    public void Add(float[][] columns, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns.Length, ranges.Count);
        for (int i = 0; i < count; i++)
        {
            if (float.IsNaN(columns[0][i])) continue;
            _pixels++;
            for (int p = 0; p < _outside.Length; p++)
            {
                float value = columns[p][i];
                if (value < ranges[p].Low || value > ranges[p].High) _outside[p]++;
            }
        }
    }

    /// <summary>What was found.</summary>
    public Drift Result
    {
        get
        {
            if (_pixels == 0 || _outside.Length == 0) return new Drift(0, null, 0, _pixels);
            int worst = Array.IndexOf(_outside, _outside.Max());
            return new Drift(_outside.Average(n => (double)n / _pixels), ranges[worst].Name, (double)_outside[worst] / _pixels, _pixels);
        }
    }
}
