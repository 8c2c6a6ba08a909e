using Geo.Core.Inventory;
using Geo.Core.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Inventory;

public sealed class RiverCorridorTests
{
    // One degree of latitude is 111.04 km at 40.5°: 0.004° are 444 m, 0.008° 888 m, 0.02° 2.2 km, 0.03° 3.3 km.
    [Fact]
    public void Items_are_counted_by_reach_and_band()
    {
        var reaches = new RiverReaches(
            [new River("R1", "黄河", Wkt("LINESTRING (110 40.5, 110.2 40.5)"), "river", null), new River("R2", "东河", Wkt("LINESTRING (110.05 40.6, 110.05 40.51)"), "tributary", null)],
            [new Town("T1", "西镇", Wkt("POLYGON ((110 40.4, 110.1 40.4, 110.1 40.7, 110 40.7, 110 40.4))"), null, null)], CorridorRules.Default);
        CorridorCandidate At(string kind, string id, double lon, double lat) => new(kind, id, new Point(lon, lat));
        var items = RiverCorridor.Of(
            [At("dump", "D1", 110.15, 40.504), At("dump", "D2", 110.15, 40.508), At("detection", "X1", 110.15, 40.52), At("dump", "D3", 110.15, 40.53), At("dump", "D4", 110.051, 40.515)],
            reaches, CorridorRules.Default);
        Assert.Equal(
            ["dump-D1-main_stem 500 黄河（镇界外）", "dump-D2-main_stem 1000 黄河（镇界外）", "detection-X1-main_stem 3000 黄河（镇界外）", "dump-D4-main_stem 3000 黄河西镇段", "dump-D4-tributary 500 东河西镇段"],
            items.Select(i => $"{i.Id} {i.WithinMetres} {i.River.Reach}"));
        var counts = RiverCorridor.Counts(items.Select(i => (i.River.Rank, i.River.River.Name, i.River.Reach, i.WithinMetres, i.Item.Kind)), CorridorRules.Default.Bands);
        Assert.Equal([1, 2, 2], counts.Where(c => c.Reach == "黄河（镇界外）").Select(c => c.Dumps));
        Assert.Equal([0, 0, 1], counts.Where(c => c.Reach == "黄河（镇界外）").Select(c => c.Detections));
        Assert.Equal([1, 1, 1], counts.Where(c => c.Rank == "tributary").Select(c => c.Dumps));
    }

    private static Geometry Wkt(string wkt) => new WKTReader().Read(wkt);
}
