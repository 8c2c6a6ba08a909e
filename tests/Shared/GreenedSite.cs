using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Testing;

/// <summary>
/// A mine site of 20 × 20 pixels of 10 m on two scenes: bare in 2021 (cover 0.05), in 2025 its west half as green as the reference (0.50),
/// its east half bare still. The reference's cover is 0.50 on both dates, and all ground around has it.
/// </summary>
internal static class GreenedSite
{
    private const int Side = 60, From = 20, To = 40;

    /// <summary>Puts the site, its scenes and observations into a store.</summary>
    public static void Put(WorkspaceStore store, string code, double east = 415_000)
    {
        var grid = new Grid(GeoTransform.NorthUp(east, 4_485_000, 10, 10), Side, Side, WellKnown.GaussKruger111);
        var (x, y) = grid.Transform.Apply(From, To);
        var boundary = GeometryTransform.Transform(GeometryFactory.Default.ToGeometry(new Envelope(x, x + 200, y, y + 200)), grid.Crs, WellKnown.Crs84);
        var site = new Feature(code, boundary, new Dictionary<string, object?> { ["code"] = code, ["name"] = "矿 " + code, ["town"] = "河东镇", ["status"] = "vegetating", ["planned_year"] = 2025L, ["area_m2"] = 40_000.0 });
        Scene before = Scene(store, code, 2021, grid, boundary, _ => 0.05), after = Scene(store, code, 2025, grid, boundary, col => col < 30 ? 0.5 : 0.05);
        store.Write("test", null, null, writer =>
        {
            writer.Put("mine-sites", site);
            writer.PutScene(before, $$"""{"type":"Feature","id":"{{before.Id}}"}""");
            writer.PutScene(after, $$"""{"type":"Feature","id":"{{after.Id}}"}""");
            writer.Put("observations", new[] { (before, 0.05, 1.0), (after, 0.275, 0.5) }.Select(seen => TrackingFeatures.ToFeature(new Observation(
                "mine_site", code, seen.Item1.Id, seen.Item1.AcquiredAt, 1, 0.05 + 0.8 * seen.Item2, 0.1, seen.Item2, 0.03, seen.Item3, 0, 0.5, 400, seen.Item2 / 0.5, 0.06, null))));
        });
    }

    private static Scene Scene(WorkspaceStore store, string code, int year, Grid grid, Geometry footprint, Func<int, double> coverInside)
    {
        string id = $"sentinel2-l2a-{year}-{code}";
        ushort[] red = new ushort[Side * Side], nir = new ushort[Side * Side], green = new ushort[Side * Side];
        for (int i = 0; i < red.Length; i++)
        {
            int col = i % Side, row = i / Side;
            double ndvi = 0.05 + 0.8 * (col is >= From and < To && row is >= From and < To ? coverInside(col) : 0.5);
            (red[i], nir[i], green[i]) = (1000, (ushort)Math.Round(1000 * (1 + ndvi) / (1 - ndvi)), 500);
        }

        using var raster = Dataset.Create(Path.Combine(store.Workspace.Scenes, id + ".tif"), new RasterSpec(grid, 3, PixelType.UInt16, 0));
        raster.Write<ushort>(1, grid.Whole, green);
        raster.Write<ushort>(2, grid.Whole, red);
        raster.Write<ushort>(3, grid.Whole, nir);
        raster.Close();
        return new Scene(id, "sentinel2-l2a", new DateTimeOffset(year, 7, 15, 3, 20, 0, TimeSpan.Zero), grid,
            [new SceneBand(BandRole.Green, 1, 1e-4, 0), new SceneBand(BandRole.Red, 2, 1e-4, 0), new SceneBand(BandRole.Nir, 3, 1e-4, 0)], 0,
            id + ".tif", null, new string((char)('a' + year % 10), 64), footprint, 1, 0, true);
    }
}
