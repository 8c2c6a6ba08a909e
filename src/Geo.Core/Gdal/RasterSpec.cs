namespace Geo.Core.Gdal;

/// <summary>What a raster to be made looks like.</summary>
/// <param name="Grid">Place, size and CRS.</param>
/// <param name="Bands">Number of bands, all of one type.</param>
/// <param name="Type">Type of the pixels.</param>
/// <param name="NoData">Value that means no data, for every band; null for none.</param>
public sealed record RasterSpec(Grid Grid, int Bands, PixelType Type, double? NoData);

/// <summary>What a band says of itself.</summary>
/// <param name="Type">Type of the pixels.</param>
/// <param name="NoData">Value that means no data, if one is set.</param>
/// <param name="BlockWidth">Width of a block of the file, pixels.</param>
/// <param name="BlockHeight">Height of a block of the file, pixels.</param>
/// <param name="Scale">Value = pixel × Scale + Offset; 1 where the file says nothing.</param>
/// <param name="Offset">See <paramref name="Scale"/>.</param>
/// <param name="Description">Name that the file gives the band; may be empty.</param>
/// <param name="IsAlpha">True for an alpha band.</param>
public sealed record BandInfo(
    PixelType Type, double? NoData, int BlockWidth, int BlockHeight, double Scale, double Offset, string Description, bool IsAlpha)
{
    /// <summary>Bytes of one decoded block.</summary>
    public long BlockBytes { get; init; }

    /// <summary>True where the file holds signed bytes, which GDAL before 3.7 calls Byte.</summary>
    public bool IsSignedByte { get; init; }
}

/// <summary>How a cloud-optimised GeoTIFF is laid out.</summary>
/// <param name="BlockSize">Side of a tile, pixels; what all sites of a district cost: 512 : 256 : 128 as 2.3 : 1.8 : 1, while a whole raster costs a tenth more (docs/observations.md).</param>
/// <param name="Compression">GDAL's name: DEFLATE, ZSTD, LZW, NONE.</param>
/// <param name="OverviewResampling">AVERAGE for measurements, NEAREST or MODE for classes.</param>
public sealed record CogOptions(int BlockSize = 128, string Compression = "DEFLATE", string OverviewResampling = "AVERAGE");

/// <summary>How values are taken between pixels.</summary>
public enum Resampling
{
    /// <summary>The nearest pixel: classes, masks.</summary>
    Nearest,
    /// <summary>Weighted mean of four pixels.</summary>
    Bilinear,
    /// <summary>Cubic convolution.</summary>
    Cubic,
    /// <summary>Mean of the pixels covered, for coarser targets.</summary>
    Average,
}
