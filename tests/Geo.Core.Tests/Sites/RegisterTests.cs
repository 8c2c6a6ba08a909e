using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Tests.Store;
using Geo.Core.Vectors;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Sites;

public class RegisterTests
{
    private const string Square = "POLYGON ((110 40.5, 110.001 40.5, 110.001 40.501, 110 40.501, 110 40.5))";

    private static RegisterReading Csv(string kind, string text, RegisterOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("r.csv"), text);
        return RegisterReader.Read(kind, folder.File("r.csv"), options ?? RegisterOptions.Default);
    }

    [Fact]
    public void A_clerks_table_is_read_by_its_chinese_headers()
    {
        var reading = Csv("mine-sites", $"""
            编 号,矿山名称,所在镇,面积（亩）,计划年度,治理状态,修复方式,备注,WKT
            ＤＨ００１,石灰窑采坑,河东镇,"１５",2026年,治理中,自然恢复,x,"{Square}"
            """);
        var row = Assert.Single(reading.Rows);
        Assert.Equal([], row.Reasons.Select(r => r.En));
        var mine = Assert.IsType<MineSite>(row.Entry);
        Assert.Equal(("DH001", "石灰窑采坑", "河东镇", 2026), (mine.Code, mine.Name, mine.Town, mine.PlannedYear));
        Assert.Equal((MineStatus.InProgress, RestorationMode.Natural), (mine.Status, mine.RestorationMode));
        Assert.Equal(10_000, mine.ListedArea!.Value.Value, 1e-6); // 15 mu are one hectare
        Assert.Equal(["备注"], reading.Unused);
        // 0.001 degrees at 40.5 N: 84.77 m by 111.04 m.
        Assert.Equal(84.77 * 111.04, mine.Area!.Value.Value, 10.0);
    }

    [Fact]
    public void Each_row_says_why_it_was_refused()
    {
        var reading = Csv("dumps", """
            编号,名称,固废类别,责任主体,lon,lat
            D1,甲,粉煤灰,无,110.1,40.5
            ,乙,粉煤灰,有,110.1,40.5
            D3,丙,月球土,有,110.1,40.5
            D4,丁,尾矿,有,40.5,110.1
            D5,戊,尾矿,有,0,0
            D1,己,尾矿,有,110.1,40.5
            D7,庚,尾矿,有,,
            """);
        Assert.Equal([true, false, false, false, false, false, false], reading.Rows.Select(r => r.Taken));
        var dump = (DumpSite)reading.Rows[0].Entry!;
        Assert.Equal(("coal_combustion", ResponsibleParty.None), (dump.WasteCategory, dump.ResponsibleParty));
        Assert.Contains("only a point", reading.Rows[0].Reasons[0].En, StringComparison.Ordinal);
        string[] words = ["no code", "月球土", "swapped", "outside of China", "already in row 1", "no geometry"];
        Assert.All(words.Zip(reading.Rows.Skip(1)), p => Assert.Contains(p.First, p.Second.Reasons[0].En, StringComparison.Ordinal));
        Assert.Contains("颠倒", reading.Rows[3].Reasons[0].In("zh"), StringComparison.Ordinal);
    }

    [Fact]
    public void Swapped_columns_are_mended_by_the_map()
    {
        var reading = Csv("dumps", "编号,lon,lat\nD4,40.5,110.1\n",
            new RegisterOptions { Map = new Dictionary<string, string> { ["lon"] = "lat", ["lat"] = "lon" } });
        Assert.Equal("POINT (110.1 40.5)", reading.Rows[0].Entry!.Geometry.AsText());
    }

    [Fact]
    public void Wrong_columns_are_named()
    {
        Assert.Equal("code", Assert.Throws<InputException>(() => Csv("mine-sites", "a,b\n1,2\n")).Field);
        Assert.Equal("zz", Assert.Throws<InputException>(() => Csv("mine-sites", "编号,b\n1,2\n", new RegisterOptions { Map = new Dictionary<string, string> { ["name"] = "zz" } })).Field);
        Assert.Throws<InputException>(() => RegisterReader.Read("moons", "x.csv", RegisterOptions.Default));
        var mapped = Csv("mine-sites", $"a,wkt\n7,\"{Square}\"\n", new RegisterOptions { Map = new Dictionary<string, string> { ["code"] = "a" } });
        Assert.Equal("7", mapped.Rows[0].Entry!.Code);
    }

    [Fact]
    public void Gcj02_is_brought_back_to_its_place()
    {
        var (lon, lat) = ChineseOffsets.Wgs84ToGcj02(110.1, 40.55);
        var reading = Csv("dumps", FormattableString.Invariant($"编号,经度,纬度\nD,{lon},{lat}\n"), new RegisterOptions { SourceCrs = "gcj02" });
        var point = (Point)reading.Rows[0].Entry!.Geometry;
        Assert.Equal(110.1, point.X, 1e-7);
        Assert.Equal(40.55, point.Y, 1e-7);
    }

    [Fact]
    public void Gauss_krueger_metres_need_their_system_and_land_in_place_with_it()
    {
        // echo "40.55 111" | cs2cs EPSG:4490 EPSG:4546 -> 4490600.99 500000.00
        string table = "编号,x坐标,y坐标\nD,500000,4490600.99\n";
        Assert.Contains("--source-crs", Csv("dumps", table).Rows[0].Reasons[0].En, StringComparison.Ordinal);
        var point = (Point)Csv("dumps", table, new RegisterOptions { SourceCrs = "EPSG:4546" }).Rows[0].Entry!.Geometry;
        Assert.Equal(111, point.X, 1e-6);
        Assert.Equal(40.55, point.Y, 1e-6);
    }

    [Fact]
    public void A_bow_tie_is_mended_and_said_so()
    {
        var reading = Csv("mine-sites", "code,wkt\nM,\"POLYGON ((110 40, 110.01 40.01, 110.01 40, 110 40.01, 110 40))\"\n");
        Assert.True(reading.Rows[0].Entry!.Geometry.IsValid);
        Assert.Contains("mended", reading.Rows[0].Reasons[0].En, StringComparison.Ordinal);
        var line = Csv("mine-sites", "code,wkt\nM,\"LINESTRING (110 40, 110.01 40.01)\"\n");
        Assert.Contains("LineString", line.Rows[0].Reasons[0].En, StringComparison.Ordinal);
    }

    [Fact]
    public void Importing_again_changes_only_what_differs()
    {
        using var f = new StoreFixture();
        string table = $"编号,名称,所在镇,wkt\nA,甲,河东镇,\"{Square}\"\nB,乙,,\"{Square}\"\n,丙,,\"{Square}\"\n";
        ImportReport Import(string text, bool dry = false)
        {
            ImportReport? report = null;
            f.Store.Write("test", null, null, w =>
            {
                report = RegisterImport.Apply(w, Csv("mine-sites", text), "test", f.Clock.Now);
                if (dry)
                {
                    w.Discard();
                }
            });
            return report!;
        }

        static (int, int, int, int) Counts(ImportReport r) => (r.Taken, r.Changed, r.Same, r.Refused);
        Assert.Equal((2, 0, 0, 1), Counts(Import(table, dry: true)));
        Assert.Equal(0, f.Store.Layer("mine-sites").Count());
        Assert.Equal((2, 0, 0, 1), Counts(Import(table)));
        Assert.Equal((0, 0, 2, 1), Counts(Import(table)));
        f.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal((0, 1, 1, 1), Counts(Import(table.Replace("甲,河东镇", "甲二,", StringComparison.Ordinal))));
        var a = f.Store.Layer("mine-sites").Get("A").Properties;
        Assert.Equal(("甲二", "河东镇", "not_started"), ((string)a["name"]!, (string)a["town"]!, (string)a["status"]!));
        Assert.Equal(2, f.Store.Layer("site-history").Count());
        var back = SiteFeatures.ToMineSite(f.Store.Layer("mine-sites").Get("A"));
        Assert.Equal(MineStatus.NotStarted, back.Status);
    }

    [SkippableFact]
    public void Towns_of_baotou_come_from_geojson_and_go_through_geopackage()
    {
        string source = SharedData.Path("baotou_boundary", "baotou_districts_mapchina_osm_wgs84.geojson");
        var layer = VectorFile.Read(source);
        string nameField = layer.Fields.First(n => layer.Features.Any(x => (x.Attributes[n] as string)?.Contains("东河", StringComparison.Ordinal) == true));
        var options = new RegisterOptions { Map = new Dictionary<string, string> { ["name"] = nameField, ["code"] = nameField } };
        var reading = RegisterReader.Read("towns", source, options);
        Assert.All(reading.Rows, r => Assert.True(r.Taken));
        using var folder = new TemporaryFolder();
        VectorFile.Write(folder.File("t.gpkg"), "towns", WellKnown.Crs84, [new VectorField(nameField, FieldKind.Text)], layer.Features.Select(x => x with { Fid = x.Fid + 1 }));
        var again = RegisterReader.Read("towns", folder.File("t.gpkg"), options);
        Assert.Equal(reading.Rows.Select(r => r.Entry!.Code), again.Rows.Select(r => r.Entry!.Code));
    }

    [Fact]
    public void Every_alias_is_unique_within_its_register_and_list()
    {
        foreach (string kind in RegisterReader.Kinds)
        {
            var headers = RegisterSchema.Of(kind).Fields.SelectMany(f => f.Aliases.Concat(f.Scaled?.Keys ?? []).Select(RegisterSchema.Normalise)).ToArray();
            Assert.Equal(headers.Length, headers.Distinct().Count());
            Assert.NotNull(Layers.Get(kind));
            Assert.All(RegisterSchema.Of(kind).Fields, f => Assert.NotNull(Layers.Get(kind).Column(f.Name)));
        }
    }
}
