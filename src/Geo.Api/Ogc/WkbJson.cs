using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Geo.Core.Crs;
using Geo.Core.Store;
using NetTopologySuite.Algorithm;
using NetTopologySuite.IO;

namespace Geo.Api.Ogc;

/// <summary>
/// Geometries of the store as GeoJSON, from well-known binary straight to bytes: RFC 7946's winding, rounded, in the axis
/// order of a CRS. In CRS84 the bytes are those of <see cref="GeoJson"/>.
/// </summary>
internal sealed class WkbJson(OfferedCrs crs)
{
    private const int PointType = 1, LineType = 2, PolygonType = 3, CollectionType = 7, PositionBytes = 16;
    private static readonly byte[][] Heads =
    [
        [], .. new[] { "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon" }.Select(t => System.Text.Encoding.UTF8.GetBytes($"{{\"type\":\"{t}\",\"coordinates\":")),
        "{\"type\":\"GeometryCollection\",\"geometries\":"u8.ToArray(),
    ];

    private readonly Action<double[], double[]>? _move = crs.FromCrs84;

    /// <summary>Writes the geometry of a GeoPackage blob; null for none.</summary>
    public void Write(JsonBytes json, ReadOnlySpan<byte> blob)
    {
        if (blob.IsEmpty)
        {
            json.Raw("null"u8);
        }
        else if (BlobGeometry.TryRead(blob, out var geometry) && geometry.IsOurs && IsPlain(geometry.Wkb))
        {
            var wkb = geometry.Wkb;
            Geometry(json, ref wkb);
        }
        else
        {
            // Written by another program: another byte order, heights, no envelope.
            var parsed = new GeoPackageGeoReader { HandleOrdinates = NetTopologySuite.Geometries.Ordinates.XY }.Read(blob.ToArray());
            if (parsed.IsEmpty)
            {
                json.Raw("null"u8);
                return;
            }

            ReadOnlySpan<byte> wkb = new WKBWriter(ByteOrder.LittleEndian, false) { HandleOrdinates = NetTopologySuite.Geometries.Ordinates.XY }.Write(parsed);
            Geometry(json, ref wkb);
        }
    }

    // Flat and little endian in its first part; all parts are then, as one writer made them.
    private static bool IsPlain(ReadOnlySpan<byte> wkb) => BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]) is >= PointType and <= CollectionType;

    private void Geometry(JsonBytes json, ref ReadOnlySpan<byte> wkb)
    {
        int type = Type(ref wkb);
        json.Raw(Heads[type]);
        if (type == CollectionType)
        {
            int parts = Count(ref wkb);
            json.Raw((byte)'[');
            for (int i = 0; i < parts; i++)
            {
                if (i > 0) json.Raw((byte)',');
                Geometry(json, ref wkb);
            }

            json.Raw((byte)']');
        }
        else
        {
            Coordinates(json, type, ref wkb);
        }

        json.Raw((byte)'}');
    }

    private void Coordinates(JsonBytes json, int type, ref ReadOnlySpan<byte> wkb)
    {
        switch (type)
        {
            case PointType:
                Positions(json, Take(ref wkb, 1), backwards: false, alone: true);
                break;
            case LineType:
                Positions(json, Take(ref wkb, Count(ref wkb)), backwards: false);
                break;
            case PolygonType:
                int rings = Count(ref wkb);
                json.Raw((byte)'[');
                for (int i = 0; i < rings; i++)
                {
                    if (i > 0) json.Raw((byte)',');
                    var ring = Take(ref wkb, Count(ref wkb));
                    Positions(json, ring, backwards: IsCounterClockwise(ring) != (i == 0));
                }

                json.Raw((byte)']');
                break;
            default:
                int parts = Count(ref wkb);
                json.Raw((byte)'[');
                for (int i = 0; i < parts; i++)
                {
                    if (i > 0) json.Raw((byte)',');
                    Coordinates(json, Type(ref wkb), ref wkb);
                }

                json.Raw((byte)']');
                break;
        }
    }

    private void Positions(JsonBytes json, ReadOnlySpan<double> xy, bool backwards, bool alone = false)
    {
        if (_move is not null)
        {
            xy = Moved(xy);
        }

        if (!alone) json.Raw((byte)'[');
        int count = xy.Length / 2;
        for (int i = 0; i < count; i++)
        {
            int at = 2 * (backwards ? count - 1 - i : i);
            double x = xy[at], y = xy[at + 1];
            json.Raw(i > 0 ? ",["u8 : "["u8);
            json.Rounded(crs.NorthFirst ? y : x, crs.Decimals);
            json.Raw((byte)',');
            json.Rounded(crs.NorthFirst ? x : y, crs.Decimals);
            json.Raw((byte)']');
        }

        if (!alone) json.Raw((byte)']');
    }

    private double[] Moved(ReadOnlySpan<double> xy)
    {
        double[] x = new double[xy.Length / 2], y = new double[x.Length], moved = new double[xy.Length];
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (xy[2 * i], xy[2 * i + 1]);
        }

        _move!(x, y);
        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]))
            {
                throw Parameters.Wrong("crs", $"a geometry has no place in EPSG:{crs.Epsg}", "ask in a CRS of degrees, or with a bbox");
            }

            (moved[2 * i], moved[2 * i + 1]) = (x[i], y[i]);
        }

        return moved;
    }

    /// <summary>NTS' Orientation.IsCCW, on positions in place: the highest point decides, flat rings are clockwise.</summary>
    internal static bool IsCounterClockwise(ReadOnlySpan<double> xy)
    {
        int last = xy.Length / 2 - 1; // the closing position
        if (last < 3)
        {
            return false;
        }

        int up = 0;
        double highest = xy[1], before = xy[1];
        for (int i = 1; i <= last; i++)
        {
            double y = xy[2 * i + 1];
            if (y > before && y >= highest)
            {
                (up, highest) = (i, y);
            }

            before = y;
        }

        if (up == 0)
        {
            return false;
        }

        int down = up;
        do
        {
            down = (down + 1) % last;
        }
        while (down != up && xy[2 * down + 1] == highest);

        int cap = down > 0 ? down - 1 : last - 1;
        double ux = xy[2 * up], uy = xy[2 * up + 1], lx = xy[2 * up - 2], ly = xy[2 * up - 1], dx = xy[2 * down], dy = xy[2 * down + 1];
        if (ux == xy[2 * cap] && uy == xy[2 * cap + 1])
        {
            return !((lx == ux && ly == uy) || (dx == ux && dy == uy) || (lx == dx && ly == dy))
                && CGAlgorithmsDD.OrientationIndex(lx, ly, ux, uy, dx, dy) > 0;
        }

        return xy[2 * cap] - ux < 0; // the direction of a flat top
    }

    private static int Type(ref ReadOnlySpan<byte> wkb)
    {
        int type = BinaryPrimitives.ReadInt32LittleEndian(wkb[1..]);
        wkb = wkb[5..];
        return type;
    }

    private static int Count(ref ReadOnlySpan<byte> wkb)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(wkb);
        wkb = wkb[4..];
        return count;
    }

    private static ReadOnlySpan<double> Take(ref ReadOnlySpan<byte> wkb, int positions)
    {
        var taken = wkb[..(positions * PositionBytes)];
        wkb = wkb[(positions * PositionBytes)..];
        return MemoryMarshal.Cast<byte, double>(taken); // little endian, as every machine that runs us
    }
}
