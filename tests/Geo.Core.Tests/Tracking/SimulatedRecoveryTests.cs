using System.Diagnostics;
using Geo.Core.Demo;
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
        var pairs = new List<(double True, double Seen)>();
        var all = new List<Observation>();
        foreach (var scene in demo.Scenes)
        {
            var taken = SceneIngestor.Ingest(
                scene.Path, new IngestOptions { Profile = scene.Profile, Datetime = scene.AcquiredAt, Synthetic = true }, scenes, folder.File("tmp"), null, default).Scene;
            using var source = new SceneSource(taken, scenes);
            clock.Restart();
            var observed = new SiteObserver(taken.Id, taken.AcquiredAt, source, disturbed, RestorationRules.Default).Observe(sites, null, default);
            output.WriteLine($"{taken.AcquiredAt:yyyy-MM-dd}: {observed.Count} observations in {clock.ElapsedMilliseconds} ms, {observed.Count(o => o.RelativeRecovery is not null)} with recovery, reference {observed.Average(o => o.ReferenceCover):0.00}; {observed.FirstOrDefault(o => o.Missing is not null)?.Missing}");
            all.AddRange(observed);
            foreach (var o in observed.Where(o => o.RelativeRecovery is not null))
            {
                var date = truth[o.SiteCode].EnumerateArray().First(d => d.GetProperty("acquired_at").GetDateTimeOffset() == scene.AcquiredAt);
                pairs.Add((date.GetProperty("relative_cover_share").GetDouble(), o.RelativeRecovery!.Value));
            }
        }

        double rank = RankCorrelation(pairs);
        output.WriteLine($"{pairs.Count} pairs, rank correlation {rank:0.000}, median error {Median(pairs.Select(p => p.Seen - p.True)):0.000}, median absolute error {Median(pairs.Select(p => Math.Abs(p.Seen - p.True))):0.000}");
        foreach (var m in mines.Rows.Take(12))
        {
            var site = all.Where(o => o.SiteCode == m.Code).ToArray();
            var proposal = SiteAssessor.Of(site, SiteFacts.Unknown with { Status = ((MineSite)m.Entry!).Status }, RestorationRules.Default, demo.Scenes[^1].AcquiredAt).Proposal;
            output.WriteLine($"{m.Code} {truth[m.Code!].EnumerateArray().Last().GetProperty("status").GetString()} -> {proposal.Evidence.En}");
        }

        Assert.True(rank > 0.5);
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
