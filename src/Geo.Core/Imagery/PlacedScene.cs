using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>A scene seen through another grid: pixel by pixel where the two share their pixels, else by the nearest pixel.</summary>
internal sealed class PlacedScene : IDisposable
{
    private const double SamePixel = 1e-3;

    private readonly Grid _grid;
    private readonly (int Col, int Row)? _shift;
    private readonly PointTransform? _toScene;
    private Window _placedWindow;
    private int[] _nearest = [];
    private Window _needed;

    public PlacedScene(SceneSource source, Grid grid)
    {
        Source = source;
        _grid = grid;
        _shift = Shift(source.Grid, grid);
        _toScene = source.Grid.Crs == grid.Crs ? null : new PointTransform(grid.Crs, source.Grid.Crs);
    }

    public SceneSource Source { get; }

    public void Read(BandRole role, Window window, Span<float> into)
    {
        if (_shift is { } shift)
        {
            Source.Read(role, window with { Col = window.Col + shift.Col, Row = window.Row + shift.Row }, into);
            return;
        }

        Place(window);
        into.Fill(float.NaN);
        if (_needed.IsEmpty)
        {
            return;
        }

        float[] values = new float[_needed.PixelCount];
        Source.Read(role, _needed, values);
        for (int i = 0; i < into.Length; i++)
        {
            if (_nearest[i] >= 0)
            {
                into[i] = values[_nearest[i]];
            }
        }
    }

    public void Dispose()
    {
        _toScene?.Dispose();
        Source.Dispose();
    }

    /// <summary>Whole pixels from the common grid to the scene's, where they share their pixels.</summary>
    private static (int, int)? Shift(Grid scene, Grid grid)
    {
        GeoTransform a = scene.Transform, b = grid.Transform;
        if (scene.Crs != grid.Crs || !SameSize(a.PixelWidth, b.PixelWidth, grid.Width) || !SameSize(a.PixelHeight, b.PixelHeight, grid.Height))
        {
            return null;
        }

        var (col, row) = a.Invert(b.OriginX, b.OriginY);
        double wholeCol = Math.Round(col), wholeRow = Math.Round(row);
        return Math.Abs(col - wholeCol) < SamePixel && Math.Abs(row - wholeRow) < SamePixel ? ((int)wholeCol, (int)wholeRow) : null;
    }

    private static bool SameSize(double a, double b, int pixels) => Math.Abs(a - b) * pixels < SamePixel * Math.Abs(b);

    /// <summary>Finds the scene's pixel of every pixel centre of the window; kept, as the bands of a window are read one after the other.</summary>
    private void Place(Window window)
    {
        if (window == _placedWindow)
        {
            return;
        }

        int count = checked((int)window.PixelCount);
        var xs = new double[count];
        var ys = new double[count];
        for (int i = 0; i < count; i++)
        {
            (xs[i], ys[i]) = _grid.Transform.Apply(window.Col + i % window.Width + 0.5, window.Row + i / window.Width + 0.5);
        }

        _toScene?.Transform(xs, ys);
        var cols = new int[count];
        var rows = new int[count];
        int left = int.MaxValue, top = int.MaxValue, right = int.MinValue, bottom = int.MinValue;
        for (int i = 0; i < count; i++)
        {
            var (col, row) = Source.Grid.Transform.Invert(xs[i], ys[i]);
            bool inside = col >= 0 && row >= 0 && col < Source.Grid.Width && row < Source.Grid.Height;
            (cols[i], rows[i]) = inside ? ((int)col, (int)row) : (-1, -1);
            if (inside)
            {
                (left, right) = (Math.Min(left, cols[i]), Math.Max(right, cols[i] + 1));
                (top, bottom) = (Math.Min(top, rows[i]), Math.Max(bottom, rows[i] + 1));
            }
        }

        _needed = right > left ? new Window(left, top, right - left, bottom - top) : default;
        _nearest = new int[count];
        for (int i = 0; i < count; i++)
        {
            _nearest[i] = cols[i] < 0 ? -1 : (rows[i] - top) * _needed.Width + cols[i] - left;
        }

        _placedWindow = window;
    }
}
