using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Measure;

/// <summary>Many places to be asked for the nearest of them, in metres on the ellipsoid. Thread-safe once made.</summary>
/// <typeparam name="T">What stands at a place.</typeparam>
public sealed class NearestPlaces<T>
{
    // Long lines are searched by pieces: a dump then meets a few edges of a river, not all of them.
    private const int EdgesAPiece = 16;
    private const double FirstRadius = 1000, LastRadius = 1_024_000;

    private readonly STRtree<Piece> _pieces = new();

    /// <param name="places">Longitude/latitude; places that are empty are left out. Of two that are equally near the earlier wins.</param>
    public NearestPlaces(IEnumerable<(T Item, Geometry LonLat)> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        int number = 0;
        foreach (var (item, geometry) in places)
        {
            foreach (Geometry part in Parts(geometry)) _pieces.Insert(part.EnvelopeInternal, new Piece(number, item, part));
            number++;
        }

        _pieces.Build();
    }

    /// <summary>The nearest place; null where there is none within 1,000 km.</summary>
    /// <param name="lonLat">From here; longitude/latitude, not empty.</param>
    /// <returns>The place and the length of the geodesic between the nearest points of both outlines; 0 where they meet or one holds the other.</returns>
    public (T Item, double Metres)? To(Geometry lonLat)
    {
        ArgumentNullException.ThrowIfNull(lonLat);
        if (_pieces.Count == 0 || lonLat.IsEmpty) return null;
        for (double radius = FirstRadius; radius <= LastRadius; radius *= 8)
        {
            // What is found within the radius can only be beaten by what the same search sees.
            if (Nearest(lonLat, radius) is { } best && best.Metres <= radius) return best;
        }

        return null;
    }

    /// <summary>Every place within a distance, each once, the nearest first.</summary>
    /// <param name="lonLat">From here; longitude/latitude, not empty.</param>
    /// <param name="metres">Not negative.</param>
    public IReadOnlyList<(T Item, double Metres)> Within(Geometry lonLat, double metres)
    {
        ArgumentNullException.ThrowIfNull(lonLat);
        ArgumentOutOfRangeException.ThrowIfNegative(metres);
        if (_pieces.Count == 0 || lonLat.IsEmpty) return [];
        return
        [
            .. _pieces.Query(Grown(lonLat.EnvelopeInternal, metres)).Select(piece => (Piece: piece, Metres: Ellipsoid.Distance(lonLat, piece.LonLat)))
                .Where(near => near.Metres <= metres).GroupBy(near => near.Piece.Number).Select(group => group.MinBy(near => near.Metres))
                .OrderBy(near => near.Metres).ThenBy(near => near.Piece.Number).Select(near => (near.Piece.Item, near.Metres)),
        ];
    }

    private (T Item, double Metres)? Nearest(Geometry from, double radius)
    {
        Envelope here = from.EnvelopeInternal;
        (Piece? Piece, double Metres) best = (null, double.PositiveInfinity);
        foreach (var (piece, least) in _pieces.Query(Grown(here, radius)).Select(p => (p, Least: Between(here, p.LonLat.EnvelopeInternal))).OrderBy(p => p.Least).ThenBy(p => p.p.Number))
        {
            if (least > best.Metres) break;
            double metres = Ellipsoid.Distance(from, piece.LonLat);
            if (best.Piece is null || metres < best.Metres || (metres == best.Metres && piece.Number < best.Piece.Number)) best = (piece, metres);
        }

        return best.Piece is { } found ? (found.Item, best.Metres) : null;
    }

    private static IEnumerable<Geometry> Parts(Geometry geometry)
    {
        switch (geometry)
        {
            case { IsEmpty: true }:
                yield break;
            case GeometryCollection collection:
                foreach (Geometry part in collection.Geometries.SelectMany(Parts)) yield return part;
                yield break;
            case LineString { NumPoints: > EdgesAPiece + 1 } line:
                for (int first = 0; first < line.NumPoints - 1; first += EdgesAPiece)
                {
                    int last = Math.Min(first + EdgesAPiece, line.NumPoints - 1);
                    yield return line.Factory.CreateLineString(line.Coordinates[first..(last + 1)]);
                }

                yield break;
            default:
                yield return geometry;
                yield break;
        }
    }

    // Degrees that are at least so many metres: a degree of latitude is never under 110,570 m.
    private static Envelope Grown(Envelope envelope, double metres)
    {
        double y = metres / 110_500, north = Math.Min(89, Math.Max(Math.Abs(envelope.MinY - y), Math.Abs(envelope.MaxY + y)));
        var grown = envelope.Copy();
        grown.ExpandBy(y / Math.Cos(north * (Math.PI / 180)), y);
        return grown;
    }

    /// <summary>Metres that two rectangles are apart at least.</summary>
    private static double Between(Envelope a, Envelope b)
    {
        double x = Math.Max(0, Math.Max(a.MinX - b.MaxX, b.MinX - a.MaxX)), y = Math.Max(0, Math.Max(a.MinY - b.MaxY, b.MinY - a.MaxY));
        double north = Math.Max(Math.Max(Math.Abs(a.MinY), Math.Abs(a.MaxY)), Math.Max(Math.Abs(b.MinY), Math.Abs(b.MaxY)));
        return 110_500 * double.Hypot(x * Math.Cos(Math.Min(90, north) * (Math.PI / 180)), y);
    }

    private sealed record Piece(int Number, T Item, Geometry LonLat);
}
