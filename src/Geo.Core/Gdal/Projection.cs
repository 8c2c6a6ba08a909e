using System.Collections.Concurrent;
using System.Globalization;
namespace Geo.Core.Gdal;

/// <summary>Makes coordinate reference systems through GDAL; coordinates are always x = east/longitude, y = north/latitude.</summary>
public static class Projection
{
    private const int TraditionalOrder = 0;

    private static readonly ConcurrentDictionary<string, SpatialReference> s_byText = new();
    private static readonly ConcurrentDictionary<int, SpatialReference> s_byCode = new();

    /// <summary>A CRS by its EPSG code.</summary>
    /// <exception cref="InputException">There is no such code.</exception>
    public static SpatialReference FromEpsg(int code) => s_byCode.GetOrAdd(code, static code =>
    {
        GdalLibrary.Initialize();
        GdalError.Begin();
        using var handle = Native.OSRNewSpatialReference(null);
        if (Native.OSRImportFromEPSG(handle, code) != 0)
        {
            var why = GdalError.Make($"EPSG:{code}", "CRS");
            throw new InputException($"EPSG:{code}", "CRS", "GDAL knows no such coordinate reference system",
                "check the code; for this district 4490, 4546 and 32649 are usual", why);
        }

        return new SpatialReference(Wkt(handle), code);
    });

    /// <summary>A CRS as a person writes it: EPSG:4546, 4546, OGC:CRS84, urn:ogc:def:crs:…, an OGC URI, WKT, or PROJ's +proj=….</summary>
    /// <exception cref="InputException">The text names no CRS.</exception>
    public static SpatialReference FromUser(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        if (trimmed.EndsWith("CRS84", StringComparison.OrdinalIgnoreCase))
        {
            return FromEpsg(4326);
        }

        int lastBreak = trimmed.LastIndexOfAny([':', '/']);
        bool named = lastBreak < 0 || trimmed.Contains("EPSG", StringComparison.OrdinalIgnoreCase);
        if (named && int.TryParse(trimmed.AsSpan(lastBreak + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int code))
        {
            return FromEpsg(code);
        }

        GdalLibrary.Initialize();
        GdalError.Begin();
        bool proj = trimmed.StartsWith('+');
        using var handle = Native.OSRNewSpatialReference(proj || !trimmed.Contains('[') ? null : trimmed);
        if (handle.IsInvalid || (proj ? Native.OSRImportFromProj4(handle, trimmed) != 0 : !trimmed.Contains('[')))
        {
            throw new InputException(trimmed, "CRS", "this names no coordinate reference system",
                "write EPSG:4490, EPSG:4546, OGC:CRS84 or a WKT text");
        }

        return Describe(handle);
    }

    /// <summary>True for longitude and latitude in degrees.</summary>
    public static bool IsGeographic(SpatialReference crs)
    {
        using var handle = Handle(crs);
        return Native.OSRIsGeographic(handle) != 0;
    }

    /// <summary>True for a map projection; a local (engineering) system is neither.</summary>
    public static bool IsProjected(SpatialReference crs)
    {
        using var handle = Handle(crs);
        return Native.OSRIsProjected(handle) != 0;
    }

    /// <summary>Metres in one unit of a projected CRS.</summary>
    public static double LinearUnit(SpatialReference crs)
    {
        using var handle = Handle(crs);
        return Native.OSRGetLinearUnits(handle, 0);
    }

    /// <summary>The name in the CRS's own definition.</summary>
    public static string Name(SpatialReference crs)
    {
        using var handle = Handle(crs);
        return Text.Of(Native.OSRGetName(handle)) ?? "";
    }

    /// <summary>A handle with the axes in traditional order; the caller disposes it.</summary>
    internal static SpatialReferenceHandle Handle(SpatialReference crs)
    {
        ArgumentNullException.ThrowIfNull(crs);
        GdalLibrary.Initialize();
        GdalError.Begin();
        // The text first: a file's own definition may differ from what its code says today.
        var handle = GdalError.NotNull(Native.OSRNewSpatialReference(crs.Wkt), crs.Wkt, "CRS cannot be made");
        Native.OSRSetAxisMappingStrategy(handle, TraditionalOrder);
        return handle;
    }

    /// <summary>The CRS of a dataset or layer, whose handle stays theirs.</summary>
    internal static SpatialReference FromBorrowed(nint borrowed, string path)
    {
        using var clone = GdalError.NotNull(Native.OSRClone(borrowed), path, "CRS cannot be read");
        return Describe(clone);
    }

    // The code is looked up once a text: the search takes milliseconds.
    private static SpatialReference Describe(SpatialReferenceHandle handle)
    {
        string wkt = Wkt(handle);
        return s_byText.GetOrAdd(wkt, static (text, source) => new SpatialReference(text, Code(source)), handle);
    }

    private static unsafe int? Code(SpatialReferenceHandle handle)
    {
        if (Epsg(handle) is { } named)
        {
            return named;
        }

        if (Native.OSRIsGeographic(handle) == 0 && Native.OSRIsProjected(handle) == 0)
        {
            return null;
        }

        nint list = Native.OSRFindMatches(handle, 0, out int count, out int* confidence);
        try
        {
            // Confidence 90 and more: the same but for names; below, something differs.
            if (count > 0 && confidence[0] >= 90)
            {
                using var match = Native.OSRClone(((nint*)list)[0]);
                return Epsg(match);
            }

            return null;
        }
        finally
        {
            Native.OSRFreeSRSArray(list);
            Native.VSIFree((nint)confidence);
        }
    }

    private static int? Epsg(SpatialReferenceHandle handle) =>
        Text.Of(Native.OSRGetAuthorityName(handle, null)) == "EPSG"
        && int.TryParse(Text.Of(Native.OSRGetAuthorityCode(handle, null)), NumberStyles.None, CultureInfo.InvariantCulture, out int code)
            ? code : null;

    // Some systems have no WKT 1 form; WKT 2 is better than none.
    private static string Wkt(SpatialReferenceHandle handle)
    {
        if (Native.OSRExportToWkt(handle, out nint wkt) == 0)
        {
            return Text.Owned(wkt);
        }

        Native.VSIFree(wkt);
        GdalError.CheckOgr(Native.OSRExportToWktEx(handle, out wkt, Text.List("FORMAT=WKT2_2019")), "CRS", "cannot be written as WKT");
        return Text.Owned(wkt);
    }
}
