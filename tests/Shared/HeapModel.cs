using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using NetTopologySuite.Geometries;

namespace Geo.Testing;

/// <summary>A surface model with one cone on a slope, and its register outline: radius 20 m, 8 m high, 3,351 m³, on 111° E in EPSG:4546.</summary>
internal static class HeapModel
{
    public const double Radius = 20, Height = 8, Volume = Math.PI * Radius * Radius * Height / 3;
    private const double East = 500_000, North = 4_490_000;

    /// <summary>Writes 200 × 200 cells of half a metre.</summary>
    /// <param name="path">The GeoTIFF.</param>
    /// <param name="lift">Added to the heap's height.</param>
    public static void Write(string path, double lift = 0)
    {
        const int cells = 200;
        var grid = new Grid(GeoTransform.NorthUp(East - 50, North + 50, 0.5, 0.5), cells, cells, WellKnown.GaussKruger111);
        var heights = new float[cells * cells];
        for (int i = 0; i < heights.Length; i++)
        {
            var (x, y) = grid.Transform.Apply(i % cells + 0.5, i / cells + 0.5);
            heights[i] = (float)(1040 + 0.04 * (x - East) + Math.Max(0, (Height + lift) * (1 - double.Hypot(x - East, y - North) / Radius)));
        }

        using var made = Dataset.Create(path, new RasterSpec(grid, 1, PixelType.Float32, -9999));
        made.Write<float>(1, grid.Whole, heights);
        made.Close();
    }

    /// <summary>A circle of the radius given, longitude and latitude.</summary>
    public static Polygon Outline(double radius = Radius)
    {
        Coordinate[] corners = [.. Enumerable.Range(0, 181).Select(i => new Coordinate(East + radius * Math.Cos(i % 180 * Math.PI / 90), North + radius * Math.Sin(i % 180 * Math.PI / 90)))];
        return (Polygon)GeometryTransform.Transform(new Polygon(new LinearRing(corners)), WellKnown.GaussKruger111, WellKnown.Crs84);
    }
}
