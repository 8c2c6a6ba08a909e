using Geo.Core.Tracking.Trends;

namespace Geo.Core.Tests.Tracking.Trends;

public sealed class AreaGrowthTests
{
    private static readonly DateTimeOffset s_start = new(2023, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Two_dates_are_not_enough()
    {
        var told = AreaGrowth.Of([Seen("a", 0, 1000), Seen("b", 1, 2000), Seen("c", 1, 2100)]);
        Assert.Null(told.PerYear);
        Assert.Equal(("growth_too_few_surveys", 2), (told.Missing?.Code, (int)told.Missing!.Values["dates"]));
        Assert.Equal([1000, 2100], told.Series.Select(s => s.SquareMetres)); // the same date once
    }

    // By hand: slope 500 a year, residuals -100/3, 200/3, -100/3, so se = sqrt(6666.67 / 1 / 2) = 57.735; t(0.975, 1) = 12.7062.
    [Fact]
    public void Three_dates_give_a_line_with_student_s_interval()
    {
        var told = AreaGrowth.Of([Seen("c", 2, 2000), Seen("a", 0, 1000), Seen("b", 1, 1600)]);
        Assert.Equal(("least_squares", null), (told.Method, told.Missing));
        Assert.Equal(500, told.PerYear!.Value, 6);
        Assert.Equal(500 - 733.59, told.Low!.Value, 1);
        Assert.Equal(500 + 733.59, told.High!.Value, 1);
    }

    // scipy.stats.theilslopes([0,100,200,300,5000,500,600],[0,1,2,3,4,5,6]) gives slope 100: one bad date does not move it.
    [Fact]
    public void From_five_dates_on_one_bad_survey_does_not_move_the_slope()
    {
        var told = AreaGrowth.Of(new double[] { 0, 100, 200, 300, 5000, 500, 600 }.Select((m2, i) => Seen($"s{i}", i, m2)));
        Assert.Equal("theil_sen", told.Method);
        Assert.Equal(100, told.PerYear!.Value, 6);
        Assert.True(told.Low <= 100 && told.High >= 100);
    }

    private static SeenArea Seen(string survey, double year, double m2) => new(survey, s_start.AddDays(365.25 * year), m2);
}
