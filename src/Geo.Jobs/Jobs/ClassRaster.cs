using System.Text.Json;
using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>The class raster that a survey keeps.</summary>
internal static class ClassRaster
{
    /// <summary>Opens it.</summary>
    /// <param name="path">Byte GeoTIFF.</param>
    /// <param name="classes">Names of the classes 1, 2, …</param>
    /// <exception cref="InputException">Gone, or it does not name its classes.</exception>
    public static Dataset Open(string path, out string[] classes)
    {
        if (!File.Exists(path)) throw new InputException(path, null, "the class raster of the survey is gone", "run the survey again");
        Dataset raster = Dataset.Open(path);
        classes = raster.Metadata(ClassRasterWriter.ClassesKey) is { } names
            ? JsonSerializer.Deserialize<string[]>(names)!
            : throw new InputException(path, ClassRasterWriter.ClassesKey, "the class raster does not name its classes", "run the survey again");
        return raster;
    }

    /// <summary>Ellipsoidal area of the pixel in the middle, m²; over a district pixels differ by less than a thousandth.</summary>
    public static double PixelArea(Grid grid)
    {
        Extent cell = grid.Crop(new Window(grid.Width / 2, grid.Height / 2, 1, 1)).Extent;
        var box = new GeometryFactory().ToGeometry(new Envelope(cell.MinX, cell.MaxX, cell.MinY, cell.MaxY));
        return Ellipsoid.Area(GeometryTransform.Transform(box, grid.Crs, WellKnown.Crs84)).Value;
    }
}
