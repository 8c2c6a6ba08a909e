using System.Globalization;

namespace Geo.Core.Imagery.Products;

/// <summary>
/// When a Gaofen image was taken, UTC. The XML writes its times without a zone, some in Peking time and some in UTC; the sun
/// decides: only in one of the two does it stand where the XML says.
/// </summary>
internal static class GaofenTime
{
    /// <summary>The product's and our sun may differ so much, degrees: the XML gives one angle for the whole image.</summary>
    private const double SunAgrees = 4;

    /// <param name="about">The XML.</param>
    /// <param name="place">Middle of the image, degrees.</param>
    /// <param name="notes">Takes what was decided.</param>
    internal static DateTimeOffset Of(GaofenMetadata about, (double Lon, double Lat) place, List<string> notes)
    {
        var utc = new DateTimeOffset(about.Taken, TimeSpan.Zero);
        var peking = new DateTimeOffset(about.Taken, ChinaTime.Offset).ToUniversalTime();
        double atUtc = SunPosition.Of(utc, place.Lon, place.Lat).ZenithDegrees, atPeking = SunPosition.Of(peking, place.Lon, place.Lat).ZenithDegrees;
        if (about.SunZenith is { } said)
        {
            bool isUtc = Math.Abs(atUtc - said) < Math.Abs(atPeking - said);
            double off = Math.Min(Math.Abs(atUtc - said), Math.Abs(atPeking - said));
            notes.Add(off <= SunAgrees
                ? $"CenterTime {Text(about.Taken)} is {(isUtc ? "UTC" : "Peking time")}: only then does the sun stand {Degrees(said)} from the vertical as the XML says"
                : $"CenterTime {Text(about.Taken)} does not fit the XML's SolarZenith {Degrees(said)}: the sun stood {Degrees(atUtc)} from the vertical if it is UTC and {Degrees(atPeking)} if it is Peking time; "
                    + $"taken as {(isUtc ? "UTC" : "Peking time")}, the nearer; check the XML or pass --datetime");
            return isUtc ? utc : peking;
        }

        // By day in one of the two only: the satellites pass at half past ten of the sun's time.
        bool dayInUtc = atUtc < 90, dayInPeking = atPeking < 90;
        bool takenAsUtc = dayInUtc && !dayInPeking;
        notes.Add($"the XML has no SolarZenith: CenterTime {Text(about.Taken)} is taken as {(takenAsUtc ? "UTC" : "Peking time")}"
            + (dayInUtc != dayInPeking ? ", as it would be night else" : "; pass --datetime if it is UTC"));
        return takenAsUtc ? utc : peking;
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Degrees(double value) => value.ToString("0.0", CultureInfo.InvariantCulture) + "°";
}
