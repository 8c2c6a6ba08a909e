namespace Geo.Core.Gdal;

/// <summary>What a field holds.</summary>
public enum FieldKind
{
    /// <summary>Text.</summary>
    Text,
    /// <summary>Whole numbers (long).</summary>
    WholeNumber,
    /// <summary>Real numbers (double).</summary>
    RealNumber,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>A day (DateOnly).</summary>
    Date,
    /// <summary>An instant (DateTimeOffset); without a zone in the file it is taken as UTC.</summary>
    DateTime,
    /// <summary>Bytes.</summary>
    Binary,
}

/// <summary>A field as OGR gives it; the name's bytes are not decoded yet.</summary>
internal sealed record RawField(byte[] Name, FieldKind Kind);

/// <summary>A record as OGR gives it. Texts are bytes: the file's encoding is the caller's to settle. Wkb: ISO WKB or null.</summary>
internal sealed record RawFeature(long Fid, byte[]? Wkb, object?[] Values);

/// <summary>Reads vector files through OGR, by named drivers only.</summary>
internal sealed class FeatureReader : IDisposable
{
    private const uint ReadOnlyVector = 0x04 | 0x40;

    // No VRT, and CSV only by its extension: with it OGR opens nearly any text.
    private static readonly string?[] s_drivers = Text.List("GeoJSON", "GPKG", "ESRI Shapefile", "FlatGeobuf", "LIBKML", "KML");
    private static readonly string?[] s_csvDriver = Text.List("CSV");
    private static readonly string?[] s_shapefileOptions = Text.List("ENCODING=");
    private static readonly string?[] s_csvOptions = Text.List(
        "X_POSSIBLE_NAMES=lon,longitude,x,经度", "Y_POSSIBLE_NAMES=lat,latitude,y,纬度", "GEOM_POSSIBLE_NAMES=wkt,geom,geometry",
        "KEEP_GEOM_COLUMNS=YES", "EMPTY_STRING_AS_NULL=YES", "AUTODETECT_TYPE=NO");

    private readonly DatasetHandle _handle;
    private readonly string _path;

    private FeatureReader(DatasetHandle handle, string path) => (_handle, _path) = (handle, path);

    internal int LayerCount => Native.GDALDatasetGetLayerCount(_handle);

    internal static FeatureReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.StartsWith("/vsi", StringComparison.Ordinal) || !(File.Exists(path) || Directory.Exists(path)))
        {
            throw new InputException(path, null, "there is no such file", "check the path");
        }

        GdalLibrary.Initialize();
        GdalError.Begin();
        string extension = Path.GetExtension(path).ToLowerInvariant();
        bool csv = extension is ".csv" or ".tsv";
        var options = csv ? s_csvOptions : extension is ".shp" or ".dbf" or ".shx" ? s_shapefileOptions : null;
        var handle = Native.GDALOpenEx(Path.GetFullPath(path), ReadOnlyVector, csv ? s_csvDriver : s_drivers, options, null);
        return new FeatureReader(GdalError.NotNull(handle, path, "cannot be opened as a vector file"), path);
    }

    internal RawLayer Layer(int index)
    {
        GdalError.Begin();
        return new RawLayer(this, GdalError.NotNull(Native.GDALDatasetGetLayer(_handle, index), _path, "layer cannot be read"), _path);
    }

    public void Dispose() => _handle.Dispose();
}

/// <summary>One layer of a <see cref="FeatureReader"/>, alive as long as that is.</summary>
internal sealed class RawLayer
{
    // OGRFieldType
    private const int Integer = 0, Real = 2, Binary = 8, Date = 9, DateTime = 11, Integer64 = 12;

    private readonly FeatureReader _owner;
    private readonly nint _layer;
    private readonly string _path;

    internal RawLayer(FeatureReader owner, nint layer, string path)
    {
        (_owner, _layer, _path) = (owner, layer, path);
        nint definition = Native.OGR_L_GetLayerDefn(layer);
        Fields = [.. Enumerable.Range(0, Native.OGR_FD_GetFieldCount(definition)).Select(i => Field(Native.OGR_FD_GetFieldDefn(definition, i)))];
    }

    internal byte[] Name => Text.Bytes(Native.OGR_L_GetName(_layer));

    internal IReadOnlyList<RawField> Fields { get; }

    internal SpatialReference? Crs
    {
        get
        {
            nint borrowed = Native.OGR_L_GetSpatialRef(_layer);
            return borrowed == 0 ? null : Projection.FromBorrowed(borrowed, _path);
        }
    }

