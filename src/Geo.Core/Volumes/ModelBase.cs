using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Core.Volumes;

/// <summary>
/// Another height model as base: an earlier DSM, or a DTM. Its height at the centre of each cell of the measured surface, bilinear
/// between the four nearest cell centres; on the same grid that is the cell's own height. Where one of those that count has no
/// data, the base has none.
/// </summary>
internal sealed class ModelBase(HeightSurface model, HeightSurface measured) : BaseSurface
{
    // Places so near to a cell's centre are that centre: the neighbours' data shall not matter for them.
    private const double Snap = 1e-6;

    private readonly Func<Geometry, Geometry>? _move = measured.Grid.Crs.Equals(model.Grid.Crs) ? null : GeometryTransform.Of(measured.Grid.Crs, model.Grid.Crs);

    public override void Fill(Window block, ReadOnlySpan<double> shares, Span<double> into)
    {
        var places = new (double Col, double Row)[into.Length];
        for (int row = 0; row < block.Height; row++) Place(block, row, places.AsSpan(row * block.Width, block.Width));
        int left = int.MaxValue, right = int.MinValue, top = int.MaxValue, bottom = int.MinValue;
        foreach (var (c, r) in places)
        {
            if (!(c > -2 && r > -2 && c < model.Grid.Width + 1 && r < model.Grid.Height + 1)) continue;
            (left, right) = (Math.Min(left, (int)Math.Floor(c)), Math.Max(right, (int)Math.Floor(c) + 1));
            (top, bottom) = (Math.Min(top, (int)Math.Floor(r)), Math.Max(bottom, (int)Math.Floor(r) + 1));
        }

        if (left > right)
        {
            into.Fill(double.NaN);
            return;
        }

        var window = new Window(left, top, right - left + 1, bottom - top + 1);
        var heights = new float[window.PixelCount];
        model.ReadAnywhere(window, heights);
        for (int i = 0; i < into.Length; i++) into[i] = Between(places[i], window, heights);
    }

    /// <summary>Cells of the model along one side of a cell of the measured grid; at least 1.</summary>
    public double CellsAcross => Math.Max(1, Math.Max(measured.Cell.Across / model.Cell.Across, measured.Cell.Down / model.Cell.Down));

    // From centres of the measured grid's cells to places between centres of the model's: (0, 0) is its first centre.
    private void Place(Window block, int row, Span<(double Col, double Row)> into)
    {
        if (_move is null)
        {
            for (int col = 0; col < into.Length; col++)
            {
                var (x, y) = measured.Grid.Transform.Apply(block.Col + col + 0.5, block.Row + row + 0.5);
                into[col] = Centred(x, y);
            }

            return;
        }

        // A line needs two points.
        var points = new Coordinate[Math.Max(2, into.Length)];
        for (int col = 0; col < points.Length; col++)
        {
            var (x, y) = measured.Grid.Transform.Apply(block.Col + col + 0.5, block.Row + row + 0.5);
            points[col] = new Coordinate(x, y);
        }

        var moved = ((LineString)_move(new LineString(points))).CoordinateSequence;
        for (int col = 0; col < into.Length; col++) into[col] = Centred(moved.GetX(col), moved.GetY(col));
    }

    private (double Col, double Row) Centred(double x, double y)
    {
        var (col, row) = model.Grid.Transform.Invert(x, y);
        return (Snapped(col - 0.5), Snapped(row - 0.5));
    }

    private static double Snapped(double at) => Math.Abs(at - Math.Round(at)) < Snap ? Math.Round(at) : at;

    private static double Between((double Col, double Row) place, Window window, float[] heights)
    {
        int col = (int)Math.Floor(place.Col), row = (int)Math.Floor(place.Row);
        if (!(col >= window.Col && row >= window.Row && col + 1 < window.Right && row + 1 < window.Bottom)) return double.NaN;
        double x = place.Col - col, y = place.Row - row, sum = 0;
        int at = (row - window.Row) * window.Width + col - window.Col;
        for (int dy = 0; dy < 2; dy++)
        {
            for (int dx = 0; dx < 2; dx++)
            {
                double weight = (dx == 0 ? 1 - x : x) * (dy == 0 ? 1 - y : y);
                // Not 0 × NaN.
                if (weight > 0) sum += weight * heights[at + dy * window.Width + dx];
            }
        }

        return sum;
    }
}
