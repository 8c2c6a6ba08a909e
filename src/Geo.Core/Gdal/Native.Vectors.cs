using System.Runtime.InteropServices;

namespace Geo.Core.Gdal;

/// <summary>libgdal's C API: OGR layers, features, geometries.</summary>
internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial int GDALDatasetGetLayerCount(DatasetHandle dataset);

    [LibraryImport(Library)]
    internal static partial nint GDALDatasetGetLayer(DatasetHandle dataset, int index);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALDatasetCreateLayer(
        DatasetHandle dataset, string name, SpatialReferenceHandle crs, int geometryType, string?[]? options);

    [LibraryImport(Library)]
    internal static partial int GDALDatasetStartTransaction(DatasetHandle dataset, int force);

    [LibraryImport(Library)]
    internal static partial int GDALDatasetCommitTransaction(DatasetHandle dataset);

    [LibraryImport(Library)]
    internal static partial nint OGR_L_GetName(nint layer);

    [LibraryImport(Library)]
    internal static partial nint OGR_L_GetSpatialRef(nint layer);

    [LibraryImport(Library)]
    internal static partial nint OGR_L_GetLayerDefn(nint layer);

    [LibraryImport(Library)]
    internal static partial int OGR_L_GetGeomType(nint layer);

    [LibraryImport(Library)]
    internal static partial void OGR_L_ResetReading(nint layer);

    [LibraryImport(Library)]
    internal static partial FeatureHandle OGR_L_GetNextFeature(nint layer);

    [LibraryImport(Library)]
    internal static partial int OGR_L_CreateField(nint layer, nint field, int approximate);

    [LibraryImport(Library)]
    internal static partial int OGR_L_CreateFeature(nint layer, FeatureHandle feature);

    [LibraryImport(Library)]
    internal static partial int OGR_FD_GetFieldCount(nint definition);

    [LibraryImport(Library)]
    internal static partial nint OGR_FD_GetFieldDefn(nint definition, int index);

    [LibraryImport(Library)]
    internal static partial nint OGR_Fld_GetNameRef(nint field);

    [LibraryImport(Library)]
    internal static partial int OGR_Fld_GetType(nint field);

    [LibraryImport(Library)]
    internal static partial int OGR_Fld_GetSubType(nint field);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OGR_Fld_Create(string name, int type);

    [LibraryImport(Library)]
    internal static partial void OGR_Fld_SetSubType(nint field, int subType);

    [LibraryImport(Library)]
    internal static partial void OGR_Fld_Destroy(nint field);

    [LibraryImport(Library)]
    internal static partial FeatureHandle OGR_F_Create(nint definition);

    [LibraryImport(Library)]
    internal static partial void OGR_F_Destroy(nint feature);

    [LibraryImport(Library)]
    internal static partial long OGR_F_GetFID(FeatureHandle feature);

    [LibraryImport(Library)]
    internal static partial int OGR_F_SetFID(FeatureHandle feature, long fid);

    [LibraryImport(Library)]
    internal static partial nint OGR_F_GetGeometryRef(FeatureHandle feature);

    [LibraryImport(Library)]
    internal static partial int OGR_F_SetGeometryDirectly(FeatureHandle feature, nint geometry);

    [LibraryImport(Library)]
    internal static partial int OGR_F_IsFieldSetAndNotNull(FeatureHandle feature, int field);

    [LibraryImport(Library)]
    internal static partial long OGR_F_GetFieldAsInteger64(FeatureHandle feature, int field);

    [LibraryImport(Library)]
    internal static partial double OGR_F_GetFieldAsDouble(FeatureHandle feature, int field);

    [LibraryImport(Library)]
    internal static partial nint OGR_F_GetFieldAsString(FeatureHandle feature, int field);

    [LibraryImport(Library)]
    internal static partial nint OGR_F_GetFieldAsBinary(FeatureHandle feature, int field, out int length);

    [LibraryImport(Library)]
    internal static partial int OGR_F_GetFieldAsDateTimeEx(
        FeatureHandle feature, int field, out int year, out int month, out int day,
        out int hour, out int minute, out float second, out int zone);

    [LibraryImport(Library)]
    internal static partial void OGR_F_SetFieldNull(FeatureHandle feature, int field);

    [LibraryImport(Library)]
    internal static partial void OGR_F_SetFieldInteger64(FeatureHandle feature, int field, long value);

    [LibraryImport(Library)]
    internal static partial void OGR_F_SetFieldDouble(FeatureHandle feature, int field, double value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void OGR_F_SetFieldString(FeatureHandle feature, int field, string value);

    [LibraryImport(Library)]
    internal static partial void OGR_F_SetFieldDateTimeEx(
        FeatureHandle feature, int field, int year, int month, int day, int hour, int minute, float second, int zone);

    [LibraryImport(Library)]
    internal static partial int OGR_G_CreateFromWkb(byte* wkb, nint crs, out nint geometry, int length);

    [LibraryImport(Library)]
    internal static partial void OGR_G_DestroyGeometry(nint geometry);

    [LibraryImport(Library)]
    internal static partial int OGR_G_WkbSize(nint geometry);

    [LibraryImport(Library)]
    internal static partial int OGR_G_ExportToIsoWkb(nint geometry, int byteOrder, byte* wkb);

    [LibraryImport(Library)]
    internal static partial int OGR_G_GetGeometryType(nint geometry);

    [LibraryImport(Library)]
    internal static partial int OGR_G_HasCurveGeometry(nint geometry, int lookForNonLinear);

    // A new geometry; curves become lines.
    [LibraryImport(Library)]
    internal static partial nint OGR_G_GetLinearGeometry(nint geometry, double maxAngleStep, nint options);

    [LibraryImport(Library)]
    internal static partial nint OGR_G_Clone(nint geometry);

    // Consumes its argument.
    [LibraryImport(Library)]
    internal static partial nint OGR_G_ForceToMultiPolygon(nint geometry);
}
