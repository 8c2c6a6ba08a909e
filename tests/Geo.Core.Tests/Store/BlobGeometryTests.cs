using System.Buffers.Binary;
using Geo.Core.Store;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Store;

/// <summary>Headers of GeoPackage blobs as OGC 12-128r18, 2.1.3 words them, put together by hand.</summary>
public sealed class BlobGeometryTests
{
    private static byte[] Blob(byte flags, double[] envelope, byte[] wkb)
    {
        bool little = (flags & 1) != 0;
        byte[] blob = new byte[8 + 8 * envelope.Length + wkb.Length];
        (blob[0], blob[1], blob[3]) = ((byte)'G', (byte)'P', flags);
        for (int i = 0; i < envelope.Length; i++)
        {
            if (little) BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(8 + 8 * i), envelope[i]);
            else BinaryPrimitives.WriteDoubleBigEndian(blob.AsSpan(8 + 8 * i), envelope[i]);
        }

        wkb.CopyTo(blob, 8 + 8 * envelope.Length);
        return blob;
    }

    private static byte[] Point(ByteOrder order) => new WKBWriter(order, false).Write(new Point(3, 5));

    [Theory]
    [InlineData(0b0011, 4, true, true), InlineData(0b0010, 4, true, false), InlineData(0b0101, 6, true, false), InlineData(0b0111, 6, true, false), InlineData(0b1001, 8, true, false), InlineData(0b1000, 8, false, false), InlineData(0b100011, 4, true, false)]
    public void Any_header_is_read(int flags, int numbers, bool littleWkb, bool isOurs)
    {
        var wkb = Point(littleWkb ? ByteOrder.LittleEndian : ByteOrder.BigEndian);
        Assert.True(BlobGeometry.TryRead(Blob((byte)flags, [.. new double[] { 1, 3, 2, 5, 7, 8, 9, 10 }.Take(numbers)], wkb), out var geometry));
        Assert.Equal(new Extent(1, 2, 3, 5), geometry.Envelope);
        Assert.Equal(wkb, geometry.Wkb.ToArray());
        Assert.Equal(OgcGeometryType.Point, geometry.Type);
        Assert.Equal(isOurs, geometry.IsOurs);
    }

    [Fact]
    public void Without_an_envelope_the_geometry_gives_it()
    {
        var blob = Blob(0b0001, [], Point(ByteOrder.BigEndian));
        Assert.True(BlobGeometry.TryRead(blob, out var geometry));
        Assert.False(geometry.HasEnvelope);
        Assert.Equal(new Extent(3, 5, 3, 5), GeometryBlob.Envelope(blob));
    }

    [Fact]
    public void What_is_empty_or_none_is_not_read()
    {
        Assert.False(BlobGeometry.TryRead([], out _));
        Assert.False(BlobGeometry.TryRead(Blob(0b10001, [], Point(ByteOrder.LittleEndian)), out _));
        Assert.False(BlobGeometry.TryRead(Blob(0b1011, [1, 2, 3, 4, 5, 6, 7, 8], Point(ByteOrder.LittleEndian)), out _));
        Assert.False(BlobGeometry.TryRead(Blob(0b0011, [double.NaN, double.NaN, double.NaN, double.NaN], Point(ByteOrder.LittleEndian)), out _));
        Assert.False(BlobGeometry.TryRead(Point(ByteOrder.LittleEndian), out _));
        byte[] cut = Blob(0b0011, [1, 3, 2, 5], Point(ByteOrder.LittleEndian));
        for (int length = 0; length < 45; length++) Assert.False(BlobGeometry.TryRead(cut.AsSpan(0, length), out _));
    }
}
