using System.Globalization;

namespace Geo.Core.Gdal;

public sealed partial class Dataset
{
    /// <summary>
    /// Writes the raster as a cloud-optimised GeoTIFF with overviews, pixel-interleaved. GDAL puts temporary files beside
    /// the target: write in a temporary folder and rename.
    /// </summary>
    /// <param name="target">The new file; removed again when the copy fails or is cancelled.</param>
    /// <param name="options">Tiles and compression.</param>
    /// <param name="progress">Share done, [0, 1].</param>
    /// <param name="cancel">Stops between blocks.</param>
    /// <exception cref="GdalException">The source is broken or the disk full.</exception>
    public void CopyToCog(string target, CogOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        string blockSize = options.BlockSize.ToString(CultureInfo.InvariantCulture);
        List<string> arguments =
        [
            $"BLOCKSIZE={blockSize}", $"COMPRESS={options.Compression}", $"OVERVIEW_RESAMPLING={options.OverviewResampling}",
            "OVERVIEWS=IGNORE_EXISTING", "BIGTIFF=IF_SAFER", "NUM_THREADS=ALL_CPUS",
        ];
        if (options.Compression is "DEFLATE" or "ZSTD" or "LZW")
        {
            arguments.Add("PREDICTOR=YES");
        }

        CopyTo("COG", target, [.. arguments], progress, cancel);
    }

    /// <summary>The same pixels at another place, without a copy of them: a virtual raster in memory that reads this one, which must stay open.</summary>
    /// <param name="transform">Where the pixels lie.</param>
    public unsafe Dataset MovedTo(GeoTransform transform)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        GdalError.Begin();
        var handle = GdalError.NotNull(
            Native.GDALCreateCopy(Native.GDALGetDriverByName("VRT"), "", _handle, 0, Text.List(), null, 0), Path, "cannot be moved");
        double* six = stackalloc double[6] { transform.OriginX, transform.PixelWidth, transform.RowRotation, transform.OriginY, transform.ColumnRotation, transform.PixelHeight };
        GdalError.Check(Native.GDALSetGeoTransform(handle, six), Path, "transform cannot be set");
        return new Dataset(handle, Path, written: false);
    }

    /// <summary>The raster as a PNG file; bands of bytes, 1 to 4 (the last may be alpha).</summary>
    /// <exception cref="GdalException">The bands are not a picture.</exception>
    public unsafe byte[] ToPng()
    {
        string path = $"/vsimem/geowfc-{Guid.NewGuid():N}.png";
        CopyTo("PNG", path, ["ZLEVEL=6"], null, CancellationToken.None);
        nint memory = Native.VSIGetMemFileBuffer(path, out ulong length, 1);
        try
        {
            return new ReadOnlySpan<byte>((void*)memory, checked((int)length)).ToArray();
        }
        finally
        {
            Native.VSIFree(memory);
        }
    }

    private unsafe void CopyTo(string driver, string target, string[] options, IProgress<double>? progress, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        using var listener = new GdalProgress(progress, cancel);
        GdalError.Begin();
        bool inMemory = target.StartsWith("/vsimem/", StringComparison.Ordinal);
        string gdalTarget = inMemory ? target : System.IO.Path.GetFullPath(target);
        try
        {
            using (var copy = Native.GDALCreateCopy(Native.GDALGetDriverByName(driver), gdalTarget, _handle, 0,
                Text.List(options), GdalProgress.Callback, listener.Data))
            {
                cancel.ThrowIfCancellationRequested();
                GdalError.NotNull(copy, $"{Path} to {target}", "cannot be copied");
            }

            GdalError.CheckReported(target, "cannot be written to the end");
        }
        catch
        {
            if (inMemory)
            {
                _ = Native.VSIUnlink(target);
            }
            else
            {
                foreach (string rest in new[] { target, target + ".aux.xml", target + ".msk.ovr.tmp", target + ".ovr.tmp" })
                {
                    File.Delete(rest);
                }
            }

            throw;
        }
    }

    /// <summary>
    /// Resamples onto another grid, in memory or into a file. Exact transformer (no interpolated coordinates), one
    /// thread, so the answer does not depend on chunks. Pixels without data become the target's no-data value.
    /// </summary>
    /// <param name="target">The grid wanted.</param>
    /// <param name="method">How values between pixels are made.</param>
    /// <param name="cancel">Stops between chunks.</param>
    /// <param name="path">A GeoTIFF to make; in memory where null.</param>
    /// <exception cref="GdalException">The source is broken or its CRS cannot be transformed.</exception>
    public unsafe Dataset Warp(Grid target, Resampling method, CancellationToken cancel, string? path = null)
    {
        cancel.ThrowIfCancellationRequested();
        var first = Band(1);
        var spec = new RasterSpec(target, BandCount, first.Type, first.NoData);
        var into = path is null ? InMemory(spec) : Create(path, spec);
        try
        {
            var names = method switch
            {
                Resampling.Nearest => "near",
                Resampling.Bilinear => "bilinear",
                Resampling.Cubic => "cubic",
                _ => "average",
            };
            GdalError.Begin();
            nint options = Native.GDALWarpAppOptionsNew(
                Text.List("-et", "0", "-r", names, "-wm", "64", "-wo", "NUM_THREADS=1", "-wo", "INIT_DEST=NO_DATA", "-ovr", "NONE"), 0);
            using var listener = new GdalProgress(null, cancel);
            try
            {
                Native.GDALWarpAppOptionsSetProgress(options, GdalProgress.Callback, listener.Data);
                nint source = _handle.DangerousGetHandle();
                nint done = Native.GDALWarp(0, into._handle, 1, &source, options, out int usageError);
                cancel.ThrowIfCancellationRequested();
                if (done == 0 || usageError != 0)
                {
                    throw GdalError.Make(Path, "cannot be warped");
                }
            }
            finally
            {
                Native.GDALWarpAppOptionsFree(options);
                GC.KeepAlive(this);
            }

            return into;
        }
        catch
        {
            into.Dispose();
            throw;
        }
    }
}
