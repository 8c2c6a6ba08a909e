using System.Globalization;
using System.Text.Json;
using CsCheck;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Trends;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Tracking.Trends;

public class MannKendallTests(ITestOutputHelper output)
{
    private const string Folder = "mannkendall-reference";

    // Blank values carry no time; scipy 1.10: stats.theilslopes(y, t, .95) and (…, .90), stats.kendalltau(t, y).
    private static readonly double[] s_times = [1, 2, 3, 5, 6, 9, 10, 12], s_values = [0.2, 0.25, 0.22, 0.31, 0.4, 0.38, 0.45, 0.44];

    private static readonly Dictionary<string, Func<double[][], TrendTest>> s_tests = new()
    {
        ["original_test"] = x => MannKendall.Of(x[0]),
        ["hamed_rao_modification_test"] = x => MannKendall.HamedRao(x[0], null),
        ["hamed_rao_modification_test_lag3"] = x => MannKendall.HamedRao(x[0], 3),
        ["seasonal_test"] = x => SeasonalMannKendall.Of(x[0], 12),
        ["correlated_seasonal_test"] = x => SeasonalMannKendall.Correlated(x[0], 12),
        ["regional_test"] = SeasonalMannKendall.OfColumns,
        ["correlated_multivariate_test"] = SeasonalMannKendall.CorrelatedColumns,
    };

    public static TheoryData<string> Names => [.. s_tests.Keys];

    /// <summary>Every number that pyMannKendall's own tests expect of these functions (EXPECTED.json, checked by its authors against four R packages).</summary>
    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Equals_pyMannKendall(string name)
    {
        int held = 0;
        foreach (var data in Expected(name))
        {
            var result = s_tests[name](Series(data.Name));
            foreach (var figure in data.Value.EnumerateObject())
            {
                double? mine = figure.Name switch { "s" => result.S, "var_s" => result.Variance, "Tau" => result.Tau, "z" => result.Z, "p" => result.P, _ => null };
                if (mine is { } value) Near(figure.Value.GetDouble(), value, $"{name} {data.Name} {figure.Name}");
                if (figure.Name == "trend") Assert.Equal(figure.Value.GetString(), result.Direction() switch { 1 => "increasing", -1 => "decreasing", _ => "no trend" });
                held++;
            }
        }

        Assert.InRange(held, 10, 100);
    }

    [SkippableTheory]
    [InlineData("sens_slope")]
    [InlineData("seasonal_sens_slope")]
    public void Slopes_equal_pyMannKendall(string name)
    {
        foreach (var data in Expected(name))
        {
            var line = name == "sens_slope" ? TheilSen.Of(Series(data.Name)[0]) : TheilSen.Seasonal(Series(data.Name)[0], 12);
            Near(data.Value.GetProperty("slope").GetDouble(), line.Slope, data.Name);
            if (data.Value.TryGetProperty("intercept", out var intercept)) Near(intercept.GetDouble(), line.Intercept, data.Name);
        }
    }

    /// <summary>scipy 1.10 on the values that are there: stats.theilslopes(x[k], t[k], .95).</summary>
    [SkippableFact]
    public void Gaps_keep_their_time_and_the_interval_is_scipys()
    {
        var line = TheilSen.Of(Series("arbitrary_1d_data")[0]);
        Assert.Equal((-0.006369426751592357, -0.06557377049180328, 0.015748031496062992), (line.Slope, line.Low, line.High));
    }

    [Fact]
    public void Uneven_times_are_as_in_scipy()
    {
        var line = TheilSen.Of(s_times, s_values);
        Assert.Equal(0.02347222222222222, line.Slope, 1e-15);
        Assert.Equal(0.21590277777777775, line.Intercept, 1e-15);
        Assert.Equal((0.0125, 0.04), (Math.Round(line.Low, 12), Math.Round(line.High, 12)));
        var narrow = TheilSen.Of(s_times, s_values, 0.9);
        Assert.Equal((0.0175, 0.0375), (Math.Round(narrow.Low, 12), Math.Round(narrow.High, 12)));
        Assert.Equal(0.7857142857142856, MannKendall.Of(s_values).Tau, 1e-12);
    }

    /// <summary>By hand: 3, 1, 2, 2, 4 has 6 rising and 3 falling pairs and one tie: S = 3; variance (5·4·15 − 2·1·9)/18 = 15.667; z = 2/√15.667.</summary>
    [Fact]
    public void Five_values_by_hand()
    {
        var test = MannKendall.Of([3, 1, double.NaN, 2, 2, 4]);
        Assert.Equal((5, 3.0, 0.3), (test.Count, test.S, test.Tau));
        Assert.Equal(282 / 18.0, test.Variance, 1e-12);
        Assert.Equal(2 / Math.Sqrt(282 / 18.0), test.Z, 1e-12);
    }

    [Fact]
    public void Nothing_and_little_say_nothing()
    {
        Assert.Equal((0.0, 1.0), (MannKendall.Of([]).Z, MannKendall.Of([double.NaN, 1]).P));
        Assert.True(double.IsNaN(TheilSen.Of([1.0]).Slope));
        Assert.Equal((1.0, double.NaN), (TheilSen.Of([1.0, 2.0]).Slope, TheilSen.Of([1.0, 2.0]).Low));
    }

