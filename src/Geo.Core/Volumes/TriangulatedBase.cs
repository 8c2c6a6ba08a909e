using NetTopologySuite.Geometries;
using NetTopologySuite.Triangulate;

namespace Geo.Core.Volumes;

/// <summary>
/// The Delaunay triangulation of the toe cells: it follows ground that is no plane. The cells of each square of three by three (of
/// more where that leaves more than <see cref="MostVertices"/>) are joined to their mean: every cell counts, and the large triangles
/// across the pile do not hang on the noise of a single one.
/// </summary>
internal sealed class TriangulatedBase : BaseSurface
{
    private const int MostVertices = 4000, LeastSide = 3;

    private readonly Vertex[] _vertices;
    private readonly Triangle[] _triangles;
    private readonly int[] _vertexOf;
    private readonly int[] _joined;
    private readonly double[] _counted;
    private readonly double[] _alone;
    private int[] _owner = [];

    private TriangulatedBase(Vertex[] vertices, Triangle[] triangles, int[] vertexOf, int[] joined)
    {
        (_vertices, _triangles, _vertexOf, _joined) = (vertices, triangles, vertexOf, joined);
        (_counted, _alone) = (new double[3 * triangles.Length], new double[vertices.Length]);
    }

    private readonly record struct Vertex(double X, double Y, double Z);

    /// <summary>Three vertices and the plane z = A + B x + C y through them; the middle of the first is the origin of x and y.</summary>
    private readonly record struct Triangle(int P, int Q, int R, double A, double B, double C, double Top, double Bottom);

    /// <summary>Triangulates; null where the cells do not span a triangle.</summary>
    public static TriangulatedBase? Of(IReadOnlyList<ToeCell> ring)
    {
        int side = Math.Max(LeastSide, (int)Math.Ceiling((double)ring.Count / MostVertices));
        var byBin = new Dictionary<(int, int), int>();
        var sums = new List<(double X, double Y, double Z, int Count)>();
        int[] vertexOf = new int[ring.Count];
        for (int i = 0; i < vertexOf.Length; i++)
        {
            ToeCell cell = ring[i];
            var bin = (cell.Col / side, cell.Row / side);
            if (!byBin.TryGetValue(bin, out int at))
            {
                byBin.Add(bin, at = sums.Count);
                sums.Add(default);
            }

            var s = sums[at];
            sums[at] = (s.X + cell.Col + 0.5, s.Y + cell.Row + 0.5, s.Z + cell.Height, s.Count + 1);
            vertexOf[i] = at;
        }

        Vertex[] vertices = [.. sums.Select(s => new Vertex(s.X / s.Count, s.Y / s.Count, s.Z / s.Count))];
        Triangle[] triangles = Triangulate(vertices);
        return triangles.Length == 0 ? null : new TriangulatedBase(vertices, triangles, vertexOf, [.. sums.Select(s => s.Count)]);
    }

    public override void Fill(Window block, ReadOnlySpan<double> shares, Span<double> into)
    {
        if (_owner.Length < into.Length) _owner = new int[into.Length];
        Span<int> owner = _owner.AsSpan(0, into.Length);
        owner.Fill(-1);
        for (int t = 0; t < _triangles.Length; t++)
        {
            if (_triangles[t].Bottom >= block.Row && _triangles[t].Top <= block.Bottom) Draw(t, block, owner);
        }

        for (int row = 0, i = 0; row < block.Height; row++)
        {
            for (int col = 0; col < block.Width; col++, i++)
            {
                double x = block.Col + col + 0.5, y = block.Row + row + 0.5;
                if (owner[i] < 0)
                {
                    if (shares[i] == 0) continue;
                    owner[i] = _triangles.Length + Nearest(x, y);
                }

                into[i] = owner[i] < _triangles.Length ? At(_triangles[owner[i]], x, y) : _vertices[owner[i] - _triangles.Length].Z;
            }
        }
    }

    public override void Count(Window block, ReadOnlySpan<double> weights)
    {
        for (int row = 0, i = 0; row < block.Height; row++)
        {
            for (int col = 0; col < block.Width; col++, i++)
            {
                double weight = weights[i];
                if (weight == 0) continue;
                int owner = _owner[i];
                if (owner >= _triangles.Length)
                {
                    _alone[owner - _triangles.Length] += weight;
                    continue;
                }

                Vertex origin = _vertices[_triangles[owner].P];
                _counted[3 * owner] += weight;
                _counted[3 * owner + 1] += weight * (block.Col + col + 0.5 - origin.X);
                _counted[3 * owner + 2] += weight * (block.Row + row + 0.5 - origin.Y);
            }
        }
    }

