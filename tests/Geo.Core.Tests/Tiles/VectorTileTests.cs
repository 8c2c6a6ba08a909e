using CsCheck;
using Geo.Core.Store;
using Geo.Core.Tiles;
using Geo.Core.Tiles.Mvt;
using Geo.Testing;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Tiles;

#pragma warning disable RS0030 // Planar areas of tile units are what is compared here, not areas on the ground.
public sealed class VectorTileTests
{
    private static readonly TileMatrixSet Mercator = TileMatrixSet.Get("WebMercatorQuad");
    private static readonly TileAddress At = new(10, 385, 825);

    /// <summary>Hand-worked: the tile 1/0/1 of Tianditu's set is 180° wide, 4096 units: 22.7556 units a degree; (45° E, 45° N) is (1024, 1024).</summary>
    [Fact]
    public void A_point_is_encoded_as_the_standard_says()
    {
        var plane = new TilePlane(TileMatrixSet.Get("CGCS2000Quad"), new TileAddress(1, 0, 1));
        using var writer = new VectorLayerWriter("p", plane, ["n"]);
        Assert.True(writer.Shape(new WKBWriter().Write(new Point(45, 45))));
        writer.Whole(0, 7);
        writer.Add(1);
        // Tile.layers(3) of 32 bytes: version 2; name "p"; a feature: id 1, tags 0 0, type POINT, MoveTo(1) zigzag 2048 2048; key "n"; value int 7; extent 4096.
        Assert.Equal("1A20" + "7802" + "0A0170" + "120F" + "0801" + "12020000" + "1801" + "2205098010" + "8010" + "1A016E" + "22022007" + "288020", Convert.ToHexString(writer.Finish()));
    }

    [Fact]
    public void Outer_rings_run_with_positive_area_and_holes_against_it()
    {
        var wkb = new WKBWriter().Write(new WKTReader().Read("POLYGON ((110 40.5, 110.2 40.5, 110.2 40.6, 110 40.6, 110 40.5), (110.05 40.52, 110.05 40.55, 110.1 40.55, 110.1 40.52, 110.05 40.52))"));
        using var shape = new ShapeEncoder(new TilePlane(Mercator, At));
        foreach (byte[] given in new[] { wkb, new WKBWriter().Write(new WKBReader().Read(wkb).Reverse()) })
        {
            Assert.True(shape.Encode(given));
            var rings = Rings(shape.Commands.Written);
            Assert.Equal(2, rings.Count);
            Assert.True(Surveyor(rings[0]) > 0);
            Assert.True(Surveyor(rings[1]) < 0);
        }
    }

    /// <summary>Stars with many thin rays at any scale: what is sent is valid, lies where the original does and has its area.</summary>
    [Fact]
    public void Polygons_stay_valid_and_keep_their_area() => Gen.Select(Gen.Int[3, 60], Gen.Double[0.00002, 0.3], Gen.Double[0.02, 1], Gen.Double[109.9, 110.3], Gen.Double[40.4, 40.75], Gen.Int[0, 100000]).Sample((corners, size, inner, x, y, seed) => KeepsAreaAndValidity(Star(corners, size, inner, x, y, seed)), iter: 2000);

    private static Polygon Star(int corners, double size, double inner, double x, double y, int seed)
    {
        ulong state = (ulong)seed;
        var points = new Coordinate[corners + 1];
        for (int i = 0; i < corners; i++)
        {
            double angle = 2 * Math.PI * i / corners, radius = size * (i % 2 == 0 ? 1 : inner) * (0.3 + 0.7 * (SplitMix64.Next(ref state) >> 11) / (double)(1UL << 53));
            points[i] = new Coordinate(x + radius * Math.Cos(angle), y + radius * Math.Sin(angle));
        }

        points[corners] = points[0].Copy();
        return new Polygon(new LinearRing(points));
    }

    // Each polygon is valid; its area differs by no more than its outline is moved: by the thinning and half a unit of rounding.
    private static bool KeepsAreaAndValidity(Polygon star)
    {
        using var writer = new VectorLayerWriter("stars", new TilePlane(Mercator, At), []);
        var box = GeometryFactory.Default.ToGeometry(new Envelope(-64, 4160, -64, 4160));
        var wanted = DecodedTile.InExactUnits(star, At).Intersection(box);
        if (!writer.Shape(new WKBWriter().Write(star))) return wanted.Area < 1e-6;
        writer.Add(1);
        var sent = DecodedTile.InUnits(DecodedTile.Read(writer.Finish(), At)["stars"].Single().Geometry, At);
        return Parts(sent).All(part => part.IsValid) && Math.Abs(sent.Area - wanted.Area) <= wanted.Length * (ShapeEncoder.Tolerance + 0.75) + 4;
    }


    /// <summary>A corner of 0.08 square units reaches into the buffer, the rest passes below the tile: drawn where it lies, not along the edge to which it was cut.</summary>
    [Fact]
    public void A_sliver_is_drawn_where_it_lies() => Assert.True(KeepsAreaAndValidity(Star(30, 1d / 9, 7d / 68, 109.9571857956454, 3597d / 89, 59005)));

