using Geo.Core.Gdal;
using Geo.Core.Imagery;

namespace Geo.Core.Placement;

/// <summary>
/// Square patches of one band on pixels of another scene's making: means of the finer pixels, cubic convolution (Keys 1981,
/// https://doi.org/10.1109/TASSP.1981.1163711) where pixels do not meet. Where both lie on pixels of one size and direction
/// nothing is interpolated: whole pixels are read and the rest of the way is told. Not thread-safe.
/// </summary>
internal sealed class PatchReader : IDisposable
{
    private const double SameScale = 1e-4;
    private readonly IReflectanceSource _source;
    private readonly BandRole _role;
    private readonly PointTransform? _toSource;
    private float[] _pixels = [];

    /// <param name="source">The scene; stays the caller's.</param>
    /// <param name="role">The band.</param>
    /// <param name="crs">CRS of the patches' transforms.</param>
    public PatchReader(IReflectanceSource source, BandRole role, SpatialReference crs)
    {
        (_source, _role) = (source, role);
        _toSource = source.Grid.Crs == crs ? null : new PointTransform(crs, source.Grid.Crs);
    }

    /// <summary>Reads a patch; pixels without data get the mean of the others.</summary>
    /// <param name="transform">Upper left corner and pixel size of the patch.</param>
    /// <param name="size">Its side in pixels.</param>
    /// <param name="into">size × size.</param>
    /// <returns>Share of pixels with data, and by how much of a patch pixel right and down everything stands too far; share 0 where the patch needs too many pixels.</returns>
    public (double Seen, double SlipCol, double SlipRow) Read(GeoTransform transform, int size, Span<double> into)
    {
        var (originCol, originRow) = Place(transform, 0, 0);
        var (rightCol, rightRow) = Place(transform, size, 0);
        var (downCol, downRow) = Place(transform, 0, size);
        double cc = (rightCol - originCol) / size, rc = (rightRow - originRow) / size, cr = (downCol - originCol) / size, rr = (downRow - originRow) / size;
        double slipCol = 0, slipRow = 0;
        if (Whole(cc) && Whole(rr) && Math.Abs(rc) < SameScale && Math.Abs(cr) < SameScale)
        {
            slipCol = (originCol - Math.Round(originCol)) / cc;
            slipRow = (originRow - Math.Round(originRow)) / rr;
            (originCol, originRow) = (Math.Round(originCol), Math.Round(originRow));
        }

        double scale = Math.Max(Math.Sqrt(cc * cc + rc * rc), Math.Sqrt(cr * cr + rr * rr));
        int parts = Math.Max(1, (int)Math.Round(scale));
        var window = Around(originCol, originRow, size * cc, size * rc, size * cr, size * rr);
        into.Clear();
        if (!double.IsFinite(scale) || window.PixelCount > 40_000_000) return (0, 0, 0);
        if (_pixels.Length < window.PixelCount) _pixels = new float[window.PixelCount];
        _source.Read(_role, window, _pixels.AsSpan(0, (int)window.PixelCount));
        double sum = 0;
        int seen = 0;
        for (int row = 0, at = 0; row < size; row++)
        {
            for (int col = 0; col < size; col++, at++)
            {
                double total = 0;
                int found = 0;
                for (int k = 0; k < parts * parts; k++)
                {
                    double c = col + (k % parts + 0.5) / parts, r = row + (k / parts + 0.5) / parts;
                    double value = At(originCol + c * cc + r * cr - 0.5 - window.Col, originRow + c * rc + r * rr - 0.5 - window.Row, window);
                    if (!double.IsNaN(value)) (total, found) = (total + value, found + 1);
                }

                into[at] = 2 * found > parts * parts ? total / found : double.NaN;
                if (!double.IsNaN(into[at])) (sum, seen) = (sum + into[at], seen + 1);
            }
        }

        double mean = seen > 0 ? sum / seen : 0;
        foreach (ref double value in into) value = double.IsNaN(value) ? mean : value;
        return (seen / ((double)size * size), slipCol, slipRow);
    }

    public void Dispose() => _toSource?.Dispose();

    private static bool Whole(double scale) => scale > 0.5 && Math.Abs(scale - Math.Round(scale)) < SameScale * scale;

    private static Window Around(double col, double row, double rightCol, double rightRow, double downCol, double downRow)
    {
        double left = col + Math.Min(0, Math.Min(downCol, Math.Min(rightCol, rightCol + downCol))), right = col + Math.Max(0, Math.Max(downCol, Math.Max(rightCol, rightCol + downCol)));
        double top = row + Math.Min(0, Math.Min(rightRow, Math.Min(downRow, rightRow + downRow))), bottom = row + Math.Max(0, Math.Max(rightRow, Math.Max(downRow, rightRow + downRow)));
        if (!double.IsFinite(left + right + top + bottom) || Math.Abs(left) + Math.Abs(right) + Math.Abs(top) + Math.Abs(bottom) > 1e9) return new Window(0, 0, int.MaxValue, int.MaxValue);
        int firstCol = (int)Math.Floor(left) - 3, firstRow = (int)Math.Floor(top) - 3;
        return new Window(firstCol, firstRow, (int)Math.Ceiling(right) + 3 - firstCol, (int)Math.Ceiling(bottom) + 3 - firstRow);
    }

    private (double Col, double Row) Place(GeoTransform transform, double col, double row)
    {
        var (x, y) = transform.Apply(col, row);
        if (_toSource is null) return _source.Grid.Transform.Invert(x, y);
        double[] xs = [x], ys = [y];
        _toSource.Transform(xs, ys);
        return _source.Grid.Transform.Invert(xs[0], ys[0]);
    }

    // Column and row count pixel centres.
    private double At(double col, double row, Window window)
    {
        // A billionth off a pixel's centre is rounding; a neighbour without data must not spoil it.
        (col, row) = (Snapped(col), Snapped(row));
        int c = (int)Math.Floor(col), r = (int)Math.Floor(row);
        double u = col - c, v = row - r;
        if (u == 0 && v == 0) return _pixels[r * window.Width + c];
        double sum = 0;
        for (int j = -1; j <= 2; j++)
        {
            double line = 0;
            int at = (r + j) * window.Width + c;
            for (int i = -1; i <= 2; i++) line += _pixels[at + i] * Keys(i - u);
            sum += line * Keys(j - v);
        }

        return sum;
    }

    private static double Snapped(double value) => Math.Abs(value - Math.Round(value)) < 1e-6 ? Math.Round(value) : value;

    private static double Keys(double x)
    {
        x = Math.Abs(x);
        return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }
}
