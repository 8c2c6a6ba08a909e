using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Testing;

namespace Geo.Core.Tests.Tracking;

public class StatusProposerTests
{
    /// <summary>Observations half a month apart from May on, with these recoveries.</summary>
    private static Observation[] Series(params double[] recoveries) => [.. recoveries.Select((r, i) =>
        new Observation("mine_site", "M", $"s{i}", new DateTimeOffset(2026, 5, 1, 4, 0, 0, TimeSpan.Zero).AddDays(15 * i),
            1, 0.5, 0.1, 0.5, 0.03, 0.1, 0, 0.6, 900, r, 0.05, null))];

    private static StatusProposal Propose(MineStatus? current, params double[] recoveries) =>
        StatusProposer.Propose(Series(recoveries), current, RestorationRules.Default);

    [Theory]
    [InlineData(MineStatus.NotStarted, null, 0.1, 0.12, 0.1, 0.11)]
    [InlineData(MineStatus.InProgress, MineStatus.NotStarted, 0.1, 0.1, 0.1, 0.25, 0.3, 0.3)]
    [InlineData(MineStatus.Vegetating, null, 0.3, 0.5, 0.55, 0.6)]
    [InlineData(MineStatus.Restored, MineStatus.Vegetating, 0.8, 0.95, 0.2, 0.93, 0.97)]
    [InlineData(MineStatus.Relapsed, MineStatus.Restored, 0.95, 0.93, 0.94, 0.6, 0.55, 0.5)]
    [InlineData(MineStatus.Vegetating, MineStatus.InProgress, 0.95, 0.93, 0.94, 0.6, 0.55, 0.5)]
    public void Rules_on_medians_of_three(MineStatus expected, MineStatus? current, params double[] recoveries)
    {
        var proposal = Propose(current, recoveries);
        Assert.Equal(expected, proposal.Status);
        Assert.Equal(recoveries.Length, proposal.Observations.Count);
    }

    [Fact]
    public void The_evidence_names_its_figures()
    {
        var evidence = Propose(null, 0.9, 0.95, 0.91).Evidence;
        Assert.Equal("restored: median relative recovery 0.91 over the last 3 growing-season observations (2026-05-01–2026-05-31), at least 0.90 of the reference", evidence.En);
        Assert.Equal("建议“已修复”：近 3 次生长季监测（2026-05-01–2026-05-31）相对恢复度中位数 0.91，达到参照的 0.90", evidence.Zh);
    }

    [Fact]
    public void Too_little_evidence_says_how_much_is_missing()
    {
        var proposal = Propose(null, 0.9);
        Assert.Null(proposal.Status);
        Assert.Contains("2 more", proposal.Evidence.En, StringComparison.Ordinal);
        Assert.Contains("证据不足", proposal.Evidence.Zh, StringComparison.Ordinal);
        var winter = Series(0.9, 0.9, 0.9).Select(o => o with { ObservedAt = o.ObservedAt.AddMonths(6) });
        Assert.Null(StatusProposer.Propose(winter, null, RestorationRules.Default).Status);
        var cloudy = Series(0.9, 0.9, 0.9).Select(o => o with { ValidShare = 0.4 });
        Assert.Null(StatusProposer.Propose(cloudy, null, RestorationRules.Default).Status);
        Assert.DoesNotContain(Enum.GetValues<MineStatus>().Select(s => Propose(s, 1, 1, 1).Status), s => s == MineStatus.Accepted);
    }

    [Fact]
    public void A_threshold_without_a_source_is_refused()
    {
        using var folder = new TemporaryFolder();
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "rules", "restoration.json"));
        File.WriteAllText(folder.File("r.json"), text.Replace("McFeeters 1996 (NDWI above 0 is water) and Xu 2006 (MNDWI above 0)", "", StringComparison.Ordinal));
        Assert.Equal("water_index_above", Assert.Throws<InputException>(() => RestorationRules.Load(folder.File("r.json"))).Field);
        File.WriteAllText(folder.File("r.json"), text.Replace("ring_inner_m", "ring_inner", StringComparison.Ordinal));
        Assert.Equal("ring_inner_m", Assert.Throws<InputException>(() => RestorationRules.Load(folder.File("r.json"))).Field);
        File.WriteAllText(folder.File("r.json"), "{");
        Assert.Throws<InputException>(() => RestorationRules.Load(folder.File("r.json")));
    }
}
