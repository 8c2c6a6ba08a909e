using System.Runtime.InteropServices;

namespace Geo.Core.Gdal;

/// <summary>GDALDatasetH.</summary>
internal sealed class DatasetHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Native.GDALClose(handle);
        return true;
    }
}

/// <summary>OGRSpatialReferenceH.</summary>
internal sealed class SpatialReferenceHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Native.OSRRelease(handle);
        return true;
    }
}

/// <summary>OGRCoordinateTransformationH; not thread-safe.</summary>
internal sealed class CoordinateTransformHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Native.OCTDestroyCoordinateTransformation(handle);
        return true;
    }
}

/// <summary>OGRFeatureH.</summary>
internal sealed class FeatureHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Native.OGR_F_Destroy(handle);
        return true;
    }
}
