using Geo.Core.Inventory;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Inventory;

public sealed class DumpShapesTests
{
    private static readonly Geometry s_square = Wkt("POLYGON ((110 40, 110.01 40, 110.01 40.01, 110 40.01, 110 40))");

    [Fact]
    public void A_line_right_through_cuts_and_the_parts_sum_to_the_whole()
    {
        var parts = DumpShapes.Cut(s_square, Wkt("LINESTRING (110.004 39.99, 110.004 40.02)"));
        double[] areas = [.. parts.Select(p => Ellipsoid.Area(p).Value)];
        Assert.Equal(2, areas.Length);
        Assert.Equal(Ellipsoid.Area(s_square).Value, areas.Sum(), 3);
        Assert.Equal(0.4, areas[0] / areas.Sum(), 9); // the western part first
    }

    [Fact]
    public void A_line_that_ends_inside_cuts_nothing() =>
        Assert.Contains("right through", Assert.Throws<InputException>(() => DumpShapes.Cut(s_square, Wkt("LINESTRING (110.004 39.99, 110.004 40.005)"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Given_parts_say_what_they_leave_out()
    {
        Geometry west = Wkt("POLYGON ((110 40, 110.005 40, 110.005 40.01, 110 40.01, 110 40))"), east = Wkt("POLYGON ((110.006 40, 110.01 40, 110.01 40.01, 110.006 40.01, 110.006 40))");
        var (leftOut, beyond) = DumpShapes.Check(s_square, [west, east]);
        Assert.Equal(0.1, leftOut, 6);
        Assert.Equal(0, beyond, 9);
        Assert.Contains("overlaps", Assert.Throws<InputException>(() => DumpShapes.Check(s_square, [west, s_square])).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => DumpShapes.Check(s_square, [west]));
        Assert.Throws<InputException>(() => DumpShapes.Check(s_square, [west, Wkt("POLYGON ((111 40, 111.1 40, 111.1 40.1, 111 40))")]));
    }

    [Fact]
    public void A_union_of_apart_outlines_keeps_both() =>
        Assert.Equal(2, DumpShapes.Union([s_square, Wkt("POLYGON ((110.02 40, 110.03 40, 110.03 40.01, 110.02 40))")]).NumGeometries);

    private static Geometry Wkt(string wkt) => new WKTReader().Read(wkt);
}
