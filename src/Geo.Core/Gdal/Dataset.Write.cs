using System.Globalization;

namespace Geo.Core.Gdal;

public sealed partial class Dataset
{
    /// <summary>Makes a GeoTIFF; an existing file is replaced. Close it with <see cref="Close"/> to learn of a full disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="spec">Grid, bands, type, no-data value.</param>
    /// <param name="options">Creation options of the GTiff driver, as "COMPRESS=DEFLATE"; tiles of 256 where none is given.</param>
    /// <exception cref="GdalException">The file cannot be made.</exception>
    public static Dataset Create(string path, RasterSpec spec, params string[] options)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        string[] all = options.Length > 0 ? options : ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"];
        return Make("GTiff", path, System.IO.Path.GetFullPath(path), spec, all);
    }

    /// <summary>Makes a raster in memory.</summary>
    public static Dataset InMemory(RasterSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Make("MEM", "(memory)", "", spec, []);
    }

    private static unsafe Dataset Make(string driver, string path, string gdalPath, RasterSpec spec, string[] options)
    {
        if (spec.Type == PixelType.Unsupported)
        {
            throw new ArgumentException("no pixel type", nameof(spec));
        }

        GdalLibrary.Initialize();
        GdalError.Begin();
        var grid = spec.Grid;
        var handle = GdalError.NotNull(
            Native.GDALCreate(Native.GDALGetDriverByName(driver), gdalPath, grid.Width, grid.Height, spec.Bands, (int)spec.Type, Text.List(options)),
            path, "cannot be made");
        var made = new Dataset(handle, path, written: true);
        try
        {
            using var crs = Projection.Handle(grid.Crs);
            GdalError.Check(Native.GDALSetSpatialRef(handle, crs), path, "CRS cannot be set");
            var t = grid.Transform;
            double* six = stackalloc double[6] { t.OriginX, t.PixelWidth, t.RowRotation, t.OriginY, t.ColumnRotation, t.PixelHeight };
            GdalError.Check(Native.GDALSetGeoTransform(handle, six), path, "transform cannot be set");
            for (int band = 1; spec.NoData is { } noData && band <= spec.Bands; band++)
            {
                made.SetNoData(band, noData);
            }

            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Writes a window of a band; GDAL converts and clamps to the band's type.</summary>
    /// <param name="band">Band number from 1.</param>
    /// <param name="window">Inside the raster.</param>
    /// <param name="from">Row by row; length = width × height.</param>
    /// <exception cref="GdalException">GDAL could not take the pixels; a full disk may show at <see cref="Close"/> only.</exception>
    public unsafe void Write<T>(int band, Window window, ReadOnlySpan<T> from)
        where T : unmanaged
    {
        nint handle = CheckedBand(band, window, window.PixelCount, from.Length);
        GdalError.Begin();
        fixed (T* buffer = from)
        {
            int error = Native.GDALRasterIO(handle, 1, window.Col, window.Row, window.Width, window.Height,
                buffer, window.Width, window.Height, PixelTypes.Of<T>(), 0, 0);
            GdalError.Check(error, Path, string.Create(CultureInfo.InvariantCulture, $"band {band} cannot be written"));
        }
    }

    /// <summary>Sets the value that means no data.</summary>
    public void SetNoData(int band, double value)
    {
        GdalError.Begin();
        GdalError.Check(Native.GDALSetRasterNoDataValue(BandHandle(band), value), Path, "no-data value cannot be set");
    }

    /// <summary>Names a band.</summary>
    public void SetDescription(int band, string text) => Native.GDALSetDescription(BandHandle(band), text);

    /// <summary>Writes scale and offset: value = pixel × scale + offset.</summary>
    public void SetScale(int band, double scale, double offset)
    {
        GdalError.Begin();
        GdalError.Check(Native.GDALSetRasterScale(BandHandle(band), scale), Path, "scale cannot be set");
        GdalError.Check(Native.GDALSetRasterOffset(BandHandle(band), offset), Path, "offset cannot be set");
    }

    /// <summary>Writes the unit of a band's values, as m or ft.</summary>
    public void SetUnit(int band, string unit)
    {
        GdalError.Begin();
        GdalError.Check(Native.GDALSetRasterUnitType(BandHandle(band), unit), Path, "unit cannot be set");
    }

    /// <summary>Names the classes of a band, from value 0. In a GeoTIFF they go to FILE.aux.xml: move both, the sidecar first.</summary>
    public void SetCategoryNames(int band, IReadOnlyList<string> names)
    {
        GdalError.Begin();
        GdalError.Check(Native.GDALSetRasterCategoryNames(BandHandle(band), Text.List(names)), Path, "class names cannot be set");
    }

    /// <summary>Writes a metadata item of the default domain.</summary>
    public void SetMetadata(string key, string value)
    {
        GdalError.Begin();
        GdalError.Check(Native.GDALSetMetadataItem(_handle, key, value, null), Path, $"metadata {key} cannot be set");
    }

    /// <summary>Tells readers what the bands of a picture are: GDAL's GDALColorInterp (1 grey, 3 red, 4 green, 5 blue, 6 alpha).</summary>
    internal void SetColour(int band, int interpretation) =>
        _ = Native.GDALSetRasterColorInterpretation(BandHandle(band), interpretation);
}
