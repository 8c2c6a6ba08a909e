using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Geo.Core.Tiles.Mvt;

/// <summary>Reads well-known binary of two dimensions (OGC 06-103r4, 8.2), as GeoPackage blobs hold it behind their header.</summary>
internal ref struct Wkb(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private bool _little;

    /// <summary>The type of the geometry that begins here: 1 point, 2 line, 3 polygon, 4 to 6 several of them, 7 a collection.</summary>
    public int Type()
    {
        _little = _rest[0] != 0;
        _rest = _rest[1..];
        return (int)(Count() % 1000);
    }

    /// <summary>A number of parts or points.</summary>
    public uint Count()
    {
        uint count = _little ? BinaryPrimitives.ReadUInt32LittleEndian(_rest) : BinaryPrimitives.ReadUInt32BigEndian(_rest);
        _rest = _rest[4..];
        return count;
    }

    /// <summary>Points.</summary>
    /// <param name="into">Takes them.</param>
    /// <param name="count">How many stand here.</param>
    /// <param name="leaveLast">True for rings, whose last point is the first.</param>
    public void Points(Path into, int count, bool leaveLast)
    {
        int wanted = leaveLast && count > 0 ? count - 1 : count;
        into.Resize(wanted);
        Span<double> x = into.X, y = into.Y;
        if (_little && BitConverter.IsLittleEndian)
        {
            var numbers = MemoryMarshal.Cast<byte, double>(_rest[..(16 * wanted)]);
            for (int i = 0; i < wanted; i++) (x[i], y[i]) = (numbers[2 * i], numbers[2 * i + 1]);
        }
        else
        {
            for (int i = 0; i < wanted; i++) (x[i], y[i]) = (Double(_rest[(16 * i)..]), Double(_rest[(16 * i + 8)..]));
        }

        _rest = _rest[(16 * count)..];
    }

    private readonly double Double(ReadOnlySpan<byte> bytes) => _little ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) : BinaryPrimitives.ReadDoubleBigEndian(bytes);
}
