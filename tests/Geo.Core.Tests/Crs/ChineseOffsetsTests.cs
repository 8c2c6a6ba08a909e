using CsCheck;
using Geo.Core.Crs;
using Geo.Core.Measure;
using Geo.Core.Vectors;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Crs;

public sealed class ChineseOffsetsTests
{
    [Fact]
    public void There_and_back_is_the_same_place() =>
        Gen.Double[73, 135].Select(Gen.Double[18, 53]).Sample((lon, lat) =>
        {
            var (gx, gy) = ChineseOffsets.Wgs84ToGcj02(lon, lat);
            var (x, y) = ChineseOffsets.Gcj02ToWgs84(gx, gy);
            var (bx, by) = ChineseOffsets.Wgs84ToBd09(lon, lat);
            var (u, v) = ChineseOffsets.Bd09ToWgs84(bx, by);
            return Math.Abs(x - lon) < 1e-9 && Math.Abs(y - lat) < 1e-9 && Math.Abs(u - lon) < 1e-8 && Math.Abs(v - lat) < 1e-8;
        });

    // Tiananmen in eviltransform's and coordtransform's own examples: 116.404, 39.915.
    [Fact]
    public void Published_examples_of_coordtransform_hold()
    {
        var (gx, gy) = ChineseOffsets.Wgs84ToGcj02(116.404, 39.915);
        Assert.Equal((116.41024449916938, 39.91640428150164), (gx, gy), new Near(1e-9));
        Assert.Equal((116.41036949371029, 39.92133699351021), ChineseOffsets.Gcj02ToBd09(116.404, 39.915), new Near(1e-9));
        Assert.Equal((116.39762729119315, 39.90865673957631), ChineseOffsets.Bd09ToGcj02(116.404, 39.915), new Near(2e-6));
        Assert.Equal((116.39775550083061, 39.91359571849836), ChineseOffsets.Gcj02ToWgs84(116.404, 39.915), new Near(2e-6));
    }

    [SkippableFact]
    public void The_outline_of_Baotou_falls_on_the_outline_converted_by_others()
    {
        var shifted = VectorFile.Read(SharedData.Path("baotou_boundary", "150200_full_datav_gcj02.json"));
        var converted = VectorFile.Read(SharedData.Path("baotou_boundary", "150200_full_datav_converted_to_wgs84.geojson"));
        var a = ChineseOffsets.Move(shifted.Features[0].Geometry!, ChineseOffsets.Gcj02ToWgs84).Coordinates;
        var b = converted.Features[0].Geometry!.Coordinates;
        Assert.Equal(b.Length, a.Length);
        // Their converter is the usual one-step inverse, good to a few metres.
        Assert.All(a.Zip(b), p => Assert.InRange(Metres(p.First, p.Second), 0, 5));
        Assert.All(shifted.Features[0].Geometry!.Coordinates.Zip(b), p => Assert.InRange(Metres(p.First, p.Second), 100, 700));
    }

    private static double Metres(Coordinate a, Coordinate b) => Ellipsoid.Distance(a.X, a.Y, b.X, b.Y);

    private sealed class Near(double tolerance) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) =>
            Math.Abs(x.Item1 - y.Item1) <= tolerance && Math.Abs(x.Item2 - y.Item2) <= tolerance;

        public int GetHashCode((double, double) obj) => 0;
    }
}
