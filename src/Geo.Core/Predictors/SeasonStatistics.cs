using System.Buffers;
using System.Globalization;
using Geo.Core.Imagery;

namespace Geo.Core.Predictors;

/// <summary>
/// Statistics over the days of a season in one window: percentiles of each band; minimum, maximum and amplitude of
/// indices. Each band of each day is read once, and the median that the other predictors need comes of the same reading.
/// A pixel that one day sees has that day's value in every percentile and an amplitude of 0.
/// </summary>
/// <remarks>Percentiles between two values by linear interpolation: type 7 of Hyndman &amp; Fan 1996, https://doi.org/10.1080/00031305.1996.10473566</remarks>
internal sealed class SeasonStatistics : IDisposable
{
    private readonly IReflectanceSource _source;
    private readonly PredictorSet _set;
    private readonly Window _window, _outer;
    private readonly float[][] _into;
    private readonly int _days, _outerCount, _firstColumn;
    private readonly Dictionary<BandRole, float[]> _layers = [];
    private readonly Dictionary<BandRole, float[]> _medians = [];

    /// <param name="source">With enough days.</param>
    /// <param name="set">With a season.</param>
    /// <param name="window">Inner window.</param>
    /// <param name="into">The columns of the whole set.</param>
    public SeasonStatistics(IReflectanceSource source, PredictorSet set, Window window, float[][] into)
    {
        (_source, _set, _window, _into, _days) = (source, set, window, into, source.Days);
        _outer = window.Grow(set.HaloPixels);
        _outerCount = checked((int)_outer.PixelCount);
        _firstColumn = set.Count - Names(set).Count();
    }

    /// <summary>Names of the season's predictors, in the order of their columns, which are the last of the set.</summary>
    public static IEnumerable<string> Names(PredictorSet set)
    {
        if (set.Season is null) yield break;
        foreach (int percentile in set.Season.Percentiles)
        {
            foreach (var band in set.Bands) yield return string.Create(CultureInfo.InvariantCulture, $"season_p{percentile}_{band.ToString().ToLowerInvariant()}");
        }

        foreach (var index in set.SeasonIndices)
        {
            string name = index.Name.ToLowerInvariant();
            yield return "season_min_" + name;
            yield return "season_max_" + name;
            yield return "season_amplitude_" + name;
        }
    }

    /// <summary>Reads all days of a band, gives their median and writes the columns of its percentiles.</summary>
    /// <param name="role">An optical role of the set.</param>
    /// <param name="median">Of the window with its halo.</param>
    public void Read(BandRole role, Span<float> median)
    {
        float[] layers = ArrayPool<float>.Shared.Rent(checked(_days * _outerCount));
        _source.ReadDays(role, _outer, layers.AsSpan(0, _days * _outerCount));
        int band = 0;
        while (_set.Bands[band] != role) band++;
        var percentiles = _set.Season!.Percentiles;
        Span<float> values = stackalloc float[_days];
        for (int y = 0, at = 0; y < _outer.Height; y++)
        {
            int row = y - _set.HaloPixels;
            for (int x = 0; x < _outer.Width; x++, at++)
            {
                int seen = 0;
                for (int day = 0; day < _days; day++)
                {
                    float value = layers[day * _outerCount + at];
                    if (!float.IsNaN(value)) values[seen++] = value;
                }

                median[at] = CompositeSource.Median(values[..seen]);
                int col = x - _set.HaloPixels;
                if (row < 0 || col < 0 || row >= _window.Height || col >= _window.Width) continue;
                for (int p = 0; p < percentiles.Count; p++)
                {
                    _into[_firstColumn + p * _set.Bands.Count + band][row * _window.Width + col] = Percentile(values[..seen], percentiles[p]);
                }
            }
        }

        if (!_set.SeasonIndices.Any(i => i.Needs.Contains(role)))
        {
            ArrayPool<float>.Shared.Return(layers);
            return;
        }

        _layers[role] = layers;
        _medians[role] = median.ToArray();
    }

    /// <summary>Writes the columns of the indices; every band has been read. Where no day has all bands of an index it is that of the medians.</summary>
    public void WriteIndices()
    {
        int column = _firstColumn + _set.Season!.Percentiles.Count * _set.Bands.Count;
        foreach (var index in _set.SeasonIndices)
        {
            float[][] days = [.. index.Needs.Select(r => _layers[r])], medians = [.. index.Needs.Select(r => _medians[r])];
            float[] bands = new float[days.Length];
            for (int y = 0, i = 0; y < _window.Height; y++)
            {
                int at = (y + _set.HaloPixels) * _outer.Width + _set.HaloPixels;
                for (int x = 0; x < _window.Width; x++, i++, at++)
                {
                    float low = float.PositiveInfinity, high = float.NegativeInfinity;
                    for (int day = 0; day < _days; day++)
                    {
                        for (int b = 0; b < bands.Length; b++) bands[b] = days[b][day * _outerCount + at];
                        float value = index.Of(bands);
                        if (value < low) low = value;
                        if (value > high) high = value;
                    }

                    if (low > high)
                    {
                        for (int b = 0; b < bands.Length; b++) bands[b] = medians[b][at];
                        low = high = index.Of(bands);
                    }

                    (_into[column][i], _into[column + 1][i], _into[column + 2][i]) = (low, high, high - low);
                }
            }

            column += 3;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (float[] layers in _layers.Values) ArrayPool<float>.Shared.Return(layers);
        _layers.Clear();
    }

    /// <summary>Of sorted values; NaN of none.</summary>
    internal static float Percentile(ReadOnlySpan<float> sorted, int percentile)
    {
        if (sorted.IsEmpty) return float.NaN;
        double place = (sorted.Length - 1) * percentile / 100.0;
        int below = (int)place;
        return below + 1 >= sorted.Length ? sorted[^1] : (float)(sorted[below] + (place - below) * ((double)sorted[below + 1] - sorted[below]));
    }
}
