using System.Globalization;

namespace Geo.Core.Imagery.Products;

/// <summary>What CRESDA's XML beside a Gaofen image says: root ProductMetaData, flat fields.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Satellite">SatelliteID: GF1, GF2, …</param>
/// <param name="Sensor">SensorID: PMS1, WFV3, …</param>
/// <param name="Width">WidthInPixels; null where absent.</param>
/// <param name="Height">HeightInPixels; null where absent.</param>
/// <param name="PixelMetres">ImageGSD; null where absent.</param>
/// <param name="Centre">Middle of the image from its four corners, degrees; null where absent.</param>
/// <param name="Taken">CenterTime as written, without a zone.</param>
/// <param name="Received">ReceiveTime as written, without a zone; null where absent.</param>
/// <param name="SunZenith">SolarZenith, degrees; null where absent.</param>
/// <param name="SunAzimuth">SolarAzimuth, degrees; null where absent.</param>
internal sealed record GaofenMetadata(
    string Path, string Satellite, string Sensor, int? Width, int? Height, double? PixelMetres, (double Lon, double Lat)? Centre,
    DateTime Taken, DateTime? Received, double? SunZenith, double? SunAzimuth)
{
    private static readonly string[] s_corners = ["TopLeft", "TopRight", "BottomRight", "BottomLeft"];

    /// <exception cref="InputException">The file is not whole, or of another kind.</exception>
    internal static GaofenMetadata Parse(string path, byte[] bytes)
    {
        var xml = ProductXml.Parse(path, bytes);
        string taken = xml.Text("CenterTime") ?? xml.Needed("StartTime");
        double? zenith = xml.Number("SolarZenith");
        if (zenith is < 0 or >= 90) throw new InputException(path, "SolarZenith", string.Create(CultureInfo.InvariantCulture, $"{zenith} is no angle of a sun that shines"), "give the file as it was delivered")
        { Chinese = string.Create(CultureInfo.InvariantCulture, $"太阳天顶角 {zenith} 无效；请按交付时的原样提供") };
        return new GaofenMetadata(path, xml.Needed("SatelliteID").ToUpperInvariant().Replace("-", "", StringComparison.Ordinal), xml.Needed("SensorID").ToUpperInvariant(),
            (int?)xml.Number("WidthInPixels"), (int?)xml.Number("HeightInPixels"), xml.Number("ImageGSD"), CentreOf(xml),
            Time(path, "CenterTime", taken), xml.Text("ReceiveTime") is { } received ? Time(path, "ReceiveTime", received) : null, zenith, xml.Number("SolarAzimuth"));
    }

    private static (double, double)? CentreOf(ProductXml xml)
    {
        double?[] lons = [.. s_corners.Select(c => xml.Number(c + "Longitude"))], lats = [.. s_corners.Select(c => xml.Number(c + "Latitude"))];
        return lons.Concat(lats).All(v => v is not null) ? (lons.Average()!.Value, lats.Average()!.Value) : null;
    }

    private static DateTime Time(string path, string field, string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time) && time.Year >= 2013 ? DateTime.SpecifyKind(time, DateTimeKind.Unspecified)
            : throw new InputException(path, field, $"'{text}' is no time of a Gaofen satellite", "give the file as it was delivered, or pass --datetime")
            { Chinese = $"“{text}”不是高分卫星的时间；请按交付时的原样提供" };
}
