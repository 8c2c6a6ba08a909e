using Geo.Core.Imagery;
using Geo.Core.Reporting;
using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Recovery;
using Geo.Core.Tracking.Restored;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Reporting;

/// <summary>A made-up site with five seasons.</summary>
internal static class DossierFixture
{
    /// <param name="years">Seasons; one date each, cover rising from 0.1 by 0.08 a year, reference 0.5.</param>
    /// <param name="recovery">Areas of a site of 10 ha.</param>
    public static DossierInput Input(int years = 5, bool recovery = true, string name = "一号采石场")
    {
        var site = new MineSite("DH-M-001", name, GeometryFactory.Default.ToGeometry(new Envelope(110.01, 110.014, 40.5, 40.503)), "河东镇", "区自然资源分局", "石灰岩",
            RestorationMode.Assisted, 2025, new SquareMetres(100_000), new SquareMetres(101_000), MineStatus.Vegetating);
        Observation[] observations = [.. Enumerable.Range(0, years).Select(i => new Observation(
            "mine_site", site.Code, $"sentinel2-{2021 + i}", At(2021 + i), 0.97, 0.2 + 0.06 * i, 0.05, 0.1 + 0.08 * i, 0.03, 0.5 - 0.1 * i, 0, 0.5, 400, (0.1 + 0.08 * i) / 0.5, 0.06, null)
        { Sensor = "sentinel2-l2a", ReferenceNdvi = 0.45, ReferenceSpread = 0.08, ReferenceCoverUncertainty = 0.02, NdviUncertainty = 0.01 })];
        SeasonSeries series = SeasonSeries.Of(observations, RestorationRules.Default);
        var options = new RestorationTestOptions();
        var verdict = RestorationTest.Of([.. series.Seasons.TakeLast(3).Select(s => new SeasonRatio(s.Year, s.Site, s.Reference, s.SiteError, s.ReferenceError, s.Scenes))], options);
        var scenes = observations.ToDictionary(o => o.SceneId, o => new Scene(o.SceneId, "sentinel2-l2a", o.ObservedAt, Grid, [new SceneBand(BandRole.Red, 1, 1e-4, 0)], 0, o.SceneId + ".tif", null, new string('a', 64), site.Geometry, 1, 0, true));
        HistoryLine[] history =
        [
            new("h1", At(2021), "register", "not_started", null, "import", new Reason("imported", "imported"), null, null, null),
            new("h2", At(2023), "decision", "in_progress", "not_started", "张三", new Reason("开工 <确认> & 核对", "works began"), null, "insufficient_evidence", null),
            new("h3", At(2024), "decision", "restored", "in_progress", "李四", new Reason("误填", "mistaken"), null, null, null),
            new("h4", At(2024).AddDays(1), "undo", "in_progress", "restored", "李四", new Reason("撤销误填", "undone"), "h3", null, null),
        ];
        var pair = ScenePair.Choose(observations, null, null, RestorationRules.Default, RecoveryRules.Default);
        return new DossierInput(site, new SiteStanding(At(2023), "vegetating", new Reason("依据", "evidence"), null, null, At(2023), "late", 11, ["drone"], [new Reason("影像检出", "seen")]), series, verdict, observations, history,
            [new WorkLine("FC-1", At(2023), "王五", ["覆土", "撒播草籽"], "ok")], scenes, [new RunLine("track-1", "track", "1.0", At(2025))],
            [new DetectionLine("D1", "unrestored_pit", 0.8, 1234, At(2024), "default", "s-1", "confirmed")], pair, recovery ? Map() : null);
    }

    public static Grid Grid { get; } = new(GeoTransform.NorthUp(300_000, 4_490_000, 10, 10), 100, 100, Core.Crs.WellKnown.GaussKruger111);

    public static DateTimeOffset At(int year) => new(year, 7, 15, 3, 0, 0, TimeSpan.Zero);

    private static SiteRecovery Map() => new(new Window(0, 0, 1, 1), [1], new SquareMetres(100_000),
        new Dictionary<RecoveryClass, SquareMetres>
        {
            [RecoveryClass.Recovered] = new(30_000),
            [RecoveryClass.Recovering] = new(40_000),
            [RecoveryClass.Bare] = new(20_000),
            [RecoveryClass.Relapsed] = new(0),
            [RecoveryClass.Water] = new(10_000),
            [RecoveryClass.NoData] = new(0),
        },
        2021, 2025, new Dictionary<(GroundCover, GroundCover), SquareMetres>
        {
            [(GroundCover.Bare, GroundCover.Vegetated)] = new(30_000),
            [(GroundCover.Bare, GroundCover.Sparse)] = new(40_000),
            [(GroundCover.Bare, GroundCover.Bare)] = new(20_000),
            [(GroundCover.Bare, GroundCover.Water)] = new(10_000),
        });
}
