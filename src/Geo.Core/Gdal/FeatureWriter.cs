using System.Globalization;

namespace Geo.Core.Gdal;

/// <summary>Writes one layer of records through OGR.</summary>
internal sealed unsafe class FeatureWriter : IDisposable
{
    private readonly DatasetHandle _handle;
    private readonly string _path;
    private readonly nint _definition;

    private FeatureWriter(DatasetHandle handle, string path, nint layer)
    {
        (_handle, _path, Layer) = (handle, path, layer);
        _definition = Native.OGR_L_GetLayerDefn(layer);
    }

    internal nint Layer { get; }

    /// <summary>A new file of one layer.</summary>
    /// <param name="driver">OGR's name.</param>
    /// <param name="geometryType">wkbGeometryType: 0 unknown, 1 point, 3 polygon, 6 multipolygon, 100 none.</param>
    /// <param name="options">Layer creation options.</param>
    internal static FeatureWriter Create(
        string driver, string path, string layer, SpatialReference? crs, int geometryType,
        IReadOnlyList<(string Name, FieldKind Kind)> fields, params string[] options)
    {
        GdalLibrary.Initialize();
        GdalError.Begin();
        nint found = GdalError.NotNull(Native.GDALGetDriverByName(driver), path, $"this GDAL has no {driver} driver");
        var handle = GdalError.NotNull(Native.GDALCreate(found, driver == "Memory" ? "" : Path.GetFullPath(path), 0, 0, 0, 0, null), path, "cannot be made");
        try
        {
            using var reference = crs is null ? new SpatialReferenceHandle() : Projection.Handle(crs);
            GdalError.Begin();
            nint made = GdalError.NotNull(
                Native.GDALDatasetCreateLayer(handle, layer, reference, geometryType, Text.List(options)), path, "layer cannot be made");
            foreach (var (name, kind) in fields)
            {
                AddField(made, name, kind, path);
            }

            // Databases write a transaction at a time; the other drivers decline.
            _ = Native.GDALDatasetStartTransaction(handle, 0);
            return new FeatureWriter(handle, path, made);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>A layer in memory with one integer field.</summary>
    internal static FeatureWriter Memory(SpatialReference? crs, string field) =>
        Create("Memory", "(memory)", "shapes", crs, 3, [(field, FieldKind.WholeNumber)]);

    /// <summary>An OGR geometry of WKB; the caller destroys it or gives it away.</summary>
    internal static nint Geometry(ReadOnlySpan<byte> wkb, string path)
    {
        fixed (byte* bytes = wkb)
        {
            GdalError.CheckOgr(Native.OGR_G_CreateFromWkb(bytes, 0, out nint geometry, wkb.Length), path, "geometry cannot be read");
            return geometry;
        }
    }

    /// <summary>Adds a record; values in the order of the fields: long, double, bool, string, DateOnly, DateTimeOffset or null.</summary>
    internal void Add(long? fid, byte[]? wkb, IReadOnlyList<object?> values)
    {
        GdalError.Begin();
        using var feature = GdalError.NotNull(Native.OGR_F_Create(_definition), _path, "record cannot be made");
        if (fid is { } id)
        {
            _ = Native.OGR_F_SetFID(feature, id);
        }

        for (int i = 0; i < values.Count; i++)
        {
            Set(feature, i, values[i]);
        }

        if (wkb is not null)
        {
            GdalError.CheckOgr(Native.OGR_F_SetGeometryDirectly(feature, Geometry(wkb, _path)), _path, "geometry cannot be set");
        }

        GdalError.CheckOgr(Native.OGR_L_CreateFeature(Layer, feature), _path, "record cannot be written");
    }

    /// <summary>Ends the file; what is not written by now is reported.</summary>
    internal void Close()
    {
        GdalError.Begin();
        int committed = Native.GDALDatasetCommitTransaction(_handle);
        _handle.Dispose();
        GdalError.CheckReported(_path, "cannot be written to the end");
        _ = committed;
    }

    /// <summary>The first field and the geometry of each record (layers in memory).</summary>
    internal IEnumerable<(long Value, byte[] Wkb)> ReadBack()
    {
        Native.OGR_L_ResetReading(Layer);
        while (true)
        {
            using var feature = Native.OGR_L_GetNextFeature(Layer);
            if (feature.IsInvalid)
            {
                yield break;
            }

            yield return (Native.OGR_F_GetFieldAsInteger64(feature, 0), RawLayer.Wkb(Native.OGR_F_GetGeometryRef(feature)) ?? []);
        }
    }

    public void Dispose() => _handle.Dispose();

    private static void AddField(nint layer, string name, FieldKind kind, string path)
    {
        nint field = Native.OGR_Fld_Create(name, kind switch
        {
            FieldKind.Boolean => 0,
            FieldKind.WholeNumber => 12,
            FieldKind.RealNumber => 2,
            FieldKind.Date => 9,
            FieldKind.DateTime => 11,
            _ => 4,
        });
        try
        {
            if (kind == FieldKind.Boolean)
            {
                Native.OGR_Fld_SetSubType(field, 1);
            }

            GdalError.CheckOgr(Native.OGR_L_CreateField(layer, field, 1), path, $"field {name} cannot be made");
        }
        finally
        {
            Native.OGR_Fld_Destroy(field);
        }
    }

    private static void Set(FeatureHandle feature, int i, object? value)
    {
        switch (value)
        {
            case null:
                Native.OGR_F_SetFieldNull(feature, i);
                break;
            case bool flag:
                Native.OGR_F_SetFieldInteger64(feature, i, flag ? 1 : 0);
                break;
            case double or float:
                Native.OGR_F_SetFieldDouble(feature, i, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case long or int or short or byte:
                Native.OGR_F_SetFieldInteger64(feature, i, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case DateOnly day:
                Native.OGR_F_SetFieldDateTimeEx(feature, i, day.Year, day.Month, day.Day, 0, 0, 0, 0);
                break;
            case DateTimeOffset instant:
                var utc = instant.ToUniversalTime();
                Native.OGR_F_SetFieldDateTimeEx(feature, i, utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute,
                    utc.Second + utc.Millisecond / 1000f, 100);
                break;
            default:
                Native.OGR_F_SetFieldString(feature, i, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }
}
