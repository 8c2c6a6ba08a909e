using Geo.Core.Tracking.Trends;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Tracking.Trends;

public class ChangeFinderTests(ITestOutputHelper output)
{
    private const int Sites = 900;

    /// <summary>
    /// A third each without a change, abrupt, gradual; fixed seed. The year is right for an abrupt change if it is that of the first clear scene
    /// after it; for a gradual one from the season before its first to its last. Of several changes the greatest is judged.
    /// </summary>
    [Fact]
    public void Change_years_are_right_and_unchanged_sites_stay_so()
    {
        ulong seed = 2026;
        var (right, extra, kinds, inside) = (new int[3], new int[3], new int[3], new int[3]);
        for (int i = 0; i < Sites; i++)
        {
            ulong state = SplitMix64.Next(ref seed);
            var (truth, values) = SimulatedSites.Make(i % 3, ref state);
            var changes = ChangeFinder.Of(values, new ChangeOptions());
            if (changes.Count > (truth.None ? 0 : 1)) extra[i % 3]++;
            var greatest = changes.MaxBy(c => Math.Abs(c.Magnitude));
            bool good = truth.None ? greatest is null
                : greatest is not null && greatest.Year >= First(values, truth) - (truth.Gradual ? 1 : 0)
                    && greatest.Year <= (truth.Gradual ? SiteTruth.Season(truth.To) : First(values, truth)) && Math.Sign(greatest.Magnitude) == Math.Sign(truth.Change);
            if (good) right[i % 3]++;
            if (!truth.None && greatest is not null && greatest.Low <= truth.Change && truth.Change <= greatest.High) inside[i % 3]++;
            if (greatest is not null && truth.Gradual == greatest.Kind is ChangeKind.GradualDecline or ChangeKind.GradualRecovery) kinds[i % 3]++;
        }

        output.WriteLine(FormattableString.Invariant($"right: none {right[0]} abrupt {right[1]} gradual {right[2]} of {Sites / 3}; more than one: {extra[0]} {extra[1]} {extra[2]}; shape {kinds[1]} {kinds[2]}; in interval {inside[1]} {inside[2]}"));
        Assert.InRange(right[0], 0.95 * Sites / 3, Sites / 3);
        Assert.InRange(right[1], 0.85 * Sites / 3, Sites / 3);
        Assert.InRange(right[2], 0.85 * Sites / 3, Sites / 3);
    }

    // The season of the first clear scene that could show it.
    private static int First(SiteValue[] values, SiteTruth truth) => (values.FirstOrDefault(v => v.Time >= truth.From) ?? values[^1]).Day.Year;

    [Fact]
    public void Digging_after_restoration_is_a_relapse_and_before_it_is_digging()
    {
        var values = Course(time => time < 2021.5 ? 0.9 : 0.3);
        var change = Assert.Single(ChangeFinder.Of(values, new ChangeOptions()));
        Assert.Equal((ChangeKind.NewDigging, "new_digging", 2021), (change.Kind, change.Code, change.Year));
        Assert.Equal(ChangeKind.Relapse, Assert.Single(ChangeFinder.Of(values, new ChangeOptions { RestoredOn = new DateOnly(2020, 9, 1) })).Kind);
        Assert.InRange(change.Magnitude, -0.65, -0.55);
        Assert.InRange(-0.6, change.Low, change.High);
        Assert.StartsWith("新增采动：2021-", change.Evidence.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Regrading_before_sowing_is_the_start_of_works()
    {
        var changes = ChangeFinder.Of(Course(time => time < 2020.5 ? 0.4 : time < 2022 ? 0.08 : 0.85), new ChangeOptions());
        Assert.Equal([(ChangeKind.WorksStarted, 2020), (ChangeKind.WorksStarted, 2022)], changes.Select(c => (c.Kind, c.Year)).ToList());
    }

    [Fact]
    public void Slow_recovery_is_gradual_and_a_lake_is_a_lake()
    {
        var slow = Assert.Single(ChangeFinder.Of(Course(time => 0.2 + 0.6 * Math.Clamp((time - 2019) / 4, 0, 1)), new ChangeOptions()));
        Assert.Equal(ChangeKind.GradualRecovery, slow.Kind);
        Assert.InRange(slow.Year, 2018, 2020);
        var lake = Assert.Single(ChangeFinder.Of(Course(_ => 0.2).Select((v, i) => v with { WaterShare = (v.Time < 2020.6 ? 0.02 : 0.3) + 0.01 * (i % 3) }), new ChangeOptions()));
        Assert.Equal((ChangeKind.PitLake, 2020), (lake.Kind, lake.Year));
    }

    [Fact]
    public void Dry_years_of_both_are_no_change()
    {
        var values = Course(_ => 0.6).Select(v => v.ObservedAt.Year >= 2022 ? v with { Cover = v.Cover * 0.4, Reference = v.Reference * 0.4 } : v).ToArray();
        Assert.Empty(ChangeFinder.Of(values, new ChangeOptions()));
        Assert.NotEmpty(ChangeFinder.Of(values.Select(v => v with { Reference = null }), new ChangeOptions()));
    }

    // Eight scenes a season, 2017 to 2024, noise of 0.03.
    private static SiteValue[] Course(Func<double, double> level)
    {
        ulong state = 7;
        return [.. Enumerable.Range(0, 64).Select(i =>
        {
            var at = new DateTimeOffset(2017 + i / 8, 5, 8, 4, 0, 0, TimeSpan.Zero).AddDays(18 * (i % 8));
            double green = 0.35 + 0.2 * Math.Sin(Math.PI * (i % 8) / 7);
            var value = new SiteValue(at, 0, green);
            return value with { Cover = Math.Max(0, green * level(value.Time) + 0.03 * Restored.SimulatedSeasons.Normal(ref state)) };
        })];
    }
}
