namespace Geo.Core.Imagery.Products;

/// <summary>Where the sun stands and how far it is.</summary>
/// <remarks>
/// Low-precision formulae of the Astronomical Almanac (page C5, good to 0.01 degree and 0.0002 au from 1950 to 2050), refraction left out.
/// </remarks>
internal static class SolarGeometry
{
    private static readonly DateTimeOffset s_j2000 = new(2000, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Distance earth–sun, astronomical units.</summary>
    internal static double Distance(DateTimeOffset at)
    {
        double g = Radians(357.528 + 0.9856003 * Days(at));
        return 1.00014 - 0.01671 * Math.Cos(g) - 0.00014 * Math.Cos(2 * g);
    }

    /// <summary>Angle between the sun and the vertical, degrees; over 90 at night.</summary>
    internal static double Zenith(DateTimeOffset at, double lon, double lat)
    {
        double n = Days(at), g = Radians(357.528 + 0.9856003 * n);
        double lambda = Radians(280.460 + 0.9856474 * n + 1.915 * Math.Sin(g) + 0.020 * Math.Sin(2 * g));
        double tilt = Radians(23.439 - 0.0000004 * n);
        double rightAscension = Math.Atan2(Math.Cos(tilt) * Math.Sin(lambda), Math.Cos(lambda));
        double declination = Math.Asin(Math.Sin(tilt) * Math.Sin(lambda));
        double hourAngle = Radians(280.46062 + 360.98564737 * n + lon) - rightAscension;
        double cosine = Math.Sin(Radians(lat)) * Math.Sin(declination) + Math.Cos(Radians(lat)) * Math.Cos(declination) * Math.Cos(hourAngle);
        return Math.Acos(Math.Clamp(cosine, -1, 1)) * 180 / Math.PI;
    }

    private static double Days(DateTimeOffset at) => (at - s_j2000).TotalDays;

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
