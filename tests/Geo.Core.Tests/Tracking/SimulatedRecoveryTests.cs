using System.Diagnostics;
using Geo.Core.Demo;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Vectors;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Tracking;

/// <summary>The observer on simulated scenes with known truth: register outlines are off, skies have clouds.</summary>
public class SimulatedRecoveryTests(ITestOutputHelper output)
{
    [Fact]
    public void Recovery_follows_the_true_cover_of_simulated_sites()
    {
        using var folder = new TemporaryFolder();
        var clock = Stopwatch.StartNew();
        var demo = DistrictSimulator.Write(folder.File("demo"), 7, DemoSize.Small, null, default);
        output.WriteLine($"simulated in {clock.Elapsed.TotalSeconds:0.0} s");
        string scenes = Directory.CreateDirectory(folder.File("scenes")).FullName;
        var mines = RegisterReader.Read("mine-sites", demo.MineSites, RegisterOptions.Default);
        var dumps = RegisterReader.Read("dumps", demo.Dumps, RegisterOptions.Default);
        Assert.All(mines.Rows.Concat(dumps.Rows), r => Assert.True(r.Taken, string.Join("; ", r.Reasons.Select(x => x.En))));
        TrackedSite[] sites = [.. mines.Rows.Select(r => new TrackedSite(TrackedSite.MineSite, r.Entry!.Code, r.Entry.Geometry))];
        var disturbed = mines.Rows.Concat(dumps.Rows).Select(r => r.Entry!.Geometry).ToArray();
        var truth = VectorFile.Read(demo.Truth).Features
            .Where(t => t.Attributes["site_code"] is string && (string)t.Attributes["site_kind"]! == "mine_site")
            .ToDictionary(t => (string)t.Attributes["site_code"]!, t => System.Text.Json.JsonDocument.Parse((string)t.Attributes["dates"]!).RootElement);
        // The ring alone; without what the class raster calls unnatural; matched on slope and aspect by the simulator's own terrain as well.
        var parameters = DemoParameters.Load();
        var window = DistrictSimulator.WindowOf(parameters, DemoSize.Small);
        var surface = new Surface(new DistrictPlan(parameters, 7), window, Environment.ProcessorCount, default);
        using var classes = Dataset.Open(demo.TruthClasses);
        var land = new ClassMap(new RasterValues(classes.Grid, (part, into) => classes.Read(1, part, into)), parameters.ClassNames);
        var heights = new RasterValues(classes.Grid, (part, into) =>
        {
            for (int i = 0; i < into.Length; i++) into[i] = surface.Height[(part.Row + i / part.Width + Surface.Rim) * surface.Width + part.Col + i % part.Width + Surface.Rim];
        });
        (string Name, SiteGrounds Grounds)[] ways =
        [
            ("matched", new SiteGrounds(new Surroundings(disturbed) { Land = land, Heights = [heights] }, RestorationRules.Default)),
            ("class raster", new SiteGrounds(new Surroundings(disturbed) { Land = land }, RestorationRules.Default)),
            ("ring", new SiteGrounds(new Surroundings(disturbed), RestorationRules.Default)),
        ];
        var pairs = new List<(double True, double Seen)>();
        var ratios = ways.ToDictionary(way => way.Name, _ => new List<(double True, double Seen)>());
        var all = new List<Observation>();
        var thickly = new List<double>();
        foreach (var scene in demo.Scenes)
        {
            var taken = SceneIngestor.Ingest(
                scene.Path, new IngestOptions { Profile = scene.Profile, Datetime = scene.AcquiredAt, Synthetic = true }, scenes, folder.File("tmp"), null, default).Scene;
            using var source = new SceneSource(taken, scenes);
            thickly.AddRange(new SiteObserver(ObservedScene.Of(taken), new HazySource(source, 0.08f), ways[2].Grounds).Observe(sites, null, default)
                .Where(o => o.ValidShare + o.HazeShare > 0.5).Select(o => o.HazeShare!.Value / (o.ValidShare + o.HazeShare.Value)));
            foreach (var (name, grounds) in ways)
            {
                clock.Restart();
                var observed = new SiteObserver(ObservedScene.Of(taken), source, grounds).Observe(sites, null, default);
                output.WriteLine($"{name}, {taken.AcquiredAt:yyyy-MM-dd}: {observed.Count} observations in {clock.ElapsedMilliseconds} ms, {observed.Count(o => o.RelativeRecovery is not null)} with recovery, reference {observed.Average(o => o.ReferenceCover):0.00}, haze {observed.Average(o => o.HazeShare):0.000}, {string.Join(' ', observed.CountBy(o => o.ReferenceMethod ?? "none"))}; {observed.FirstOrDefault(o => o.Missing is not null)?.Missing}");
                foreach (var o in observed.Where(o => o.RelativeRecovery is not null))
                {
                    var date = truth[o.SiteCode].EnumerateArray().First(d => d.GetProperty("acquired_at").GetDateTimeOffset() == scene.AcquiredAt);
                    double isTrue = date.GetProperty("relative_cover_share").GetDouble();
                    ratios[name].Add((isTrue, o.Cover!.Value / o.ReferenceCover!.Value));
                    if (name == "matched") pairs.Add((isTrue, o.RelativeRecovery!.Value));
                }

                if (name == "matched") all.AddRange(observed);
            }
        }

        foreach (var (name, list) in ratios)
        {
            output.WriteLine($"cover ratio, {name}: {list.Count} pairs, rank correlation {RankCorrelation(list):0.000}, median error {Median(list.Select(p => p.Seen - p.True)):0.000}, median absolute error {Median(list.Select(p => Math.Abs(p.Seen - p.True))):0.000}, of those truly at 0.8 or more {Median(list.Where(p => p.True >= 0.8).Select(p => Math.Abs(p.Seen - p.True))):0.000}");
        }

        output.WriteLine($"haze of 0.08: {thickly.Count(share => share > 0.5)} of {thickly.Count} views known as hazy");
        // Ordinary haze (0.004 to 0.02 in blue) costs next to no view, thick haze nearly all.
        Assert.InRange(all.Average(o => o.HazeShare!.Value), 0, 0.02);
        Assert.InRange(thickly.Average(), 0.9, 1);
        Assert.All(all, o => Assert.InRange(o.SurfaceArea!.Value / o.ProjectedArea!.Value, 1, 2));
        double rank = RankCorrelation(pairs);
        output.WriteLine($"{pairs.Count} pairs, rank correlation {rank:0.000}, median error {Median(pairs.Select(p => p.Seen - p.True)):0.000}, median absolute error {Median(pairs.Select(p => Math.Abs(p.Seen - p.True))):0.000}");
        // Status confusion matrix, for whatever seasons the demo holds: rows the truth at the last date, columns what is proposed.
        var told = mines.Rows.Select(m => (
            True: truth[m.Code!].EnumerateArray().Last().GetProperty("status").GetString()!,
            Proposal: SiteAssessor.Of([.. all.Where(o => o.SiteCode == m.Code)], SiteFacts.Unknown with { Status = ((MineSite)m.Entry!).Status }, RestorationRules.Default, demo.Scenes[^1].AcquiredAt).Proposal))
            .Select(t => (t.True, Proposed: t.Proposal.Status is { } status ? StatusCode.Of(status) : "insufficient", t.Proposal)).ToArray();
        string[] columns = [.. told.Select(t => t.Proposed).Distinct().Order(StringComparer.Ordinal)];
        output.WriteLine($"{"truth",-12} {string.Join(' ', columns.Select(c => $"{c,12}"))}");
        foreach (var row in told.GroupBy(t => t.True).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{row.Key,-12} {string.Join(' ', columns.Select(c => $"{row.Count(t => t.Proposed == c),12}"))}");
        }

        foreach (var one in told.Take(6)) output.WriteLine($"{one.True} -> {one.Proposal.Rule}: {one.Proposal.Evidence.En}");
        Assert.DoesNotContain(told, t => t.Proposed == "accepted");
        Assert.DoesNotContain(told, t => t is { True: "not_started", Proposed: "restored" });
        Assert.True(rank > 0.5);
    }

