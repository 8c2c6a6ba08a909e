using Geo.Core.Gdal;
using Geo.Core.Vectors;
using Geo.Core.Zonal;
using Geo.Testing;

namespace Geo.Core.Tests.Zonal;

/// <summary>The centre method against rasterstats-reference/EXPECTED.json (numbers of python-rasterstats' own tests).</summary>
public class RasterstatsTests
{
    [SkippableFact]
    public void Polygons_are_counted_by_centres()
    {
        var rows = Zones("slope.tif", "polygons.shp");
        Assert.Equal([75, 50], rows.Select(r => r.Count));
        Assert.Equal(14.66, rows[0].Mean, 0.005);
    }

    [SkippableFact]
    public void Multipolygons_are_one_zone() => Assert.Equal([125], Zones("slope.tif", "multipolygons.shp").Select(r => r.Count));

    [SkippableFact]
    public void Points_take_their_pixel()
    {
        var rows = Zones("slope.tif", "points.shp");
        Assert.Equal([1, 1, 1], rows.Select(r => r.Count));
        Assert.Equal(11.386, rows[0].Mean, 0.0005);
        Assert.Equal(35.547, rows[1].Mean, 0.0005);
        Assert.Equal(3, Zones("slope.tif", "multipoints.shp").Sum(r => r.Count));
    }

    [SkippableFact]
    public void Pixels_without_data_do_not_count()
    {
        // EXPECTED.json's first_count 0 belongs to slope_classes with nodata 1 (test_nodata of rasterstats); in
        // slope_nodata the same polygon has 36 of its 75 pixels without data.
        Assert.Equal(75 - 36, Zones("slope_nodata.tif", "polygons.shp")[0].Count);
        // Category 1 taken as no data: the first zone holds nothing else.
        var classes = Zones("slope_classes.tif", "polygons.shp", noData: 1);
        Assert.Equal(0, classes[0].Count);
        Assert.True(double.IsNaN(classes[0]["majority"]));
        Assert.True(double.IsNaN(classes[0]["q90"]));
        Assert.Equal(49, classes[1].Count);
        Assert.Equal(2, classes[1]["minority"]);
        Assert.Equal(5, classes[1]["q90"]);
    }

    [SkippableFact]
    public void Zones_partly_or_wholly_off_the_raster_are_counted_as_far_as_they_lie_on_it()
    {
        Assert.All(Zones("slope.tif", "polygons_partial_overlap.shp"), r => Assert.True(r.Count > 0));
        Assert.All(Zones("slope.tif", "polygons_no_overlap.shp"), r => Assert.Equal(0, r.Count));
    }

    [SkippableFact]
    public void Lines_do_not_throw()
    {
        Assert.All(Zones("slope.tif", "lines.shp"), r => Assert.True(r.Count > 0));
        Assert.All(Zones("slope.tif", "lines.shp", method: CoverageMethod.Exact), r => Assert.True(r.Count > 0));
    }

    private static IReadOnlyList<ZonalStatistics> Zones(string raster, string vectors, float? noData = null, CoverageMethod method = CoverageMethod.Centre)
    {
        using var dataset = Dataset.Open(SharedData.Path("rasterstats-reference", raster));
        float missing = noData ?? (float?)dataset.Band(1).NoData ?? float.NaN;
        var layer = VectorFile.Read(SharedData.Path("rasterstats-reference", vectors));
        return ZonalTable.Of(
            dataset.Grid,
            (window, into) =>
            {
                dataset.Read(1, window, into);
                into.Replace(missing, float.NaN);
            },
            [.. layer.Features.Select(f => f.Geometry)], new ZonalOptions(["mean", "mode", "q90"], method, BlockSize: 32), null, default);
    }
}
