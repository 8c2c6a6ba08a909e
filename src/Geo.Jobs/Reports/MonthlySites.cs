using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Core.Tracking;

namespace Geo.Jobs.Reports;

/// <summary>Mine sites at a month's end, each with the status that it is compared with.</summary>
internal static class MonthlySites
{
    /// <summary>
    /// Reads them: statuses by the dates in the histories up to the month's end. Compared with what the frozen report before told; else
    /// with what the store knew at the end of the month before; where it is younger than that, with the histories' dates.
    /// </summary>
    public static (IReadOnlyList<SiteRow> Rows, Baseline Since, bool Late) Read(WorkspaceStore store, StoreReading reading, ReportMonth month)
    {
        Feature[] sites = reading.Standing(Layers.MineSites.Id, month.LastMoment, out bool late);
        var histories = Histories(reading.Rows(Layers.SiteHistory.Id));
        var (since, before) = Before(store, reading, month, histories, sites);
        int lastYear = (int)RestorationRules.Default.Value("plan_last_year");
        return ([.. sites.Select(site =>
        {
            Feature? step = StepAt(histories[site.Id], month.End);
            string? status = step?.Text("status") ?? (histories.Contains(site.Id) ? null : site.Text("status"));
            bool decided = step?.Text("source") == "decision";
            bool known = before.TryGetValue(site.Id, out string? earlier);
            int? planned = site.Whole("planned_year");
            return new SiteRow(
                site.Id, site.Text("name") ?? site.Id, site.Text("town"), site.Text("lead_unit"), status, earlier, known,
                decided ? step!.Text("decided_by") : null, decided ? step!.At("status_at") : null, decided ? step!.Text("reason") : null,
                planned, month.Year > (planned ?? lastYear) && status is not ("restored" or "accepted"), site.Real("area_m2") ?? site.Real("listed_area_m2"),
                site.Place()?.Lon, site.Place()?.Lat);
        })], since, late);
    }

    private static (Baseline, IReadOnlyDictionary<string, string?>) Before(WorkspaceStore store, StoreReading reading, ReportMonth month, ILookup<string, Feature> histories, Feature[] sites)
    {
        if (store.Reports.Frozen(month.Previous) is { FrozenAt: { } frozenAt } last && frozenAt <= reading.KnownAt)
        {
            return (new Baseline("frozen_report", frozenAt, last.Version), store.Reports.Read(month.Previous, last.Version).Data.Sites.ToDictionary(s => s.Code, s => s.Status, StringComparer.Ordinal));
        }

        DateTimeOffset end = month.Previous.LastMoment;
        Feature[] then = reading.Rows(Layers.MineSites.Id, end);
        if (then.Length > 0)
        {
            var known = Histories(reading.Rows(Layers.SiteHistory.Id, end));
            return (new Baseline("month_end", end, null), then.ToDictionary(s => s.Id, s => StepAt(known[s.Id], month.Start)?.Text("status") ?? (known.Contains(s.Id) ? null : s.Text("status")), StringComparer.Ordinal));
        }

        return (new Baseline("dates", end, null), sites.ToDictionary(s => s.Id, s => StepAt(histories[s.Id], month.Start)?.Text("status") ?? (histories.Contains(s.Id) ? null : s.Text("status")), StringComparer.Ordinal));
    }

    // Rows that give a status and were not taken back, oldest first, by site.
    private static ILookup<string, Feature> Histories(Feature[] rows) => AssessedSites
        .Standing([.. rows.Where(row => row.Text("site_kind") == TrackedSite.MineSite).OrderBy(row => row.At("status_at")).ThenBy(row => row.Id, StringComparer.Ordinal)])
        .ToLookup(row => row.Text("site_code") ?? "");

    // A register that begins a history says that it is so, not since when: it holds before its date too.
    private static Feature? StepAt(IEnumerable<Feature> steps, DateTimeOffset end)
    {
        Feature[] all = [.. steps];
        return all.LastOrDefault(step => step.At("status_at") < end) ?? (all.Length > 0 && all[0].Text("source") == "register" ? all[0] : null);
    }
}
