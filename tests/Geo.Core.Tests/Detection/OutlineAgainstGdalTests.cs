using Geo.Core.Detection;
using Geo.Core.Gdal;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Detection;

/// <summary>Our objects, made by blocks, against GDALPolygonize on the whole class raster.</summary>
public class OutlineAgainstGdalTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 4)]
    public void Outlines_equal_those_of_GDALPolygonize(int seed, int smooth)
    {
        const int Size = 320;
        var grid = new Grid(GeoTransform.NorthUp(0, 40, 0.125, 0.125), Size, Size, Projection.FromEpsg(4326));
        var raster = new SurveyRunTests.ProbabilityRaster(Size, Size, seed, smooth);
        using var whole = Dataset.InMemory(new RasterSpec(grid, 1, PixelType.Byte, 0));
        var run = new SurveyRun
        {
            Grid = grid,
            Classes = ["other", "stockpile", "unrestored_pit"],
            Options = new SurveyOptions { MinimumMappingUnit = new(0), BlockSize = 50, Threads = 2, SmoothingRadius = 1, Threshold = 0 },
            ToLonLat = g => g,
            WriteClasses = (window, classes) => whole.Write<byte>(1, window, classes),
        };
        var ours = run.Run([raster.Fill, raster.Fill], null, default).Detections;
        var theirs = whole.Polygonize(1, skipZero: true, default).Where(p => p.Value > 1).ToList();

        Assert.True(theirs.Count > 10);
        Assert.Equal(
            theirs.Select(p => $"{p.Value} {Normal(new WKBReader().Read(p.Wkb))}").Order(StringComparer.Ordinal),
            ours.Select(d => $"{(d.Class == "stockpile" ? 2 : 3)} {Normal(d.Geometry)}").Order(StringComparer.Ordinal));
    }

    /// <summary>Rings in one order from one start without vertices on straight lines; coordinates are exact here.</summary>
    private static string Normal(Geometry geometry)
    {
        var polygon = (Polygon)geometry;
        Assert.True(polygon.IsValid);
        var clean = new Polygon(Corners(polygon.Shell), [.. polygon.Holes.Select(Corners)]);
        clean.Normalize();
        return clean.AsText();
    }

    private static LinearRing Corners(LinearRing ring)
    {
        var points = ring.Coordinates[..^1];
        var corners = points.Where((p, i) =>
        {
            var before = points[(i + points.Length - 1) % points.Length];
            var after = points[(i + 1) % points.Length];
            return !(before.X == p.X && p.X == after.X) && !(before.Y == p.Y && p.Y == after.Y);
        }).ToList();
        corners.Add(corners[0].Copy());
        return new LinearRing([.. corners]);
    }
}
