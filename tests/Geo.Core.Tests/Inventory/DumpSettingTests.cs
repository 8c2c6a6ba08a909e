using Geo.Core.Inventory;
using Geo.Core.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Inventory;

public sealed class DumpSettingTests
{
    // A river along 40.50 from west to east, a tributary down 110.05; the towns share 110.10 as border.
    private static readonly River s_main = new("R1", "黄河", Wkt("LINESTRING (110 40.5, 110.2 40.5)"), "river", null);
    private static readonly River s_tributary = new("R2", "东河", Wkt("LINESTRING (110.05 40.6, 110.05 40.5)"), "tributary", null);
    private static readonly Town s_west = new("T1", "西镇", Wkt("POLYGON ((110 40.4, 110.1 40.4, 110.1 40.7, 110 40.7, 110 40.4))"), null, null);
    private static readonly Town s_east = new("T2", "东镇", Wkt("POLYGON ((110.1 40.4, 110.15 40.4, 110.15 40.7, 110.1 40.7, 110.1 40.4))"), null, null);

    [Fact]
    public void Rivers_are_cut_at_the_borders_of_towns()
    {
        var reaches = new RiverReaches([s_main, s_tributary], [s_west, s_east], CorridorRules.Default);
        Assert.Equal(("黄河西镇段", "main_stem"), Told(reaches.Nearest(new Point(110.09, 40.501))));
        Assert.Equal(("黄河东镇段", "main_stem"), Told(reaches.Nearest(new Point(110.11, 40.501))));
        Assert.Equal(("黄河（镇界外）", "main_stem"), Told(reaches.Nearest(new Point(110.19, 40.501))));
        Assert.Equal(("东河西镇段", "tributary"), Told(reaches.Nearest(new Point(110.051, 40.58))));
    }

    [Fact]
    public void Reaches_that_the_register_draws_go_before_towns()
    {
        var upper = new River("R1-1", "上段", Wkt("LINESTRING (110 40.5, 110.04 40.5)"), "reach", null);
        var lower = new River("R1-2", "下段", Wkt("LINESTRING (110.04 40.5, 110.2 40.5)"), "河段", null);
        var reaches = new RiverReaches([s_main, s_tributary, upper, lower], [s_west, s_east], CorridorRules.Default);
        Assert.Equal(("上段", "main_stem"), Told(reaches.Nearest(new Point(110.02, 40.501))));
        Assert.Equal(("下段", "main_stem"), Told(reaches.Nearest(new Point(110.18, 40.501))));
        Assert.Equal(("东河西镇段", "tributary"), Told(reaches.Nearest(new Point(110.051, 40.58))));
    }

    [Fact]
    public void A_place_has_a_nearest_river_of_each_rank()
    {
        var reaches = new RiverReaches([s_main, s_tributary], [s_west], CorridorRules.Default);
        var near = reaches.NearestByRank(new Point(110.06, 40.51));
        Assert.Equal(["main_stem", "tributary"], near.Select(n => n.Rank));
        // echo "40.51 110.06 40.5 110.06" | geod +ellps=GRS80 -I +units=m (PROJ 9.1.1); likewise 110.05 40.51.
        Assert.Equal(MeridianOf001, near[0].Metres, 1);
        Assert.Equal(ParallelOf001, near[1].Metres, 1);
    }

    private const double MeridianOf001 = 1110.4435, ParallelOf001 = 847.5518;

    [Fact]
    public void The_control_area_that_holds_most_of_a_dump_is_named()
    {
        KeyControlArea Area(string code, double west, double east) =>
            new(code, "区" + code, Wkt(FormattableString.Invariant($"POLYGON (({west} 40, {east} 40, {east} 41, {west} 41, {west} 40))")), null, null);
        var settings = new Settings([], [Area("K1", 110, 110.02), Area("K2", 110.02, 110.3)], new RiverReaches([], [], CorridorRules.Default));
        var setting = settings.Of(Wkt("POLYGON ((110.015 40.5, 110.03 40.5, 110.03 40.51, 110.015 40.51, 110.015 40.5))"));
        Assert.Equal("K2", setting.KeyControl?.Code);
        Assert.Null(setting.River);
        Assert.Null(setting.Sensitive);
        Assert.Null(settings.Of(new Point(111, 40.5)).KeyControl);
    }

    [Fact]
    public void Rules_without_a_source_are_refused()
    {
        using var folder = new Testing.TemporaryFolder();
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "rules", "corridor.json"));
        string file = folder.File("corridor.json");
        File.WriteAllText(file, text.Replace("\"GeoWfc working value: second band\"", "\"\"", StringComparison.Ordinal));
        Assert.Contains("middle_m", Assert.Throws<InputException>(() => CorridorRules.Load(file)).Message, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace("\"value\": 3000", "\"value\": 900", StringComparison.Ordinal));
        Assert.Throws<InputException>(() => CorridorRules.Load(file));
        Assert.Equal([500, 1000, 3000], CorridorRules.Default.Bands);
        Assert.Equal((500, 1000, null), (CorridorRules.Default.Band(500), CorridorRules.Default.Band(500.1), CorridorRules.Default.Band(3000.1)));
    }

    // 400 areas of 64 corners and a river of 2,000: the answer for 5,000 dumps comes while a person waits.
    [Fact]
    [Trait("Category", "Slow")]
    public void Five_thousand_dumps_among_hundreds_of_areas_take_seconds()
    {
        ulong state = 7;
        Geometry Round(double size) => new Point(109.94 + 0.5 * SplitMix64.Unit(ref state), 40.46 + 0.19 * SplitMix64.Unit(ref state)).Buffer(size, 16);
        SensitiveArea[] areas = [.. Enumerable.Range(0, 400).Select(i => new SensitiveArea($"S{i}", $"S{i}", Round(0.003), "school", null, null, null))];
        River river = new("R", "黄河", new LineString([.. Enumerable.Range(0, 2000).Select(i => new Coordinate(109.9 + 0.0003 * i, 40.5 + 0.01 * Math.Sin(i / 90.0)))]), "river", null);
        Geometry[] dumps = [.. Enumerable.Range(0, 5000).Select(_ => Round(0.001))];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var settings = new Settings(areas, [], new RiverReaches([river], [s_west, s_east], CorridorRules.Default));
        DumpSetting[] all = [.. dumps.Select(settings.Of)];
        Console.WriteLine($"5,000 settings: {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
        for (int i = 0; i < dumps.Length; i += 500)
        {
            Assert.Equal(areas.Min(a => Geo.Core.Measure.Ellipsoid.Distance(dumps[i], a.Geometry)), all[i].SensitiveMetres!.Value, 3);
        }
    }

    private static (string?, string?) Told(NearRiver? near) => (near?.Reach, near?.Rank);

    private static Geometry Wkt(string wkt) => new WKTReader().Read(wkt);
}
