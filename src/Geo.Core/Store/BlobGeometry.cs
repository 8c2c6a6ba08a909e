using System.Buffers.Binary;

namespace Geo.Core.Store;

/// <summary>The parts of a GeoPackage geometry blob (OGC 12-128r18, 2.1.3), seen in place.</summary>
public readonly ref struct BlobGeometry
{
    private const int HeaderBytes = 8;
    private readonly ReadOnlySpan<byte> _blob;

    private BlobGeometry(ReadOnlySpan<byte> blob) => _blob = blob;

    /// <summary>The geometry as well-known binary.</summary>
    public ReadOnlySpan<byte> Wkb => _blob[(HeaderBytes + 32)..];

    /// <summary>Reads the header.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="geometry">Its parts.</param>
    /// <returns>False where it is not as we write it: standard, not empty, little endian, with an envelope of x and y.</returns>
    public static bool TryRead(ReadOnlySpan<byte> blob, out BlobGeometry geometry)
    {
        const int envelopeXy = 1, flagsAt = 3;
        geometry = default;
        // Bit 0 byte order, 1-3 envelope, 4 empty, 5 extended.
        if (blob.Length < HeaderBytes + 32 + 5 || blob[0] != 'G' || blob[1] != 'P' || (blob[flagsAt] & 0x3F) != (1 | (envelopeXy << 1)))
        {
            return false;
        }

        geometry = new BlobGeometry(blob);
        return geometry.Wkb[0] == 1 && !double.IsNaN(geometry.At(0));
    }

    /// <summary>The envelope.</summary>
    public Extent Envelope => new(At(0), At(2), At(1), At(3));

    /// <summary>True for one connected piece: a single part, whatever its type.</summary>
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
    private double At(int n) => BinaryPrimitives.ReadDoubleLittleEndian(_blob[(HeaderBytes + 8 * n)..]);
}
