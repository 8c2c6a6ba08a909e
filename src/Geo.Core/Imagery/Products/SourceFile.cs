using System.Globalization;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Products;

/// <summary>Opens a file of a product, and refuses what cannot become a scene before a pixel is read.</summary>
internal static class SourceFile
{
    private const int LargestSide = 1_000_000, MostBands = 500;
    private const long LargestBlockBytes = 512L << 20, SmallRasterBytes = 1L << 30;
    private const double MostCompression = 2000;

    /// <param name="path">A file, or ARCHIVE!/NAME for a file inside a zip or tar.</param>
    /// <param name="assumed">The CRS where the file names none; a .prj beside it is looked for next.</param>
    /// <exception cref="InputException">It is no raster, or one that cannot be used.</exception>
    internal static Dataset Open(string path, SpatialReference? assumed = null)
    {
        var file = OpenUnplaced(path);
        try
        {
            if (file.Crs is null) file.AssumedCrs = assumed ?? PrjFile.Beside(path);
            RefusePlace(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="Open"/>, for an image that is placed by RPC and not yet by a grid.</summary>
    internal static Dataset OpenUnplaced(string path)
    {
        var member = ArchiveMember.Split(path);
        if (member is null && !File.Exists(path))
        {
            throw new InputException(path, null, "there is no such file", "check the path");
        }

        Dataset file;
        try
        {
            file = member is var (archive, name) ? ArchiveMember.Raster(archive, name, path) : Dataset.Open(path);
        }
        catch (GdalException failure)
        {
            bool vrt = member is null && StartsWith(path, "<VRTDataset");
            throw new InputException(path, null, vrt ? "it is a VRT, a text that points at other files" : failure.GdalMessage,
                vrt ? "convert it with gdal_translate and give the GeoTIFF" : "give a whole GeoTIFF, JPEG 2000 or ERDAS file", failure);
        }

        try
        {
            RefuseAbsurd(file);
            RefusePixels(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void RefuseAbsurd(Dataset file)
    {
        if (file.Width > LargestSide || file.Height > LargestSide || file.BandCount > MostBands)
        {
            throw new InputException(file.Path, "size", Text($"it announces {file.Width} x {file.Height} pixels in {file.BandCount} bands"),
                "check the file: no scene is that large");
        }

        var first = file.Band(1);
        if (first.BlockBytes > LargestBlockBytes)
        {
            throw new InputException(file.Path, "block size", Text($"its blocks of {first.BlockWidth} x {first.BlockHeight} pixels take {first.BlockBytes >> 20} MB each"),
                "rewrite it with gdal_translate -co TILED=YES");
        }

        double bytes = (double)file.Width * file.Height * file.BandCount * first.BlockBytes / ((double)first.BlockWidth * first.BlockHeight);
        long held = new FileInfo(ArchiveMember.Split(file.Path)?.Archive ?? file.Path).Length;
        if (bytes > SmallRasterBytes && bytes / held > MostCompression)
        {
            throw new InputException(file.Path, "size", Text($"it announces {file.Width} x {file.Height} pixels in {file.BandCount} bands but holds {held} bytes"),
                "copy the file again, it is cut off or made up");
        }
    }

    private static void RefusePixels(Dataset file)
    {
        for (int n = 1; n <= file.BandCount; n++)
        {
            var band = file.Band(n);
            if (band.Type is PixelType.Unsupported or PixelType.Int64 or PixelType.UInt64)
            {
                throw new InputException(file.Path, Text($"band {n}"), "its pixels are complex, signed bytes or 64-bit integers",
                    "convert it with gdal_translate -ot Float32");
            }
        }
    }

    private static void RefusePlace(Dataset file)
    {
        if (file.Transform is null)
        {
            throw new InputException(file.Path, "transform", file.HasControlPoints || file.Metadata("LINE_OFF", "RPC") is not null
                    ? "it is placed by control points or RPC only, not on a grid" : "it does not say where it lies",
                "orthorectify it with gdalwarp, or write its georeference with gdal_translate -a_ullr");
        }

        if (file.Crs is null) throw CrsQuestion.Of(file, "the raster names no coordinate reference system");
        var grid = file.Grid;
        var t = grid.Transform;
        if (!double.IsFinite(t.OriginX + t.OriginY + t.PixelWidth + t.PixelHeight) || t.PixelWidth == 0 || (t.PixelHeight == 0 && t.RowRotation == 0))
        {
            throw new InputException(file.Path, "transform", "its numbers place no pixel", "write its georeference with gdal_translate -a_ullr");
        }

        if (t.RowRotation != 0 || t.ColumnRotation != 0)
        {
            throw new InputException(file.Path, "transform", "the grid is rotated", "bring it onto a north-up grid with gdalwarp");
        }

        if (!t.IsNorthUp)
        {
            throw new InputException(file.Path, "transform", "the rows run northward or the columns westward",
                "bring it onto a north-up grid with gdalwarp");
        }

        if (!Projection.IsGeographic(grid.Crs) && !Projection.IsProjected(grid.Crs))
        {
            throw CrsQuestion.Of(file, $"'{Projection.Name(grid.Crs)}' is a local system without a place on earth");
        }
    }

    private static bool StartsWith(string path, string text)
    {
        using var reader = new StreamReader(path);
        char[] start = new char[512];
        int count = reader.ReadBlock(start);
        return new string(start, 0, count).Contains(text, StringComparison.Ordinal);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
