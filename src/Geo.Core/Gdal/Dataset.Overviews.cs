using System.Globalization;

namespace Geo.Core.Gdal;

/// <summary>Coarser copies that a raster carries.</summary>
public sealed partial class Dataset
{
    /// <summary>Width and height of the first band's overviews, finest first.</summary>
    public IReadOnlyList<(int Width, int Height)> Overviews
    {
        get
        {
            nint band = BandHandle(1);
            var sizes = new (int, int)[Native.GDALGetOverviewCount(band)];
            for (int i = 0; i < sizes.Length; i++)
            {
                nint overview = Native.GDALGetOverview(band, i);
                sizes[i] = (Native.GDALGetRasterBandXSize(overview), Native.GDALGetRasterBandYSize(overview));
            }

            return sizes;
        }
    }

    /// <summary>Opens one overview as a raster of its own: its pixels and its blocks.</summary>
    /// <param name="path">A file; virtual file systems are refused.</param>
    /// <param name="overview">Its place in <see cref="Overviews"/>; -1 for the raster itself.</param>
    /// <exception cref="InputException">There is no such file.</exception>
    /// <exception cref="GdalException">It cannot be opened.</exception>
    public static Dataset OpenOverview(string path, int overview) =>
        Open(path, ReadOnlyRaster, overview < 0 ? null : $"OVERVIEW_LEVEL={overview.ToString(CultureInfo.InvariantCulture)}");
}
