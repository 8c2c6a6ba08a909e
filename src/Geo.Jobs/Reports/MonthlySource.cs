using System.Security.Cryptography;
using Geo.Core.Cases;
using Geo.Core.Reporting;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Core.Tracking;

namespace Geo.Jobs.Reports;

/// <summary>A month's data from the store.</summary>
internal static class MonthlySource
{
    /// <summary>Reads all but the pictures.</summary>
    /// <param name="store">The store.</param>
    /// <param name="month">A month that is over.</param>
    /// <param name="knownAt">Up to when the store's knowledge counts: now.</param>
    public static MonthlyData Read(WorkspaceStore store, ReportMonth month, DateTimeOffset knownAt)
    {
        var reading = new StoreReading(store, knownAt);
        var gaps = new List<Gap>();
        var notes = new List<BothWords>();
        var (sites, since, lateSites) = MonthlySites.Read(store, reading, month);
        DumpRow[] dumps = [.. reading.Standing(Layers.Dumps.Id, month.LastMoment, out bool lateDumps).Select(Dump)];
        CaseRow[] cases = [.. reading.Rows(InventoryLayers.Cases.Id).Select(Case)];
        RiverRow[] river = [.. reading.Standing(InventoryLayers.RiverCorridor.Id, month.LastMoment, out bool lateRiver).Select(River)];
        Feature[] scenes = reading.Rows(Layers.Scenes.Id);
        void Lacks(string part, bool missing, string zh, string en)
        {
            if (missing) gaps.Add(new Gap(part, new BothWords(zh, en)));
        }

        Lacks("sites", sites.Count == 0, "矿山台账尚未导入", "the register of mine sites has not been imported");
        Lacks("dumps", dumps.Length == 0, "堆场台账尚未导入", "the register of dumps has not been imported");
        Lacks("funding", dumps.All(d => d.Rank is null), dumps.Length == 0 ? "堆场台账尚未导入" : "堆场尚未排序（优先级）", dumps.Length == 0 ? "the register of dumps has not been imported" : "the dumps have not been ranked");
        Lacks("cases", cases.Length == 0, "尚未登记线索", "no case has been registered");
        Lacks("river", river.Length == 0, "沿黄管控带尚未计算", "the river corridor has not been computed");
        void Notes(bool holds, string zh, string en)
        {
            if (holds) notes.Add(new BothWords(zh, en));
        }

        Notes(lateSites || lateDumps || lateRiver, "月末时库中尚无部分图层，按成稿时所存统计", "some layers were not yet stored at the month's end: told as stored when the report was made");
        Notes(dumps.Length > 0 && dumps.All(d => d.Grade is null), "堆场管控级别尚未确定", "no dump has a control grade");
        Notes(cases.Any(c => c.FoundAt is null), $"{cases.Count(c => c.FoundAt is null)}件线索没有发现时间，未计入", $"{cases.Count(c => c.FoundAt is null)} cases have no date and are not counted");
        return new MonthlyData(
            month.ToString(), knownAt, since, scenes.Any(s => s.Is("synthetic")), sites, dumps, [.. cases.Where(c => c.FoundAt is null || c.FoundAt < month.End)], river,
            Watched(reading, month, scenes), SourcesOf(store, reading, month, scenes),
            [.. reading.Rows(Layers.Towns.Id).Select(MapOutline.Of).OfType<MapArea>()], [.. reading.Rows(Layers.Rivers.Id).Select(MapOutline.Of).OfType<MapArea>()], [], gaps, notes);
    }

    private static DumpRow Dump(Feature d) => new(
        d.Id, d.Text("name") ?? d.Id, d.Text("town"), d.Text("lead_unit"), d.Text("waste_category"), d.Text("control_grade"), d.Text("status"), d.Is("large_bulk"), d.Real("area_m2") ?? d.Real("listed_area_m2"),
        d.Real("estimated_tonnes"), d.Whole("priority_rank"), d.Real("priority_score"), d.Is("funded"), d.Whole("cost_wan"), d.Text("cost_source"), d.At("ranked_at"), d.Place()?.Lon, d.Place()?.Lat);

