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
            throw new InputException(path, null, "there is no such file", "check the path")
            { Chinese = "没有这个文件；请检查路径" };
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
                vrt ? "convert it with gdal_translate and give the GeoTIFF" : "give a whole GeoTIFF, JPEG 2000 or ERDAS file", failure)
            { Chinese = vrt ? "这是 VRT，只是指向其他文件的文本；请用 gdal_translate 转成 GeoTIFF" : $"不能作为影像打开，可能不完整或格式不支持；请提供完整的 GeoTIFF、JPEG 2000 或 ERDAS 文件（{failure.GdalMessage}）" };
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
                "check the file: no scene is that large")
            { Chinese = Text($"声称有 {file.Width} × {file.Height} 像元、{file.BandCount} 个波段；没有这么大的影像，请检查文件") };
        }

        var first = file.Band(1);
        if (first.BlockBytes > LargestBlockBytes)
        {
            throw new InputException(file.Path, "block size", Text($"its blocks of {first.BlockWidth} x {first.BlockHeight} pixels take {first.BlockBytes >> 20} MB each"),
                "rewrite it with gdal_translate -co TILED=YES")
            { Chinese = Text($"分块为 {first.BlockWidth} × {first.BlockHeight} 像元，每块 {first.BlockBytes >> 20} MB；请用 gdal_translate -co TILED=YES 重写") };
        }

        double bytes = (double)file.Width * file.Height * file.BandCount * first.BlockBytes / ((double)first.BlockWidth * first.BlockHeight);
        long held = new FileInfo(ArchiveMember.Split(file.Path)?.Archive ?? file.Path).Length;
        if (bytes > SmallRasterBytes && bytes / held > MostCompression)
        {
            throw new InputException(file.Path, "size", Text($"it announces {file.Width} x {file.Height} pixels in {file.BandCount} bands but holds {held} bytes"),
                "copy the file again, it is cut off or made up")
            { Chinese = Text($"声称有 {file.Width} × {file.Height} 像元、{file.BandCount} 个波段，却只有 {held} 字节；请重新复制，文件不完整") };
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
                    "convert it with gdal_translate -ot Float32")
                { Chinese = "像元是复数、有符号字节或 64 位整数；请用 gdal_translate -ot Float32 转换" };
            }
        }
    }

    private static void RefusePlace(Dataset file)
    {
        if (file.Transform is null)
        {
            bool byModel = file.HasControlPoints || file.Metadata("LINE_OFF", "RPC") is not null;
            throw new InputException(file.Path, "transform", byModel ? "it is placed by control points or RPC only, not on a grid" : "it does not say where it lies",
                "orthorectify it with gdalwarp, or write its georeference with gdal_translate -a_ullr")
            { Chinese = byModel ? "只有控制点或 RPC，没有地理格网；请先用 gdalwarp 正射校正" : "没有地理参考，不知道在哪里；请提供带坐标的影像，或用 gdal_translate -a_ullr 写入" };
        }

        if (file.Crs is null) throw CrsQuestion.Of(file, "the raster names no coordinate reference system", "影像没有坐标系");
        var grid = file.Grid;
        var t = grid.Transform;
        if (!double.IsFinite(t.OriginX + t.OriginY + t.PixelWidth + t.PixelHeight) || t.PixelWidth == 0 || (t.PixelHeight == 0 && t.RowRotation == 0))
        {
            throw new InputException(file.Path, "transform", "its numbers place no pixel", "write its georeference with gdal_translate -a_ullr")
            { Chinese = "地理参考的数值无效；请用 gdal_translate -a_ullr 重新写入" };
        }

        if (t.RowRotation != 0 || t.ColumnRotation != 0)
        {
            throw new InputException(file.Path, "transform", "the grid is rotated", "bring it onto a north-up grid with gdalwarp")
            { Chinese = "格网是旋转的；请用 gdalwarp 转成正北朝上" };
        }

        if (!t.IsNorthUp)
        {
            throw new InputException(file.Path, "transform", "the rows run northward or the columns westward",
                "bring it onto a north-up grid with gdalwarp")
            { Chinese = "行向北或列向西排列；请用 gdalwarp 转成正北朝上" };
        }

        if (!Projection.IsGeographic(grid.Crs) && !Projection.IsProjected(grid.Crs))
        {
            throw CrsQuestion.Of(file, $"'{Projection.Name(grid.Crs)}' is a local system without a place on earth", $"“{Projection.Name(grid.Crs)}”是地方坐标系，不知道在地球上的位置");
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
