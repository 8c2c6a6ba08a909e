using System.Globalization;
using Geo.Core;
using Geo.Core.Store;
using NetTopologySuite.Geometries;

namespace Geo.Benchmarks;

/// <summary>A workspace whose detections are N polygons of 5 to 13 corners over one degree by one, for serve.sh.</summary>
internal static class ServeData
{
    public static void Make(string[] args)
    {
        int rows = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000;
        using var store = WorkspaceStore.Create(new Workspace(args[0]), TimeProvider.System);
        const int chunk = 20_000;
        for (int from = 0; from < rows; from += chunk)
        {
            store.Write("bench", null, null, writer => writer.Put("detections", Enumerable.Range(from, Math.Min(chunk, rows - from)).Select(Row)));
        }
    }

    private static Feature Row(int number)
    {
        ulong state = SplitMix64.Mix((ulong)number);
        double Next() => SplitMix64.Unit(ref state);
        double x = 109.8 + Next(), y = 40.2 + Next(), radius = 0.0002 + 0.0006 * Next();
        int corners = 5 + (int)(9 * Next());
        var ring = new Coordinate[corners + 1];
        for (int i = 0; i < corners; i++)
        {
            double angle = -2 * Math.PI * i / corners, away = radius * (0.7 + 0.3 * Next());
            ring[i] = new Coordinate(x + away * Math.Cos(angle), y + away * Math.Sin(angle));
        }

        ring[corners] = ring[0];
        var at = new DateTimeOffset(2024, 1, 1, 3, 20, 0, TimeSpan.Zero).AddDays(number % 700);
        return new Feature($"D{number:0000000}", GeometryFactory.Default.CreatePolygon(ring), new Dictionary<string, object?>
        {
            ["class"] = number % 3 == 0 ? "unrestored_pit" : "stockpile",
            ["probability"] = Math.Round(Next(), 4),
            ["area_m2"] = Math.Round(5000 * Next(), 1),
            ["pixel_count"] = (long)(50 * Next()),
            ["survey_id"] = $"S{number % 40:00}",
            ["scene_ids"] = new[] { $"scene-{number % 40:00}" },
            ["acquired_at"] = at,
            ["model"] = "donghe",
            ["site_kind"] = "unlisted",
            ["town"] = number % 2 == 0 ? "河东镇" : "沙尔沁镇",
            ["review"] = "candidate",
            ["track_id"] = $"T{number % 5000:0000}",
        });
    }
}
