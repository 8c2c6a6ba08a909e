using Geo.Core.Reporting.Monthly;

namespace Geo.Core.Tests.Reporting.Monthly;

/// <summary>August 2026 of a made-up district: 4 mines, 3 dumps, 4 cases.</summary>
internal static class MonthlyFixture
{
    public static DateTimeOffset Utc(int month, int day, int hour = 0) => new(2026, month, day, hour, 0, 0, TimeSpan.Zero);

    public static SiteRow Site(string code, string? town, string? unit, string? status, string? before, bool known = true, bool overdue = false) =>
        new(code, "矿" + code, town, unit, status, before, known, status == before ? null : "王五", status == before ? null : Utc(8, 12), status == before ? null : "现场核实 <A&B>", 2025, overdue, 10_000, 110.1, 40.5);

    public static DumpRow Dump(string code, string? town, string? grade, string? status, bool funded = false, int? rank = null, int? cost = null) =>
        new(code, "堆" + code, town, "区生态环境分局", "tailings", grade, status, false, 20_000, null, rank, rank is null ? null : 0.5, funded, cost, cost is null ? null : "测算", rank is null ? null : Utc(8, 20), 110.2, 40.55);

    public static CaseRow Case(string id, string? unit, DateTimeOffset found, DateTimeOffset? due = null, DateTimeOffset? closed = null) => new(id, unit, "河东镇", "dumping", found, found, due, closed, 110.15, 40.52);

    public static MonthlyData Data(bool synthetic = false) => new(
        "2026-08", Utc(9, 1, 2), new Baseline("month_end", new ReportMonth(2026, 7).LastMoment, null), synthetic,
        [
            Site("M1", "河东镇", "区自然资源分局", "restored", "vegetating"), Site("M2", "河东镇", "区自然资源分局", "in_progress", "in_progress", overdue: true),
            Site("M3", "沙尔沁镇", "区自然资源分局", "relapsed", "restored"), Site("M4", null, null, "not_started", null, known: false, overdue: true),
        ],
        [Dump("D1", "河东镇", "I", "listed", funded: true, rank: 1, cost: 120), Dump("D2", "沙尔沁镇", "II", "listed", funded: true, rank: 2), Dump("D3", "沙尔沁镇", null, "candidate", rank: 3)],
        [
            // 15:59:59 UTC of 31 July is the last second of July at the place, 16:00 the first of August.
            Case("C1", "区城管执法局", new(2026, 7, 31, 15, 59, 59, TimeSpan.Zero), due: Utc(8, 15)), Case("C2", "区城管执法局", new(2026, 7, 31, 16, 0, 0, TimeSpan.Zero), due: Utc(9, 20)),
            Case("C3", "区住建局", Utc(7, 2), due: Utc(8, 1), closed: Utc(8, 30)), Case("C4", "区住建局", Utc(6, 2), closed: new(2026, 8, 31, 16, 0, 0, TimeSpan.Zero)),
        ],
        [new RiverRow("dump", "D1", "黄河", "main", "黄河东河段", 800, 1000), new RiverRow("detection", "X1", "黄河", "main", "黄河东河段", 400, 500), new RiverRow("dump", "D2", "东河", "tributary", "东河下段", 90, 500)],
        new Watched(2, 48, 1, 3, 2, 4, 1, 1, 1),
        new Sources([new SceneLine("s2-1", "Sentinel-2", Utc(8, 21), true)], [new ModelLine("default", "abcdef0123456789", "s-1", Utc(8, 21))], [new RuleFile("rules/evidence.json", "0123456789ab")], "1.0", 7),
        [new MapArea("河东镇", "Hedong", [[110.0, 40.45, 110.3, 40.45, 110.3, 40.6, 110.0, 40.6, 110.0, 40.45]])], [new MapArea("黄河", null, [[110.0, 40.46, 110.3, 40.47]])],
        [], [], []);
}
