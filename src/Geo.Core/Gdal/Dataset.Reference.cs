
namespace Geo.Core.Gdal;

/// <summary>A polygon of <see cref="Dataset.Polygonize"/>: the value of its pixels and its outline as WKB in the raster's CRS.</summary>
public readonly record struct ValuePolygon(int Value, byte[] Wkb);

/// <summary>GDAL's own vector-raster algorithms on whole rasters: references for tests, and reading masks.</summary>
public sealed partial class Dataset
{
    /// <summary>Outlines of 4-connected regions of one value (GDALPolygonize).</summary>
    /// <param name="band">Band of integers.</param>
    /// <param name="skipZero">Leaves out pixels of value 0.</param>
    /// <param name="cancel">Stops between rows.</param>
    public unsafe IReadOnlyList<ValuePolygon> Polygonize(int band, bool skipZero, CancellationToken cancel)
    {
        nint source = BandHandle(band);
        using var memory = FeatureWriter.Memory(Crs, "value");
        using var listener = new GdalProgress(null, cancel);
        GdalError.Begin();
        int error = Native.GDALPolygonize(source, skipZero ? source : 0, memory.Layer, 0, 0, GdalProgress.Callback, listener.Data);
        cancel.ThrowIfCancellationRequested();
        GdalError.Check(error, Path, "cannot be polygonised");
        return [.. memory.ReadBack().Select(r => new ValuePolygon((int)r.Value, r.Wkb))];
    }

    /// <summary>Merges regions of fewer pixels than the threshold into their largest neighbour (GDALSieveFilter), in place.</summary>
    /// <param name="band">Band of integers of a raster made by us.</param>
    /// <param name="thresholdPixels">Smallest region that stays.</param>
    /// <param name="eightConnected">Whether pixels that touch at corners are one region.</param>
    /// <param name="cancel">Stops between rows.</param>
    public unsafe void Sieve(int band, int thresholdPixels, bool eightConnected, CancellationToken cancel)
    {
        nint handle = BandHandle(band);
        using var listener = new GdalProgress(null, cancel);
        GdalError.Begin();
        int error = Native.GDALSieveFilter(handle, 0, handle, thresholdPixels, eightConnected ? 8 : 4, 0, GdalProgress.Callback, listener.Data);
        cancel.ThrowIfCancellationRequested();
        GdalError.Check(error, Path, "cannot be sieved");
    }

    /// <summary>Burns geometries into a band of a raster made by us (GDALRasterizeGeometries).</summary>
    /// <param name="band">Band number from 1.</param>
    /// <param name="shapes">WKB in the raster's CRS and the value to burn; later ones win.</param>
    /// <param name="allTouched">Every pixel touched, instead of those whose centre is inside.</param>
    public unsafe void Rasterize(int band, IReadOnlyList<(byte[] Wkb, double Value)> shapes, bool allTouched)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        _ = BandHandle(band);
        if (shapes.Count == 0)
        {
            return;
        }

        GdalError.Begin();
        nint[] geometries = new nint[shapes.Count];
        double[] values = [.. shapes.Select(s => s.Value)];
        try
        {
            for (int i = 0; i < geometries.Length; i++)
            {
                geometries[i] = FeatureWriter.Geometry(shapes[i].Wkb, Path);
            }

            fixed (nint* all = geometries)
            fixed (double* burn = values)
            {
                int error = Native.GDALRasterizeGeometries(_handle, 1, &band, geometries.Length, all, 0, 0, burn,
                    allTouched ? Text.List("ALL_TOUCHED=TRUE") : null, null, 0);
                GdalError.Check(error, Path, "cannot be rasterised into");
            }
        }
        finally
        {
            foreach (nint geometry in geometries)
            {
                if (geometry != 0)
                {
                    Native.OGR_G_DestroyGeometry(geometry);
                }
            }
        }
    }
}
