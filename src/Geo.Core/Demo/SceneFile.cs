using System.Globalization;
using Geo.Core.Gdal;

namespace Geo.Core.Demo;

/// <summary>Writes rasters of the demo, each marked GEOWFC_SYNTHETIC=YES.</summary>
internal static class SceneFile
{
    /// <summary>Writes to a temporary name and renames: an interrupted demo leaves no half scene.</summary>
    public static void Write<T>(
        string path, Grid grid, PixelType type, double? noData, IReadOnlyList<(string Name, T[] Values)> bands,
        IReadOnlyList<(string Key, string Value)> metadata, CancellationToken cancel)
        where T : unmanaged
    {
        string unfinished = path + ".part.tif";
        using (var dataset = Dataset.Create(
            unfinished, new RasterSpec(grid, bands.Count, type, noData), "TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "INTERLEAVE=BAND",
            "COMPRESS=DEFLATE", "ZLEVEL=1", type == PixelType.Float32 ? "PREDICTOR=3" : "PREDICTOR=2", "NUM_THREADS=2", "BIGTIFF=IF_SAFER"))
        {
            for (int k = 0; k < bands.Count; k++)
            {
                cancel.ThrowIfCancellationRequested();
                dataset.SetDescription(k + 1, bands[k].Name);
                dataset.Write<T>(k + 1, grid.Whole, bands[k].Values);
            }

            dataset.SetMetadata("GEOWFC_SYNTHETIC", "YES");
            foreach (var (key, value) in metadata)
            {
                dataset.SetMetadata(key, value);
            }

            dataset.Close();
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>The grid of a window of the full district, EPSG:32649.</summary>
    public static Grid GridOf(DemoParameters parameters, Window window)
    {
        double top = parameters.OriginMetres[1] + parameters.FullPixels[1] * DemoParameters.PixelMetres;
        return new Grid(
            GeoTransform.NorthUp(parameters.OriginMetres[0], top, DemoParameters.PixelMetres, DemoParameters.PixelMetres),
            parameters.FullPixels[0], parameters.FullPixels[1], Projection.FromEpsg(32649)).Crop(window);
    }

    /// <summary>ISO time without fraction.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
