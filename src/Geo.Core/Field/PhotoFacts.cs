namespace Geo.Core.Field;

/// <summary>How a photo's time got its zone.</summary>
public enum TimeZoneOrigin
{
    /// <summary>The photo says it (OffsetTimeOriginal).</summary>
    Stated = 0,
    /// <summary>It says none; China's UTC+8 is taken.</summary>
    Assumed,
}

/// <summary>What is taken from a photo's EXIF; null where it says nothing that can be read.</summary>
/// <param name="Longitude">Degrees, WGS 84 as far as the camera keeps to the standard.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="Direction">Where the camera looked, degrees clockwise from north in [0, 360).</param>
/// <param name="DirectionReference">true (geographic north) or magnetic; null where the photo does not say.</param>
/// <param name="TakenAt">When, UTC.</param>
/// <param name="TimeZone">Where the time's zone comes from; null without a time.</param>
/// <param name="Camera">Maker and model.</param>
/// <param name="Damaged">True where there is EXIF that could not be read to its end.</param>
public sealed record PhotoFacts(
    double? Longitude, double? Latitude, double? Direction, string? DirectionReference,
    DateTimeOffset? TakenAt, TimeZoneOrigin? TimeZone, string? Camera, bool Damaged)
{
    /// <summary>A photo without EXIF.</summary>
    public static PhotoFacts None { get; } = new(null, null, null, null, null, null, null, false);
}
