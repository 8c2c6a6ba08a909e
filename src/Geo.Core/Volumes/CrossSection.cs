using NetTopologySuite.Geometries;

namespace Geo.Core.Volumes;

/// <summary>A place on a cross-section.</summary>
/// <param name="DistanceM">Metres from the line's beginning.</param>
/// <param name="X">East, in the surface's plane.</param>
/// <param name="Y">North.</param>
/// <param name="SurfaceM">Height of the surface; NaN where there is no data.</param>
/// <param name="BaseM">Height of the base; NaN where it has none.</param>
public readonly record struct SectionPoint(double DistanceM, double X, double Y, double SurfaceM, double BaseM);

/// <summary>Surface and base along a line.</summary>
public static class CrossSection
{
    private const int MostPoints = 600;
    private const double BeyondToe = 0.15;

    /// <summary>Heights along a line, bilinear between cell centres, at steps of a cell or of a six-hundredth of the line.</summary>
    /// <param name="surface">The surface model.</param>
    /// <param name="toe">Toe line in its CRS; it carries the base.</param>
    /// <param name="options">The base.</param>
    /// <param name="rules">Parameters of the base.</param>
    /// <param name="line">In the surface's CRS; null takes the longest axis of the toe line, and 15 % more at either end.</param>
    /// <param name="cancel">Looked at a block.</param>
    /// <exception cref="InputException">The base cannot be drawn.</exception>
    public static IReadOnlyList<SectionPoint> Along(HeightSurface surface, Geometry toe, VolumeOptions options, VolumeRules rules, LineString? line, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(surface);
        ArgumentNullException.ThrowIfNull(toe);
        ArgumentNullException.ThrowIfNull(options);
        line ??= LongestAxis(toe);
        Func<double, double, double> basis = BaseAt(surface, toe, options, rules, cancel);
        var points = line.CoordinateSequence;
        var middle = line.EnvelopeInternal.Centre;
        double metres = surface.MetresPerUnit * surface.ScaleAt(middle.X, middle.Y), length = 0;
        for (int i = 1; i < points.Count; i++) length += Piece(i);
        double step = Math.Max(Math.Min(surface.Cell.Across, surface.Cell.Down), length / MostPoints), gone = 0;
        var section = new List<SectionPoint>();
        for (int i = 1; i < points.Count; i++)
        {
            double piece = Piece(i);
            int steps = Math.Max(1, (int)Math.Round(piece / step));
            for (int k = section.Count == 0 ? 0 : 1; k <= steps; k++)
            {
                double share = (double)k / steps, x = points.GetX(i - 1) + share * (points.GetX(i) - points.GetX(i - 1)), y = points.GetY(i - 1) + share * (points.GetY(i) - points.GetY(i - 1));
                section.Add(new SectionPoint(gone + share * piece, x, y, surface.At(x, y), basis(x, y)));
            }

            gone += piece;
        }

        return section;

        double Piece(int i) => metres * double.Hypot(points.GetX(i) - points.GetX(i - 1), points.GetY(i) - points.GetY(i - 1));
    }

    /// <summary>The line through the two corners that lie farthest apart, and a little beyond them.</summary>
    public static LineString LongestAxis(Geometry toe)
    {
        ArgumentNullException.ThrowIfNull(toe);
        Coordinate[] hull = toe.ConvexHull().Coordinates;
        // Hulls of drawn lines have few corners; of very many, every so many will do.
        int stride = Math.Max(1, hull.Length / 500);
        (Coordinate A, Coordinate B, double Far) best = (hull[0], hull[0], -1);
        for (int i = 0; i < hull.Length; i += stride)
        {
            for (int k = i + stride; k < hull.Length; k += stride)
            {
                double dx = hull[i].X - hull[k].X, dy = hull[i].Y - hull[k].Y, far = dx * dx + dy * dy;
                if (far > best.Far) best = (hull[i], hull[k], far);
            }
        }

        var (a, b) = best.A.X <= best.B.X ? (best.A, best.B) : (best.B, best.A);
        double beyondX = BeyondToe * (b.X - a.X), beyondY = BeyondToe * (b.Y - a.Y);
        return new LineString([new Coordinate(a.X - beyondX, a.Y - beyondY), new Coordinate(b.X + beyondX, b.Y + beyondY)]);
    }

    private static Func<double, double, double> BaseAt(HeightSurface surface, Geometry toe, VolumeOptions options, VolumeRules rules, CancellationToken cancel)
    {
        BaseSurface basis = VolumeMeter.BaseOf(surface, toe, options, rules, cancel);
        var into = new double[1];
        return (x, y) =>
        {
            var (col, row) = surface.Grid.Transform.Invert(x, y);
            basis.Fill(new Window((int)Math.Floor(col), (int)Math.Floor(row), 1, 1), [1.0], into);
            return into[0];
        };
    }
}
