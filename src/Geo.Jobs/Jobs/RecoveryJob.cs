using Geo.Core;
using Geo.Core.Imagery;
using Geo.Core.Reporting;
using Geo.Core.Store;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Recovery;
using Geo.Jobs.Runs;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <param name="Codes">Mine sites; null or empty for all.</param>
internal sealed record RecoveryParameters(IReadOnlyList<string>? Codes);

/// <summary>The recovery raster of all mine sites: one Byte COG in results/, only the sites' windows read.</summary>
internal static class RecoveryJob
{
    public const string Kind = "recovery";

    // Colours of statuses on every page (data/styles/status.json), water in Okabe and Ito's sky blue.
    private static readonly CategoryStyle[] Styles =
    [
        new("recovered", 0xff009e73), new("recovering", 0xff7fd1a8), new("bare", 0xffe69f00), new("relapsed", 0xffd55e00), new("water", 0xff56b4e9),
    ];

    private sealed record Asked(string Code, Geometry Geometry, IReadOnlyList<RecoveryDate> Dates, int? BeforeYear);

    public static Task<object> Execute(RunContext context, CancellationToken cancel) =>
        Task.FromResult(Execute(context, Environment.ProcessorCount, cancel));

    /// <summary>The same with a number of threads; the answer does not depend on it.</summary>
    internal static object Execute(RunContext context, int threads, CancellationToken cancel)
    {
        WorkspaceStore store = context.Store;
        Dictionary<string, Scene> scenes = store.Scenes.List().ToDictionary(s => s.Id);
        string[] wanted = JobTable.Parameters<RecoveryParameters>(context).Codes is { Count: > 0 } codes ? [.. codes.Distinct().Order(StringComparer.Ordinal)] : [.. DossierSource.Codes(store)];
        Asked[] sites = [.. Sites(store, wanted, scenes).Where(site => site.Dates.Count > 0)];
        if (sites.Length == 0)
        {
            throw new InputException("recovery", "observations", "no mine site has a usable growing-season observation", "take scenes in and run track first");
        }

        Grid grid = RecoveryGrid.Of([.. sites.SelectMany(s => s.Dates).Select(d => d.SceneId).Distinct().Select(id => scenes[id])], sites.Select(s => s.Geometry));
        var told = new List<object>();
        var mapped = new List<string>();
        var totals = Enum.GetValues<RecoveryClass>().ToDictionary(c => c, _ => 0.0);
        using var raster = new CategoryCog(context.TemporaryFolder, grid, Styles);
        using var pools = new ThreadLocal<ScenePool>(() => new ScenePool(store, scenes), trackAllValues: true);
        try
        {
            // In the order of the sites, whichever ends first.
            foreach (var (site, recovery) in sites.AsParallel().AsOrdered().WithDegreeOfParallelism(threads).WithCancellation(cancel)
                .WithMergeOptions(ParallelMergeOptions.NotBuffered)
                .Select(site => (site, new RecoveryMapper(grid, pools.Value!.Get, RestorationRules.Default, RecoveryRules.Default).Of(site.Geometry, site.Dates, site.BeforeYear, cancel))))
            {
                if (recovery is not null)
                {
                    raster.Add(recovery.Window, recovery.Classes);
                    foreach (var (one, area) in recovery.Areas) totals[one] += area.Value;
                    told.Add(Told(site.Code, recovery));
                    mapped.Add(site.Code);
                }

                context.Progress.Report(0.95 * (told.Count + 1) / (sites.Length + 1));
            }
        }
        finally
        {
            foreach (ScenePool pool in pools.Values) pool.Dispose();
        }

        string target = store.Workspace.RecoveryRaster;
        RasterFile.Move(raster.Complete(cancel), target);
        return new
        {
            run_id = context.Run.Id,
            file = store.Workspace.Told(target),
            width = grid.Width,
            height = grid.Height,
            crs = grid.Crs.ToString(),
            area_m2_by_class = ByClass(totals),
            sites = told,
            not_mapped = wanted.Except(mapped),
        };
    }

    private static object Told(string code, SiteRecovery recovery) => new
    {
        code,
        area_m2 = recovery.SiteArea.Value,
        before_year = recovery.BeforeYear,
        after_year = recovery.AfterYear,
        area_m2_by_class = ByClass(recovery.Areas.ToDictionary(a => a.Key, a => a.Value.Value)),
    };

    private static Dictionary<string, double> ByClass(IReadOnlyDictionary<RecoveryClass, double> areas) =>
        areas.ToDictionary(a => a.Key == RecoveryClass.NoData ? "not_seen" : Styles[(int)a.Key - 1].Name, a => a.Value);

    private static IEnumerable<Asked> Sites(WorkspaceStore store, string[] wanted, IReadOnlyDictionary<string, Scene> scenes)
    {
        using var source = new DossierSource(store);
        foreach (string code in wanted)
        {
            Feature row = store.Layer("mine-sites").Find(code) ?? throw new NotFoundException("mine site", code);
            if (row.Geometry is not (Polygon or MultiPolygon)) continue;
            ScenePair pair = source.Pair(row, out SeasonSeries series);
            yield return new Asked(code, row.Geometry, DossierSource.Dates(series, scenes), DossierSource.BeforeYear(pair));
        }
    }
}
