using CsCheck;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Measure;

public sealed class NearestPlacesTests
{
    private static readonly Gen<Geometry> s_shape = Gen.Select(Gen.Double[109.9, 110.5], Gen.Double[40.4, 40.7], Gen.Double[0.0002, 0.02], Gen.Int[0, 2])
        .Select((x, y, size, kind) => kind switch
        {
            0 => (Geometry)new Point(x, y),
            1 => new LineString([.. Enumerable.Range(0, 60).Select(i => new Coordinate(x + size * i / 20, y + size * Math.Sin(i)))]),
            _ => new Polygon(new LinearRing([new(x, y), new(x + size, y), new(x + size, y + size / 2), new(x, y + size), new(x, y)])),
        });

    [Fact]
    public void The_nearest_is_the_one_that_asking_every_place_gives() =>
        Gen.Select(s_shape.Array[1, 30], s_shape).Sample((places, from) =>
        {
            var (item, metres) = new NearestPlaces<int>(places.Select((place, i) => (i, place))).To(from)!.Value;
            double[] all = [.. places.Select(place => Ellipsoid.Distance(from, place))];
            // Pieces of a line and the whole line differ by rounding only.
            Assert.InRange(metres, all.Min() - 1e-3, all.Min() + 1e-3);
            Assert.InRange(all[item], all.Min(), all.Min() + 1e-3);
        }, iter: 60);

    [Fact]
    public void Within_holds_each_place_once_and_none_beyond() =>
        Gen.Select(s_shape.Array[0, 20], s_shape, Gen.Double[0, 20_000]).Sample((places, from, metres) =>
        {
            var found = new NearestPlaces<int>(places.Select((place, i) => (i, place))).Within(from, metres);
            int[] expected = [.. places.Select((place, i) => (i, D: Ellipsoid.Distance(from, place))).Where(p => p.D <= metres - 0.01).Select(p => p.i)];
            Assert.Equal(found.Count, found.DistinctBy(f => f.Item).Count());
            Assert.Subset(found.Select(f => f.Item).ToHashSet(), expected.ToHashSet());
            Assert.All(found, f => Assert.True(Ellipsoid.Distance(from, places[f.Item]) <= metres + 0.01));
        }, iter: 60);

    // geod +ellps=GRS80 -I +units=m <<< "40.55 110.01 40.55 110.05" (PROJ 9.1.1) says 3388.1918; the edge at 110.01 is the nearest.
    [Fact]
    public void The_distance_is_the_geodesic_from_the_outline()
    {
        Geometry square = new WKTReader().Read("POLYGON ((110 40.54, 110.01 40.54, 110.01 40.56, 110 40.56, 110 40.54))");
        var (_, metres) = new NearestPlaces<string>([("school", new Point(110.05, 40.55))]).To(square)!.Value;
        Assert.Equal(Geodesic, metres, 2);
        Assert.Equal(0, new NearestPlaces<string>([("inside", new Point(110.005, 40.55))]).To(square)!.Value.Metres);
    }

    private const double Geodesic = 3388.1918;

    [Fact]
    public void Nothing_is_nearest_to_nothing() => Assert.Null(new NearestPlaces<string>([]).To(new Point(110, 40)));
}
