using NetTopologySuite.Geometries;

namespace Geo.Core.Crs;

/// <summary>
/// The shifted longitudes and latitudes of Chinese web maps: GCJ-02 (Gaode, Tencent) and BD-09 (Baidu), 100 to 700 m off
/// WGS 84. Outside the rectangle of China the shift is zero, as on those maps.
/// </summary>
/// <remarks>
/// The formula in circulation since 2013 (eviltransform, coordtransform); inverses by iteration to 1e-10 degrees, far below the
/// formula's own accuracy of about a metre.
/// </remarks>
public static class ChineseOffsets
{
    // Krasovsky 1940, as the formula has it.
    private const double SemiMajorAxis = 6378245.0, EccentricitySquared = 0.00669342162296594323;
    private const double BaiduTurn = Math.PI * 3000 / 180;

    /// <summary>WGS 84 to GCJ-02, degrees.</summary>
    public static (double Lon, double Lat) Wgs84ToGcj02(double lon, double lat)
    {
        if (lon is < 72.004 or > 137.8347 || lat is < 0.8293 or > 55.8271)
        {
            return (lon, lat);
        }

        double x = lon - 105, y = lat - 35, radians = lat / 180 * Math.PI;
        double waves = (20 * Math.Sin(6 * x * Math.PI) + 20 * Math.Sin(2 * x * Math.PI)) * 2 / 3;
        double north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x)) + waves
            + (20 * Math.Sin(y * Math.PI) + 40 * Math.Sin(y / 3 * Math.PI)) * 2 / 3
            + (160 * Math.Sin(y / 12 * Math.PI) + 320 * Math.Sin(y * Math.PI / 30)) * 2 / 3;
        double east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x)) + waves
            + (20 * Math.Sin(x * Math.PI) + 40 * Math.Sin(x / 3 * Math.PI)) * 2 / 3
            + (150 * Math.Sin(x / 12 * Math.PI) + 300 * Math.Sin(x / 30 * Math.PI)) * 2 / 3;
        double magic = 1 - EccentricitySquared * Math.Sin(radians) * Math.Sin(radians);
        double root = Math.Sqrt(magic);
        return (
            lon + east * 180 / (SemiMajorAxis / root * Math.Cos(radians) * Math.PI),
            lat + north * 180 / (SemiMajorAxis * (1 - EccentricitySquared) / (magic * root) * Math.PI));
    }

    /// <summary>GCJ-02 to WGS 84, degrees.</summary>
    public static (double Lon, double Lat) Gcj02ToWgs84(double lon, double lat) => Invert(lon, lat, Wgs84ToGcj02);

    /// <summary>GCJ-02 to BD-09, degrees.</summary>
    public static (double Lon, double Lat) Gcj02ToBd09(double lon, double lat)
    {
        double radius = Math.Sqrt(lon * lon + lat * lat) + 0.00002 * Math.Sin(lat * BaiduTurn);
        double angle = Math.Atan2(lat, lon) + 0.000003 * Math.Cos(lon * BaiduTurn);
        return (radius * Math.Cos(angle) + 0.0065, radius * Math.Sin(angle) + 0.006);
    }

    /// <summary>BD-09 to GCJ-02, degrees.</summary>
    public static (double Lon, double Lat) Bd09ToGcj02(double lon, double lat) => Invert(lon, lat, Gcj02ToBd09);

    /// <summary>WGS 84 to BD-09, degrees.</summary>
    public static (double Lon, double Lat) Wgs84ToBd09(double lon, double lat)
    {
        var (x, y) = Wgs84ToGcj02(lon, lat);
        return Gcj02ToBd09(x, y);
    }

    /// <summary>BD-09 to WGS 84, degrees.</summary>
    public static (double Lon, double Lat) Bd09ToWgs84(double lon, double lat)
    {
        var (x, y) = Bd09ToGcj02(lon, lat);
        return Gcj02ToWgs84(x, y);
    }

    /// <summary>A copy of a geometry, each vertex moved by one of the functions above.</summary>
    public static Geometry Move(Geometry geometry, Func<double, double, (double Lon, double Lat)> shift)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(shift);
        var copy = geometry.Copy();
        copy.Apply(new Shift(shift));
        copy.GeometryChanged();
        return copy;
    }

    private static (double Lon, double Lat) Invert(double lon, double lat, Func<double, double, (double Lon, double Lat)> shift)
    {
        var (x, y) = (lon, lat);
        for (int i = 0; i < 30; i++)
        {
            var (sx, sy) = shift(x, y);
            (x, y) = (x - (sx - lon), y - (sy - lat));
            if (Math.Abs(sx - lon) < 1e-10 && Math.Abs(sy - lat) < 1e-10)
            {
                break;
            }
        }

        return (x, y);
    }

    private sealed class Shift(Func<double, double, (double Lon, double Lat)> shift) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (int i = 0; i < sequence.Count; i++)
            {
                var (x, y) = shift(sequence.GetX(i), sequence.GetY(i));
                sequence.SetX(i, x);
                sequence.SetY(i, y);
            }
        }
    }
}
