using Geo.Core.Sites;

namespace Geo.Core.Reporting.Monthly;

/// <summary>
/// Every number of a monthly report by its key, as sites.town.河东镇.restored. A null says that there is no evidence, never zero.
/// The parts by unit, by town and by status each add up to their total.
/// </summary>
public static class MonthlyFigures
{
    /// <summary>Stands for what the register does not say.</summary>
    public const string Unknown = "unknown";

    /// <summary>Statuses of mine sites in the order of the work, then unknown.</summary>
    public static IReadOnlyList<string> SiteStatuses { get; } = [.. Enum.GetValues<MineStatus>().Select(s => StatusCode.Of(s)), Unknown];

    /// <summary>Control grades, then unknown.</summary>
    public static IReadOnlyList<string> Grades { get; } = ["I", "II", "III", Unknown];

    /// <summary>Statuses of dumps in the order of the work, then unknown.</summary>
    public static IReadOnlyList<string> DumpStatuses { get; } = [.. Enum.GetValues<DumpStatus>().Select(s => StatusCode.Of(s)), Unknown];

    /// <summary>What is counted of cases.</summary>
    public static IReadOnlyList<string> CaseCounts { get; } = ["open_before", "opened", "closed", "open", "overdue"];

    /// <summary>Computes them.</summary>
    /// <returns>In the order in which the report tells them.</returns>
    public static IReadOnlyDictionary<string, double?> Of(MonthlyData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var figures = new Dictionary<string, double?>(StringComparer.Ordinal);
        HashSet<string> missing = [.. data.Missing.Select(m => m.Part)];
        void Put(string part, string key, double? value) => figures[key] = missing.Contains(part) ? null : value;
        ReportMonth month = ReportMonth.Parse(data.Month);

        void Sites(string at, IReadOnlyList<SiteRow> of)
        {
            Put("sites", $"{at}.total", of.Count);
            foreach (string status in SiteStatuses) Put("sites", $"{at}.{status}", of.Count(s => Status(s.Status) == status));
            Put("sites", $"{at}.finished", of.Count(s => Finished(s.Status)));
            Put("sites", $"{at}.overdue", of.Count(s => s.Overdue));
            Put("sites", $"{at}.changed", of.Count(Changed));
        }

        Sites("sites", data.Sites);
        foreach (string status in SiteStatuses) Put("sites", $"sites.before.{status}", data.Sites.Count(s => s.KnownBefore && Status(s.Before) == status));
        Put("sites", "sites.before.total", data.Sites.Count(s => s.KnownBefore));
        foreach (string unit in Names(data.Sites, s => s.Unit)) Sites($"sites.unit.{unit}", [.. data.Sites.Where(s => Name(s.Unit) == unit)]);
        foreach (string town in Names(data.Sites, s => s.Town)) Sites($"sites.town.{town}", [.. data.Sites.Where(s => Name(s.Town) == town)]);

        void Dumps(string at, IReadOnlyList<DumpRow> of)
        {
            Put("dumps", $"{at}.total", of.Count);
            foreach (string grade in Grades) Put("dumps", $"{at}.{grade}", of.Count(d => Grade(d) == grade));
            Put("dumps", $"{at}.large", of.Count(d => d.LargeBulk));
        }

        Dumps("dumps", data.Dumps);
        Put("dumps", "dumps.area_m2", data.Dumps.Any(d => d.Area is not null) ? data.Dumps.Sum(d => d.Area ?? 0) : null);
        foreach (string status in DumpStatuses)
        {
            Dumps($"dumps.status.{status}", [.. data.Dumps.Where(d => Status(d.Status) == status)]);
        }

        foreach (string unit in Names(data.Dumps, d => d.Unit)) Dumps($"dumps.unit.{unit}", [.. data.Dumps.Where(d => Name(d.Unit) == unit)]);
        foreach (string town in Names(data.Dumps, d => d.Town)) Dumps($"dumps.town.{town}", [.. data.Dumps.Where(d => Name(d.Town) == town)]);

        void Cases(string at, IReadOnlyList<CaseRow> of)
        {
            Put("cases", $"{at}.open_before", of.Count(c => OpenAt(c, month.Start)));
            Put("cases", $"{at}.opened", of.Count(c => month.Holds(c.FoundAt)));
            Put("cases", $"{at}.closed", of.Count(c => month.Holds(c.ClosedAt)));
            Put("cases", $"{at}.open", of.Count(c => OpenAt(c, month.End)));
            Put("cases", $"{at}.overdue", of.Count(c => OverdueAt(c, month.End)));
        }

        Cases("cases", data.Cases);
        foreach (string unit in Names(data.Cases, c => c.Unit)) Cases($"cases.unit.{unit}", [.. data.Cases.Where(c => Name(c.Unit) == unit)]);
        foreach (string town in Names(data.Cases, c => c.Town)) Cases($"cases.town.{town}", [.. data.Cases.Where(c => Name(c.Town) == town)]);

        IReadOnlyList<DumpRow> funded = Funding(data);
        Put("funding", "funding.ranked", data.Dumps.Count(d => d.Rank is not null));
        Put("funding", "funding.funded", funded.Count);
        Put("funding", "funding.cost_wan", funded.Count == 0 || funded.Any(d => d.CostWan is not null) ? funded.Sum(d => d.CostWan ?? 0) : null);
        Put("funding", "funding.without_cost", funded.Count(d => d.CostWan is null));

        Put("river", "river.total", data.River.Count);
        foreach (var reach in Reaches(data))
        {
            foreach (string kind in RiverKinds(data)) Put("river", $"river.reach.{reach.Key}.{kind}", reach.Count(r => r.Kind == kind));
            Put("river", $"river.reach.{reach.Key}.total", reach.Count());
        }

        var w = data.Watched;
        foreach (var (key, value) in ((string, int)[])[("scenes", w.Scenes), ("observations", w.Observations), ("surveys", w.Surveys), ("detections", w.Detections), ("reviewed", w.Reviewed),
            ("field_checks", w.FieldChecks), ("drone_checks", w.DroneChecks), ("alerts", w.Alerts), ("open_alerts", w.OpenAlerts)])
        {
            Put("watched", $"watched.{key}", value);
        }

        return figures;
    }