    /// <summary>Haze laid over a scene, as the simulator's: 1, 0.72, 0.5, 0.27 and 0.07 of it in blue, green, red, near and short-wave infrared.</summary>
    private sealed class HazySource(SceneSource source, float haze) : IReflectanceSource
    {
        public Grid Grid => source.Grid;

        public IReadOnlyList<BandRole> Roles => source.Roles;

        public void Read(BandRole role, Window window, Span<float> into)
        {
            float part = haze * role switch { BandRole.Blue => 1, BandRole.Green => 0.72f, BandRole.Red => 0.5f, BandRole.Nir => 0.27f, _ => 0.07f };
            source.Read(role, window, into);
            for (int i = 0; i < into.Length; i++) into[i] = into[i] * (1 - 1.6f * part) + part;
        }

        public bool ReadQuality(Window window, Span<byte> into) => source.ReadQuality(window, into);

        public IReflectanceSource Reopen() => this;

        public void Dispose()
        {
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    // Spearman: Pearson on ranks.
    private static double RankCorrelation(List<(double True, double Seen)> pairs)
    {
        double[] Ranks(Func<(double True, double Seen), double> of) => [.. pairs.Select(p => pairs.Count(q => of(q) < of(p)) + pairs.Count(q => of(q) == of(p)) / 2.0)];
        double[] a = Ranks(p => p.True), b = Ranks(p => p.Seen);
        double ma = a.Average(), mb = b.Average();
        return a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum() / Math.Sqrt(a.Sum(x => (x - ma) * (x - ma)) * b.Sum(y => (y - mb) * (y - mb)));
    }
}