    private static readonly Gen<double[]> s_series = Gen.Int[-20, 20].Select(i => i / 4.0).Array[2, 40];

    [Fact]
    public void Reversing_time_turns_the_trend_round() =>
        s_series.Sample(x =>
        {
            var (forth, back) = (MannKendall.Of(x), MannKendall.Of([.. x.Reverse()]));
            return forth.S == -back.S && forth.Variance == back.Variance && TheilSen.Of(x).Slope == -TheilSen.Of([.. x.Reverse()]).Slope;
        }, iter: 300);

    [Fact]
    public void A_line_added_moves_the_slope_by_its_own() =>
        Gen.Select(s_series, Gen.Double[-2, 2]).Sample((x, slope) =>
        {
            var (plain, tilted) = (TheilSen.Of(x), TheilSen.Of([.. x.Select((value, i) => value + slope * i)]));
            return Math.Abs(tilted.Slope - plain.Slope - slope) < 1e-9;
        }, iter: 300);

    [Fact]
    public void Selecting_finds_what_sorting_finds() =>
        Gen.Select(Gen.Int[0, 9].Select(i => (double)i).Array[1, 60], Gen.Int[0, 59]).Sample((x, place) =>
            Order.Select([.. x], place % x.Length) == x.Order().ElementAt(place % x.Length), iter: 500);

    /// <summary>
    /// Monthly mean NDVI of the Turów mine, April 2017 to October 2023, 55 months with a view: by /usr/bin/python3 with numpy, the same sums
    /// as pyMannKendall's seasonal_test on the years as rows: S = 20, variance 326.667, p = 0.2931, slope 0.005 a year in [−0.0025, 0.010].
    /// </summary>
    [SkippableFact]
    public void Turow_mine_shows_no_trend_over_seven_years()
    {
        string[] lines = File.ReadAllLines(SharedData.Path("turow-mine-series", "monthly_statistics_clear.csv"));
        string[] head = lines[0].Split(',');
        int date = Array.IndexOf(head, "Date"), ndvi = Array.IndexOf(head, "NDVI_mean");
        var months = new double[7 * 12];
        Array.Fill(months, double.NaN);
        foreach (string[] cells in lines.Skip(1).Select(l => l.Split(',')))
        {
            int year = int.Parse(cells[date][..4], CultureInfo.InvariantCulture), month = int.Parse(cells[date][5..7], CultureInfo.InvariantCulture);
            months[(year - 2017) * 12 + month - 1] = double.Parse(cells[ndvi], CultureInfo.InvariantCulture);
        }

        var test = SeasonalMannKendall.Of(months, 12);
        Assert.Equal((55, 20.0), (test.Count, test.S));
        Assert.Equal(326.6666666666667, test.Variance, 1e-9);
        Assert.Equal(0.29314913984028435, test.P, 1e-9);
        var line = TheilSen.Seasonal(months, 12);
        Assert.Equal(0.005, line.Slope, 1e-9);
        Assert.Equal((-0.0025, 0.01), (Math.Round(line.Low, 9), Math.Round(line.High, 9)));
    }

    /// <summary>The least of twenty runs, so that a busy machine does not fail it; 1.3 ms measured on a machine with ten times more to do than cores.</summary>
    [Fact]
    public void Theil_Sen_of_thirty_years_of_months_is_quick()
    {
        ulong state = 3;
        double[] values = [.. Enumerable.Range(0, 360).Select(i => 0.001 * i + Restored.SimulatedSeasons.Normal(ref state))];
        double least = double.PositiveInfinity;
        for (int i = 0; i < 20; i++)
        {
            long start = TimeProvider.System.GetTimestamp();
            TheilSen.Of(values);
            least = Math.Min(least, TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        output.WriteLine(FormattableString.Invariant($"{least:0.00} ms"));
        Assert.InRange(least, 0, 20);
    }

    private static JsonElement.ObjectEnumerator Expected(string name)
    {
        var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path(Folder, "EXPECTED.json")));
        return expected.RootElement.GetProperty(name).EnumerateObject();
    }

    private static double[][] Series(string name) => name switch
    {
        "NoTrendData" => [[.. Enumerable.Repeat(1.0, 360)]],
        "TrendData" => [[.. Enumerable.Range(0, 360).Select(i => (double)i)]],
        "NoTrend2dData" => [[.. Enumerable.Repeat(1.0, 360)], [.. Enumerable.Repeat(1.0, 360)]],
        "arbitrary_1d_data" => [SharedSeries.Column(Folder, "arbitrary_1d.csv", "value")],
        "arbitrary_2d_data" => [SharedSeries.Column(Folder, "arbitrary_2d.csv", "a"), SharedSeries.Column(Folder, "arbitrary_2d.csv", "b")],
        _ => throw new ArgumentException($"no series {name}"),
    };

    private static void Near(double expected, double value, string what) =>
        Assert.True(Math.Abs(expected - value) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{what}: {value:R} is not {expected:R}");
}
