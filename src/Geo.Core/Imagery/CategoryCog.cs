using System.Text.Json;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>A class of a raster that people look at.</summary>
/// <param name="Name">Name, as GDAL's category names have it.</param>
/// <param name="Colour">0xAARRGGBB.</param>
public sealed record CategoryStyle(string Name, uint Colour);

/// <summary>Writes classes as a cloud-optimised GeoTIFF: Byte, 0 = no data, classes from 1 with names and colours. One thread at a time.</summary>
public sealed class CategoryCog : IDisposable
{
    private readonly string _plain, _cog;
    private readonly Dataset _raster;

    /// <param name="temporaryFolder">Where both files lie until the caller moves the finished one (<see cref="Complete"/>).</param>
    /// <param name="grid">Grid of the raster.</param>
    /// <param name="classes">Classes 1, 2, …</param>
    public CategoryCog(string temporaryFolder, Grid grid, IReadOnlyList<CategoryStyle> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        (_plain, _cog) = (Path.Combine(temporaryFolder, "categories-plain.tif"), Path.Combine(temporaryFolder, "categories.tif"));
        _raster = Dataset.Create(_plain, new RasterSpec(grid, 1, PixelType.Byte, 0), "TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "COMPRESS=DEFLATE", "SPARSE_OK=TRUE", "BIGTIFF=IF_SAFER");
        _raster.SetColourTable(1, [0u, .. classes.Select(one => one.Colour)]);
        _raster.SetDescription(1, "class");
        _raster.SetCategoryNames(1, ["no data", .. classes.Select(one => one.Name)]);
        _raster.SetMetadata(ClassRasterWriter.ClassesKey, JsonSerializer.Serialize(classes.Select(one => one.Name)));
    }

    /// <summary>Writes the classes of a window where it is still empty; what was written before stays.</summary>
    /// <param name="window">May leave the grid.</param>
    /// <param name="classes">Row by row; 0 writes nothing.</param>
    public void Add(Window window, ReadOnlySpan<byte> classes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(classes.Length, window.PixelCount);
        Window inside = window.Intersect(new Window(0, 0, _raster.Width, _raster.Height));
        if (inside.IsEmpty) return;
        var there = new byte[inside.PixelCount];
        _raster.Read<byte>(1, inside, there);
        for (int row = 0; row < inside.Height; row++)
        {
            for (int col = 0; col < inside.Width; col++)
            {
                int at = row * inside.Width + col;
                if (there[at] == 0) there[at] = classes[(inside.Row - window.Row + row) * window.Width + inside.Col - window.Col + col];
            }
        }

        _raster.Write<byte>(1, inside, there);
    }

    /// <summary>Makes the COG.</summary>
    /// <returns>The finished file; its names of classes lie beside it (.aux.xml).</returns>
    /// <exception cref="GdalException">Pixels did not reach the disk.</exception>
    public string Complete(CancellationToken cancel)
    {
        _raster.CopyToCog(_cog, new CogOptions(OverviewResampling: "MODE"), null, cancel);
        return _cog;
    }

    /// <summary>Drops the unfinished file.</summary>
    public void Dispose()
    {
        _raster.Dispose();
        File.Delete(_plain);
        File.Delete(_plain + ".aux.xml");
    }
}
