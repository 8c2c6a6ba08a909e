using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Indicators;
using Geo.Jobs.Jobs;

namespace Geo.Api.Mines;

/// <summary>The action plan in figures: indicators, and the list of mine sites.</summary>
internal static class IndicatorPages
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>GET /indicators: JSON, CSV (f=csv) or XLSX (f=xlsx).</summary>
    public static IResult Get(HttpContext http, WorkspaceStore store, TimeProvider time)
    {
        RestorationIndicators told = MineIndicators.Of(store, Parameters.KnownOn(http.Request.Query["known-on"]), time.GetUtcNow());
        http.Response.Headers.CacheControl = "no-store";
        switch (http.Request.Query["f"].ToString())
        {
            case "" or "json":
                return TypedResults.Json(told, Json.Pages);
            case "csv":
                return TypedResults.File(MineIndicators.Csv(told), "text/csv; charset=utf-8", "indicators.csv");
            case "xlsx":
                string file = Path.Combine(Directory.CreateTempSubdirectory("geowfc-").FullName, "indicators.xlsx");
                try
                {
                    MineIndicators.WriteXlsx(told, file);
                    return TypedResults.File(File.ReadAllBytes(file), Xlsx, "indicators.xlsx");
                }
                finally
                {
                    Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
                }

            case var other:
                throw Parameters.Wrong("f", $"'{other}' is not a format of this resource", "use json, csv or xlsx");
        }
    }

    /// <summary>GET /mine-sites: how far the plan is, and every site in brief.</summary>
    public static IResult List(HttpContext http, WorkspaceStore store, TimeProvider time)
    {
        var knownOn = Parameters.KnownOn(http.Request.Query["known-on"]);
        RestorationIndicators told = MineIndicators.Of(store, knownOn, time.GetUtcNow());
        var rules = RestorationRules.Default;
        int target = (int)rules.Value("plan_last_year"), year = SeasonSeries.YearOf(told.AsOf);
        var rates = told.Values.Where(v => v.Year == year).ToArray();
        Feature[] sites = [.. store.Layer("mine-sites").Items(ItemsRequest.Everything with { AsKnownOn = knownOn })];
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new
        {
            told.AsOf,
            known_on = knownOn,
            target_year = target,
            sites_total = told.Sites,
            area_m2 = told.AreaM2,
            told.ByStatus,
            told.ByPlanState,
            by_proposed_status = sites.GroupBy(s => s.Properties["proposed_status"] as string ?? "none").ToDictionary(g => g.Key, g => g.Count()),
            by_test_answer = sites.GroupBy(s => s.Properties["test_answer"] as string ?? "none").ToDictionary(g => g.Key, g => g.Count()),
            rates = rates.Where(v => v.Town is null),
            towns = rates.Where(v => v.Town is not null).GroupBy(v => v.Town!).Select(g => new
            {
                town = g.Key,
                sites = sites.Count(s => s.Properties["town"] as string == g.Key),
                by_status = sites.Where(s => s.Properties["town"] as string == g.Key).GroupBy(s => s.Properties["status"] as string ?? "unknown").ToDictionary(s => s.Key, s => s.Count()),
                rates = g,
            }),
            told.Overdue,
            sites = sites.OrderBy(s => s.Id, StringComparer.Ordinal).Select(Brief),
        }, Json.Pages);
    }

    private static Dictionary<string, object?> Brief(Feature site) => s_brief.ToDictionary(name => name, name => site.Properties[name]);

    private static readonly string[] s_brief =
    [
        "code", "name", "town", "lead_unit", "planned_year", "area_m2", "status", "status_at", "decided_by", "proposed_status", "proposed_at", "proposed_by_rule",
        "vegetation_cover_share", "relative_recovery_share", "last_observed_at", "test_answer", "test_ratio", "test_ratio_low", "test_ratio_high", "test_seasons", "test_seasons_needed",
        "trend_per_year", "change_kind", "change_at", "plan_state", "months_late", "evidence_missing",
    ];
}
