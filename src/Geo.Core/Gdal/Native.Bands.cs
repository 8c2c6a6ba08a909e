using System.Runtime.InteropServices;

namespace Geo.Core.Gdal;

/// <summary>libgdal's C API: raster bands and raster algorithms.</summary>
internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial nint GDALGetRasterBand(DatasetHandle dataset, int band);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterDataType(nint band);

    [LibraryImport(Library)]
    internal static partial void GDALGetBlockSize(nint band, out int width, out int height);

    [LibraryImport(Library)]
    internal static partial double GDALGetRasterNoDataValue(nint band, out int has);

    [LibraryImport(Library)]
    internal static partial int GDALSetRasterNoDataValue(nint band, double value);

    [LibraryImport(Library)]
    internal static partial double GDALGetRasterScale(nint band, out int has);

    [LibraryImport(Library)]
    internal static partial double GDALGetRasterOffset(nint band, out int has);

    [LibraryImport(Library)]
    internal static partial nint GDALGetRasterUnitType(nint band);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GDALSetRasterUnitType(nint band, string unit);

    [LibraryImport(Library)]
    internal static partial int GDALSetRasterScale(nint band, double value);

    [LibraryImport(Library)]
    internal static partial int GDALSetRasterOffset(nint band, double value);

    [LibraryImport(Library)]
    internal static partial nint GDALGetDescription(nint band);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void GDALSetDescription(nint band, string text);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterColorInterpretation(nint band);

    [LibraryImport(Library)]
    internal static partial int GDALSetRasterColorInterpretation(nint band, int value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GDALSetRasterCategoryNames(nint band, string?[] names);

    [LibraryImport(Library)]
    internal static partial nint GDALGetRasterCategoryNames(nint band);

    [LibraryImport(Library, EntryPoint = "GDALGetMetadataItem", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALGetBandMetadataItem(nint band, string key, string? domain);

    [LibraryImport(Library)]
    internal static partial nint GDALCreateColorTable(int interpretation);

    [LibraryImport(Library)]
    internal static partial void GDALDestroyColorTable(nint table);

    [LibraryImport(Library)]
    internal static partial void GDALSetColorEntry(nint table, int index, short* entry);

    [LibraryImport(Library)]
    internal static partial int GDALGetColorEntryCount(nint table);

    [LibraryImport(Library)]
    internal static partial nint GDALGetColorEntry(nint table, int index);

    [LibraryImport(Library)]
    internal static partial int GDALSetRasterColorTable(nint band, nint table);

    [LibraryImport(Library)]
    internal static partial nint GDALGetRasterColorTable(nint band);

    [LibraryImport(Library)]
    internal static partial int GDALRasterIO(
        nint band, int write, int col, int row, int width, int height,
        void* buffer, int bufferWidth, int bufferHeight, int type, int pixelSpace, int lineSpace);

    [LibraryImport(Library)]
    internal static partial int GDALDatasetRasterIO(
        DatasetHandle dataset, int write, int col, int row, int width, int height,
        void* buffer, int bufferWidth, int bufferHeight, int type, int bandCount, int* bands, int pixelSpace, int lineSpace, int bandSpace);

    [LibraryImport(Library)]
    internal static partial int GDALChecksumImage(nint band, int col, int row, int width, int height);

    [LibraryImport(Library)]
    internal static partial int GDALSieveFilter(
        nint source, nint mask, nint target, int threshold, int connectedness, nint options,
        delegate* unmanaged[Cdecl]<double, byte*, nint, int> progress, nint progressData);

    [LibraryImport(Library)]
    internal static partial int GDALPolygonize(
        nint source, nint mask, nint layer, int valueField, nint options,
        delegate* unmanaged[Cdecl]<double, byte*, nint, int> progress, nint progressData);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GDALRasterizeGeometries(
        DatasetHandle dataset, int bandCount, int* bands, int geometryCount, nint* geometries,
        nint transformer, nint transformerData, double* burnValues, string?[]? options,
        delegate* unmanaged[Cdecl]<double, byte*, nint, int> progress, nint progressData);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALWarpAppOptionsNew(string?[] arguments, nint forBinary);

    [LibraryImport(Library)]
    internal static partial void GDALWarpAppOptionsFree(nint options);

    [LibraryImport(Library)]
    internal static partial void GDALWarpAppOptionsSetProgress(
        nint options, delegate* unmanaged[Cdecl]<double, byte*, nint, int> progress, nint progressData);

    // Returns the target handle that was passed in: borrowed, never to be closed twice.
    [LibraryImport(Library)]
    internal static partial nint GDALWarp(nint path, DatasetHandle target, int sourceCount, nint* sources, nint options, out int usageError);

    [LibraryImport(Library)]
    internal static partial int GDALGetOverviewCount(nint band);

    [LibraryImport(Library)]
    internal static partial nint GDALGetOverview(nint band, int overview);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterBandXSize(nint band);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterBandYSize(nint band);
}
