using System.Runtime.InteropServices;

namespace Geo.Core.Gdal;

/// <summary>libgdal's C API: set-up, errors, datasets. Declarations only, names as GDAL's.</summary>
internal static unsafe partial class Native
{
    internal const string Library = "gdal";

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALVersionInfo(string request);

    [LibraryImport(Library)]
    internal static partial void GDALAllRegister();

    [LibraryImport(Library)]
    internal static partial void GDALSetCacheMax64(long bytes);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void CPLSetConfigOption(string key, string? value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void CPLSetThreadLocalConfigOption(string key, string? value);

    [LibraryImport(Library)]
    internal static partial nint CPLSetErrorHandler(delegate* unmanaged[Cdecl]<int, int, byte*, void> handler);

    [LibraryImport(Library)]
    internal static partial void CPLPushErrorHandlerEx(delegate* unmanaged[Cdecl]<int, int, byte*, void> handler, nint userData);

    [LibraryImport(Library)]
    internal static partial void CPLErrorReset();

    [LibraryImport(Library)]
    internal static partial int CPLGetLastErrorType();

    [LibraryImport(Library)]
    internal static partial void VSIFree(nint memory);

    [LibraryImport(Library)]
    internal static partial void CSLDestroy(nint list);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint VSIGetMemFileBuffer(string path, out ulong length, int unlinkAndSeize);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int VSIUnlink(string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALGetDriverByName(string name);

    [LibraryImport(Library)]
    internal static partial nint GDALGetDriverShortName(nint driver);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DatasetHandle GDALOpenEx(
        string path, uint flags, string?[]? allowedDrivers, string?[]? openOptions, string?[]? siblings);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DatasetHandle GDALCreate(
        nint driver, string path, int width, int height, int bands, int type, string?[]? options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DatasetHandle GDALCreateCopy(
        nint driver, string path, DatasetHandle source, int strict, string?[]? options,
        delegate* unmanaged[Cdecl]<double, byte*, nint, int> progress, nint progressData);

    // Void before 3.7; a full disk shows in the error handler only.
    [LibraryImport(Library)]
    internal static partial void GDALFlushCache(DatasetHandle dataset);

    [LibraryImport(Library)]
    internal static partial void GDALClose(nint dataset);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterXSize(DatasetHandle dataset);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterYSize(DatasetHandle dataset);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterCount(DatasetHandle dataset);

    [LibraryImport(Library)]
    internal static partial nint GDALGetDatasetDriver(DatasetHandle dataset);

    [LibraryImport(Library)]
    internal static partial nint GDALGetSpatialRef(DatasetHandle dataset);

    [LibraryImport(Library)]
    internal static partial int GDALSetSpatialRef(DatasetHandle dataset, SpatialReferenceHandle crs);

    [LibraryImport(Library)]
    internal static partial int GDALGetGeoTransform(DatasetHandle dataset, double* six);

    [LibraryImport(Library)]
    internal static partial int GDALSetGeoTransform(DatasetHandle dataset, double* six);

    [LibraryImport(Library)]
    internal static partial int GDALGetGCPCount(DatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "GDALGetMetadataItem", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALGetMetadataItem(DatasetHandle dataset, string key, string? domain);

    [LibraryImport(Library, EntryPoint = "GDALSetMetadataItem", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GDALSetMetadataItem(DatasetHandle dataset, string key, string? value, string? domain);
}
