using Geo.Core.Tables;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Sites.Places;

/// <summary>The place of a row as the file has it: its geometry, a WKT, a pair of columns or one column with both.</summary>
internal sealed class PlaceReader(ColumnMap columns)
{
    // A multipolygon has three; the reader of WKT calls itself for each, and a stack that overflows ends the program.
    private const int DeepestWkt = 16;

    private static readonly string[] s_fields = ["wkt", "position", "lon", "lat"];
    private readonly IReadOnlyList<string> _lon = columns.PartsOf("lon"), _lat = columns.PartsOf("lat");
    private readonly WKTReader _wkt = new() { IsOldNtsCoordinateSyntaxAllowed = false };

    /// <summary>The places of all rows. Where most pairs in cells are northing before easting, as surveyors write, all are turned round.</summary>
    /// <param name="layer">The rows.</param>
    /// <param name="turned">True where they were.</param>
    public IReadOnlyList<(Geometry? Place, Reason? Reason)> Read(VectorLayer layer, out bool turned)
    {
        var places = layer.Features.Select(Read).ToList();
        var points = places.Where(p => p.FromCells).Select(p => p.Place!.Coordinate).ToList();
        turned = !columns.ExplicitPlace && points.Count(CrsGuess.IsNorthFirst) * 2 > points.Count;
        bool turn = turned;
        return [.. places.Select(p => (turn && p.FromCells && p.Place!.Coordinates.All(CrsGuess.IsNorthFirst) ? Turned(p.Place) : p.Place, p.Reason))];
    }

    private static Geometry Turned(Geometry place)
    {
        var copy = place.Copy();
        copy.Apply(new Turn());
        copy.GeometryChanged();
        return copy;
    }

    private (Geometry? Place, Reason? Reason, bool FromCells) Read(VectorFeature feature)
    {
        if (feature.Geometry is { IsEmpty: false } own && !columns.ExplicitPlace)
        {
            return (own, null, false);
        }

        object? Cell(string field) => columns.Find(field) is { } column ? feature.Attributes.GetValueOrDefault(column.Name) : null;
        IEnumerable<object?> Parts(IReadOnlyList<string> angle) => angle.Select(column => feature.Attributes.GetValueOrDefault(column));
        // 110 | 6 | 30 as 110 6 30; no minutes mean no seconds.
        string? Angle(IReadOnlyList<string> angle) => string.Join(' ', Parts(angle).Select(CellReader.Text).TakeWhile(part => part is not null)) is { Length: > 0 } text ? text : null;
        if (s_fields.Select(Cell).Concat(Parts(_lon)).Concat(Parts(_lat)).OfType<CellFault>().FirstOrDefault() is { } fault)
        {
            return (null, new Reason($"坐标单元格是公式错误 {fault.Word}", $"a coordinate's cell holds the formula error {fault.Word}"), false);
        }

        if (!columns.ExplicitPlace && CellReader.Text(Cell("wkt")) is { } wkt)
        {
            return Wkt(wkt);
        }

        if (Angle(_lon) is { } x && Angle(_lat) is { } y)
        {
            return !AngleReader.TryRead(x, out double lon, out char? axis, out var reason) || !AngleReader.TryRead(y, out double lat, out _, out reason) ? (null, reason, false)
                // The cells themselves say which is which.
                : axis == 'N' ? (new Point(lat, lon), null, true) : (new Point(lon, lat), null, true);
        }

        if (!columns.ExplicitPlace && CellReader.Text(Cell("position")) is { } both)
        {
            return PositionReader.TryRead(both, out var place, out var why) ? (place, null, true) : (null, why, false);
        }

        return (feature.Geometry, null, false);
    }

    private (Geometry?, Reason?, bool) Wkt(string text)
    {
        try
        {
            if (Depth(text) <= DeepestWkt) return (_wkt.Read(text), null, false);
        }
        catch (Exception broken) when (broken is ParseException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // Told below.
        }

        string shown = text.Length > 40 ? text[..40] + "…" : text;
        return (null, new Reason($"图形文字不是 WKT：“{shown}”", $"the geometry is no WKT: '{shown}'"), false);
    }

    private static int Depth(string text)
    {
        int depth = 0, deepest = 0;
        foreach (char c in text)
        {
            if (c == '(') deepest = Math.Max(deepest, ++depth);
            else if (c == ')') depth--;
        }

        return deepest;
    }

    // x for y, ring by ring.
    private sealed class Turn : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            (double x, double y) = (seq.GetX(i), seq.GetY(i));
            seq.SetX(i, y);
            seq.SetY(i, x);
        }
    }
}
