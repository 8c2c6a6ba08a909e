using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>Writes probabilities: Float32 GeoTIFF, a band a class with its name, NaN = no data. One thread at a time.</summary>
public sealed class ProbabilityRasterWriter : IDisposable
{
    private readonly PartialFile _file;

    /// <param name="path">The file; it appears when complete.</param>
    /// <param name="grid">Grid of the raster.</param>
    /// <param name="classes">Names of the bands.</param>
    public ProbabilityRasterWriter(string path, Grid grid, IReadOnlyList<string> classes)
    {
        _file = new PartialFile(path, new RasterSpec(grid, classes.Count, PixelType.Float32, double.NaN));
        for (int k = 0; k < classes.Count; k++) _file.Dataset.SetDescription(k + 1, classes[k]);
    }

    /// <summary>Writes a window of all classes, row by row.</summary>
    public void Write(Window window, float[][] perClass)
    {
        for (int k = 0; k < perClass.Length; k++) _file.Dataset.Write<float>(k + 1, window, perClass[k].AsSpan(0, (int)window.PixelCount));
        _file.Written(window.PixelCount * perClass.Length * sizeof(float));
    }

    /// <summary>Closes the file and gives it its name.</summary>
    /// <exception cref="GdalException">Pixels did not reach the disk.</exception>
    public void Complete() => _file.Complete();

    /// <summary>Drops the file unless it is complete.</summary>
    public void Dispose() => _file.Dispose();
}
