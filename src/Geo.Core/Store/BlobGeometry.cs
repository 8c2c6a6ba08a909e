using System.Buffers.Binary;
using NetTopologySuite.Geometries;

namespace Geo.Core.Store;

/// <summary>The parts of a GeoPackage geometry blob (OGC 12-128r18, 2.1.3), seen in place, whoever wrote it.</summary>
public readonly ref struct BlobGeometry
{
    private const int FlagsAt = 3, HeaderBytes = 8;
    private readonly ReadOnlySpan<byte> _blob;
    private readonly int _envelopeBytes;

    private BlobGeometry(ReadOnlySpan<byte> blob, int envelopeBytes)
    {
        _blob = blob;
        _envelopeBytes = envelopeBytes;
    }

    /// <summary>Reads the header.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="geometry">Its parts.</param>
    /// <returns>False where it is none, or an empty geometry.</returns>
    public static bool TryRead(ReadOnlySpan<byte> blob, out BlobGeometry geometry)
    {
        const int empty = 0x10, leastWkb = 5;
        geometry = default;
        if (blob.Length < HeaderBytes || blob[0] != 'G' || blob[1] != 'P' || (blob[FlagsAt] & empty) != 0) return false;
        // Bits 1 to 3: none, xy, xyz, xym, xyzm.
        int envelope = ((blob[FlagsAt] >> 1) & 7) switch { 0 => 0, 1 => 32, 2 or 3 => 48, 4 => 64, _ => -1 };
        if (envelope < 0 || blob.Length < HeaderBytes + envelope + leastWkb) return false;
        geometry = new BlobGeometry(blob, envelope);
        return envelope == 0 || !double.IsNaN(geometry.At(0));
    }

    /// <summary>True for the form in which the store writes: little endian throughout, an envelope of x and y, a standard geometry.</summary>
    public bool IsOurs
    {
        get
        {
            // Bit 0 byte order, 1-3 envelope, 5 extended.
            const int form = 0x2F, littleXy = 3;
            return (_blob[FlagsAt] & form) == littleXy && Wkb[0] == 1;
        }
    }

    /// <summary>The geometry as well-known binary.</summary>
    public ReadOnlySpan<byte> Wkb => _blob[(HeaderBytes + _envelopeBytes)..];

    /// <summary>Its type, whatever its dimensions.</summary>
    public OgcGeometryType Type => (OgcGeometryType)((Wkb[0] != 0 ? BinaryPrimitives.ReadUInt32LittleEndian(Wkb[1..]) : BinaryPrimitives.ReadUInt32BigEndian(Wkb[1..])) % 1000);

    /// <summary>The header holds an envelope.</summary>
    public bool HasEnvelope => _envelopeBytes > 0;

    /// <summary>The envelope in the header.</summary>
    public Extent Envelope => new(At(0), At(2), At(1), At(3));

    /// <summary>True for one connected piece: a single part, whatever its type. Of <see cref="IsOurs"/> only.</summary>
    public bool IsConnected
    {
        get
        {
            const int point = 1, polygon = 3, collection = 7;
            uint type = BinaryPrimitives.ReadUInt32LittleEndian(Wkb[1..]);
            return type is >= point and <= polygon
                || (type is > polygon and < collection && Wkb.Length >= 9 && BinaryPrimitives.ReadUInt32LittleEndian(Wkb[5..]) == 1);
        }
    }

    // Order in the header: min x, max x, min y, max y.
    private double At(int n)
    {
        var bytes = _blob[(HeaderBytes + 8 * n)..];
        return (_blob[FlagsAt] & 1) != 0 ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) : BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }
}
