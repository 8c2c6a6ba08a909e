using System.Collections.Concurrent;
using System.Globalization;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace Geo.Core.Crs;

/// <summary>ProjNet's way between longitude/latitude and a plane, for the codes that we define ourselves.</summary>
internal sealed class KnownPlane
{
    private static readonly ConcurrentDictionary<int, KnownPlane?> s_byCode = new();

    private KnownPlane(MathTransform toPlane, MathTransform toDegrees) => (ToPlane, ToDegrees) = (toPlane, toDegrees);

    internal MathTransform ToPlane { get; }

    internal MathTransform ToDegrees { get; }

    /// <summary>The plane of a code; null where the code is not one of ours.</summary>
    internal static KnownPlane? Of(int code) => s_byCode.GetOrAdd(code, static code =>
    {
        string? wkt = code switch
        {
            4546 => TransverseMercator("CGCS2000", 298.257222101, 111, 1, 500_000, 0),
            4525 => TransverseMercator("CGCS2000", 298.257222101, 111, 1, 37_500_000, 0),
            >= 32601 and <= 32660 => TransverseMercator("WGS84", 298.257223563, (code - 32600) * 6 - 183, 0.9996, 500_000, 0),
            >= 32701 and <= 32760 => TransverseMercator("WGS84", 298.257223563, (code - 32700) * 6 - 183, 0.9996, 500_000, 10_000_000),
            _ => null,
        };
        var plane = wkt is not null ? (ProjectedCoordinateSystem)new CoordinateSystemFactory().CreateFromWkt(wkt)
            : code == 3857 ? ProjectedCoordinateSystem.WebMercator : null;
        if (plane is null)
        {
            return null;
        }

        // On the plane's own ellipsoid, so that no datum shift creeps in.
        var factory = new CoordinateTransformationFactory();
        return new KnownPlane(
            factory.CreateFromCoordinateSystems(plane.GeographicCoordinateSystem, plane).MathTransform,
            factory.CreateFromCoordinateSystems(plane, plane.GeographicCoordinateSystem).MathTransform);
    });

    private static string TransverseMercator(
        string datum, double inverseFlattening, int meridian, double scale, double falseEasting, double falseNorthing) =>
        string.Create(CultureInfo.InvariantCulture, $"""
            PROJCS["plane",GEOGCS["{datum}",DATUM["{datum}",SPHEROID["{datum}",6378137,{inverseFlattening}]],PRIMEM["Greenwich",0],
            UNIT["degree",0.0174532925199432958]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],
            PARAMETER["central_meridian",{meridian}],PARAMETER["scale_factor",{scale}],PARAMETER["false_easting",{falseEasting}],
            PARAMETER["false_northing",{falseNorthing}],UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]]
            """);
}
