namespace Geo.Core.Imagery;

/// <summary>Product masks into <see cref="Quality"/>.</summary>
public static class QualityCodes
{
    /// <summary>Sentinel-2 scene classification (SCL 0 to 11).</summary>
    /// <remarks>
    /// ESA, Sentinel-2 PSD 14.9. "Dark area" (2) and "unclassified" (7) stay clear: coal, slag and wet tailings are dark, and
    /// leaving them out would blind the survey to what it looks for.
    /// </remarks>
    public static Quality OfScl(int scl) => scl switch
    {
        1 => Quality.Defective,
        2 or 4 or 5 or 6 or 7 => Quality.Clear,
        3 => Quality.Shadow,
        8 or 9 or 10 => Quality.Cloud,
        11 => Quality.Snow,
        _ => Quality.NoData,
    };

    /// <summary>Landsat Collection 2 QA_PIXEL bits: 0 fill, 1 dilated cloud, 2 cirrus, 3 cloud, 4 shadow, 5 snow.</summary>
    /// <remarks>USGS LSDS-1619, table 6-2. Cloud before shadow before snow; water (bit 7) is clear.</remarks>
    public static Quality OfQaPixel(int bits) =>
        (bits & 0b1) != 0 ? Quality.NoData
        : (bits & 0b1110) != 0 ? Quality.Cloud
        : (bits & 0b1_0000) != 0 ? Quality.Shadow
        : (bits & 0b10_0000) != 0 ? Quality.Snow
        : Quality.Clear;

    /// <summary>Alpha of a mosaic: 0 is outside.</summary>
    public static Quality OfAlpha(int alpha) => alpha == 0 ? Quality.NoData : Quality.Clear;

    /// <summary>Landsat QA_RADSAT: any saturated band, or (bit 11) terrain occlusion.</summary>
    /// <remarks>USGS LSDS-1619, table 6-3.</remarks>
    public static Quality OfRadSat(int bits) => (bits & 0b1000_0111_1111) != 0 ? Quality.Defective : Quality.Clear;
}
