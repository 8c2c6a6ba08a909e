using Geo.Core.Crs;
using Geo.Core.Gdal;

namespace Geo.Api.Ogc;

/// <summary>A coordinate reference system that requests may name (OGC API – Features Part 2).</summary>
/// <param name="Uri">Its name in requests, answers and collections.</param>
/// <param name="Epsg">Its EPSG code; 4326 for CRS84.</param>
/// <param name="NorthFirst">Its authority's axis order: latitude or northing before longitude or easting.</param>
/// <param name="Decimals">Of a published coordinate: about 1 cm for degrees, 1 mm for metres.</param>
internal sealed record OfferedCrs(string Uri, int Epsg, bool NorthFirst, int Decimals)
{
    /// <summary>Longitude first: the default of requests and of GeoJSON.</summary>
    public static readonly OfferedCrs Crs84 = new("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326, false, GeoJson.Decimals);

    /// <summary>What the store keeps.</summary>
    public static readonly OfferedCrs Storage = new(Code(4490), 4490, true, GeoJson.Decimals);

    /// <summary>All, in the order in which collections list them. EPSG:4546 has northing first (x north, y east), the UTM zone and Web Mercator easting.</summary>
    public static readonly IReadOnlyList<OfferedCrs> All =
    [
        Crs84, new(Code(4326), 4326, true, GeoJson.Decimals), Storage,
        new(Code(4546), 4546, true, 3), new(Code(3857), 3857, false, 3), new(Code(32649), 32649, false, 3),
    ];

    /// <summary>The URIs.</summary>
    public static readonly IReadOnlyList<string> Uris = [.. All.Select(c => c.Uri)];

    /// <summary>True for metres.</summary>
    public bool IsPlane => Epsg is not (4326 or 4490);

    /// <summary>The system itself, x east or longitude.</summary>
    public SpatialReference Reference => Projection.FromEpsg(Epsg);

    /// <summary>From a request: a URI of the list, or the safe CURIE [EPSG:4490]; CRS84 where nothing is said.</summary>
    /// <exception cref="InputException">It is not offered.</exception>
    public static OfferedCrs Of(string parameter, string? text)
    {
        string? uri = text switch
        {
            null => Crs84.Uri,
            "[OGC:CRS84]" or "http://www.opengis.net/def/crs/OGC/0/CRS84h" or "http://www.opengis.net/def/crs/OGC/0/CRS84" => Crs84.Uri,
            _ when text.StartsWith("[EPSG:", StringComparison.Ordinal) && text.EndsWith(']') => $"http://www.opengis.net/def/crs/EPSG/0/{text[6..^1]}",
            _ => text,
        };
        return All.FirstOrDefault(c => c.Uri == uri)
            ?? throw Parameters.Wrong(parameter, $"'{text}' is not offered", $"use one of {string.Join(", ", Uris)}");
    }

    /// <summary>Moves positions of CRS84 into the system, x east, in place; null where nothing moves.</summary>
    public Action<double[], double[]>? FromCrs84 => IsPlane ? GeometryTransform.Points(WellKnown.Crs84, Reference) : null;

    private static string Code(int epsg) => $"http://www.opengis.net/def/crs/EPSG/0/{epsg}";
}
