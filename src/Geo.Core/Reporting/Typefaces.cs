using SkiaSharp;

namespace Geo.Core.Reporting;

/// <summary>Fonts for pictures, loaded by file: a server has no font of its own, and none for Chinese by chance.</summary>
public sealed class Typefaces
{
    // Debian's fonts-noto-cjk (face 2 of the collection is the simplified one), others' places, Windows.
    private static readonly (string File, int Face)[] Chinese =
    [
        ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2), ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
        ("/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc", 2), (@"C:\Windows\Fonts\msyh.ttc", 0), (@"C:\Windows\Fonts\simsun.ttc", 0),
    ];

    private static readonly (string File, int Face)[] Others =
    [
        ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 0), ("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", 0), (@"C:\Windows\Fonts\arial.ttf", 0),
    ];

    private static readonly Lazy<Typefaces> OfHost = new(() => new Typefaces(First(Chinese), First(Others)));

    internal Typefaces(SKTypeface? chinese, SKTypeface? latin) => (HasChinese, Face) = (chinese is not null, chinese ?? latin);

    /// <summary>The fonts of this host.</summary>
    public static Typefaces Host => OfHost.Value;

    /// <summary>False where pictures must speak English.</summary>
    public bool HasChinese { get; }

    /// <summary>The font; null where the host has none at all: pictures stay without words.</summary>
    internal SKTypeface? Face { get; }

    private static SKTypeface? First((string File, int Face)[] places) =>
        places.Where(p => File.Exists(p.File)).Select(p => SKTypeface.FromFile(p.File, p.Face)).FirstOrDefault(face => face is not null);
}
