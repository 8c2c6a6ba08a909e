using System.Text.Json;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>Writes a class raster: Byte GeoTIFF, 0 = no data, classes from 1, named by GDAL category names. One thread at a time.</summary>
public sealed class ClassRasterWriter : IDisposable
{
    /// <summary>Metadata item with the classes from 1 on, as a JSON array.</summary>
    public const string ClassesKey = "GEOWFC_CLASSES";

    private readonly PartialFile _file;

    /// <param name="path">The file; it appears when complete.</param>
    /// <param name="grid">Grid of the raster.</param>
    /// <param name="classes">Names of the classes 1, 2, …</param>
    public ClassRasterWriter(string path, Grid grid, IReadOnlyList<string> classes)
    {
        _file = new PartialFile(path, new RasterSpec(grid, 1, PixelType.Byte, 0));
        _file.Dataset.SetDescription(1, "class");
        _file.Dataset.SetCategoryNames(1, ["no data", .. classes]);
        // Also in the file itself, as a sidecar can get lost and is not read beside a source.
        _file.Dataset.SetMetadata(ClassesKey, JsonSerializer.Serialize(classes));
    }

    /// <summary>Writes a window, row by row.</summary>
    public void Write(Window window, ReadOnlySpan<byte> classes)
    {
        _file.Dataset.Write(1, window, classes);
        _file.Written(classes.Length);
    }

    /// <summary>Closes the file and gives it its name.</summary>
    /// <exception cref="GdalException">Pixels did not reach the disk.</exception>
    public void Complete() => _file.Complete();

    /// <summary>Drops the file unless it is complete.</summary>
    public void Dispose() => _file.Dispose();
}
