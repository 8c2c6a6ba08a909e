using Geo.Core.Filters;
using NetTopologySuite.Geometries;
using static Geo.Core.Tests.Filters.FilterText;

namespace Geo.Core.Tests.Filters;

public sealed class FilterCrsTests
{
    private const string Epsg = "http://www.opengis.net/def/crs/EPSG/0/";

    // Each is 110.02, 40.58; cs2cs 9.1.1: echo "40.58 110.02" | cs2cs -f %.3f EPSG:4490 EPSG:4546 (and EPSG:4326 to EPSG:3857, EPSG:32649)
    [Theory]
    [InlineData(null, "110.02 40.58"), InlineData("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "110.02 40.58"), InlineData("[OGC:CRS84]", "110.02 40.58")]
    [InlineData(Epsg + "4326", "40.58 110.02"), InlineData(Epsg + "4490", "40.58 110.02"), InlineData("[EPSG:4490]", "40.58 110.02")]
    [InlineData(Epsg + "4546", "NORTHING EASTING 4546"), InlineData(Epsg + "3857", "EASTING NORTHING 3857"), InlineData(Epsg + "32649", "EASTING NORTHING 32649")]
    public void Every_CRS_is_read_in_its_own_axis_order(string? uri, string at)
    {
        string position = at switch
        {
            "NORTHING EASTING 4546" => "4494393.983 417025.724",
            "EASTING NORTHING 3857" => "12247370.377 4950587.754",
            "EASTING NORTHING 32649" => "417058.913 4492596.225",
            _ => at,
        };
        var filter = Checked($"S_INTERSECTS(geometry, POINT({position}))", FilterCrs.Of(uri, Place));
        var point = ((GeometryLiteral)((Spatial)filter.Expression).Right).Value.Coordinate;
        Assert.Equal(110.02, point.X, 1e-7);
        Assert.Equal(40.58, point.Y, 1e-7);
    }

    [Fact]
    public void A_box_is_turned_with_the_axes()
    {
        var filter = Checked("S_INTERSECTS(geometry, BBOX(40, 110, 41, 112))", FilterCrs.Of(Epsg + "4490", Place));
        Assert.Equal(new Envelope(110, 112, 40, 41), ((GeometryLiteral)((Spatial)filter.Expression).Right).Value.EnvelopeInternal);
    }

    [Fact]
    public void An_edge_of_a_plane_is_bent_in_degrees()
    {
        // Along northing 4 494 306 m over 100 km of easting; its middle lies south of the chord in degrees.
        var filter = Checked("S_INTERSECTS(geometry, LINESTRING(4494306 400000, 4494306 500000))", FilterCrs.Of(Epsg + "4546", Place));
        var line = (LineString)((GeometryLiteral)((Spatial)filter.Expression).Right).Value;
        Assert.InRange(line.NumPoints, 100, 250);
        var middle = line.GetCoordinateN(line.NumPoints / 2);
        double chord = (line.StartPoint.Y + line.EndPoint.Y) / 2;
        Assert.InRange(Math.Abs(middle.Y - chord) * 111_000, 100, 200); // L² tan(φ) / 8R = 168 m
    }

    [Fact]
    public void A_box_across_the_antimeridian_is_two()
    {
        var filter = Checked("S_INTERSECTS(geometry, BBOX(150, -90, -150, 90))");
        var both = ((GeometryLiteral)((Spatial)filter.Expression).Right).Value;
        Assert.Equal([new Envelope(150, 180, -90, 90), new Envelope(-180, -150, -90, 90)], Enumerable.Range(0, both.NumGeometries).Select(i => both.GetGeometryN(i).EnvelopeInternal));
    }

    [Theory]
    [InlineData(null, "BBOX(1000000,1000000,2000000,2000000)", "off the earth"), InlineData(Epsg + "4490", "POINT(110.02 40.58)", "off the earth"), InlineData(null, "BBOX(0,50,10,40)", "lower bound")]
    [InlineData(Epsg + "3857", "BBOX(10,0,0,10)", "left bound"), InlineData(null, "POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))", "not valid")]
    public void What_lies_nowhere_is_refused(string? uri, string literal, string said) =>
        Assert.Contains(said, Refused(() => Checked($"S_INTERSECTS(geometry, {literal})", FilterCrs.Of(uri, Place))).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_CRS_that_is_not_offered_is_refused_with_those_that_are() =>
        Assert.Contains(Epsg + "4546", Refused(() => FilterCrs.Of("http://www.opengis.net/def/crs/OGC/0/does_not_exist", Place)).Mend, StringComparison.Ordinal);
}
