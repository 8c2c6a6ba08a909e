using Geo.Core.Gdal;

namespace Geo.Core.Crs;

/// <summary>The coordinate reference systems that the district's work meets daily.</summary>
public static class WellKnown
{
    /// <summary>WGS 84, longitude and latitude in degrees (OGC:CRS84; EPSG:4326 with x = longitude).</summary>
    public static SpatialReference Crs84 => Projection.FromEpsg(4326);

    /// <summary>A CRS as people write it: EPSG:4546, 4546, WKT, a PROJ string.</summary>
    /// <exception cref="InputException">PROJ does not know it.</exception>
    public static SpatialReference FromUser(string text) => Projection.FromUser(text);

    /// <summary>The name in a system's own definition, for one without a code.</summary>
    public static string NameOf(SpatialReference system) => Projection.Name(system);

    /// <summary>CGCS2000 geographic, longitude and latitude in degrees (EPSG:4490).</summary>
    public static SpatialReference Cgcs2000 => Projection.FromEpsg(4490);

    /// <summary>CGCS2000 / 3-degree Gauss-Krüger, central meridian 111° E, metres (EPSG:4546).</summary>
    public static SpatialReference GaussKruger111 => Projection.FromEpsg(4546);

    /// <summary>The same with the zone before the easting (EPSG:4525, zone 37).</summary>
    public static SpatialReference GaussKrugerZone37 => Projection.FromEpsg(4525);

    /// <summary>Web Mercator, for maps on screens only (EPSG:3857).</summary>
    public static SpatialReference WebMercator => Projection.FromEpsg(3857);
}