    [SkippableFact]
    public void Real_polygons_are_all_in_their_tiles_and_the_cut_parts_add_up()
    {
        string file = SharedData.Path("amazon-mining-polygons", "mining_202400_madre_de_dios.geojson");
        var shapes = new Geo.Core.Tests.Tiles.GeoJsonShapes(file).Polygons.Take(400).ToList();
        using var folder = new TemporaryFolder();
        using var store = WorkspaceStore.Create(new Workspace(folder.File("ws")), TimeProvider.System);
        store.Write("test", null, null, writer => writer.Put("detections", shapes.Select((shape, i) => new Feature($"P{i:000}", shape, new Dictionary<string, object?>
        {
            ["class"] = "stockpile",
            ["probability"] = i / 1000.0,
            ["pixel_count"] = (long)i,
            ["acquired_at"] = new DateTimeOffset(2024, 1, 1, 0, 0, i % 60, TimeSpan.Zero),
        }))));
        var layer = store.Layer("detections");
        var limits = Mercator.Limits(11, layer.Extent());
        var found = new Dictionary<string, double>();
        for (int row = limits.FirstRow; row <= limits.LastRow; row++)
        {
            for (int col = limits.FirstCol; col <= limits.LastCol; col++)
            {
                var at = new TileAddress(11, row, col);
                var features = DecodedTile.Read(layer.Tile(Mercator, at, ItemsRequest.Everything, null, CancellationToken.None), at).GetValueOrDefault("detections") ?? [];
                var tile = GeometryFactory.Default.ToGeometry(new Envelope(0, 4096, 0, 4096));
                foreach (var feature in features)
                {
                    var sent = DecodedTile.InUnits(feature.Geometry, at);
                    Assert.All(Parts(sent), part => Assert.True(part.IsValid));
                    string id = (string)feature.Attributes["id"];
                    int number = int.Parse(id[1..], System.Globalization.CultureInfo.InvariantCulture);
                    Assert.Equal(number / 1000.0, (double)feature.Attributes["probability"]);
                    Assert.Equal((long)number, Convert.ToInt64(feature.Attributes["pixel_count"], System.Globalization.CultureInfo.InvariantCulture));
                    Assert.Equal($"2024-01-01T00:00:{number % 60:00}Z", (string)feature.Attributes["acquired_at"]);
                    found[id] = found.GetValueOrDefault(id) + Parts(sent).Sum(part => part.Intersection(tile).Area);
                }
            }
        }

        Assert.Equal(shapes.Count, found.Count);
        for (int i = 0; i < shapes.Count; i++)
        {
            // Units of one level are alike everywhere, so that the original is measured from any tile of it.
            var whole = DecodedTile.InExactUnits(shapes[i], new TileAddress(11, limits.FirstRow, limits.FirstCol));
            Assert.True(Math.Abs(found[$"P{i:000}"] - whole.Area) <= whole.Length * (ShapeEncoder.Tolerance + 0.75) + 8, $"P{i:000}: {found[$"P{i:000}"]} of {whole.Area}");
        }
    }

    /// <summary>30,000 squares of 10 m, far smaller than a unit of level 4: cells stand for them, none is lost from the count.</summary>
    [Fact]
    public void A_tile_of_very_many_features_stays_bounded_and_counts_them_all()
    {
        using var folder = new TemporaryFolder();
        using var store = WorkspaceStore.Create(new Workspace(folder.File("ws")), TimeProvider.System);
        const int side = 180;
        store.Write("test", null, null, writer => writer.Put("detections", Enumerable.Range(0, side * side).Select(i =>
        {
            double x = 109.9 + i % side * 0.002, y = 40.4 + i / side * 0.002;
            return new Feature($"S{i}", GeometryFactory.Default.ToGeometry(new Envelope(x, x + 0.0001, y, y + 0.0001)), new Dictionary<string, object?> { ["class"] = "stockpile" });
        })));
        var layer = store.Layer("detections");
        var at = new TileAddress(4, 6, 12);
        byte[] bytes = layer.Tile(Mercator, at, ItemsRequest.Everything, ["class"], CancellationToken.None);
        var features = DecodedTile.Read(bytes, at)["detections"];
        Assert.InRange(features.Count, 1, 20_000);
        Assert.Equal(side * side, features.Sum(f => f.Attributes.Exists("feature_count") ? Convert.ToInt64(f.Attributes["feature_count"], System.Globalization.CultureInfo.InvariantCulture) : 1));
        // The same rows by the other way, of a filter.
        Assert.Equal(bytes, layer.Tile(Mercator, at, ItemsRequest.Everything with { Matching = new Dictionary<string, string> { ["class"] = "stockpile" } }, ["class"], CancellationToken.None));
        Assert.Empty(layer.Tile(Mercator, at, ItemsRequest.Everything with { Matching = new Dictionary<string, string> { ["class"] = "unrestored_pit" } }, null, CancellationToken.None));
    }

    private static IEnumerable<Polygon> Parts(Geometry geometry) => Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<Polygon>();

    private static long Surveyor(List<(int X, int Y)> ring) => ring.Select((p, i) => ((long)p.X * ring[(i + 1) % ring.Count].Y) - ((long)ring[(i + 1) % ring.Count].X * p.Y)).Sum();

    // MVT 2.1 §4.3: MoveTo begins a ring, 15 is ClosePath of one.
    private static List<List<(int X, int Y)>> Rings(ReadOnlySpan<byte> commands)
    {
        var numbers = new List<uint>();
        for (int i = 0, shift = 0; i < commands.Length; i++)
        {
            if (shift == 0) numbers.Add(0);
            numbers[^1] |= (uint)(commands[i] & 127) << shift;
            shift = (commands[i] & 128) != 0 ? shift + 7 : 0;
        }

        var rings = new List<List<(int, int)>>();
        int x = 0, y = 0;
        for (int i = 0; i < numbers.Count;)
        {
            uint command = numbers[i++];
            if (command == 15) continue;
            if ((command & 7) == 1) rings.Add([]);
            for (uint n = command >> 3; n > 0; n--)
            {
                x += (int)(numbers[i] >> 1) ^ -(int)(numbers[i] & 1);
                y += (int)(numbers[i + 1] >> 1) ^ -(int)(numbers[i + 1] & 1);
                i += 2;
                rings[^1].Add((x, y));
            }
        }

        return rings;
    }
}
#pragma warning restore RS0030