    public override double[] Weights(double cells, double across, double down)
    {
        double[] byVertex = [.. _alone];
        for (int t = 0; t < _triangles.Length; t++)
        {
            Triangle one = _triangles[t];
            Vertex p = _vertices[one.P], q = _vertices[one.Q], r = _vertices[one.R];
            double qx = q.X - p.X, qy = q.Y - p.Y, rx = r.X - p.X, ry = r.Y - p.Y, det = qx * ry - rx * qy;
            double n = _counted[3 * t], x = _counted[3 * t + 1], y = _counted[3 * t + 2];
            double ofQ = (x * ry - y * rx) / det, ofR = (y * qx - x * qy) / det;
            byVertex[one.Q] += ofQ;
            byVertex[one.R] += ofR;
            byVertex[one.P] += n - ofQ - ofR;
        }

        return [.. _vertexOf.Select(v => byVertex[v] / _joined[v])];
    }

    private double At(Triangle one, double x, double y) => one.A + one.B * (x - _vertices[one.P].X) + one.C * (y - _vertices[one.P].Y);

    /// <summary>The cells of the block whose centre lies in the triangle become its own; one on a shared edge belongs to whichever is drawn last, at the same height.</summary>
    private void Draw(int t, Window block, Span<int> owner)
    {
        Triangle one = _triangles[t];
        Vertex p = _vertices[one.P], q = _vertices[one.Q], r = _vertices[one.R];
        int first = Math.Max(block.Row, (int)Math.Ceiling(one.Top - 0.5)), last = Math.Min(block.Bottom - 1, (int)Math.Floor(one.Bottom - 0.5));
        for (int row = first; row <= last; row++)
        {
            double y = row + 0.5, low = double.PositiveInfinity, high = double.NegativeInfinity;
            Cross(p, q);
            Cross(q, r);
            Cross(r, p);
            int from = Math.Max(block.Col, (int)Math.Ceiling(low - 0.5 - 1e-9)), to = Math.Min(block.Right - 1, (int)Math.Floor(high - 0.5 + 1e-9));
            if (to >= from) owner.Slice((row - block.Row) * block.Width + from - block.Col, to - from + 1).Fill(t);

            void Cross(Vertex a, Vertex b)
            {
                if (Math.Min(a.Y, b.Y) > y || Math.Max(a.Y, b.Y) < y) return;
                if (a.Y == b.Y)
                {
                    (low, high) = (Math.Min(low, Math.Min(a.X, b.X)), Math.Max(high, Math.Max(a.X, b.X)));
                    return;
                }

                double x = a.X + (y - a.Y) / (b.Y - a.Y) * (b.X - a.X);
                (low, high) = (Math.Min(low, x), Math.Max(high, x));
            }
        }
    }

    private int Nearest(double x, double y)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int v = 0; v < _vertices.Length; v++)
        {
            double dx = _vertices[v].X - x, dy = _vertices[v].Y - y, distance = dx * dx + dy * dy;
            if (distance < least) (best, least) = (v, distance);
        }

        return best;
    }

    private static Triangle[] Triangulate(Vertex[] vertices)
    {
        if (vertices.Length < 3) return [];
        var index = new Dictionary<(double, double), int>(vertices.Length);
        for (int i = 0; i < vertices.Length; i++) index[(vertices[i].X, vertices[i].Y)] = i;
        var builder = new DelaunayTriangulationBuilder();
        builder.SetSites([.. vertices.Select(v => new Coordinate(v.X, v.Y))]);
        var triangles = new List<Triangle>(2 * vertices.Length);
        foreach (var corners in builder.GetSubdivision().GetTriangleVertices(false))
        {
            int p = index[(corners[0].X, corners[0].Y)], q = index[(corners[1].X, corners[1].Y)], r = index[(corners[2].X, corners[2].Y)];
            Vertex a = vertices[p], b = vertices[q], c = vertices[r];
            double bx = b.X - a.X, by = b.Y - a.Y, cx = c.X - a.X, cy = c.Y - a.Y, det = bx * cy - cx * by;
            if (Math.Abs(det) < 1e-9) continue;
            double bz = b.Z - a.Z, cz = c.Z - a.Z;
            triangles.Add(new Triangle(p, q, r, a.Z, (bz * cy - cz * by) / det, (bx * cz - cx * bz) / det, Math.Min(a.Y, Math.Min(b.Y, c.Y)), Math.Max(a.Y, Math.Max(b.Y, c.Y))));
        }

        return [.. triangles];
    }
}
