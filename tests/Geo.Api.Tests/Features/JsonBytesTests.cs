using System.Text;
using System.Text.Json;
using CsCheck;
using Geo.Api.Ogc;
using Geo.Core.Crs;
using Geo.Core.Store;
using Geo.Testing;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tests.Features;

/// <summary>The way straight from rows to bytes says what the way through objects says, byte for byte.</summary>
public sealed class JsonBytesTests
{
    [Fact]
    public void A_rounded_number_is_the_one_that_the_writer_of_objects_makes() =>
        Gen.OneOf(Gen.Double[-180, 180], Gen.Double[-1e-3, 1e-3], Gen.Double[-1e9, 1e9], Gen.Double, Gen.Int[-1800, 1800].Select(i => i / 10.0), Gen.Const(-0.0), Gen.Const(1e-7), Gen.Const(0.5e-7))
            .Where(double.IsFinite).SelectMany(v => Gen.Int[0, 7].Select(d => (v, d))).Sample(pair =>
        {
            using var json = new JsonBytes();
            json.Rounded(pair.v, pair.d);
            Assert.Equal(ByObjects(w => w.WriteNumberValue(Math.Round(pair.v, pair.d))), Text(json));
        }, iter: 100_000);

    [Fact]
    public void A_string_is_escaped_as_the_writer_of_objects_does() =>
        Gen.OneOf(Gen.String, Gen.OneOf(new[] { "矿山 \"A\"\\B\n", "\u2028<>&'+", "😀 pair", "", "\u007f\u0001\ue000" }.Select(t => (Gen<string>)Gen.Const(t)).ToArray())).Where(s => !s.Any(char.IsSurrogate) || s == "😀 pair").Sample(text =>
        {
            using var json = new JsonBytes();
            json.String(Encoding.UTF8.GetBytes(text));
            Assert.Equal(ByObjects(w => w.WriteStringValue(text)), Text(json));
        }, iter: 20_000);

    [Fact]
    public void A_ring_turns_as_its_geometry_says() =>
        // Small whole numbers: flat tops, spikes and rings that cross themselves come often.
        Gen.Int[0, 4].SelectMany(x => Gen.Int[0, 4].Select(y => new Coordinate(x, y))).Array[3, 9].Sample(positions =>
        {
            Coordinate[] ring = [.. positions, positions[0]];
            double[] xy = [.. ring.SelectMany(c => new[] { c.X, c.Y })];
            Assert.Equal(Orientation.IsCCW(ring), WkbJson.IsCounterClockwise(xy));
        }, iter: 100_000);

    [Fact]
    public void Every_kind_of_row_gives_equal_bytes_either_way()
    {
        using var folder = new TemporaryFolder();
        using var store = WorkspaceStore.Create(new Workspace(folder.File("ws")), TimeProvider.System);
        var rows = Rows();
        store.Write("test", null, null, w => w.Put("dumps", rows));
        var page = store.Layer("dumps").Items(ItemsRequest.Everything);
        using var cursor = page.Open(CancellationToken.None);
        var direct = new FeatureJson(OfferedCrs.Crs84);
        int seen = 0;
        foreach (var feature in page)
        {
            Assert.True(cursor.Read());
            using var json = new JsonBytes();
            direct.Write(json, cursor.Row);
            Assert.Equal(ByObjects(w => GeoJson.Write(w, feature)), Text(json));
            seen++;
        }

        Assert.Equal(rows.Count, seen);
    }

    private static List<Feature> Rows()
    {
        var reader = new NetTopologySuite.IO.WKTReader();
        string[] places =
        [
            "POINT (110.123456789 40.5)", "POINT (0 -0.00000004)", "MULTIPOINT ((110 40), (110.00000001 40))", "LINESTRING (110 40, 110.1 40.1)",
            "MULTILINESTRING ((110 40, 111 41), (1e-5 0, 0.1 1e-9))", "POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0), (0.2 0.2, 0.4 0.2, 0.4 0.4, 0.2 0.4, 0.2 0.2))",
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((5 5, 5 6, 6 6, 5 5)))", "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4), POLYGON ((0 0, 1 0, 1 1, 0 0)))",
        ];
        string[] texts = ["plain", "固体废物 \"堆场\"", "tab\tand \\ and 😀", "<script>", "\u2028"];
        var rows = places.Select((wkt, i) => new Feature($"id {i} \"é", reader.Read(wkt), new Dictionary<string, object?>
        {
            ["name"] = texts[i % texts.Length],
            ["area_m2"] = i * 1234.5678,
            ["listed_area_m2"] = 1e20 / (i + 1),
            ["estimated_tonnes"] = (double)i,
            ["priority_rank"] = (long)-i,
            ["large_bulk"] = i % 2 == 0,
            ["status_at"] = new DateTimeOffset(2025, 1, 2, 3, 4, 5, 100 * (i % 2), TimeSpan.Zero),
            ["grade_rules"] = new[] { "a", texts[i % texts.Length] },
        })).ToList();
        rows.Add(new Feature("nowhere", null, new Dictionary<string, object?>()));
        return rows;
    }

    private static string Text(JsonBytes json) => Encoding.UTF8.GetString(json.Written.Span);

    private static string ByObjects(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Ogc.Json.Writer))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
