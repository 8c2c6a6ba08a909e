namespace Geo.Core.Tiles.Mvt;

/// <summary>Whether edges of a polygon's rings meet elsewhere than where they follow each other.</summary>
internal sealed class Crossings
{
    private const int Few = 48;
    private readonly List<(int Low, int High, int Ring, int Edge)> _edges = [];

    /// <summary>The first pair of edges that meet, by the last question that was answered with true.</summary>
    public (int Ring, int Edge, int OtherRing, int OtherEdge) Found { get; private set; }

    /// <summary>True where two edges of these rings touch, cross or lie on each other.</summary>
    public bool Any(RoundedRings rings, int first, int count)
    {
        _edges.Clear();
        for (int ring = first; ring < first + count; ring++)
        {
            var x = rings.X(ring);
            for (int edge = 0; edge < x.Length; edge++)
            {
                int a = x[edge], b = x[edge + 1 == x.Length ? 0 : edge + 1];
                _edges.Add((Math.Min(a, b), Math.Max(a, b), ring, edge));
            }
        }

        bool sorted = _edges.Count > Few;
        if (sorted) _edges.Sort((one, other) => one.Low.CompareTo(other.Low));
        for (int i = 0; i < _edges.Count; i++)
        {
            var one = _edges[i];
            for (int j = i + 1; j < _edges.Count; j++)
            {
                var other = _edges[j];
                if (other.Low > one.High)
                {
                    if (sorted) break;
                    continue;
                }

                if (other.High < one.Low || !Meet(rings, one.Ring, one.Edge, other.Ring, other.Edge)) continue;
                Found = (one.Ring, one.Edge, other.Ring, other.Edge);
                return true;
            }
        }

        return false;
    }

    private static bool Meet(RoundedRings rings, int ringA, int edgeA, int ringB, int edgeB)
    {
        ReadOnlySpan<int> ax = rings.X(ringA), ay = rings.Y(ringA), bx = rings.X(ringB), by = rings.Y(ringB);
        int nextA = edgeA + 1 == ax.Length ? 0 : edgeA + 1, nextB = edgeB + 1 == bx.Length ? 0 : edgeB + 1;
        // Neighbours share a point and, as straight ones were left out, no more.
        if (ringA == ringB && (nextA == edgeB || nextB == edgeA)) return false;
        int a1x = ax[edgeA], a1y = ay[edgeA], a2x = ax[nextA], a2y = ay[nextA], b1x = bx[edgeB], b1y = by[edgeB], b2x = bx[nextB], b2y = by[nextB];
        if (Math.Max(a1y, a2y) < Math.Min(b1y, b2y) || Math.Max(b1y, b2y) < Math.Min(a1y, a2y)) return false;
        return !SameSide(RoundedRings.Cross(a1x, a1y, a2x, a2y, b1x, b1y), RoundedRings.Cross(a1x, a1y, a2x, a2y, b2x, b2y))
            && !SameSide(RoundedRings.Cross(b1x, b1y, b2x, b2y, a1x, a1y), RoundedRings.Cross(b1x, b1y, b2x, b2y, a2x, a2y));
    }

    private static bool SameSide(long one, long other) => (one > 0 && other > 0) || (one < 0 && other < 0);
}
