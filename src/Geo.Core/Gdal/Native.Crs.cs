using System.Runtime.InteropServices;

namespace Geo.Core.Gdal;

/// <summary>libgdal's C API: spatial references and coordinate transformations.</summary>
internal static unsafe partial class Native
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SpatialReferenceHandle OSRNewSpatialReference(string? wkt);

    [LibraryImport(Library)]
    internal static partial SpatialReferenceHandle OSRClone(nint crs);

    [LibraryImport(Library)]
    internal static partial void OSRRelease(nint crs);

    [LibraryImport(Library)]
    internal static partial int OSRImportFromEPSG(SpatialReferenceHandle crs, int code);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OSRImportFromProj4(SpatialReferenceHandle crs, string text);

    [LibraryImport(Library)]
    internal static partial void OSRSetAxisMappingStrategy(SpatialReferenceHandle crs, int strategy);

    [LibraryImport(Library)]
    internal static partial int OSRExportToWkt(SpatialReferenceHandle crs, out nint wkt);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OSRExportToWktEx(SpatialReferenceHandle crs, out nint wkt, string?[] options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OSRGetAuthorityName(SpatialReferenceHandle crs, string? key);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OSRGetAuthorityCode(SpatialReferenceHandle crs, string? key);

    [LibraryImport(Library)]
    internal static partial nint OSRFindMatches(SpatialReferenceHandle crs, nint options, out int count, out int* confidence);

    [LibraryImport(Library)]
    internal static partial void OSRFreeSRSArray(nint list);

    [LibraryImport(Library)]
    internal static partial nint OSRGetName(SpatialReferenceHandle crs);

    [LibraryImport(Library)]
    internal static partial int OSRIsGeographic(SpatialReferenceHandle crs);

    [LibraryImport(Library)]
    internal static partial int OSRIsProjected(SpatialReferenceHandle crs);

    [LibraryImport(Library)]
    internal static partial double OSRGetLinearUnits(SpatialReferenceHandle crs, nint name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void OSRSetPROJSearchPaths(string?[] paths);

    [LibraryImport(Library)]
    internal static partial void OSRSetPROJEnableNetwork(int enabled);

    [LibraryImport(Library)]
    internal static partial CoordinateTransformHandle OCTNewCoordinateTransformation(
        SpatialReferenceHandle from, SpatialReferenceHandle to);

    [LibraryImport(Library)]
    internal static partial void OCTDestroyCoordinateTransformation(nint transform);

    [LibraryImport(Library)]
    internal static partial int OCTTransformEx(
        CoordinateTransformHandle transform, int count, double* x, double* y, double* z, int* success);
}
