using Geo.Core.Gdal;

namespace Geo.Core.Crs;

/// <summary>A coordinate reference system that requests and filters may name (OGC API – Features Part 2 and Part 3).</summary>
/// <param name="Uri">Its name in requests, answers and collections.</param>
/// <param name="Epsg">Its EPSG code; 4326 for CRS84.</param>
/// <param name="NorthFirst">Its authority's axis order: latitude or northing before longitude or easting.</param>
/// <param name="Decimals">Of a published coordinate: about 1 cm for degrees, 1 mm for metres.</param>
public sealed record OfferedCrs(string Uri, int Epsg, bool NorthFirst, int Decimals)
{
    /// <summary>Decimals of degrees.</summary>
    public const int DegreeDecimals = 7;

    private const int MetreDecimals = 3;

    /// <summary>Longitude first: the default of requests and of GeoJSON.</summary>
    public static OfferedCrs Crs84 { get; } = new("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326, false, DegreeDecimals);

    /// <summary>What the store keeps.</summary>
    public static OfferedCrs Storage { get; } = new(Code(4490), 4490, true, DegreeDecimals);

    /// <summary>All, in the order in which collections list them. EPSG:4546 has northing first (x north, y east), the UTM zone and Web Mercator easting.</summary>
    public static IReadOnlyList<OfferedCrs> All { get; } =
    [
        Crs84, new(Code(4326), 4326, true, DegreeDecimals), Storage,
        new(Code(4546), 4546, true, MetreDecimals), new(Code(3857), 3857, false, MetreDecimals), new(Code(32649), 32649, false, MetreDecimals),
    ];

    /// <summary>The URIs.</summary>
    public static IReadOnlyList<string> Uris { get; } = [.. All.Select(c => c.Uri)];

    /// <summary>True for metres.</summary>
    public bool IsPlane => Epsg is not (4326 or 4490);

    /// <summary>The system itself, x east or longitude.</summary>
    public SpatialReference Reference => Projection.FromEpsg(Epsg);

    /// <summary>The system of a URI or safe CURIE ([EPSG:4490], [OGC:CRS84]); null where it is not offered.</summary>
    public static OfferedCrs? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string uri = text switch
        {
            "[OGC:CRS84]" or "http://www.opengis.net/def/crs/OGC/0/CRS84" => Crs84.Uri,
            _ when text.StartsWith("[EPSG:", StringComparison.Ordinal) && text.EndsWith(']') => $"http://www.opengis.net/def/crs/EPSG/0/{text[6..^1]}",
            _ => text,
        };
        return All.FirstOrDefault(c => c.Uri == uri);
    }

    /// <summary>Moves positions of CRS84 into the system, x east, in place; null where nothing moves.</summary>
    public Action<double[], double[]>? FromCrs84 => IsPlane ? GeometryTransform.Points(WellKnown.Crs84, Reference) : null;

    private static string Code(int epsg) => $"http://www.opengis.net/def/crs/EPSG/0/{epsg}";
}
