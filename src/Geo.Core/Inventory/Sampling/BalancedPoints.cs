using Geo.Core.Measure;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Geo.Core.Inventory.Sampling;

/// <summary>Points spread evenly over a polygon: the middles of compact parts of equal kind, found by k-means over its ground.</summary>
/// <remarks>
/// Walvoort, Brus &amp; de Gruijter 2010, https://doi.org/10.1016/j.cageo.2010.04.005 (spatial coverage sampling): the mean squared
/// distance from the ground to its nearest point is least. The best of several starts, from a fixed seed: the same polygon gives
/// the same points.
/// </remarks>
public static class BalancedPoints
{
    private const int CellsAPoint = 100, Starts = 8, Rounds = 60;
    private const ulong Seed = 20261127;

    /// <summary>Points inside a polygon, numbered from north to south and west to east.</summary>
    /// <param name="polygon">Longitude/latitude, with area; all parts of a multipolygon count.</param>
    /// <param name="count">1 or more.</param>
    /// <param name="edgeMetres">Kept from the outline, where that leaves enough ground; else the whole polygon is used.</param>
    /// <returns>Longitude/latitude, all different, each inside the polygon.</returns>
    public static IReadOnlyList<Point> In(Geometry polygon, int count, double edgeMetres = 0)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(edgeMetres);
        if (polygon.Dimension != Dimension.Surface || polygon.IsEmpty) throw new ArgumentException("only what has an area can be sampled", nameof(polygon));
        Geometry points = LocalPlane.Within(polygon, plane =>
        {
            Geometry inner = edgeMetres > 0 ? plane.Buffer(-edgeMetres) : plane;
            Coordinate[] cells = Cells(inner.IsEmpty ? plane : inner, count * CellsAPoint);
            if (cells.Length < count) cells = Cells(plane, count * CellsAPoint);
            Coordinate[] best = [];
            double least = double.PositiveInfinity;
            ulong state = Seed;
            for (int start = 0; start < Starts; start++)
            {
                var (centres, spread) = Cluster(cells, count, ref state);
                if (spread < least) (best, least) = (centres, spread);
            }

            return plane.Factory.CreateMultiPointFromCoords(best);
        });
        return [.. points.Coordinates.OrderByDescending(c => Math.Round(c.Y, 4)).ThenBy(c => c.X).Select(c => polygon.Factory.CreatePoint(c))];
    }

    // Middles of square cells inside, at least as many as asked for unless the polygon is a sliver.
    private static Coordinate[] Cells(Geometry plane, int wanted)
    {
        var locator = new IndexedPointInAreaLocator(plane);
        Envelope box = plane.EnvelopeInternal;
        double step = Math.Sqrt(box.Width * box.Height / wanted);
        Coordinate[] inside = [];
        for (int tries = 0; tries < 8; tries++, step /= 2)
        {
            int columns = (int)Math.Ceiling(box.Width / step), rows = (int)Math.Ceiling(box.Height / step);
            double width = box.Width / columns, height = box.Height / rows;
            inside = [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, columns)
                .Select(column => new Coordinate(box.MinX + (column + 0.5) * width, box.MinY + (row + 0.5) * height)))
                .Where(cell => locator.Locate(cell) == Location.Interior)];
            if (inside.Length * 2 >= wanted) break;
        }

        return inside;
    }

    private static (Coordinate[] Centres, double Spread) Cluster(Coordinate[] cells, int count, ref ulong state)
    {
        count = Math.Min(count, cells.Length);
        int[] order = [.. Enumerable.Range(0, cells.Length)];
        for (int i = 0; i < count; i++)
        {
            int other = i + (int)(SplitMix64.Unit(ref state) * (order.Length - i));
            (order[i], order[other]) = (order[other], order[i]);
        }

        var centres = order[..count].Select(i => (cells[i].X, cells[i].Y)).ToArray();
        var nearest = new int[cells.Length];
        double spread = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            double sum = 0;
            var means = new (double X, double Y, int N)[count];
            for (int i = 0; i < cells.Length; i++)
            {
                double least = double.PositiveInfinity;
                for (int c = 0; c < count; c++)
                {
                    double x = cells[i].X - centres[c].X, y = cells[i].Y - centres[c].Y, d = x * x + y * y;
                    if (d < least) (least, nearest[i]) = (d, c);
                }

                sum += least;
                ref var mean = ref means[nearest[i]];
                mean = (mean.X + cells[i].X, mean.Y + cells[i].Y, mean.N + 1);
            }

            for (int c = 0; c < count; c++)
            {
                if (means[c].N > 0) centres[c] = (means[c].X / means[c].N, means[c].Y / means[c].N);
            }

            if (sum >= spread * (1 - 1e-9)) break;
            spread = sum;
        }

        // A middle may lie outside a crooked part: the cell next to it does not. No cell is taken twice.
        var taken = new HashSet<int>();
        return ([.. centres.Select(centre =>
        {
            int cell = Enumerable.Range(0, cells.Length).Where(i => !taken.Contains(i)).MinBy(i => Squared(cells[i], centre));
            taken.Add(cell);
            return cells[cell];
        })], spread);
    }

    private static double Squared(Coordinate cell, (double X, double Y) centre) =>
        (cell.X - centre.X) * (cell.X - centre.X) + (cell.Y - centre.Y) * (cell.Y - centre.Y);
}
