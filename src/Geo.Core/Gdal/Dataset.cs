using System.Globalization;

namespace Geo.Core.Gdal;

/// <summary>
/// A raster behind GDAL. One handle, one thread: open the file again for another thread. Pixels are read by window into
/// spans; (0, 0) is the upper left pixel; bands count from 1.
/// </summary>
public sealed partial class Dataset : IDisposable
{
    // A VRT in disguise would read any file of the server: only these may open a file.
    private static readonly string?[] s_drivers = Text.List("GTiff", "JP2OpenJPEG", "HFA");

    private const uint ReadOnlyRaster = 0x02 | 0x40;
    private const uint UpdateRaster = ReadOnlyRaster | 0x01;

    private readonly DatasetHandle _handle;
    private readonly bool _written;

    private Dataset(DatasetHandle handle, string path, bool written)
    {
        (_handle, Path, _written) = (handle, path, written);
        Width = Native.GDALGetRasterXSize(handle);
        Height = Native.GDALGetRasterYSize(handle);
        BandCount = Native.GDALGetRasterCount(handle);
        Driver = Text.Of(Native.GDALGetDriverShortName(Native.GDALGetDatasetDriver(handle))) ?? "";
    }

    /// <summary>The file; empty for a raster in memory.</summary>
    public string Path { get; }

    /// <summary>GDAL's short name of the driver: GTiff, JP2OpenJPEG, HFA, MEM.</summary>
    public string Driver { get; }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bands.</summary>
    public int BandCount { get; }

    /// <summary>True where the raster is placed by ground control points instead of a transform.</summary>
    public bool HasControlPoints => Native.GDALGetGCPCount(_handle) > 0;

    /// <summary>The CRS to go by where the file names none; what the file names wins.</summary>
    internal SpatialReference? AssumedCrs { get; set; }

    /// <summary>The CRS; null where the file names none.</summary>
    public SpatialReference? Crs
    {
        get
        {
            GdalError.Begin();
            nint borrowed = Native.GDALGetSpatialRef(_handle);
            return borrowed == 0 ? AssumedCrs : Projection.FromBorrowed(borrowed, Path);
        }
    }

    /// <summary>Pixel to ground; null where the file has none.</summary>
    public unsafe GeoTransform? Transform
    {
        get
        {
            double* six = stackalloc double[6];
            return Native.GDALGetGeoTransform(_handle, six) == 0
                ? new GeoTransform(six[0], six[1], six[2], six[3], six[4], six[5])
                : null;
        }
    }

    /// <summary>Place, size and CRS together.</summary>
    /// <exception cref="InputException">The file has no CRS or no transform.</exception>
    public Grid Grid
    {
        get
        {
            var transform = Transform ?? throw new InputException(Path, "transform", "the raster does not say where it lies",
                "write its georeference with gdal_translate -a_ullr or -a_srs, or give the orthorectified product");
            var crs = Crs ?? throw new InputException(Path, "CRS", "the raster names no coordinate reference system",
                "write it with gdal_translate -a_srs EPSG:NNNN");
            return new Grid(transform, Width, Height, crs);
        }
    }

    /// <summary>Opens a file for reading. Nothing is ever written beside it; sidecars (.aux.xml) are not read.</summary>
    /// <param name="path">A file; virtual file systems are refused.</param>
    /// <exception cref="InputException">There is no such file.</exception>
    /// <exception cref="GdalException">GDAL's allowed drivers (GTiff, JP2OpenJPEG, HFA) cannot open it.</exception>
    public static Dataset Open(string path) => Open(path, ReadOnlyRaster);

    /// <summary>Opens a raster of our own to change it.</summary>
    internal static Dataset OpenForUpdate(string path) => Open(path, UpdateRaster);

    private static Dataset Open(string path, uint flags, string? option = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.StartsWith("/vsi", StringComparison.Ordinal) || !File.Exists(path))
        {
            throw new InputException(path, null, "there is no such file", "check the path");
        }

