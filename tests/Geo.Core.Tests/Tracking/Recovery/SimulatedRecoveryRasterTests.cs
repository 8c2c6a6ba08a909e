using System.Text.Json;
using Geo.Core.Demo;
using Geo.Core.Imagery;
using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Recovery;
using Geo.Core.Vectors;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Tracking.Recovery;

/// <summary>The recovery raster on the simulator's seasons: the class that most of a site has against its true status at the last date.</summary>
[Trait("Category", "Slow")]
public sealed class SimulatedRecoveryRasterTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, RecoveryClass[]> Fits = new()
    {
        ["not_started"] = [RecoveryClass.Bare],
        ["in_progress"] = [RecoveryClass.Bare, RecoveryClass.Recovering],
        ["vegetating"] = [RecoveryClass.Recovering],
        ["restored"] = [RecoveryClass.Recovered],
        ["relapsed"] = [RecoveryClass.Relapsed],
    };

    [Fact]
    public void Most_sites_are_mostly_of_the_class_that_their_true_status_means()
    {
        using var folder = new TemporaryFolder();
        DemoFiles demo = DistrictSimulator.Write(folder.File("demo"), 7, DemoSize.Small, null, default);
        string folderOfScenes = Directory.CreateDirectory(folder.File("scenes")).FullName;
        RegisterEntry[] mines = [.. RegisterReader.Read("mine-sites", demo.MineSites, RegisterOptions.Default).Rows.Select(r => r.Entry!)];
        NetTopologySuite.Geometries.Geometry[] disturbed = [.. mines.Select(m => m.Geometry), .. RegisterReader.Read("dumps", demo.Dumps, RegisterOptions.Default).Rows.Select(r => r.Entry!.Geometry)];
        TrackedSite[] sites = [.. mines.Select(m => new TrackedSite(TrackedSite.MineSite, m.Code, m.Geometry))];
        var scenes = new Dictionary<string, Scene>();
        var all = new List<Observation>();
        foreach (DemoScene made in demo.Scenes.Concat(demo.Archive))
        {
            Scene scene = SceneIngestor.Ingest(made.Path, new IngestOptions { Profile = made.Profile, Datetime = made.AcquiredAt, Synthetic = true }, folderOfScenes, folder.File("tmp"), null, default).Scene;
            using var source = new SceneSource(scene, folderOfScenes);
            if (RecoveryGrid.PixelMetres(scene) < RecoveryRules.Default.PixelMetres || !SiteObserver.CanObserve(source)) continue;
            scenes.Add(scene.Id, scene);
            all.AddRange(new SiteObserver(scene.Id, scene.AcquiredAt, source, disturbed, RestorationRules.Default).Observe(sites, null, default));
        }

        var truth = VectorFile.Read(demo.Truth).Features.Where(t => t.Attributes["site_kind"] as string == TrackedSite.MineSite)
            .ToDictionary(t => (string)t.Attributes["site_code"]!, t => JsonDocument.Parse((string)t.Attributes["archive"]!).RootElement.EnumerateArray().Last().GetProperty("status").GetString()!);
        var open = scenes.ToDictionary(s => s.Key, s => new SceneSource(s.Value, folderOfScenes));
        Grid grid = RecoveryGrid.Of([.. scenes.Values], mines.Select(m => m.Geometry));
        var mapper = new RecoveryMapper(grid, id => open[id], RestorationRules.Default, RecoveryRules.Default);
        int agreed = 0, told = 0;
        foreach (RegisterEntry mine in mines.Where(m => truth.ContainsKey(m.Code)))
        {
            SeasonSeries series = SeasonSeries.Of(all.Where(o => o.SiteCode == mine.Code), RestorationRules.Default);
            RecoveryDate[] dates = [.. series.Used.Select(o => new RecoveryDate(SeasonSeries.YearOf(o.ObservedAt), o.SceneId, o.ReferenceCover!.Value))];
            if (mapper.Of(mine.Geometry, dates, null, default) is not { } map) continue;
            RecoveryClass most = map.Areas.MaxBy(a => a.Value.Value).Key;
            bool fits = Fits[truth[mine.Code]].Contains(most);
            (agreed, told) = (agreed + (fits ? 1 : 0), told + 1);
            output.WriteLine($"{mine.Code} {truth[mine.Code]}: {most}{(fits ? "" : "  <--")}  {string.Join(", ", map.Areas.Where(a => a.Value.Value > 0).Select(a => $"{a.Key} {a.Value.Value / map.SiteArea.Value:0.00}"))}");
            Assert.Equal(map.SiteArea.Value, map.Areas.Sum(a => a.Value.Value), 1e-6 * map.SiteArea.Value);
        }

        foreach (SceneSource source in open.Values) source.Dispose();
        output.WriteLine($"{agreed} of {told} sites agree");
        Assert.True(agreed >= 0.8 * told, $"{agreed} of {told}");
    }
}
