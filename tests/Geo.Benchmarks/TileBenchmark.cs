using System.Diagnostics;
using System.Globalization;
using Geo.Core.Store;
using Geo.Core.Tiles;

namespace Geo.Benchmarks;

/// <summary>tile FOLDER [ROUNDS]: one thread makes vector tiles of level 10 of the workspace that tiles.sh made, without a server: least and median milliseconds of processor time a tile.</summary>
internal static class TileBenchmark
{
    private const int AtOnce = 10;

    public static void Run(string[] args)
    {
        int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 30;
        using var store = WorkspaceStore.Open(new Workspace(args[0]), TimeProvider.System);
        var layer = store.Layer("detections");
        string[] columns = ["class", "probability", "area_m2", "pixel_count", "survey_id", "model", "acquired_at", "town", "site_kind", "overlap_share", "site_distance_m", "review"];
        var set = TileMatrixSet.Get("WebMercatorQuad");
        var times = new List<double>();
        int bytes = 0;
        for (int round = 0; round < rounds; round++)
        {
            // The system counts in its own ticks, of some ms.
            double start = Spent();
            for (int i = 0; i < AtOnce; i++) bytes = layer.Tile(set, new TileAddress(10, 384, 825), ItemsRequest.All, columns, CancellationToken.None).Length;
            if (round >= rounds / 3) times.Add((Spent() - start) / AtOnce);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes: least {times[0]:0.0}, lower quarter {times[times.Count / 4]:0.0}, median {times[times.Count / 2]:0.0} ms"));
    }

    // Milliseconds that this thread has run; where the system does not say, that have passed.
    private static double Spent() => File.Exists("/proc/thread-self/schedstat")
        ? double.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e6
        : Stopwatch.GetTimestamp() * 1e3 / Stopwatch.Frequency;
}
