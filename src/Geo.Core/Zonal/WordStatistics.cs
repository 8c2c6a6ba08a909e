namespace Geo.Core.Zonal;

/// <summary>
/// Statistics of whole numbers of up to 16 bits by a histogram: sums of the pixels wholly inside are exact in integers, those
/// of the edge are added in the zone's order, so a number does not depend on tiles, threads or vector width. Holds scratch
/// memory of 1 MB: one a thread.
/// </summary>
internal sealed class WordStatistics
{
    private readonly int[] _whole = new int[65_536];
    private readonly int[] _edges = new int[65_536];
    private readonly double[] _edgeWeight = new double[65_536];
    private ushort[] _kept = [];
    private double[] _keptWeights = [];

    /// <summary>Statistics of one band in one zone.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="values">Its pixels, in its order.</param>
    /// <param name="noData">The number that says no data.</param>
    /// <param name="shares">Quantiles wanted, ascending, in [0, 1].</param>
    public ZoneSummary Of(ZonePixels zone, ReadOnlySpan<ushort> values, double? noData, IReadOnlyList<double> shares)
    {
        ReadOnlySpan<ushort> whole = values[..zone.Whole], edge = values[zone.Whole..];
        ReadOnlySpan<double> weights = zone.EdgeWeights;
        if (noData is >= 0 and <= ushort.MaxValue && values.Contains((ushort)noData.Value))
        {
            Drop((ushort)noData.Value, ref whole, ref edge, ref weights);
        }

        return whole.Length + edge.Length == 0
            ? new ZoneSummary(0, double.NaN, double.NaN, double.NaN, double.NaN, [.. shares.Select(_ => double.NaN)])
            : Summarise(whole, edge, weights, shares);
    }

    private ZoneSummary Summarise(ReadOnlySpan<ushort> whole, ReadOnlySpan<ushort> edge, ReadOnlySpan<double> weights, IReadOnlyList<double> shares)
    {
        int min = ushort.MaxValue, max = 0;
        foreach (ushort value in whole)
        {
            _whole[value]++;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        double edgeCount = 0, edgeSum = 0, edgeSquares = 0;
        for (int i = 0; i < edge.Length; i++)
        {
            int value = edge[i];
            double weight = weights[i];
            _edges[value]++;
            _edgeWeight[value] += weight;
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
            edgeCount += weight;
            edgeSum += weight * value;
            edgeSquares += weight * value * value;
        }

        long sum = 0, squares = 0;
        for (int value = min; value <= max; value++)
        {
            long times = (long)_whole[value] * value;
            sum += times;
            squares += times * value;
        }

        double count = whole.Length + edgeCount, total = sum + edgeSum, mean = total / count;
        // Σw(x−m)² = Σwx² − (Σwx)²/Σw: the numbers are below 2^16 and mostly whole, so that 53 bits keep ten digits of a spread of 1.
        double variance = Math.Max(0, Math.FusedMultiplyAdd(-total, mean, squares + edgeSquares) / count);
        double[] quantiles = Quantiles(whole.Length + edge.Length, count, edge, weights, shares, min, max);
        _whole.AsSpan(min, max - min + 1).Clear();
        _edges.AsSpan(min, max - min + 1).Clear();
        _edgeWeight.AsSpan(min, max - min + 1).Clear();
        return new ZoneSummary(count, mean, Math.Sqrt(variance), min, max, quantiles);
    }

    // As ZonalStatistics.Quantile (exactextract: s_i = i·w_i + (n−1)·Σ_{j<i} w_j, interpolated), value by value instead of pixel
    // by pixel: s never falls, so within one value only its first and last pixel matter (ties stand in the order of weight).
    private double[] Quantiles(int n, double count, ReadOnlySpan<ushort> edge, ReadOnlySpan<double> weights, IReadOnlyList<double> shares, int min, int max)
    {
        var found = new double[shares.Count];
        int next = 0, index = 0, last = min;
        double before = 0, lastS = 0;
        for (int value = min; value <= max && next < found.Length; value++)
        {
            int edges = _edges[value], pixels = _whole[value] + edges;
            if (pixels == 0) continue;
            double weight = _whole[value] + _edgeWeight[value];
            var (low, high) = edges == 0 ? (1, 1) : Extremes(value, edge, weights);
            if (_whole[value] > 0) (low, high) = (edges == 0 ? 1 : low, 1);
            double first = index * low + (n - 1) * before;
            double end = (index + pixels - 1) * high + (n - 1) * (before + weight - high);
            while (next < found.Length && shares[next] * (n - 1) * count is var target && (target <= end || value == max))
            {
                found[next++] = target >= first || first == lastS ? value : last + (target - lastS) * (value - last) / (first - lastS);
            }

            (last, lastS) = (value, end);
            before += weight;
            index += pixels;
        }

        return found;
    }

    private static (double Low, double High) Extremes(int value, ReadOnlySpan<ushort> edge, ReadOnlySpan<double> weights)
    {
        double low = 1, high = 0;
        for (int i = 0; i < edge.Length; i++)
        {
            if (edge[i] == value) (low, high) = (Math.Min(low, weights[i]), Math.Max(high, weights[i]));
        }

        return (low, high);
    }

    private void Drop(ushort noData, ref ReadOnlySpan<ushort> whole, ref ReadOnlySpan<ushort> edge, ref ReadOnlySpan<double> weights)
    {
        if (_kept.Length < whole.Length + edge.Length) _kept = new ushort[whole.Length + edge.Length];
        if (_keptWeights.Length < edge.Length) _keptWeights = new double[edge.Length];
        int at = 0, edges = 0;
        foreach (ushort value in whole)
        {
            if (value != noData) _kept[at++] = value;
        }

        int wholes = at;
        for (int i = 0; i < edge.Length; i++)
        {
            if (edge[i] == noData) continue;
            _keptWeights[edges++] = weights[i];
            _kept[at++] = edge[i];
        }

        whole = _kept.AsSpan(0, wholes);
        edge = _kept.AsSpan(wholes, edges);
        weights = _keptWeights.AsSpan(0, edges);
    }
}
