namespace Geo.Core.Tracking.Trends;

/// <summary>The model of the season in which breaks are looked for.</summary>
public enum SeasonModel
{
    /// <summary>There is no season.</summary>
    None,

    /// <summary>A value for each place in the year.</summary>
    Dummy,

    /// <summary>Three harmonics.</summary>
    Harmonic,
}

/// <summary>Breaks in trend and season of a regular series.</summary>
/// <param name="Trend">Breaks of the trend; <see cref="BreakPlace.Last"/> counts values that are no gaps, from 0.</param>
/// <param name="Season">Breaks of the season.</param>
public sealed record TrendAndSeasonBreaks(IReadOnlyList<BreakPlace> Trend, IReadOnlyList<BreakPlace> Season);

/// <summary>Breaks of trend and season, found in turn until they stay (BFAST).</summary>
/// <remarks>Verbesselt et al. 2010, https://doi.org/10.1016/j.rse.2009.08.014 and https://doi.org/10.1016/j.rse.2010.08.003; each search only where OLS-MOSUM finds a change at 5 %.</remarks>
public static class Bfast
{
    private const double Level = 0.05;

    /// <summary>Finds them.</summary>
    /// <param name="times">In years, regular.</param>
    /// <param name="values">As many; NaN is a gap.</param>
    /// <param name="period">Values a year.</param>
    /// <param name="least">Least segment as a share of all values.</param>
    /// <param name="season">Model of the season.</param>
    /// <param name="iterations">At most so many turns.</param>
    public static TrendAndSeasonBreaks Of(IReadOnlyList<double> times, IReadOnlyList<double> values, int period, double least, SeasonModel season, int iterations = 10)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(values);
        int[] there = [.. Enumerable.Range(0, values.Count).Where(i => !double.IsNaN(values[i]))];
        double[] y = [.. there.Select(i => values[i])], seasonal = new double[y.Length];
        if (season != SeasonModel.None)
        {
            double[] first = PeriodicSeason.Of(values, period);
            seasonal = [.. there.Select(i => first[i])];
        }

        // Times from the first one on: their squares stay small.
        double[][] lines = [.. there.Select(i => new[] { 1, times[i] - times[0] })];
        double[][] cycles = [.. there.Select(i => Cycle(i, period, season))];
        var (trendBreaks, seasonBreaks) = (new Found([], []), new Found([], []));
        for (int turn = 0; turn < iterations; turn++)
        {
            var (trend, trendFit) = Search(lines, [.. y.Zip(seasonal, (v, s) => v - s)], least);
            var (cycle, cycleFit) = season == SeasonModel.None ? (new Found([], []), new double[y.Length]) : Search(cycles, [.. y.Zip(trendFit, (v, t) => v - t)], least);
            bool same = turn > 0 && trend.At.SequenceEqual(trendBreaks.At) && cycle.At.SequenceEqual(seasonBreaks.At);
            (trendBreaks, seasonBreaks, seasonal) = (trend, cycle, cycleFit);
            if (same) break;
        }

        return new TrendAndSeasonBreaks(trendBreaks.Places, seasonBreaks.Places);
    }

    private static (Found Breaks, double[] Fit) Search(double[][] rows, double[] response, double least)
    {
        var search = FluctuationTest.PValue(rows, response, least) <= Level ? new Breakpoints(rows, response, least) : null;
        IReadOnlyList<int> at = search?.Best() ?? [];
        var fit = new double[response.Length];
        for (int segment = 0, first = 0; segment <= at.Count; segment++)
        {
            int last = segment < at.Count ? at[segment] : response.Length - 1;
            var regression = new GivensRegression(rows[0].Length);
            for (int i = first; i <= last; i++) regression.Add(rows[i], response[i]);
            double[] b = regression.Coefficients();
            for (int i = first; i <= last; i++) fit[i] = rows[i].Zip(b, (x, c) => x * c).Sum();
            first = last + 1;
        }

        return (new Found(at, at.Count > 0 ? search!.Places(at) : []), fit);
    }

    private static double[] Cycle(int index, int period, SeasonModel season)
    {
        if (season == SeasonModel.Harmonic)
        {
            var row = new double[7];
            HarmonicTrend.Row((index + 1.0) / period, 0, 3, false, row);
            return row;
        }

        // Sum-to-zero coding: the last place is −1 in all columns.
        var dummies = new double[Math.Max(1, period - 1)];
        if (index % period == period - 1) Array.Fill(dummies, -1);
        else dummies[index % period] = 1;
        return dummies;
    }

    private sealed record Found(IReadOnlyList<int> At, IReadOnlyList<BreakPlace> Places);
}
