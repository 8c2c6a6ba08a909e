namespace Geo.Core.Field;

/// <summary>What kind of picture a file is, by its first bytes and never by its name.</summary>
/// <param name="Extension">With the dot.</param>
/// <param name="MediaType">As it is served.</param>
public sealed record PhotoFormat(string Extension, string MediaType)
{
    /// <summary>JPEG.</summary>
    public static PhotoFormat Jpeg { get; } = new(".jpg", "image/jpeg");

    /// <summary>PNG.</summary>
    public static PhotoFormat Png { get; } = new(".png", "image/png");

    internal static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The format; null where it is neither.</summary>
    public static PhotoFormat? Of(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg : file.StartsWith(PngSignature) ? Png : null;
}
