using NetTopologySuite.Geometries;

namespace Geo.Core.Placement;

/// <summary>A run of cells in one row: columns <paramref name="First"/> up to and without <paramref name="End"/>.</summary>
internal readonly record struct CellRun(int Row, int First, int End);

/// <summary>The cells whose centres lie inside a polygon, as runs; holes and parts by the even-odd rule.</summary>
internal static class OutlineRuns
{
    /// <summary>Runs of a polygon in cell coordinates (x = columns, y = rows downward).</summary>
    public static List<CellRun> Of(Geometry polygon)
    {
        var runs = new List<CellRun>();
        var box = polygon.EnvelopeInternal;
        if (box.IsNull) return runs;
        var rings = new List<Coordinate[]>();
        for (int i = 0; i < polygon.NumGeometries; i++)
        {
            if (polygon.GetGeometryN(i) is not Polygon part) continue;
            rings.Add(part.ExteriorRing.Coordinates);
            foreach (var hole in part.InteriorRings) rings.Add(hole.Coordinates);
        }

        var crossings = new List<double>();
        for (int row = (int)Math.Floor(box.MinY); row <= (int)Math.Ceiling(box.MaxY); row++)
        {
            double y = row + 0.5;
            crossings.Clear();
            foreach (var ring in rings)
            {
                for (int i = 1; i < ring.Length; i++)
                {
                    Coordinate a = ring[i - 1], b = ring[i];
                    if (a.Y > y != b.Y > y) crossings.Add(a.X + (y - a.Y) / (b.Y - a.Y) * (b.X - a.X));
                }
            }

            crossings.Sort();
            for (int i = 1; i < crossings.Count; i += 2)
            {
                int first = (int)Math.Ceiling(crossings[i - 1] - 0.5), end = (int)Math.Ceiling(crossings[i] - 0.5);
                if (end > first) runs.Add(new CellRun(row, first, end));
            }
        }

        return runs;
    }

    public static int Cells(List<CellRun> runs) => runs.Sum(run => run.End - run.First);
}
