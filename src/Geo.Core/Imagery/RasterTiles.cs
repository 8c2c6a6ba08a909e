using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>
/// A raster read tile by tile, all wanted bands at once, so that a pixel-interleaved tile is decoded once. One handle, one
/// thread: open it again for another. Nothing is kept between reads.
/// </summary>
public sealed class RasterTiles : IDisposable
{
    private readonly Dataset _data;
    private readonly int[] _bands;

    private RasterTiles(Dataset data, int[] bands)
    {
        (_data, _bands) = (data, bands);
        BandInfo[] infos = [.. bands.Select(data.Band)];
        IsSmall = infos.All(info => info.Type is PixelType.Byte or PixelType.UInt16);
        NoData = [.. infos.Select(info => info.NoData)];
        bool tiled = infos[0].BlockWidth is >= 64 and <= 1024 && infos[0].BlockHeight is >= 64 and <= 1024;
        (TileWidth, TileHeight) = tiled ? (infos[0].BlockWidth, infos[0].BlockHeight) : (256, 256);
    }

    /// <summary>Place and size.</summary>
    /// <exception cref="InputException">The file has no CRS or no transform.</exception>
    public Grid Grid => _data.Grid;

    /// <summary>Width of a tile, pixels; those at the right edge may be narrower.</summary>
    public int TileWidth { get; }

    /// <summary>Height of a tile, pixels.</summary>
    public int TileHeight { get; }

    /// <summary>Number of bands that are read.</summary>
    public int Bands => _bands.Length;

    /// <summary>True where all bands hold whole numbers of at most 16 bits, without sign.</summary>
    public bool IsSmall { get; }

    /// <summary>The number that says no data, a band each; null where there is none.</summary>
    public IReadOnlyList<double?> NoData { get; }

    /// <summary>Opens a raster.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bands">Bands from 1; null takes all.</param>
    /// <exception cref="InputException">There is no such file or band.</exception>
    public static RasterTiles Open(string path, IReadOnlyList<int>? bands = null)
    {
        var data = Dataset.Open(path);
        try
        {
            int[] wanted = [.. bands ?? [.. Enumerable.Range(1, data.BandCount)]];
            return Array.Find(wanted, b => b < 1 || b > data.BandCount) is var wrong and not 0
                ? throw new InputException(path, "band", $"there is no band {wrong}", $"choose 1 to {data.BandCount}")
                : new RasterTiles(data, wanted);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Reads a window, best a whole tile.</summary>
    /// <param name="window">Inside the raster.</param>
    /// <param name="into">Band after band, row by row; length = bands × width × height.</param>
    /// <exception cref="GdalException">The file is broken there.</exception>
    public void Read<T>(Window window, Span<T> into)
        where T : unmanaged
    {
        _data.ReadBands(_bands, window, into);
        _data.ForgetBlocks();
    }

    /// <inheritdoc/>
    public void Dispose() => _data.Dispose();
}
