namespace Geo.Core.Imagery;

/// <summary>Where the sun stands.</summary>
/// <param name="AzimuthDegrees">From north over east.</param>
/// <param name="ElevationDegrees">Above the horizon.</param>
public readonly record struct SunPosition(double AzimuthDegrees, double ElevationDegrees)
{
    /// <summary>The sun at a place and an instant, to 0.02° between 1950 and 2050, without refraction.</summary>
    /// <remarks>Michalsky 1988, https://doi.org/10.1016/0038-092X(88)90045-X (Astronomical Almanac).</remarks>
    public static SunPosition Of(DateTimeOffset at, double lon, double lat)
    {
        double days = DaysSince2000(at), anomaly = Anomaly(days), mean = Radians(280.460 + 0.9856474 * days);
        double ecliptic = mean + Radians(1.915) * Math.Sin(anomaly) + Radians(0.020) * Math.Sin(2 * anomaly), tilt = Radians(23.439 - 0.0000004 * days);
        double ascension = Math.Atan2(Math.Cos(tilt) * Math.Sin(ecliptic), Math.Cos(ecliptic)), declination = Math.Asin(Math.Sin(tilt) * Math.Sin(ecliptic));
        double sidereal = Radians(15 * (6.697375 + 0.0657098242 * days + at.UtcDateTime.TimeOfDay.TotalHours)) + Radians(lon);
        double hour = sidereal - ascension, latitude = Radians(lat);
        double up = Math.Asin(Math.Sin(declination) * Math.Sin(latitude) + Math.Cos(declination) * Math.Cos(latitude) * Math.Cos(hour));
        double azimuth = Math.Atan2(-Math.Cos(declination) * Math.Sin(hour), Math.Sin(declination) * Math.Cos(latitude) - Math.Cos(declination) * Math.Sin(latitude) * Math.Cos(hour));
        return new SunPosition((azimuth * 180 / Math.PI + 360) % 360, up * 180 / Math.PI);
    }

    /// <summary>The same; where the sun would stand below 10° the time of day is taken as unknown (a bare date) and half past ten by the sun is taken, when most satellites pass.</summary>
    public static SunPosition OfScene(DateTimeOffset at, double lon, double lat)
    {
        var sun = Of(at, lon, lat);
        return sun.ElevationDegrees >= 10 ? sun : Of(new DateTimeOffset(at.UtcDateTime.AddHours(lon / 15).Date, TimeSpan.Zero).AddHours(10.5 - lon / 15), lon, lat);
    }

    /// <summary>Angle between the sun and the vertical; over 90 at night.</summary>
    public double ZenithDegrees => 90 - ElevationDegrees;

    /// <summary>Distance earth–sun, astronomical units, to 0.0002.</summary>
    /// <remarks>Astronomical Almanac, page C5.</remarks>
    public static double Distance(DateTimeOffset at)
    {
        double anomaly = Anomaly(DaysSince2000(at));
        return 1.00014 - 0.01671 * Math.Cos(anomaly) - 0.00014 * Math.Cos(2 * anomaly);
    }

    private static double Anomaly(double days) => Radians(357.528 + 0.9856003 * days);

    private static double DaysSince2000(DateTimeOffset at) => (at.UtcDateTime - new DateTime(2000, 1, 1, 12, 0, 0, DateTimeKind.Utc)).TotalDays;

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
