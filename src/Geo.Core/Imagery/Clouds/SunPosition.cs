namespace Geo.Core.Imagery.Clouds;

/// <summary>Where the sun stands.</summary>
/// <param name="AzimuthDegrees">From north over east.</param>
/// <param name="ElevationDegrees">Above the horizon.</param>
public readonly record struct SunPosition(double AzimuthDegrees, double ElevationDegrees)
{
    /// <summary>The sun at a place and an instant, to 0.02° between 1950 and 2050, without refraction.</summary>
    /// <remarks>Michalsky 1988, https://doi.org/10.1016/0038-092X(88)90045-X (Astronomical Almanac).</remarks>
    public static SunPosition Of(DateTimeOffset at, double lon, double lat)
    {
        double days = (at.UtcDateTime - new DateTime(2000, 1, 1, 12, 0, 0, DateTimeKind.Utc)).TotalDays;
        double mean = Radians(280.460 + 0.9856474 * days), anomaly = Radians(357.528 + 0.9856003 * days);
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

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
