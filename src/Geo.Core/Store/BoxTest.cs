using Geo.Core.Crs;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Geo.Core.Store;

/// <summary>
/// Does a geometry share a point with a rectangle? Tested as it is published, rounded to <see cref="Decimals"/>, so that no
/// answer lies beside the box that asked for it. Most rows are settled by their envelopes, without a look at their vertices.
/// </summary>
internal sealed class BoxTest
{
    /// <summary>Decimals of a published degree, about 1 cm.</summary>
    public const int Decimals = 7;

    // Of a metre: 1 mm.
    private const int PlaneDecimals = 3;
    private readonly Extent _box;
    private readonly Geometry _area;
    private readonly Func<Geometry, Geometry>? _toPlane;

    public BoxTest(Extent box, ProjectedBox? within)
    {
        _box = within?.Box ?? box;
        _area = GeometryFactory.Default.ToGeometry(new Envelope(_box.MinX, _box.MaxX, _box.MinY, _box.MaxY));
        _toPlane = within is null ? null : GeometryTransform.Of(WellKnown.Crs84, within.Crs);
    }

    /// <summary>The answer for a blob; false for an empty one.</summary>
    public bool Meets(ReadOnlySpan<byte> blob)
    {
        if (blob.IsEmpty)
        {
            return false;
        }

        if (_toPlane is null && BlobGeometry.TryRead(blob, out var geometry) && geometry.IsOurs && Known(geometry) is { } answer)
        {
            return answer;
        }

        return GeometryBlob.Read(blob.ToArray()) is { } whole && _area.Intersects(Rounded(_toPlane is null ? whole : _toPlane(whole)));
    }

    // Null: the vertices decide.
    private bool? Known(BlobGeometry geometry)
    {
        var e = geometry.Envelope;
        double minX = Math.Round(e.MinX, Decimals), maxX = Math.Round(e.MaxX, Decimals), minY = Math.Round(e.MinY, Decimals), maxY = Math.Round(e.MaxY, Decimals);
        if (maxX < _box.MinX || minX > _box.MaxX || maxY < _box.MinY || minY > _box.MaxY)
        {
            return false;
        }

        bool across = minX >= _box.MinX && maxX <= _box.MaxX, along = minY >= _box.MinY && maxY <= _box.MaxY;
        // A connected thing that stays within the box's width and reaches its height on both ends crosses it.
        return (across && along) || ((across || along) && geometry.IsConnected) ? true : null;
    }

    private Geometry Rounded(Geometry geometry)
    {
        int decimals = _toPlane is null ? Decimals : PlaneDecimals;
        return new GeometryEditor().Edit(geometry, new Rounding(decimals));
    }

    private sealed class Rounding(int decimals) : GeometryEditor.CoordinateOperation
    {
        public override Coordinate[] Edit(Coordinate[] coordinates, Geometry geometry) =>
            [.. coordinates.Select(c => new Coordinate(Math.Round(c.X, decimals), Math.Round(c.Y, decimals)))];
    }
}
