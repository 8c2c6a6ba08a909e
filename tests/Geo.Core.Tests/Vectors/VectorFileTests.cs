using System.Globalization;
using System.Text.Json;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Vectors;
using Geo.Testing;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Vectors;

public sealed class VectorFileTests
{
    private static readonly VectorField[] s_fields =
    [
        new("code", FieldKind.Text), new("count", FieldKind.WholeNumber), new("share", FieldKind.RealNumber),
        new("known", FieldKind.Boolean), new("day", FieldKind.Date), new("seen_at", FieldKind.DateTime),
    ];

    [Theory]
    [InlineData("a.gpkg")]
    [InlineData("a.fgb")]
    [InlineData("a.geojson")]
    public void What_is_written_is_read_again_with_its_types(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(name);
        VectorFile.Write(path, "dumps", WellKnown.Crs84, s_fields, Records());
        var layer = VectorFile.Read(path);
        Assert.Equal(4326, layer.Crs!.Epsg);
        var read = layer.Features.Single(f => (string?)f.Attributes["code"] == "堆场-001");
        Assert.Equal(3L, read.Attributes["count"]);
        Assert.Equal(0.25, read.Attributes["share"]);
        Assert.Equal(true, read.Attributes["known"]);
        // FlatGeobuf knows instants only.
        Assert.Equal(name == "a.fgb" ? new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero) : new DateOnly(2024, 6, 1), read.Attributes["day"]);
        Assert.Equal(new DateTimeOffset(2024, 6, 1, 3, 4, 5, TimeSpan.Zero), read.Attributes["seen_at"]);
        Assert.True(read.Geometry!.EqualsTopologically(Square));
        Assert.Null(layer.Features.Single(f => !ReferenceEquals(f, read)).Attributes["count"]);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Csv_holds_texts_and_wkt_and_keeps_leading_zeros()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.csv");
        VectorFile.Write(path, "dumps", WellKnown.Crs84, [new("code", FieldKind.Text)],
            [new VectorFeature(1, new Point(110.02, 40.58), new Dictionary<string, object?> { ["code"] = "007" })]);
        var read = VectorFile.Read(path).Features.Single();
        Assert.Equal("007", read.Attributes["code"]);
        Assert.Equal(new Point(110.02, 40.58), read.Geometry);
    }

    [Fact]
    public void Record_numbers_from_zero_as_GeoJSON_has_them_go_into_a_GeoPackage()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.gpkg");
        VectorFile.Write(path, "dumps", WellKnown.Crs84, [new("code", FieldKind.Text)],
            [.. Enumerable.Range(0, 3).Select(i => new VectorFeature(i, new Point(110, 40), new Dictionary<string, object?> { ["code"] = $"{i}" }))]);
        Assert.Equal(["0", "1", "2"], VectorFile.Read(path).Features.Select(f => f.Attributes["code"]));
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InputException>(() => VectorFile.Write(folder.File("a.dwg"), "x", null, s_fields, Records()));
        string path = folder.File("a.gpkg");
        File.WriteAllText(path, "old");
        Assert.ThrowsAny<Exception>(() => VectorFile.Write(path, "x", new SpatialReference("nonsense", null), s_fields, Records()));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [SkippableTheory]
    [InlineData("gbk_shp")]
    [InlineData("gbk_shp_nocpg_noprj")]
    public void Chinese_names_in_gbk_are_read_with_and_without_cpg(string name)
    {
        string folder = SharedData.Path("bad_inputs", name);
        var layer = VectorFile.Read(Path.Combine(folder, "baotou_gbk.shp"));
        string all = string.Join(' ', layer.Features.SelectMany(f => f.Attributes.Values).OfType<string>());
        Assert.Contains("东河区", all, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', all);
        Assert.Equal(name.EndsWith("noprj", StringComparison.Ordinal), layer.Crs is null);
    }

    [Fact]
    public void Several_layers_need_a_name_and_other_files_are_refused()
    {
        using var folder = new TemporaryFolder();
        string kml = folder.File("two.kml");
        File.WriteAllText(kml, """
            <kml xmlns="http://www.opengis.net/kml/2.2"><Document>
            <Folder><name>A</name><Placemark><name>p</name><Point><coordinates>110.02,40.58</coordinates></Point></Placemark></Folder>
            <Folder><name>B</name><Placemark><name>q</name><Point><coordinates>110.03,40.58</coordinates></Point></Placemark></Folder>
            </Document></kml>
            """);
        Assert.Equal(["A", "B"], VectorFile.Layers(kml));
        Assert.Contains("A, B", Assert.Throws<InputException>(() => VectorFile.Read(kml)).Message, StringComparison.Ordinal);
        Assert.Equal(110.03, VectorFile.Read(kml, "B").Features.Single().Geometry!.Coordinate.X);
        Assert.Throws<InputException>(() => VectorFile.Read(kml, "C"));
        string vrt = folder.File("disguised.shp");
        File.WriteAllText(vrt, "<OGRVRTDataSource><OGRVRTLayer name=\"passwd\"><SrcDataSource>CSV:/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
        Assert.Throws<GdalException>(() => VectorFile.Read(vrt));
        Assert.Throws<InputException>(() => VectorFile.Read("/vsicurl/http://localhost/a.geojson"));
        Assert.Throws<InputException>(() => VectorFile.Read("{\"type\":\"Point\",\"coordinates\":[1,2]}"));
    }

    public static TheoryData<string> Torture()
    {
        var files = new TheoryData<string>();
        if (SharedData.Root is null)
        {
            files.Add("");
            return files;
        }

        var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Root, "data", "torture-vector", "EXPECTED.json")));
        foreach (var file in expected.RootElement.EnumerateObject())
        {
            files.Add(file.Name);
        }

        return files;
    }

    [SkippableTheory]
    [MemberData(nameof(Torture))]
    public void Odd_file_has_the_records_that_ogrinfo_counts_or_is_refused(string name)
    {
        string path = SharedData.Path("torture-vector", name);
        var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("torture-vector", "EXPECTED.json"))).RootElement.GetProperty(name);
        string[] layers = [.. expected.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("name").GetString()!)];
        VectorLayer Read() => VectorFile.Read(path, layers.FirstOrDefault());
        if (!expected.GetProperty("opens").GetBoolean())
        {
            var refused = Record.Exception(() => Read());
            Assert.True(refused is GdalException or InputException || name == "feature_with_type_Topology_property.json", $"{refused}");
            return;
        }

        if (name == "multipatch.shp")
        {
            // Triangulated surfaces in a collection: no polygons.
            Assert.Equal("geometry", Assert.Throws<InputException>(() => Read()).Field);
            return;
        }

        var first = expected.GetProperty("layers")[0];
        string count = first.GetProperty("Feature Count").GetString()!;
        // The GeoPackage lies in its own contents table; the records tell.
        var layer = Read();
        if (long.Parse(count, CultureInfo.InvariantCulture) < int.MaxValue)
        {
            Assert.Equal(count, layer.Features.Count.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static Polygon Square { get; } =
        (Polygon)new WKTReader().Read("POLYGON ((110 40.5, 110.01 40.5, 110.01 40.51, 110 40.51, 110 40.5))");

    private static VectorFeature[] Records() =>
    [
        new(1, Square, new Dictionary<string, object?>
        {
            ["code"] = "堆场-001", ["count"] = 3, ["share"] = 0.25, ["known"] = true,
            ["day"] = new DateOnly(2024, 6, 1), ["seen_at"] = new DateTimeOffset(2024, 6, 1, 11, 4, 5, TimeSpan.FromHours(8)),
        }),
        new(2, Square, new Dictionary<string, object?> { ["code"] = "b" }),
    ];

    /// <summary>RFC 3339 in a table of texts; OGR alone would write 2026/11/27 08:30:00.</summary>
    [Fact]
    public void Instants_in_csv_are_as_rfc_3339_has_them()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.csv");
        VectorFile.Stream(path, "a", null, [new VectorField("at", FieldKind.DateTime), new VectorField("on", FieldKind.Date), new VectorField("n", FieldKind.WholeNumber)], GeometryKinds.Any,
        [
            new VectorFeature(1, new NetTopologySuite.Geometries.Point(110, 40), new Dictionary<string, object?> { ["at"] = new DateTimeOffset(2026, 11, 27, 16, 30, 0, TimeSpan.FromHours(8)), ["on"] = new DateOnly(2026, 11, 27), ["n"] = 7L }),
            new VectorFeature(2, null, new Dictionary<string, object?> { ["at"] = new DateTimeOffset(2026, 11, 27, 8, 30, 0, 250, TimeSpan.Zero) }),
        ]);
        // The rest as OGR writes it: python3 osgeo, driver CSV, GEOMETRY=AS_WKT, the same values as texts.
        Assert.Equal(["WKT,at,on,n", "\"POINT (110 40)\",2026-11-27T08:30:00Z,2026-11-27,\"7\"", ",2026-11-27T08:30:00.250Z,,"], File.ReadAllLines(path));
    }
}
