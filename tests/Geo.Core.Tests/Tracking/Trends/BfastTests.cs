using System.Text.Json;
using Geo.Core.Tracking.Trends;
using Geo.Testing;

namespace Geo.Core.Tests.Tracking.Trends;

/// <summary>What the R package bfast prints for its own series (shared/data/bfast-reference, EXPECTED.json).</summary>
public class BfastTests
{
    private const string Folder = "bfast-reference";
    private const int Frequency = 23;

    [SkippableTheory]
    [InlineData(0, 3, null)]
    [InlineData(1, 3, null)]
    [InlineData(2, 4, 2008 + 6.0 / 23)]
    public void Monitor_gives_the_printed_history_model_and_break(int entry, int order, double? from)
    {
        var expected = Expected().GetProperty("bfastmonitor")[entry];
        string series = expected.GetProperty("series").GetString()!.Split('.')[1];
        double[] times = SharedSeries.Column(Folder, "som.csv", "time"), values = SharedSeries.Column(Folder, "som.csv", series);
        double[] index = [.. Enumerable.Range(1, times.Length).Select(i => (double)i)];
        var options = new BfastMonitorOptions { Order = order, History = from is { } year ? new HistoryStart(year, false) : HistoryStart.Roc };
        var found = BfastMonitor.Of(times, index, values, 2010 + 12.0 / Frequency, options)!;

        string[] period = [.. expected.GetProperty("historyPeriod").EnumerateArray().Select(p => p.GetString()!)];
        Assert.Equal((period[0], period[1]), (Date(found.HistoryFrom), Date(found.HistoryTo)));
        Assert.Equal(expected.GetProperty("breakDetectedAt").GetString(), Date(found.Break!.Value));
        Assert.Equal(expected.GetProperty("rSquared").GetDouble(), found.Model.RSquared, 5e-6);
        if (expected.TryGetProperty("residualStdError", out var error)) Assert.Equal(error.GetDouble(), found.Model.ResidualError, 5e-6);
        if (expected.TryGetProperty("df", out var df)) Assert.Equal(df.GetInt32(), found.Model.Freedom);
        foreach (var printed in expected.GetProperty("coef").EnumerateObject())
        {
            double mine = printed.Name switch
            {
                "intercept" => found.Model.Intercept,
                "trend" => found.Model.Trend,
                var name when name.StartsWith("harmoncos", StringComparison.Ordinal) => found.Model.Cosines[name[^1] - '1'],
                var name => found.Model.Sines[name[^1] - '1'],
            };
            // Seven digits or nine decimals are printed.
            Assert.True(Math.Abs(printed.Value.GetDouble() - mine) < 6e-8, $"{printed.Name}: {mine} is not {printed.Value}");
        }
    }

    /// <summary>bfast(harvest as yearly data, h = 0.23, season = "none"): breaks 45, 105, 153 (from 1) with their intervals.</summary>
    [SkippableFact]
    public void Harvest_breaks_and_intervals_are_the_printed_ones()
    {
        double[] values = SharedSeries.Column(Folder, "harvest.csv", "ndvi");
        double[][] rows = [.. values.Select((_, i) => new[] { 1.0, 2006 + i })];
        Assert.True(FluctuationTest.PValue(rows, values, 0.23) <= 0.05);
        var search = new Breakpoints(rows, values, 0.23);
        var places = search.Places(search.Best());
        var expected = Expected().GetProperty("bfast")[1];
        Assert.Equal(expected.GetProperty("trendBreaks").EnumerateArray().Select(b => b.GetInt32()), places.Select(p => p.Last + 1));
        Assert.Equal(expected.GetProperty("ci95").EnumerateArray().Select(c => (c[0].GetDouble(), c[1].GetDouble())), places.Select(p => (p.Low + 1, p.High + 1)));
    }

    /// <summary>
    /// The three printed bfast() results: simts without a break, harvest as yearly data, and som with gaps, where the season is first taken
    /// away by STL (R: stlplus).
    /// </summary>
    [SkippableTheory]
    [InlineData(0, "simts.csv", "sum", 0.15, SeasonModel.Dummy)]
    [InlineData(1, "harvest.csv", "ndvi", 0.23, SeasonModel.None)]
    [InlineData(2, "som.csv", "ndvi_a", 0.15, SeasonModel.Harmonic)]
    public void Iteration_gives_the_printed_breaks(int entry, string file, string column, double least, SeasonModel season)
    {
        var expected = Expected().GetProperty("bfast")[entry];
        var found = Bfast.Of(SharedSeries.Column(Folder, file, "time"), SharedSeries.Column(Folder, file, column), Frequency, least, season, 1);
        Assert.Equal(expected.GetProperty("trendBreaks").EnumerateArray().Select(b => b.GetInt32()), found.Trend.Select(p => p.Last + 1));
        Assert.Empty(found.Season);
        if (!expected.TryGetProperty("ci95", out var intervals)) return;
        Assert.Equal(intervals.EnumerateArray().Select(c => (c[0].GetDouble(), c[1].GetDouble())), found.Trend.Select(p => (p.Low + 1, p.High + 1)));
    }

    /// <summary>bfastlite(simts): season-trend regression, breaks 99, and 99 and 170 when two are asked for.</summary>
    [SkippableFact]
    public void Simulated_series_breaks_where_bfastlite_says()
    {
        double[] times = SharedSeries.Column(Folder, "simts.csv", "time"), values = SharedSeries.Column(Folder, "simts.csv", "sum");
        double[][] rows = [.. times.Select((time, i) =>
        {
            double[] row = new double[8];
            HarmonicTrend.Row(time, i + 1, 3, true, row);
            return row;
        })];
        var search = new Breakpoints(rows, values, 0.15);
        Assert.Equal([98], search.Best());
        Assert.Equal([98, 169], search.Of(2));
    }

    /// <summary>Two straight lines without noise: the break is found to the value, whatever the scale.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1e6)]
    public void A_clean_break_is_found_exactly(double scale)
    {
        double[][] rows = [.. Enumerable.Range(0, 60).Select(i => new[] { 1.0, i })];
        double[] values = [.. Enumerable.Range(0, 60).Select(i => scale * (i < 25 ? 0.01 * i : 0.9 - 0.02 * i) + scale * 1e-4 * Math.Sin(i * i))];
        Assert.Equal([24], new Breakpoints(rows, values, 0.15).Best());
    }

    [Fact]
    public void Recursive_residuals_square_up_to_the_error_of_the_fit()
    {
        ulong state = 5;
        var regression = new GivensRegression(3);
        var rows = new List<double[]>();
        var values = new List<double>();
        for (int i = 0; i < 40; i++)
        {
            rows.Add([1, i, Math.Sin(i)]);
            values.Add(2 + 0.5 * i - Math.Sin(i) + Restored.SimulatedSeasons.Normal(ref state));
            double residual = regression.Add(rows[^1], values[^1]);
            if (i < 3) Assert.Equal(0, residual, 1e-12);
        }

        double[] b = regression.Coefficients();
        double error = rows.Select((row, i) => values[i] - row.Zip(b, (x, c) => x * c).Sum()).Sum(e => e * e);
        Assert.Equal(error, regression.SquaredError, 1e-9);
    }

    private static string Date(double time)
    {
        int year = (int)Math.Floor(time + 1e-6);
        return FormattableString.Invariant($"{year}({(int)Math.Round((time - year) * Frequency) + 1})");
    }

    private static JsonElement Expected() => JsonDocument.Parse(File.ReadAllText(SharedData.Path(Folder, "EXPECTED.json"))).RootElement;
}
