using System.Diagnostics;
using Geo.Core.Field;
using Geo.Testing;

namespace Geo.Core.Tests.Field;

public sealed class ExifReaderTests
{
    private static ExifJpeg Place(bool little = false, string north = "N", string east = "E") => new ExifJpeg { Little = little }
        .Text(ExifJpeg.LatitudeReference, north).Fractions(ExifJpeg.Latitude, (40, 1), (34, 1), (4812, 100))
        .Text(ExifJpeg.LongitudeReference, east).Fractions(ExifJpeg.Longitude, (110, 1), (1, 1), (12, 1));

    // 40°34'48.12" = 40 + 34/60 + 48.12/3600 = 40.580033…; 110°1'12" = 110.02.
    [Theory]
    [InlineData(false, "N", "E", 40.5800333333, 110.02), InlineData(true, "N", "E", 40.5800333333, 110.02)]
    [InlineData(true, "S", "W", -40.5800333333, -110.02), InlineData(false, "S", "E", -40.5800333333, 110.02)]
    public void Place_is_read_in_both_byte_orders_with_its_hemispheres(bool little, string north, string east, double lat, double lon)
    {
        var facts = ExifReader.Read(Place(little, north, east).File());
        Assert.Equal(lat, facts.Latitude!.Value, 1e-9);
        Assert.Equal(lon, facts.Longitude!.Value, 1e-9);
        Assert.False(facts.Damaged);
    }

