using System.Globalization;

namespace Geo.Core.Field;

/// <summary>Place, direction, time and camera of a photo, from its EXIF; all else of the EXIF is left alone.</summary>
/// <remarks>Exif 2.32 (CIPA DC-008-2019), sections 4.6.4 to 4.6.6. Cameras of the district say no zone as a rule: China's UTC+8 is taken then, and said.</remarks>
public static class ExifReader
{
    private const int Maker = 0x010F, Model = 0x0110, ExifPointer = 0x8769, GpsPointer = 0x8825;
    private const int TimeOriginal = 0x9003, OffsetOriginal = 0x9011;
    private const int LatitudeReference = 1, Latitude = 2, LongitudeReference = 3, Longitude = 4, DirectionReference = 0x10, Direction = 0x11;
    private const int LongestCamera = 80;

    /// <summary>Reads a JPEG or PNG.</summary>
    /// <param name="file">The whole file, or at least its beginning up to the pixels.</param>
    /// <returns>What could be read; never throws, whatever the bytes are.</returns>
    public static PhotoFacts Read(ReadOnlySpan<byte> file)
    {
        byte[] block = ExifBlock.Of(file).ToArray();
        if (block.Length == 0) return PhotoFacts.None;
        if (TiffDirectory.First(block) is not { } first) return PhotoFacts.None with { Damaged = true };
        var (exif, gps) = (first.Below(ExifPointer), first.Below(GpsPointer));
        double? latitude = Degrees(gps, Latitude, LatitudeReference, "N", "S", 90), longitude = Degrees(gps, Longitude, LongitudeReference, "E", "W", 180);
        // Half a place is none; 0, 0 is what receivers write before they know theirs.
        if (latitude is null || longitude is null || (latitude == 0 && longitude == 0)) (latitude, longitude) = (null, null);
        double? direction = DirectionOf(gps);
        var (taken, zone) = Taken(exif);
        return new PhotoFacts(
            longitude, latitude, direction,
            direction is null ? null : gps?.Text(DirectionReference) switch { "T" => "true", "M" => "magnetic", _ => null },
            taken, zone, Camera(first), first.Damaged || exif?.Damaged == true || gps?.Damaged == true);
    }

    // Degrees, minutes and seconds as fractions. Without its reference a number is no place: a guess of the hemisphere is not ours to make.
    private static double? Degrees(TiffDirectory? gps, int tag, int referenceTag, string positive, string negative, double most)
    {
        if (gps?.Rationals(tag, 3) is not { } parts) return null;
        double? sign = gps.Text(referenceTag) switch { var r when r == positive => 1, var r when r == negative => -1, _ => null };
        // 0/0 stands for a part that is not used; anything else over zero is no number.
        double? Part(int i) => parts[i] switch { (0, 0) when i > 0 => 0, (_, 0) => null, var (n, d) => n / (double)d };
        double? size = Part(0) + Part(1) / 60 + Part(2) / 3600;
        return size <= most && Part(1) < 60.0001 && Part(2) < 60.0001 ? sign * size : null;
    }

    private static double? DirectionOf(TiffDirectory? gps) => gps?.Rationals(Direction, 1) is [(var n, > 0 and var d)] && n / (double)d is <= 360 and var degrees
        ? degrees == 360 ? 0 : degrees
        : null;

    private static (DateTimeOffset?, TimeZoneOrigin?) Taken(TiffDirectory? exif)
    {
        if (!DateTime.TryParseExact(exif?.Text(TimeOriginal), "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year < 1990)
        {
            return (null, null);
        }

        bool stated = Offset(exif?.Text(OffsetOriginal), out var offset);
        return (new DateTimeOffset(local, stated ? offset : ChinaTime.Offset).ToUniversalTime(), stated ? TimeZoneOrigin.Stated : TimeZoneOrigin.Assumed);
    }

    // "+08:00"; at most 14 hours, as .NET and the world's zones have it.
    private static bool Offset(string? text, out TimeSpan offset)
    {
        offset = default;
        if (text is not ['+' or '-', _, _, ':', _, _] || !TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var size) || size > TimeSpan.FromHours(14))
        {
            return false;
        }

        offset = text[0] == '-' ? -size : size;
        return true;
    }

    private static string? Camera(TiffDirectory first)
    {
        var (maker, model) = (first.Text(Maker), first.Text(Model));
        // Many makers stand in the model's name too.
        string name = maker is null || model?.StartsWith(maker, StringComparison.OrdinalIgnoreCase) == true ? model ?? "" : $"{maker} {model}".Trim();
        return name.Length == 0 ? null : name.Length > LongestCamera ? name[..LongestCamera] : name;
    }
}
