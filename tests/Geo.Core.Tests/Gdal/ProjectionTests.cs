using Geo.Core.Gdal;

namespace Geo.Core.Tests.Gdal;

public sealed class ProjectionTests
{
    // cs2cs of PROJ 9.1.1, one asymmetrical point a CRS: echo "40.58 110.02" | cs2cs -f %.4f EPSG:4326 EPSG:N
    [Theory]
    [InlineData(4326, 110.02, 40.58)]
    [InlineData(4490, 110.02, 40.58)]
    [InlineData(4546, 417025.7235, 4494393.9826)]
    public void Known_point_has_its_east_first(int code, double east, double north)
    {
        using var transform = new PointTransform(Projection.FromEpsg(4326), Projection.FromEpsg(code));
        double[] x = [110.02], y = [40.58];
        transform.Transform(x, y);
        Assert.Equal(east, x[0], 3);
        Assert.Equal(north, y[0], 3);
    }

    [Theory]
    [InlineData("EPSG:4546", 4546)]
    [InlineData("4490", 4490)]
    [InlineData("OGC:CRS84", 4326)]
    [InlineData("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326)]
    [InlineData("urn:ogc:def:crs:EPSG::32649", 32649)]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4546", 4546)]
    public void Texts_that_people_write_are_understood(string text, int code) => Assert.Equal(code, Projection.FromUser(text).Epsg);

    [Fact]
    public void A_proj_text_needs_no_code() =>
        Assert.True(Projection.IsProjected(Projection.FromUser("+proj=utm +zone=49 +datum=WGS84 +units=m")));

    [Fact]
    public void A_projection_file_of_esri_finds_its_code() => Assert.Equal(4546, Projection.FromUser(
        """
        PROJCS["CGCS2000_3_Degree_GK_CM_111E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
        """).Epsg);

    [Theory]
    [InlineData("EPSG:999999")]
    [InlineData("Donghe")]
    [InlineData("/etc/passwd")]
    [InlineData("http://example.org/crs.wkt")]
    [InlineData("PROJCS[\"broken")]
    public void Anything_else_is_refused(string text) => Assert.Throws<InputException>(() => Projection.FromUser(text));

    [Fact]
    public void A_point_without_image_is_nan_and_the_others_stay()
    {
        using var transform = new PointTransform(Projection.FromEpsg(3857), Projection.FromEpsg(4546));
        double[] x = [12247372.4, double.PositiveInfinity], y = [4948000.0, 0];
        transform.Transform(x, y);
        Assert.True(double.IsFinite(x[0]));
        Assert.True(double.IsNaN(x[1]) && double.IsNaN(y[1]));
    }
}