        return Open(System.IO.Path.GetFullPath(path), path, flags, option);
    }

    /// <summary>Opens a raster inside a zip, which stays packed.</summary>
    /// <param name="archive">The zip; it must exist.</param>
    /// <param name="member">Name in the zip, as its directory gives it.</param>
    /// <param name="path">Name for messages.</param>
    /// <exception cref="GdalException">GDAL's allowed drivers cannot open it.</exception>
    internal static Dataset OpenInZip(string archive, string member, string path)
    {
        string full = System.IO.Path.GetFullPath(archive);
        return member.Contains("..", StringComparison.Ordinal) || full.AsSpan().ContainsAny('{', '}')
            ? throw new InputException(path, null, "it cannot be read inside its archive", "unpack the archive and give the folder")
            : Open($"/vsizip/{{{full}}}/{member}", path, ReadOnlyRaster, null);
    }

    /// <summary>Opens a raster that lies in a file from some byte on, as in a tar: GDAL's own reader of tars knows not all their forms (PAX).</summary>
    /// <param name="file">The file; it must exist.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="path">Name for messages.</param>
    /// <exception cref="GdalException">GDAL's allowed drivers cannot open it.</exception>
    internal static Dataset OpenPart(string file, long offset, long length, string path) => Open(
        string.Create(CultureInfo.InvariantCulture, $"/vsisubfile/{offset}_{length},{System.IO.Path.GetFullPath(file)}"), path, ReadOnlyRaster, null);

    private static Dataset Open(string gdalPath, string path, uint flags, string? option)
    {
        GdalLibrary.Initialize();
        GdalError.Begin();
        bool update = flags == UpdateRaster;
        // The sidecar state is fixed when a dataset is opened; thread-local, so that writers elsewhere keep theirs.
        Native.CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", update ? null : "NO");
        try
        {
            var handle = GdalError.NotNull(
                Native.GDALOpenEx(gdalPath, flags, s_drivers, option is null ? null : Text.List(option), null), path, "cannot be opened as a raster");
            // The GTiff driver looks for its sidecar at the first question: ask it while our setting holds.
            _ = Native.GDALGetSpatialRef(handle);
            return new Dataset(handle, path, update);
        }
        finally
        {
            Native.CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", null);
        }
    }

    /// <summary>What a band says of itself.</summary>
    /// <param name="n">Band number from 1.</param>
    public BandInfo Band(int n)
    {
        nint band = BandHandle(n);
        int type = Native.GDALGetRasterDataType(band);
        Native.GDALGetBlockSize(band, out int blockWidth, out int blockHeight);
        // 64-bit integers have no-data calls of their own; this one would only report an error.
        int has = 0;
        double noData = type is 12 or 13 ? 0 : Native.GDALGetRasterNoDataValue(band, out has);
        double scale = Native.GDALGetRasterScale(band, out int hasScale);
        double offset = Native.GDALGetRasterOffset(band, out int hasOffset);
        bool signed = type == 14 || Text.Of(Native.GDALGetBandMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE")) == "SIGNEDBYTE";
        return new BandInfo(
            signed ? PixelType.Unsupported : PixelTypes.Of(type), has != 0 ? noData : null, blockWidth, blockHeight,
            hasScale != 0 ? scale : 1, hasOffset != 0 ? offset : 0,
            Text.Of(Native.GDALGetDescription(band)) ?? "", Native.GDALGetRasterColorInterpretation(band) == 6)
        {
            BlockBytes = (long)blockWidth * blockHeight * PixelTypes.Bytes(type),
            IsSignedByte = signed,
        };
    }

    /// <summary>Unit of a band's values as the file names it (m, ft); empty where it names none.</summary>
    public string Unit(int band) => Text.Of(Native.GDALGetRasterUnitType(BandHandle(band))) ?? "";

    /// <summary>A metadata item; null where absent.</summary>
    /// <param name="key">Its name, as TIFFTAG_DATETIME.</param>
    /// <param name="domain">Its domain; empty is the default one, IMAGE_STRUCTURE and RPC are others.</param>
    public string? Metadata(string key, string domain = "") => Text.Of(Native.GDALGetMetadataItem(_handle, key, domain));

    /// <summary>Names of a band's classes, from value 0; empty where there are none. Read where the raster was made or updated by us.</summary>
    public IReadOnlyList<string> CategoryNames(int band) => Text.OfList(Native.GDALGetRasterCategoryNames(BandHandle(band)));

    /// <summary>GDAL's checksum of a whole band, as gdalinfo -checksum prints it.</summary>
    public int Checksum(int band)
    {
        RefuseHugeBlock(band, Band(band));
        GdalError.Begin();
        int sum = Native.GDALChecksumImage(BandHandle(band), 0, 0, Width, Height);
        // Failure was silent before 3.6 (0) and is -1 since.
        GdalError.CheckReported(Path, string.Create(CultureInfo.InvariantCulture, $"band {band} cannot be read"));
        return sum;
    }

    /// <summary>Writes what is pending and closes the file; errors that GDAL reports only now (a full disk) are thrown.</summary>
    /// <exception cref="GdalException">Pixels did not reach the file.</exception>
    public void Close()
    {
        if (_handle.IsClosed)
        {
            return;
        }

        GdalError.Begin();
        if (_written)
        {
            Native.GDALFlushCache(_handle);
        }

        _handle.Dispose();
        if (_written)
        {
            GdalError.CheckReported(Path, "cannot be written to the end");
        }
    }

    /// <summary>Closes without a word; a writer calls <see cref="Close"/> first.</summary>
    public void Dispose() => _handle.Dispose();

    private nint BandHandle(int n)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, BandCount);
        return Native.GDALGetRasterBand(_handle, n);
    }
}