    /// <summary>Where a reader finds what a figure counts: the room's address.</summary>
    public static string RoomOf(string key) => key.Split('.')[0] switch
    {
        "sites" => "/map/mines",
        "dumps" or "river" => "/map/dumps",
        "cases" => "/map/cases",
        "funding" => "/map/priority",
        _ => "/map/runs",
    };

    /// <summary>Names in a fixed order, what is not stated last.</summary>
    internal static string[] Names<T>(IEnumerable<T> rows, Func<T, string?> name) =>
        [.. rows.Select(r => Name(name(r))).Distinct().OrderBy(n => n == Unknown).ThenBy(n => n, StringComparer.Ordinal)];

    internal static string Name(string? name) => string.IsNullOrWhiteSpace(name) ? Unknown : name;

    internal static bool Finished(string? status) => status is "restored" or "accepted";

    /// <summary>A site whose status is not the one that it is compared with, or that was not listed then.</summary>
    public static bool Changed(SiteRow site) => !site.KnownBefore || site.Status != site.Before;

    /// <summary>Rows of the funding list, in its order.</summary>
    internal static IReadOnlyList<DumpRow> Funding(MonthlyData data) =>
        [.. data.Dumps.Where(d => d.Funded).OrderBy(d => d.Rank ?? int.MaxValue).ThenBy(d => d.Code, StringComparer.Ordinal)];

    internal static IEnumerable<IGrouping<string, RiverRow>> Reaches(MonthlyData data) => data.River
        .GroupBy(r => Name(r.Reach ?? r.River)).OrderBy(g => g.Key == Unknown).ThenBy(g => g.Key, StringComparer.Ordinal);

    internal static string[] RiverKinds(MonthlyData data) => [.. data.River.Select(r => r.Kind).Distinct().Order(StringComparer.Ordinal)];

    internal static bool OpenAt(CaseRow c, DateTimeOffset at) => c.FoundAt < at && (c.ClosedAt is null || c.ClosedAt >= at);

    internal static bool OverdueAt(CaseRow c, DateTimeOffset at) => OpenAt(c, at) && c.DueAt < at;

    private static string Status(string? status) => status ?? Unknown;

    // A grade outside of the table counts as none: the parts still add up.
    private static string Grade(DumpRow dump) => dump.Grade is { } grade && Grades.Contains(grade) ? grade : Unknown;
}
