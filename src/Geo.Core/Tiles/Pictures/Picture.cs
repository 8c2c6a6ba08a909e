using SkiaSharp;

namespace Geo.Core.Tiles.Pictures;

/// <summary>What a picture is sent as.</summary>
public enum PictureFormat
{
    /// <summary>image/png, exact, with transparency.</summary>
    Png = 0,
    /// <summary>image/webp, with transparency.</summary>
    Webp,
    /// <summary>image/jpeg; what is transparent is white.</summary>
    Jpeg,
}

/// <summary>A picture in memory: red, green, blue, alpha a pixel, or an index into a palette.</summary>
public sealed class Picture
{
    private const int JpegQuality = 85, WebpQuality = 85;
    private readonly byte[] _pixels;
    private readonly IReadOnlyList<uint>? _palette;

    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="pixels">Row by row: four bytes each, or one where there is a palette.</param>
    /// <param name="palette">Colours 0xAARRGGBB, at most 256.</param>
    public Picture(int width, int height, byte[] pixels, IReadOnlyList<uint>? palette)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, width * height * (palette is null ? 4 : 1));
        (Width, Height, _pixels, _palette) = (width, height, pixels, palette);
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>The picture as a file.</summary>
    public byte[] Encode(PictureFormat format)
    {
        if (format == PictureFormat.Png) return _palette is null ? PngFile.OfColours(Width, Height, _pixels) : PngFile.OfIndices(Width, Height, _pixels, _palette);
        byte[] colours = Colours(onWhite: format == PictureFormat.Jpeg);
        using var image = SKImage.FromPixelCopy(new SKImageInfo(Width, Height, SKColorType.Rgba8888, format == PictureFormat.Jpeg ? SKAlphaType.Opaque : SKAlphaType.Unpremul), colours);
        using var pixels = image.PeekPixels();
        using var data = format == PictureFormat.Jpeg
            ? pixels.Encode(new SKJpegEncoderOptions(JpegQuality))
            : pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, WebpQuality));
        return data!.ToArray();
    }

    private byte[] Colours(bool onWhite)
    {
        if (_palette is null && !onWhite) return _pixels;
        var colours = new byte[Width * Height * 4];
        for (int i = 0; i < Width * Height; i++)
        {
            var (red, green, blue, alpha) = _palette is null
                ? (_pixels[4 * i], _pixels[4 * i + 1], _pixels[4 * i + 2], _pixels[4 * i + 3])
                : _pixels[i] < _palette.Count && _palette[_pixels[i]] is var c ? ((byte)(c >> 16), (byte)(c >> 8), (byte)c, (byte)(c >> 24)) : default;
            if (onWhite && alpha != 255)
            {
                (red, green, blue, alpha) = (OnWhite(red, alpha), OnWhite(green, alpha), OnWhite(blue, alpha), 255);
            }

            (colours[4 * i], colours[4 * i + 1], colours[4 * i + 2], colours[4 * i + 3]) = (red, green, blue, alpha);
        }

        return colours;
    }

    private static byte OnWhite(byte colour, byte alpha) => (byte)((colour * alpha + 255 * (255 - alpha) + 127) / 255);
}