    /// <summary>The records in the file's order; one reading at a time.</summary>
    internal IEnumerable<RawFeature> Read()
    {
        Native.OGR_L_ResetReading(_layer);
        while (true)
        {
            GdalError.Begin();
            using var feature = Native.OGR_L_GetNextFeature(_layer);
            if (feature.IsInvalid)
            {
                // The end and a broken record look the same but for the report.
                GdalError.CheckReported(_path, "cannot be read to the end");
                GC.KeepAlive(_owner);
                yield break;
            }

            object?[] values = [.. Fields.Select((field, i) => Value(feature, i, field.Kind))];
            yield return new RawFeature(Native.OGR_F_GetFID(feature), Wkb(Native.OGR_F_GetGeometryRef(feature)), values);
        }
    }

    /// <summary>ISO WKB of a borrowed geometry, linear; null for none.</summary>
    internal static unsafe byte[]? Wkb(nint geometry)
    {
        if (geometry == 0)
        {
            return null;
        }

        nint own = 0;
        int type = Native.OGR_G_GetGeometryType(geometry) & 0x0fffffff;
        if (Native.OGR_G_HasCurveGeometry(geometry, 0) != 0)
        {
            own = Native.OGR_G_GetLinearGeometry(geometry, 0, 0);
        }
        else if (type % 1000 is 15 or 16 or 17)
        {
            // Surfaces of triangles (multipatch): their faces as polygons.
            own = Native.OGR_G_ForceToMultiPolygon(Native.OGR_G_Clone(geometry));
        }

        try
        {
            nint linear = own != 0 ? own : geometry;
            byte[] wkb = new byte[Native.OGR_G_WkbSize(linear)];
            fixed (byte* bytes = wkb)
            {
                return Native.OGR_G_ExportToIsoWkb(linear, 1, bytes) == 0 ? wkb : null;
            }
        }
        finally
        {
            if (own != 0)
            {
                Native.OGR_G_DestroyGeometry(own);
            }
        }
    }

    private static RawField Field(nint field)
    {
        int type = Native.OGR_Fld_GetType(field);
        bool boolean = type == Integer && Native.OGR_Fld_GetSubType(field) == 1;
        return new RawField(Text.Bytes(Native.OGR_Fld_GetNameRef(field)), boolean ? FieldKind.Boolean : type switch
        {
            Integer or Integer64 => FieldKind.WholeNumber,
            Real => FieldKind.RealNumber,
            Binary => FieldKind.Binary,
            Date => FieldKind.Date,
            DateTime => FieldKind.DateTime,
            _ => FieldKind.Text,
        });
    }

    private static object? Value(FeatureHandle feature, int i, FieldKind kind)
    {
        if (Native.OGR_F_IsFieldSetAndNotNull(feature, i) == 0)
        {
            return null;
        }

        return kind switch
        {
            FieldKind.WholeNumber => Native.OGR_F_GetFieldAsInteger64(feature, i),
            FieldKind.Boolean => Native.OGR_F_GetFieldAsInteger64(feature, i) != 0,
            FieldKind.RealNumber => Native.OGR_F_GetFieldAsDouble(feature, i),
            FieldKind.Date or FieldKind.DateTime => Instant(feature, i, kind),
            FieldKind.Binary => Bytes(feature, i),
            _ => Text.Bytes(Native.OGR_F_GetFieldAsString(feature, i)),
        };
    }

    private static unsafe byte[] Bytes(FeatureHandle feature, int i)
    {
        nint data = Native.OGR_F_GetFieldAsBinary(feature, i, out int length);
        return new ReadOnlySpan<byte>((void*)data, length).ToArray();
    }

    // Text where the calendar does not know the day (0000-00-00 in a DBF).
    private static object? Instant(FeatureHandle feature, int i, FieldKind kind)
    {
        _ = Native.OGR_F_GetFieldAsDateTimeEx(feature, i, out int year, out int month, out int day,
            out int hour, out int minute, out float second, out int zone);
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > System.DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
        {
            return null;
        }

        if (kind == FieldKind.Date)
        {
            return new DateOnly(year, month, day);
        }

        // OGR: 0 unknown, 1 local, 100 UTC, then quarters of an hour.
        var offset = zone > 1 ? TimeSpan.FromMinutes((zone - 100) * 15) : TimeSpan.Zero;
        return new DateTimeOffset(year, month, day, hour, minute, 0, offset).AddMilliseconds(Math.Round(second * 1000.0));
    }
}
