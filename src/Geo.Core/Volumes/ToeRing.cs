using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Volumes;

/// <summary>A cell just outside the toe line.</summary>
/// <param name="Col">Column of the surface's grid.</param>
/// <param name="Row">Row.</param>
/// <param name="Height">Metres.</param>
/// <param name="Share">Part of the cell inside the toe line, [0, 1).</param>
/// <param name="Slopes">Differences of the heights round it.</param>
internal readonly record struct ToeCell(int Col, int Row, double Height, double Share, CellSlopes Slopes);

/// <summary>First and second differences of the heights at a cell, metres a cell; a missing neighbour counts as high as the cell.</summary>
internal readonly record struct CellSlopes(double Across, double Down, double Across2, double Down2, double Twist)
{
    /// <summary>At one place of a window with a halo of a cell.</summary>
    public static CellSlopes At(ReadOnlySpan<float> heights, int at, int stride)
    {
        float z = heights[at];
        float w = Or(heights[at - 1], z), e = Or(heights[at + 1], z), n = Or(heights[at - stride], z), s = Or(heights[at + stride], z);
        float nw = Or(heights[at - stride - 1], z), ne = Or(heights[at - stride + 1], z), sw = Or(heights[at + stride - 1], z), se = Or(heights[at + stride + 1], z);
        return new CellSlopes((e - (double)w) / 2, (s - (double)n) / 2, e - 2.0 * z + w, s - 2.0 * z + n, (se - (double)sw - ne + nw) / 4);
    }

    /// <summary>The same beside a break of slope: neighbours that are missing are left out, one-sided differences stand in.</summary>
    public static CellSlopes Beside(ReadOnlySpan<float> around)
    {
        float z = around[4], w = around[3], e = around[5], n = around[1], s = around[7];
        return new CellSlopes(First(w, z, e), First(n, z, s), Second(w, z, e), Second(n, z, s), 0);
    }

    private static double First(float before, double z, float after) => (float.IsNaN(before), float.IsNaN(after)) switch
    {
        (false, false) => (after - (double)before) / 2,
        (true, false) => after - z,
        (false, true) => z - before,
        _ => 0,
    };

    private static double Second(float before, double z, float after) => float.IsNaN(before) || float.IsNaN(after) ? 0 : after - 2 * z + before;

    private static float Or(float height, float centre) => float.IsNaN(height) ? centre : height;
}

/// <summary>
/// The cells along a toe line that stand for the ground: each has its centre outside and one of its eight neighbours' centres
/// inside. A closed chain of cells round the pile (and within each hole), so that every cell that the line crosses is one of them
/// or lies beside one; none of them has the pile's own height in it, which would lift the base.
/// </summary>
internal static class ToeRing
{
    /// <summary>Gathers them, block by block along the line; cells without data are left out.</summary>
    /// <param name="surface">The surface model.</param>
    /// <param name="toe">Polygons in the surface's CRS.</param>
    /// <param name="blockSize">Cells.</param>
    /// <param name="cancel">Looked at once a block.</param>
    public static List<ToeCell> Of(HeightSurface surface, Geometry toe, int blockSize, CancellationToken cancel)
    {
        var cells = new List<ToeCell>();
        Grid grid = surface.Grid;
        var near = new float[9];
        foreach (Window block in BlocksAlong(toe, grid, blockSize))
        {
            cancel.ThrowIfCancellationRequested();
            Window around = block.Grow(1);
            CoverageMatrix inside = Coverage.Of(toe, grid, around, CoverageMethod.Centre);
            if (inside.Window.IsEmpty) continue;
            CoverageMatrix shares = Coverage.Of(toe, grid, block, CoverageMethod.Exact);
            var heights = new float[around.PixelCount];
            surface.ReadAnywhere(around, heights);
            for (int row = block.Row; row < block.Bottom; row++)
            {
                for (int col = block.Col; col < block.Right; col++)
                {
                    if (inside.At(col, row) > 0 || !Touches(inside, col, row)) continue;
                    int at = (row - around.Row) * around.Width + col - around.Col;
                    if (float.IsNaN(heights[at])) continue;
                    // A shift moves ground over the cell, not the pile beside it.
                    for (int k = 0; k < 9; k++) near[k] = inside.At(col + k % 3 - 1, row + k / 3 - 1) > 0 ? float.NaN : heights[at + (k / 3 - 1) * around.Width + k % 3 - 1];
                    cells.Add(new ToeCell(col, row, heights[at], shares.At(col, row), CellSlopes.Beside(near)));
                }
            }
        }

        return cells;
    }

    private static bool Touches(CoverageMatrix inside, int col, int row)
    {
        for (int y = row - 1; y <= row + 1; y++)
        {
            for (int x = col - 1; x <= col + 1; x++) if (inside.At(x, y) > 0) return true;
        }

        return false;
    }

    /// <summary>Blocks of the grid that the line comes within two cells of, row by row.</summary>
    private static IEnumerable<Window> BlocksAlong(Geometry toe, Grid grid, int size)
    {
        var blocks = new SortedSet<(int Row, int Col)>();
        foreach (Polygon polygon in Polygons(toe))
        {
            foreach (LineString ring in polygon.Holes.Prepend(polygon.Shell))
            {
                var points = ring.CoordinateSequence;
                for (int i = 1; i < points.Count; i++)
                {
                    var (x0, y0) = grid.Transform.Invert(points.GetX(i - 1), points.GetY(i - 1));
                    var (x1, y1) = grid.Transform.Invert(points.GetX(i), points.GetY(i));
                    Mark(x0, y0, x1, y1);
                }
            }
        }

        foreach (var (row, col) in blocks) yield return new Window(col * size, row * size, size, size).Intersect(grid.Whole);

        // A long slanting edge is cut, so that its box holds few blocks that it does not meet.
        void Mark(double x0, double y0, double x1, double y1)
        {
            int pieces = Math.Clamp((int)(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)) / size) + 1, 1, 100_000);
            for (int k = 0; k < pieces; k++)
            {
                double ax = x0 + (x1 - x0) * k / pieces, bx = x0 + (x1 - x0) * (k + 1) / pieces;
                double ay = y0 + (y1 - y0) * k / pieces, by = y0 + (y1 - y0) * (k + 1) / pieces;
                int left = Cell(Math.Min(ax, bx) - 2, grid.Width), right = Cell(Math.Max(ax, bx) + 2, grid.Width);
                int top = Cell(Math.Min(ay, by) - 2, grid.Height), bottom = Cell(Math.Max(ay, by) + 2, grid.Height);
                for (int row = top / size; row <= bottom / size; row++)
                {
                    for (int col = left / size; col <= right / size; col++) blocks.Add((row, col));
                }
            }
        }

        static int Cell(double at, int length) => (int)Math.Clamp(Math.Floor(at), 0, length - 1);
    }

    /// <summary>The polygons of a geometry.</summary>
    internal static IEnumerable<Polygon> Polygons(Geometry geometry) => geometry switch
    {
        Polygon { IsEmpty: false } polygon => [polygon],
        GeometryCollection collection => collection.Geometries.SelectMany(Polygons),
        _ => [],
    };
}
