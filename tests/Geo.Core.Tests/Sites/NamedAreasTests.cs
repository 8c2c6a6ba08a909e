using Geo.Core.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Sites;

public sealed class NamedAreasTests
{
    [Theory]
    [InlineData("POLYGON ((0.1 0.1, 0.4 0.1, 0.4 0.4, 0.1 0.1))", "甲镇")]
    [InlineData("POINT (5 5)", null)]
    // Half in each: the point within it decides, which lies in the western one.
    [InlineData("POLYGON ((0.2 0.2, 1.2 0.2, 1.2 0.4, 0.2 0.4, 0.2 0.2))", "甲镇")]
    // On the common border, and in the part that both hold: the first by name (丙, 乙, 甲 by code), whatever the order of the register.
    [InlineData("POINT (1 0.5)", "乙镇")]
    [InlineData("POINT (2.5 0.5)", "丙镇")]
    public void The_area_round_a_place_is_found_whatever_the_order(string place, string? name)
    {
        NamedPlace[] areas = [Area("甲镇", 0, 1), Area("乙镇", 1, 3), Area("丙镇", 2, 3)];
        string? expected = name;
        Assert.Equal(expected, new NamedAreas(areas).Around(Read(place)));
        Assert.Equal(expected, new NamedAreas(areas.Reverse()).Around(Read(place)));
    }

    private static NamedPlace Area(string name, double west, double east) => new(name, new GeometryFactory().ToGeometry(new Envelope(west, east, 0, 1)));

    private static Geometry Read(string text) => new WKTReader().Read(text);
}