    [Fact]
    public void Gdal_reads_the_same_from_our_hand_written_segment()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("p.jpg"), Place().Text(ExifJpeg.TimeOriginal, "2025:07:14 11:20:05").Text(ExifJpeg.DirectionReference, "M").Fractions(ExifJpeg.Direction, (12350, 100)).Text(ExifJpeg.Maker, "HUAWEI").File());
        using var process = Process.Start(new ProcessStartInfo("gdalinfo", [folder.File("p.jpg")]) { RedirectStandardOutput = true })!;
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        foreach (string line in (string[])["EXIF_GPSLatitude=(40) (34) (48.12)", "EXIF_GPSLongitude=(110) (1) (12)", "EXIF_GPSImgDirection=(123.5)", "EXIF_GPSImgDirectionRef=M", "EXIF_DateTimeOriginal=2025:07:14 11:20:05", "EXIF_Make=HUAWEI"])
        {
            Assert.Contains(line, told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Seconds_of_nothing_over_nothing_are_no_seconds_but_a_number_over_nothing_is_no_place()
    {
        ExifJpeg With(params (uint, uint)[] latitude) => new ExifJpeg().Text(1, "N").Fractions(ExifJpeg.Latitude, latitude).Text(3, "E").Fractions(ExifJpeg.Longitude, (110, 1), (30, 1), (0, 0));
        var read = ExifReader.Read(With((40, 1), (3000, 100), (0, 0)).File());
        Assert.Equal((110.5, 40.5), (read.Longitude, read.Latitude));
        Assert.Null(ExifReader.Read(With((40, 1), (30, 1), (5, 0)).File()).Latitude);
        Assert.Null(ExifReader.Read(With((0, 0), (30, 1), (0, 1)).File()).Longitude);
        Assert.Null(ExifReader.Read(With((91, 1), (0, 1), (0, 1)).File()).Latitude);
        Assert.Null(ExifReader.Read(With((40, 1), (75, 1), (0, 1)).File()).Latitude);
    }

    [Theory]
    [InlineData("", "E"), InlineData("N", ""), InlineData("X", "E")]
    public void A_place_without_its_hemisphere_is_none(string north, string east) => Assert.Null(ExifReader.Read(Place(false, north, east).File()).Longitude);

    [Fact]
    public void Null_island_is_what_a_receiver_says_before_it_knows() =>
        Assert.Null(ExifReader.Read(new ExifJpeg().Text(1, "N").Fractions(2, (0, 1), (0, 1), (0, 1)).Text(3, "E").Fractions(4, (0, 1), (0, 1), (0, 1)).File()).Latitude);

    [Theory]
    [InlineData(12350u, 100u, "T", 123.5, "true"), InlineData(359u, 1u, "M", 359.0, "magnetic"), InlineData(360u, 1u, "T", 0.0, "true"), InlineData(90u, 1u, "?", 90.0, null)]
    public void Direction_has_its_north(uint n, uint d, string reference, double degrees, string? north)
    {
        var facts = ExifReader.Read(new ExifJpeg().Text(ExifJpeg.DirectionReference, reference).Fractions(ExifJpeg.Direction, (n, d)).File());
        Assert.Equal((degrees, north), (facts.Direction, facts.DirectionReference));
    }

    [Theory]
    [InlineData(1u, 0u), InlineData(0u, 0u), InlineData(361u, 1u)]
    public void What_is_no_direction_is_none(uint n, uint d) => Assert.Null(ExifReader.Read(new ExifJpeg().Text(ExifJpeg.DirectionReference, "T").Fractions(ExifJpeg.Direction, (n, d)).File()).Direction);

    // 11:20:05 in China is 03:20:05 UTC; at +05:30 it is 05:50:05; at -03:00 it is 14:20:05.
    [Theory]
    [InlineData(null, "03:20:05", TimeZoneOrigin.Assumed), InlineData("+08:00", "03:20:05", TimeZoneOrigin.Stated), InlineData("+05:30", "05:50:05", TimeZoneOrigin.Stated)]
    [InlineData("-03:00", "14:20:05", TimeZoneOrigin.Stated), InlineData("+8", "03:20:05", TimeZoneOrigin.Assumed), InlineData("+99:99", "03:20:05", TimeZoneOrigin.Assumed)]
    public void Time_is_of_the_stated_zone_or_of_China(string? offset, string utc, TimeZoneOrigin origin)
    {
        var photo = new ExifJpeg().Text(ExifJpeg.TimeOriginal, "2025:07:14 11:20:05");
        var facts = ExifReader.Read((offset is null ? photo : photo.Text(ExifJpeg.OffsetOriginal, offset)).File());
        Assert.Equal((DateTimeOffset.Parse($"2025-07-14T{utc}Z", System.Globalization.CultureInfo.InvariantCulture), origin), (facts.TakenAt, facts.TimeZone));
    }

    [Theory]
    [InlineData("0000:00:00 00:00:00"), InlineData("2025-07-14"), InlineData("1970:01:01 00:00:00"), InlineData("")]
    public void What_is_no_time_is_none(string time) => Assert.Null(ExifReader.Read(new ExifJpeg().Text(ExifJpeg.TimeOriginal, time).File()).TakenAt);

    [Theory]
    [InlineData("HUAWEI", "P60", "HUAWEI P60"), InlineData("Xiaomi", "XIAOMI 14", "XIAOMI 14"), InlineData("DJI", "", "DJI")]
    public void Camera_is_maker_and_model_once(string maker, string model, string name) =>
        Assert.Equal(name, ExifReader.Read(new ExifJpeg().Text(ExifJpeg.Maker, maker).Text(ExifJpeg.Model, model).File()).Camera);

    [Fact]
    public void A_png_tells_the_same_in_its_chunk()
    {
        byte[] tiff = Place().Tiff();
        // Signature, an IHDR of 13 bytes, then eXIf; checksums are not looked at.
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[13 + 4], 0, 0, (byte)(tiff.Length >> 8), (byte)tiff.Length, .. "eXIf"u8, .. tiff, 0, 0, 0, 0];
        Assert.Equal(110.02, ExifReader.Read(png).Longitude!.Value, 1e-9);
        Assert.Equal(PhotoFormat.Png, PhotoFormat.Of(png));
    }

    [Fact]
    public void A_picture_without_exif_says_nothing_and_is_not_damaged()
    {
        Assert.Equal(PhotoFacts.None, ExifReader.Read(ExifJpeg.Plain));
        Assert.Equal(PhotoFacts.None, ExifReader.Read([]));
        Assert.Equal(PhotoFormat.Jpeg, PhotoFormat.Of(ExifJpeg.Plain));
        Assert.Null(PhotoFormat.Of("ftypheic"u8));
    }

    [Fact]
    public void A_broken_end_keeps_what_stands_before_it_and_says_so()
    {
        byte[] tiff = Place().Text(ExifJpeg.Maker, "HUAWEI").Tiff();
        var facts = ExifReader.Read(ExifJpeg.With(tiff[..^9])); // the last value, the longitude, is cut
        Assert.Equal(("HUAWEI", null, true), (facts.Camera, facts.Longitude, facts.Damaged));
        Assert.True(ExifReader.Read(ExifJpeg.With([.. "no TIFF at all"u8])).Damaged);
    }

    // Any file whatever: cut anywhere, bytes changed anywhere, the EXIF's own offsets first.
    [Fact]
    public void No_bytes_make_it_fail()
    {
        byte[] whole = Place(little: true).Text(ExifJpeg.Maker, "HUAWEI").Text(ExifJpeg.TimeOriginal, "2025:07:14 11:20:05").Fractions(ExifJpeg.Direction, (1, 2)).File();
        ulong state = 5;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = whole[..(round % 3 == 0 ? (int)(SplitMix64.Next(ref state) % (ulong)whole.Length) : whole.Length)];
            for (int change = 0; change < round % 8 && bytes.Length > 0; change++)
            {
                bytes[SplitMix64.Next(ref state) % (ulong)bytes.Length] = (byte)(SplitMix64.Next(ref state) & 0xFF);
            }

            var facts = ExifReader.Read(bytes);
            Assert.True(facts.Latitude is null or (>= -90 and <= 90) && facts.Longitude is null or (>= -180 and <= 180) && facts.Direction is null or (>= 0 and < 360));
        }
    }
}
