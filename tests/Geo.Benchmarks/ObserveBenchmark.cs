using System.Diagnostics;
using System.Globalization;
using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Vectors;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Benchmarks;

/// <summary>Parts of observe.sh: statistics of all bands in all sites of many scenes, and beside it merely decoding the tiles that they touch.</summary>
internal static class ObserveBenchmark
{
    private static readonly double[] s_quantiles = [0.05, 0.5, 0.95];

    /// <param name="arguments">decode or statistics, threads, sites, a CSV to write or -, scenes.</param>
    public static void Run(string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        int threads = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        string[] files = arguments[4..];
        VectorLayer sites = VectorFile.Read(arguments[2]);
        using var first = RasterTiles.Open(files[0]);
        var place = GeometryTransform.Of(sites.Crs!, first.Grid.Crs);
        Geometry?[] zones = [.. sites.Features.Select(site => site.Geometry is { } geometry ? place(geometry) : null)];
        var plan = ZonePlan.Of(first.Grid, first.TileWidth, first.TileHeight, zones);
        double planned = clock.Elapsed.TotalSeconds;
        if (arguments[0] == "decode") Decode(plan, files, threads);
        else Statistics(plan, files, threads, arguments[3]);
        int touched = plan.Touched.Count(), all = plan.Grid.Whole.Blocks(plan.TileWidth).Count();
        Console.WriteLine(FormattableString.Invariant($"{arguments[0]}: {files.Length} scenes, {zones.Length} sites, {touched} of {all} tiles of {plan.TileWidth}, plan {planned:0.000} s, then {clock.Elapsed.TotalSeconds - planned:0.000} s"));
    }

    private static void Decode(ZonePlan plan, string[] files, int threads)
    {
        var tiles = files.SelectMany(file => plan.Touched.Select(window => (file, window))).ToArray();
        int share = (tiles.Length + threads - 1) / threads;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            RasterTiles? open = null;
            string? name = null;
            ushort[] into = [];
            foreach (var (file, window) in tiles.Skip(thread * share).Take(share))
            {
                if (file != name)
                {
                    open?.Dispose();
                    (open, name) = (RasterTiles.Open(file), file);
                    into = new ushort[open.Bands * plan.TileWidth * plan.TileHeight];
                }

                open!.Read(window, into.AsSpan(0, open.Bands * (int)window.PixelCount));
            }

            open?.Dispose();
        });
    }

    private static void Statistics(ZonePlan plan, string[] files, int threads, string csv)
    {
        var all = new IReadOnlyList<ZoneSummary[]?>[files.Length];
        new SiteStatistics(s_quantiles, threads).Of(plan, files, (file, zones) => all[file] = zones, null, default);
        if (csv == "-") return;
        using var into = new StreamWriter(csv);
        into.WriteLine("scene,site,band,count,mean,stdev,min,max,q05,q50,q95");
        for (int file = 0; file < files.Length; file++)
        {
            for (int zone = 0; zone < all[file].Count; zone++)
            {
                for (int band = 0; band < (all[file][zone]?.Length ?? 0); band++)
                {
                    var s = all[file][zone]![band];
                    into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file},{zone},{band + 1},{s.Count:R},{s.Mean:R},{s.Stdev:R},{s.Min},{s.Max},{string.Join(',', s.Quantiles.Select(q => q.ToString("R", CultureInfo.InvariantCulture)))}"));
                }
            }
        }
    }
}
