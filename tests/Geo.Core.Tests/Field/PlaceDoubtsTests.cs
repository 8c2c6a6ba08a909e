using Geo.Core.Crs;
using Geo.Core.Field;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Field;

public sealed class PlaceDoubtsTests
{
    // At 40.5° N a degree of longitude has 84 768 m (tests/Measure: 0.0001° = 8.4768 m).
    private static readonly Geometry s_site = new WKTReader().Read("POLYGON ((110 40.5, 110.002 40.5, 110.002 40.502, 110 40.502, 110 40.5))");

    [Theory]
    [InlineData(110.001, 0), InlineData(110.003, 84.77), InlineData(109.99, 847.68)]
    public void Distance_is_measured_from_the_edge(double lon, double metres)
    {
        var (told, doubts) = PlaceDoubts.OfCheck(new Point(lon, 40.5), s_site, 100);
        Assert.Equal(metres, told!.Value, 0.01);
        Assert.Equal(metres > 100 ? [PlaceDoubts.FarFromSite] : [], doubts);
    }

    [Fact]
    public void A_place_off_a_chinese_map_is_told_from_one_that_is_merely_far()
    {
        var (lon, lat) = ChineseOffsets.Wgs84ToGcj02(110.001, 40.501);
        Assert.Equal([PlaceDoubts.FarFromSite, PlaceDoubts.LooksShifted], PlaceDoubts.OfCheck(new Point(lon, lat), s_site, 100).Doubts);
        Assert.Equal([PlaceDoubts.FarFromCheck, PlaceDoubts.LooksShifted], PlaceDoubts.OfPhoto(new Point(lon, lat), new Point(110.001, 40.501), 200, 60).Doubts);
        Assert.Equal([PlaceDoubts.FarFromCheck, PlaceDoubts.CheckLooksShifted], PlaceDoubts.OfPhoto(new Point(110.001, 40.501), new Point(lon, lat), 200, 60).Doubts);
        // As far as a shift is, but in the other direction.
        Assert.Equal([PlaceDoubts.FarFromCheck], PlaceDoubts.OfPhoto(new Point(110.001 - (lon - 110.001), lat), new Point(110.001, 40.501), 200, 60).Doubts);
    }

    [Fact]
    public void Without_a_place_there_is_one_doubt_and_no_distance()
    {
        Assert.Null(PlaceDoubts.OfCheck(null, s_site, 100).Metres);
        Assert.Equal([PlaceDoubts.NoPlace], PlaceDoubts.OfCheck(null, s_site, 100).Doubts);
        Assert.Equal([PlaceDoubts.NoPlace], PlaceDoubts.OfPhoto(null, new Point(110, 40.5), 200, 60).Doubts);
        Assert.Empty(PlaceDoubts.OfPhoto(new Point(110, 40.5), null, 200, 60).Doubts);
    }
}
