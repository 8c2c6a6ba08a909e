namespace Geo.Core.Tiles;

/// <summary>Spherical Mercator of EPSG:3857 (EPSG method 1024).</summary>
public static class WebMercator
{
    /// <summary>Half the side of its square world, metres.</summary>
    public const double Half = Math.PI * 6378137;

    /// <summary>Latitude where the square ends, degrees.</summary>
    public const double LastLatitude = 85.0511287798066;

    /// <summary>Metres east of Greenwich.</summary>
    public static double X(double longitude) => longitude / 180 * Half;

    /// <summary>Metres north of the equator; latitudes beyond the square are its edge.</summary>
    public static double Y(double latitude)
    {
        double sine = Math.Sin(Math.Clamp(latitude, -LastLatitude, LastLatitude) * (Math.PI / 180));
        return 0.5 * Math.Log((1 + sine) / (1 - sine)) * 6378137;
    }

    /// <summary>Degrees.</summary>
    public static double Longitude(double x) => x / Half * 180;

    /// <summary>Degrees.</summary>
    public static double Latitude(double y) => (2 * Math.Atan(Math.Exp(y / 6378137)) - Math.PI / 2) * (180 / Math.PI);
}