    private static CaseRow Case(Feature c) => new(c.Id, Units.Default.Find(c.Text("unit"))?.Zh ?? c.Text("unit"), c.Text("town"), c.Text("kind"), c.At("found_at"), c.At("assigned_at"), c.At("due_at"), c.At("closed_at"), c.Place()?.Lon, c.Place()?.Lat);

    private static RiverRow River(Feature r) => new(
        r.Text("item_kind") ?? MonthlyFigures.Unknown, r.Text("item_id") ?? r.Id, r.Text("river_name"), r.Text("river_rank"), r.Text("reach"), r.Real("distance_m"), r.Whole("within_m"));

    private static Watched Watched(StoreReading reading, ReportMonth month, Feature[] scenes)
    {
        Feature[] detections = reading.Rows(Layers.Detections.Id), checks = reading.Within(Layers.FieldChecks.Id, month.Start, month.LastMoment), alerts = reading.Rows(Layers.Alerts.Id);
        return new Watched(
            scenes.Count(s => IsPicture(s) && month.Holds(s.At("acquired_at"))),
            reading.Within(Layers.Observations.Id, month.Start, month.LastMoment).Count(o => o.Text("site_kind") == TrackedSite.MineSite),
            reading.Rows(Layers.Surveys.Id).Count(s => month.Holds(s.At("surveyed_at"))),
            detections.Count(d => month.Holds(d.At("first_seen_at"))), detections.Count(d => month.Holds(d.At("reviewed_at"))),
            checks.Count(c => c.Text("source") != "drone"), checks.Count(c => c.Text("source") == "drone"),
            alerts.Count(a => month.Holds(a.At("raised_at"))),
            alerts.Count(a => a.At("raised_at") < month.End && (a.Text("state") == "open" || a.At("handled_at") >= month.End)));
    }

    private static Sources SourcesOf(WorkspaceStore store, StoreReading reading, ReportMonth month, Feature[] scenes)
    {
        Feature[] surveys = [.. reading.Rows(Layers.Surveys.Id).Where(s => s.At("acquired_at") < month.End).OrderBy(s => s.At("acquired_at")).ThenBy(s => s.Id, StringComparer.Ordinal)];
        HashSet<string> surveyed = [.. surveys.LastOrDefault()?.Properties["scene_ids"] as IReadOnlyList<string> ?? []];
        var shown = scenes.Where(s => s.At("acquired_at") is { } at && (month.Holds(at) || surveyed.Contains(s.Id)))
            .Select(s => new SceneLine(s.Id, SiteChip.Sensor(s.Text("profile") ?? ""), s.At("acquired_at")!.Value, month.Holds(s.At("acquired_at")))).OrderBy(s => s.At).ThenBy(s => s.Id, StringComparer.Ordinal);
        var models = surveys.GroupBy(s => s.Text("model") ?? "").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new ModelLine(g.Key, g.Last().Text("model_hash"), g.Last().Id, g.Last().At("acquired_at")));
        return new Sources([.. shown], [.. models], [.. RuleFiles()], Programs.Current, store.Revision);
    }

    private static IEnumerable<RuleFile> RuleFiles()
    {
        string data = Path.Combine(AppContext.BaseDirectory, "data");
        return Directory.EnumerateFiles(Path.Combine(data, "rules"), "*.json").Append(Path.Combine(data, "report.json")).Append(Path.Combine(data, "classes.json")).Where(File.Exists)
            .Select(f => new RuleFile(Path.GetRelativePath(data, f).Replace(Path.DirectorySeparatorChar, '/'), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))[..12])).OrderBy(f => f.File, StringComparer.Ordinal);
    }

    // Heights are no pictures.
    private static bool IsPicture(Feature scene) => scene.Text("profile") is not ("dem" or "dsm");
}
