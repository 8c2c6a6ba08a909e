using System.Globalization;

namespace Geo.Core.Gdal;

public sealed partial class Dataset
{
    // A block is decoded whole: a file that announces a block of 60 GB must not be believed.
    private const long LargestBlockBytes = 512L << 20;

    /// <summary>Reads a window of a band; GDAL converts (and clamps) to <typeparamref name="T"/>.</summary>
    /// <param name="band">Band number from 1.</param>
    /// <param name="window">Inside the raster.</param>
    /// <param name="into">Row by row; length = width × height.</param>
    /// <exception cref="GdalException">The file is broken there.</exception>
    /// <exception cref="InputException">The pixels are complex or signed bytes, or a block is absurdly large.</exception>
    public void Read<T>(int band, Window window, Span<T> into)
        where T : unmanaged => ReadResampled(band, window, window.Width, window.Height, into);

    /// <summary>Reads a window at another resolution (nearest pixel), from the overviews where the file has them.</summary>
    /// <param name="band">Band number from 1.</param>
    /// <param name="window">Inside the raster, in full-resolution pixels.</param>
    /// <param name="outWidth">Columns of the answer.</param>
    /// <param name="outHeight">Rows of the answer.</param>
    /// <param name="into">Row by row; length = outWidth × outHeight.</param>
    /// <exception cref="GdalException">The file is broken there.</exception>
    public unsafe void ReadResampled<T>(int band, Window window, int outWidth, int outHeight, Span<T> into)
        where T : unmanaged
    {
        nint handle = CheckedBand(band, window, (long)outWidth * outHeight, into.Length);
        if (!_written)
        {
            RefuseUnreadable(band);
        }

        GdalError.Begin();
        fixed (T* buffer = into)
        {
            int error = Native.GDALRasterIO(handle, 0, window.Col, window.Row, window.Width, window.Height,
                buffer, outWidth, outHeight, PixelTypes.Of<T>(), 0, 0);
            GdalError.Check(error, Path, string.Create(CultureInfo.InvariantCulture,
                $"band {band}, columns {window.Col}-{window.Right - 1}, rows {window.Row}-{window.Bottom - 1} cannot be read"));
        }
    }

    /// <summary>Reads a window of several bands, which decodes a pixel-interleaved block once.</summary>
    /// <param name="bands">Band numbers from 1.</param>
    /// <param name="window">Inside the raster.</param>
    /// <param name="into">Band after band, row by row; length = bands × width × height, at most 2 GB.</param>
    /// <exception cref="GdalException">The file is broken there.</exception>
    public unsafe void ReadBands<T>(ReadOnlySpan<int> bands, Window window, Span<T> into)
        where T : unmanaged
    {
        foreach (int band in bands)
        {
            _ = CheckedBand(band, window, window.PixelCount * bands.Length, into.Length);
            RefuseUnreadable(band);
        }

        GdalError.Begin();
        int pixel = sizeof(T), line = checked(pixel * window.Width), plane = checked(line * window.Height);
        fixed (T* buffer = into)
        fixed (int* numbers = bands)
        {
            int error = Native.GDALDatasetRasterIO(_handle, 0, window.Col, window.Row, window.Width, window.Height,
                buffer, window.Width, window.Height, PixelTypes.Of<T>(), bands.Length, numbers, pixel, line, plane);
            GdalError.Check(error, Path, string.Create(CultureInfo.InvariantCulture,
                $"columns {window.Col}-{window.Right - 1}, rows {window.Row}-{window.Bottom - 1} cannot be read"));
        }
    }

    /// <summary>Empties GDAL's cache of this raster: blocks read are forgotten, for a reader that keeps what it needs; blocks written go to the file.</summary>
    public void ForgetBlocks()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        GdalError.Begin();
        Native.GDALFlushCache(_handle);
        if (_written) GdalError.CheckReported(Path, "cannot be written");
    }

    private nint CheckedBand(int band, Window window, long pixels, int length)
    {
        nint handle = BandHandle(band);
        if (window.IsEmpty || window.Col < 0 || window.Row < 0 || (long)window.Col + window.Width > Width || (long)window.Row + window.Height > Height)
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, $"not inside {Width} x {Height}");
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(length, pixels);
        return handle;
    }

    private int _checkedBand;

    private void RefuseUnreadable(int band)
    {
        if (_checkedBand == band)
        {
            return;
        }

        var info = Band(band);
        if (info.Type == PixelType.Unsupported)
        {
            throw new InputException(Path, string.Create(CultureInfo.InvariantCulture, $"band {band}"),
                "its pixels are complex numbers or signed bytes", "convert it with gdal_translate -ot Float32");
        }

        RefuseHugeBlock(band, info);
        _checkedBand = band;
    }

    private void RefuseHugeBlock(int band, BandInfo info)
    {
        if (info.BlockBytes > LargestBlockBytes)
        {
            throw new InputException(Path, string.Create(CultureInfo.InvariantCulture, $"band {band}"),
                string.Create(CultureInfo.InvariantCulture, $"its blocks of {info.BlockWidth} x {info.BlockHeight} pixels would take {info.BlockBytes >> 20} MB each"),
                "rewrite it with gdal_translate -co TILED=YES");
        }
    }
}
