using Geo.Core;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Store;
using NetTopologySuite.Geometries;

namespace Geo.Benchmarks;

/// <summary>A workspace for tiles.sh: FOLDER COUNT RASTER: so many polygons with twelve attributes in detections, the raster (10 bands as make_raster.py has them) as scene bench.</summary>
internal static class TilesData
{
    private const ulong Seed = 7;

    public static void Run(string[] args)
    {
        var workspace = new Workspace(args[0]);
        int count = int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture);
        using var store = WorkspaceStore.Create(workspace, TimeProvider.System);
        ulong state = Seed;
        double Unit() => SplitMix64.Unit(ref state);
        Feature One(int i)
        {
            // About 0.5° × 0.2° of district and its surroundings; outlines of 12 to 28 points, some 60 m across.
            double x = 109.6 + Unit() * 1.2, y = 40.2 + Unit() * 0.8, size = 0.0003 + Unit() * 0.0006;
            int corners = 12 + (int)(Unit() * 16);
            var ring = new Coordinate[corners + 1];
            for (int k = 0; k < corners; k++)
            {
                double radius = size * (0.6 + 0.4 * Unit()), angle = 2 * Math.PI * k / corners;
                ring[k] = new Coordinate(Math.Round(x + radius * 1.3 * Math.Cos(angle), 7), Math.Round(y + radius * Math.Sin(angle), 7));
            }

            ring[corners] = ring[0].Copy();
            return new Feature($"D{i:000000}", new Polygon(new LinearRing(ring)), new Dictionary<string, object?>
            {
                ["class"] = i % 3 == 0 ? "stockpile" : "unrestored_pit",
                ["probability"] = Math.Round(Unit(), 4),
                ["area_m2"] = Math.Round(1000 + Unit() * 9000, 1),
                ["pixel_count"] = (long)(Unit() * 900),
                ["survey_id"] = "s-20260821T000000Z",
                ["model"] = "default",
                ["acquired_at"] = new DateTimeOffset(2026, 8, 21, 3, 0, 0, TimeSpan.Zero),
                ["town"] = i % 2 == 0 ? "河东镇" : "沙尔沁镇",
                ["site_kind"] = "unlisted",
                ["overlap_share"] = Math.Round(Unit(), 3),
                ["site_distance_m"] = Math.Round(Unit() * 5000),
                ["review"] = "candidate",
            });
        }

        for (int from = 0; from < count; from += 10_000)
        {
            int first = from;
            store.Write("benchmark", null, null, writer => writer.Put("detections", Enumerable.Range(first, Math.Min(10_000, count - first)).Select(One)));
        }

        File.Copy(args[2], Path.Combine(workspace.Scenes, "bench.tif"));
        using var raster = Dataset.Open(args[2]);
        BandRole[] roles = [BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.RedEdge1, BandRole.RedEdge2, BandRole.RedEdge3, BandRole.Nir, BandRole.NirNarrow, BandRole.Swir1, BandRole.Swir2];
        var scene = new Scene("bench", "sentinel2-l2a", DateTimeOffset.UnixEpoch, raster.Grid, [.. roles.Select((role, i) => new SceneBand(role, i + 1, 1e-4, -0.1))], 0, "bench.tif", null, new string('b', 64),
            Core.Crs.GeometryTransform.Transform(GeometryFactory.Default.ToGeometry(new Envelope(raster.Grid.Extent.MinX, raster.Grid.Extent.MaxX, raster.Grid.Extent.MinY, raster.Grid.Extent.MaxY)), raster.Grid.Crs, Core.Crs.WellKnown.Crs84), 1, 0, true);
        store.Write("benchmark", null, null, writer => writer.PutScene(scene, "{}"));
    }
}
