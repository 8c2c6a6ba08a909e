using Geo.Core.Gdal;
using Geo.Core.Imagery.Products;

namespace Geo.Core.Imagery.Clouds;

/// <summary>The own mask as a step of ingest: from the copy of the bands to a raster that becomes the scene's quality COG.</summary>
internal static class MaskMaking
{
    private const string File = "own.quality.tif";

    /// <summary>Makes the mask of a product that brings none of clouds.</summary>
    /// <param name="scene">The scene as copied; its files lie in <paramref name="folder"/>.</param>
    /// <param name="product">The product.</param>
    /// <param name="type">Pixel type of the copy.</param>
    /// <param name="folder">Where the copy lies and the mask is put.</param>
    /// <param name="cancel">Stops between strips.</param>
    /// <returns>The scene with its mask; null where none is needed or none can be made.</returns>
    public static Scene? Make(Scene scene, Product product, PixelType type, string folder, CancellationToken cancel)
    {
        // Eight bits are brightness, and a drone flies below the clouds.
        if (type == PixelType.Byte || product.Profile.Id == "drone" || product.Masks.Any(mask => mask.Kind is MaskKind.Scl or MaskKind.QaPixel)) return null;
        using var source = new SceneSource(scene, folder);
        if (!OwnMask.CanMake(source)) return null;
        var centre = scene.Footprint.EnvelopeInternal.Centre;
        using var raster = Dataset.Create(Path.Combine(folder, File), new RasterSpec(scene.Grid, 1, PixelType.Byte, 0),
            "TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "BIGTIFF=IF_SAFER");
        double metres = Math.Abs(scene.Grid.Transform.PixelHeight) * (Projection.IsGeographic(scene.Grid.Crs) ? 111_320 : Projection.LinearUnit(scene.Grid.Crs));
        var counts = OwnMask.Make(source, metres, SunPosition.OfScene(scene.AcquiredAt, centre.X, centre.Y), CloudThresholds.Default,
            (window, codes) => raster.Write<byte>(1, window, codes), null, cancel);
        raster.Close();
        return counts is not { Valid: > 0 } made ? null : scene with
        {
            QualityFile = File,
            MaskOrigin = OwnMask.Origin,
            ValidShare = (double)made.Valid / scene.Grid.Whole.PixelCount,
            CloudShare = (double)made.Cloudy / made.Valid,
        };
    }
}
