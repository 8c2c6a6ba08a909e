namespace Geo.Core.Gdal;

#pragma warning disable CA1720 // These are GDAL's own names.
/// <summary>Type of a pixel; the numbers are GDAL's.</summary>
public enum PixelType
{
    /// <summary>Complex, signed byte, or unknown to us: such a band cannot be read as numbers.</summary>
    Unsupported = 0,
    /// <summary>8 bits without sign.</summary>
    Byte = 1,
    /// <summary>16 bits without sign.</summary>
    UInt16 = 2,
    /// <summary>16 bits with sign.</summary>
    Int16 = 3,
    /// <summary>32 bits without sign.</summary>
    UInt32 = 4,
    /// <summary>32 bits with sign.</summary>
    Int32 = 5,
    /// <summary>IEEE single.</summary>
    Float32 = 6,
    /// <summary>IEEE double.</summary>
    Float64 = 7,
    /// <summary>64 bits without sign.</summary>
    UInt64 = 12,
    /// <summary>64 bits with sign.</summary>
    Int64 = 13,
}
#pragma warning restore CA1720

/// <summary>GDAL's numbers for pixel types.</summary>
internal static class PixelTypes
{
    internal static PixelType Of(int gdal) => gdal is >= 1 and <= 7 or 12 or 13 ? (PixelType)gdal : PixelType.Unsupported;

    internal static int Bytes(int gdal) => gdal switch
    {
        1 or 14 => 1,
        2 or 3 => 2,
        7 or 9 or 10 or 12 or 13 => 8,
        11 => 16,
        _ => 4,
    };

    /// <summary>GDAL's number for the element of a span.</summary>
    internal static int Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(byte) ? 1
        : typeof(T) == typeof(ushort) ? 2
        : typeof(T) == typeof(short) ? 3
        : typeof(T) == typeof(uint) ? 4
        : typeof(T) == typeof(int) ? 5
        : typeof(T) == typeof(float) ? 6
        : typeof(T) == typeof(double) ? 7
        : throw new ArgumentException($"{typeof(T)} is no pixel type");
}
