namespace Geo.Core.Detection;

/// <summary>A ring of pixel corners (col, row), closed, alternating between horizontal and vertical edges.</summary>
/// <param name="Corners">The first is repeated at the end.</param>
/// <param name="Pixels">Pixels enclosed: positive for the shell, negative for a hole.</param>
internal sealed record PixelRing((int Col, int Row)[] Corners, long Pixels);

/// <summary>
/// Rings of a 4-connected object. Horizontal edges come from comparing a row with the one above; their ends, sorted by
/// column, pair up along vertical edges. Where two pixels of the object touch at a corner only, rings are led round the
/// pixels outside: a ring then never touches itself, and as the object is 4-connected two rings touch in a point at most.
/// So the polygon is valid (OGC 06-103r4, 6.1.11).
/// </summary>
internal static class Outline
{
    private readonly record struct Edge(int Row, int From, int To, bool Eastward);

    /// <summary>Shell first, then holes in the order of their uppermost, leftmost edge.</summary>
    /// <param name="runs">Of one object, row by row, from left to right.</param>
    public static List<PixelRing> Of(ReadOnlySpan<PixelRun> runs)
    {
        var edges = HorizontalEdges(runs);
        int[] partner = PairEnds(edges);
        var rings = new List<PixelRing>();
        var done = new bool[edges.Count];
        for (int first = 0; first < edges.Count; first++)
        {
            if (!done[first]) rings.Add(Trace(edges, partner, done, first));
        }

        // The object's uppermost edge belongs to its shell, and it is the first edge.
        return rings;
    }

    /// <summary>Upper edges run east, lower edges west: the object lies to the right.</summary>
    private static List<Edge> HorizontalEdges(ReadOnlySpan<PixelRun> runs)
    {
        var edges = new List<Edge>();
        int above = 0, aboveEnd = 0, start = 0;
        for (int row = runs[0].Row; aboveEnd > above || start < runs.Length; row++)
        {
            int end = start;
            while (end < runs.Length && runs[end].Row == row) end++;
            Compare(runs[above..aboveEnd], runs[start..end], row, edges);
            (above, aboveEnd, start) = (start, end, end);
        }

        return edges;
    }

    /// <summary>Sweeps over the ends of the runs above and below a line and keeps the stretches that only one of them covers.</summary>
    private static void Compare(ReadOnlySpan<PixelRun> upper, ReadOnlySpan<PixelRun> lower, int row, List<Edge> edges)
    {
        int u = 0, l = 0, from = 0;
        bool inUpper = false, inLower = false;
        while (u < 2 * upper.Length || l < 2 * lower.Length)
        {
            int nextUpper = End(upper, u), nextLower = End(lower, l);
            int col = Math.Min(nextUpper, nextLower);
            if (inUpper != inLower) edges.Add(new Edge(row, from, col, inLower));
            if (nextUpper == col) (inUpper, u) = (!inUpper, u + 1);
            if (nextLower == col) (inLower, l) = (!inLower, l + 1);
            from = col;
        }

        static int End(ReadOnlySpan<PixelRun> runs, int i) =>
            i >= 2 * runs.Length ? int.MaxValue : (i & 1) == 0 ? runs[i / 2].From : runs[i / 2].To;
    }

    /// <summary>For each end of an edge (2 · edge for the west end, + 1 for the east end) the end at the other side of its vertical edge.</summary>
    private static int[] PairEnds(List<Edge> edges)
    {
        var keys = new (int Col, int Row, int Order)[2 * edges.Count];
        var ends = new int[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            var edge = edges[i / 2];
            bool east = (i & 1) == 1;
            // Two edges meet where pixels of the object touch at a corner only. Going round the pixels outside, the end
            // of the eastward edge is joined with the vertical edge above, that of the westward one with the one below.
            keys[i] = (east ? edge.To : edge.From, edge.Row, edge.Eastward ? 0 : 1);
            ends[i] = i;
        }

        Array.Sort(keys, ends);
        var partner = new int[keys.Length];
        for (int i = 0; i < ends.Length; i += 2) (partner[ends[i]], partner[ends[i + 1]]) = (ends[i + 1], ends[i]);
        return partner;
    }

    private static PixelRing Trace(List<Edge> edges, int[] partner, bool[] done, int first)
    {
        var corners = new List<(int Col, int Row)>();
        long pixels = 0;
        int index = first;
        do
        {
            var edge = edges[index];
            done[index] = true;
            var (start, end) = edge.Eastward ? (edge.From, edge.To) : (edge.To, edge.From);
            corners.Add((start, edge.Row));
            corners.Add((end, edge.Row));
            // Area under the ring, clockwise on the screen: ∮ -row dcol.
            pixels -= (long)(end - start) * edge.Row;
            index = partner[2 * index + (edge.Eastward ? 1 : 0)] / 2;
        }
        while (index != first);
        corners.Add(corners[0]);
        return new PixelRing([.. corners], pixels);
    }
}
