using System.Buffers.Binary;
using System.Text;

namespace Geo.Testing;

/// <summary>
/// A grey picture of 16 × 16 pixels (made by gdal_translate -of JPEG) with an APP1 segment written by hand, entry by entry as
/// TIFF 6.0 section 2 and Exif 2.32 say. gdalinfo reads the same from it (ExifReaderTests).
/// </summary>
internal sealed class ExifJpeg
{
    public const int Maker = 0x010F, Model = 0x0110, TimeOriginal = 0x9003, OffsetOriginal = 0x9011;
    public const int LatitudeReference = 1, Latitude = 2, LongitudeReference = 3, Longitude = 4, DirectionReference = 0x10, Direction = 0x11;
    private const string Grey = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACAf/xAAWEAADAAAAAAAAAAAAAAAAAAAABkP/2gAIAQEAAD8Am6dMQCdMP6dMQCdM/9k=";
    private readonly List<(int Tag, int Type, uint Count, byte[] Value)> _first = [], _exif = [], _gps = [];

    public bool Little { get; init; }

    /// <summary>The picture alone.</summary>
    public static byte[] Plain => Convert.FromBase64String(Grey);

    /// <summary>A photo of 2025-07-14 11:20:05 China time, camera DJI M3E.</summary>
    public static byte[] At(double lon, double lat, double direction, string time = "2025:07:14 11:20:05")
    {
        var photo = new ExifJpeg().Text(Maker, "DJI").Text(Model, "M3E").Text(TimeOriginal, time).Text(LatitudeReference, lat < 0 ? "S" : "N").Text(LongitudeReference, lon < 0 ? "W" : "E")
            .Text(DirectionReference, "T").Fractions(Direction, ((uint)Math.Round(direction * 100), 100));
        return photo.Fractions(Latitude, Sexagesimal(Math.Abs(lat))).Fractions(Longitude, Sexagesimal(Math.Abs(lon))).File();
    }

    public ExifJpeg Text(int tag, string text) => Add(tag, 2, Encoding.ASCII.GetBytes(text + "\0"));

    public ExifJpeg Fractions(int tag, params (uint Numerator, uint Denominator)[] values) => Add(tag, 5, [.. values.SelectMany(v => Number(v.Numerator).Concat(Number(v.Denominator)))], (uint)values.Length);

    /// <summary>The TIFF structure: first directory at 8, then that of Exif, then that of GPS, each followed by its long values.</summary>
    public byte[] Tiff()
    {
        int exifAt = 8 + Size(_first, 2), gpsAt = exifAt + Size(_exif, 0);
        List<(int Tag, int Type, uint Count, byte[] Value)> first = [.. _first, (0x8769, 4, 1, Number((uint)exifAt)), (0x8825, 4, 1, Number((uint)gpsAt))];
        return [.. Encoding.ASCII.GetBytes(Little ? "II" : "MM"), .. Short(42), .. Number(8), .. Directory(first, 8), .. Directory(_exif, exifAt), .. Directory(_gps, gpsAt)];
    }

    /// <summary>The JPEG.</summary>
    public byte[] File() => With(Tiff());

    /// <summary>The picture with any bytes as its EXIF.</summary>
    public static byte[] With(byte[] tiff)
    {
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(2 + 6 + tiff.Length));
        return [.. Plain[..2], 0xFF, 0xE1, .. length, .. "Exif\0\0"u8, .. tiff, .. Plain[2..]];
    }

    private static (uint, uint)[] Sexagesimal(double degrees)
    {
        uint whole = (uint)degrees, minutes = (uint)((degrees - whole) * 60);
        return [(whole, 1), (minutes, 1), ((uint)Math.Round(((degrees - whole) * 60 - minutes) * 60 * 10000), 10000)];
    }

    private ExifJpeg Add(int tag, int type, byte[] value, uint? count = null)
    {
        (tag < 0x20 ? _gps : tag < 0x8000 ? _first : _exif).Add((tag, type, count ?? (uint)value.Length, value));
        return this;
    }

    private static int Size(List<(int, int, uint, byte[] Value)> entries, int more) => 2 + 12 * (entries.Count + more) + 4 + entries.Sum(e => e.Value.Length > 4 ? e.Value.Length : 0);

    private byte[] Directory(List<(int Tag, int Type, uint Count, byte[] Value)> entries, int at)
    {
        var head = new List<byte>(Short((ushort)entries.Count));
        var values = new List<byte>();
        int valuesAt = at + 2 + 12 * entries.Count + 4;
        foreach (var (tag, type, count, value) in entries.OrderBy(e => e.Tag))
        {
            head.AddRange([.. Short((ushort)tag), .. Short((ushort)type), .. Number(count)]);
            if (value.Length <= 4)
            {
                head.AddRange([.. value, .. new byte[4 - value.Length]]);
            }
            else
            {
                head.AddRange(Number((uint)(valuesAt + values.Count)));
                values.AddRange(value);
            }
        }

        return [.. head, .. Number(0), .. values];
    }

    private byte[] Short(ushort n)
    {
        byte[] bytes = new byte[2];
        if (Little) BinaryPrimitives.WriteUInt16LittleEndian(bytes, n);
        else BinaryPrimitives.WriteUInt16BigEndian(bytes, n);
        return bytes;
    }

    private byte[] Number(uint n)
    {
        byte[] bytes = new byte[4];
        if (Little) BinaryPrimitives.WriteUInt32LittleEndian(bytes, n);
        else BinaryPrimitives.WriteUInt32BigEndian(bytes, n);
        return bytes;
    }
}
