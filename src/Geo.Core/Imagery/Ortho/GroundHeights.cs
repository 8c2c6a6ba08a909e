using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Ortho;

/// <summary>Heights above the ellipsoid anywhere on the ground: a DEM raised by the geoid, or one height everywhere. One thread.</summary>
internal sealed partial class GroundHeights : IDisposable
{
    private readonly Dataset? _dem;
    private readonly PointTransform? _toDem;
    private readonly GeoidGrid? _geoid;
    private readonly double _constant, _scale, _offset;
    private readonly float _noData;
    private float[] _pixels = [];

    private GroundHeights(Dataset? dem, double constant, GeoidGrid? geoid)
    {
        (_dem, _constant, _geoid) = (dem, constant, geoid);
        if (dem is null) return;
        _toDem = new PointTransform(Projection.FromEpsg(4326), dem.Grid.Crs);
        var band = dem.Band(1);
        (_noData, _scale, _offset) = (band.NoData is { } none ? (float)none : float.NaN, band.Scale, band.Offset);
    }

    /// <summary>Points asked for, and those of them where the DEM says nothing and the mean height stood in.</summary>
    internal (long All, long Missing) Asked { get; private set; }

    /// <summary>The height where the DEM says nothing, metres above the ellipsoid.</summary>
    internal double Mean { get; private init; }

    /// <summary>One height everywhere.</summary>
    internal static GroundHeights Flat(double height) => new(null, 0, null) { Mean = height };

    /// <summary>Heights of a DEM.</summary>
    /// <param name="path">Any raster with a CRS; heights are band 1 in metres.</param>
    /// <param name="geoidHeight">Metres to add to its heights; null: found out, and told.</param>
    /// <param name="mean">Height where it says nothing, metres above the ellipsoid.</param>
    /// <param name="notes">Takes what was decided.</param>
    /// <exception cref="InputException">No such file, or it names no CRS.</exception>
    internal static GroundHeights Of(string path, double? geoidHeight, double mean, List<string> notes)
    {
        if (!File.Exists(path)) throw new InputException(path, "dem", "there is no such file", "check --dem");
        var dem = Dataset.Open(path);
        try
        {
            _ = dem.Grid;
            string name = Path.GetFileName(path);
            if (geoidHeight is { } said)
            {
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"{said:0.##} m are added to the heights of {name} to reach the ellipsoid, as was said"));
                return new GroundHeights(dem, said, null) { Mean = mean };
            }

            if (dem.Grid.Crs.Wkt is { } wkt && Ellipsoidal().IsMatch(wkt))
            {
                notes.Add($"the heights of {name} count from the ellipsoid, as its CRS says");
                return new GroundHeights(dem, 0, null) { Mean = mean };
            }

            var geoid = GeoidGrid.Find();
            notes.Add(geoid is null
                ? $"the heights of {name} are taken as above the ellipsoid, as no geoid grid is on this machine: pass --geoid with its height (about -30 m at Baotou), or the image shifts by that times the tangent of the view angle"
                : $"the heights of {name} are taken as above sea level and raised to the ellipsoid by EGM96; pass --geoid 0 if they are ellipsoidal");
            return new GroundHeights(dem, 0, geoid) { Mean = mean };
        }
        catch
        {
            dem.Dispose();
            throw;
        }
    }

    /// <summary>Where points lie in the DEM (columns and rows of pixel centres) and how far the geoid lies above the ellipsoid there.</summary>
    /// <param name="lon">Degrees, WGS 84; becomes the column.</param>
    /// <param name="lat">Degrees; becomes the row.</param>
    /// <returns>Metres to add to the DEM's heights.</returns>
    internal double[] Place(Span<double> lon, Span<double> lat)
    {
        double[] raise = new double[lon.Length];
        if (_dem is null) return raise;
        for (int i = 0; i < raise.Length; i++) raise[i] = _constant + (_geoid?.At(lon[i], lat[i]) ?? 0);
        var t = _dem.Grid.Transform;
        _toDem!.Transform(lon, lat);
        for (int i = 0; i < raise.Length; i++)
        {
            (lon[i], lat[i]) = t.Invert(lon[i], lat[i]);
            (lon[i], lat[i]) = (lon[i] - 0.5, lat[i] - 0.5);
        }

        return raise;
    }

    /// <summary>Heights of points that lie near each other.</summary>
    /// <param name="cols">As <see cref="Place"/> gives them.</param>
    /// <param name="rows">As many.</param>
    /// <param name="heights">Holds what to add to the DEM's heights and takes the sum: metres above the ellipsoid.</param>
    internal void Raise(ReadOnlySpan<double> cols, ReadOnlySpan<double> rows, Span<double> heights)
    {
        if (_dem is null)
        {
            heights.Fill(Mean);
            return;
        }

        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        for (int i = 0; i < cols.Length; i++)
        {
            if (double.IsNaN(cols[i]) || double.IsNaN(rows[i])) continue;
            (left, right, top, bottom) = (Math.Min(left, cols[i]), Math.Max(right, cols[i]), Math.Min(top, rows[i]), Math.Max(bottom, rows[i]));
        }

        var window = right < left ? default : Around(left, top, right, bottom).Intersect(_dem.Grid.Whole);
        if (!window.IsEmpty)
        {
            if (_pixels.Length < window.PixelCount) _pixels = new float[window.PixelCount];
            _dem.Read(1, window, _pixels.AsSpan(0, (int)window.PixelCount));
        }

        long missing = 0;
        for (int i = 0; i < heights.Length; i++)
        {
            double height = Bilinear(window, cols[i], rows[i]);
            if (double.IsNaN(height)) missing++;
            heights[i] = double.IsNaN(height) ? Mean : height + heights[i];
        }

        Asked = (Asked.All + heights.Length, Asked.Missing + missing);
    }

    /// <summary>Height of one place, metres above the ellipsoid.</summary>
    internal double At(double lon, double lat)
    {
        double[] x = [lon], y = [lat];
        double[] height = Place(x, y);
        Raise(x, y, height);
        return height[0];
    }

    public void Dispose()
    {
        _toDem?.Dispose();
        _dem?.Dispose();
    }

    private static Window Around(double left, double top, double right, double bottom)
    {
        static int Bound(double value) => (int)Math.Clamp(Math.Floor(value), -1e8, 1e8);
        return new Window(Bound(left), Bound(top), Bound(right) - Bound(left) + 2, Bound(bottom) - Bound(top) + 2);
    }

    // Within half a pixel of the edge the edge's own value holds.
    private double Bilinear(Window window, double x, double y)
    {
        if (window.IsEmpty || double.IsNaN(x) || x < window.Col - 0.5 || y < window.Row - 0.5 || x > window.Right - 0.5 || y > window.Bottom - 0.5) return double.NaN;
        int col = Math.Clamp((int)Math.Floor(x), window.Col, window.Right - 1), row = Math.Clamp((int)Math.Floor(y), window.Row, window.Bottom - 1);
        double dx = Math.Clamp(x - col, 0, 1), dy = Math.Clamp(y - row, 0, 1), sum = 0, weights = 0;
        for (int corner = 0; corner < 4; corner++)
        {
            double weight = ((corner & 1) == 0 ? 1 - dx : dx) * ((corner >> 1) == 0 ? 1 - dy : dy);
            double height = Pixel(window, Math.Min(col + (corner & 1), window.Right - 1), Math.Min(row + (corner >> 1), window.Bottom - 1));
            if (!double.IsNaN(height)) (sum, weights) = (sum + weight * height, weights + weight);
        }

        return weights >= 0.5 ? sum / weights : double.NaN;
    }

    private double Pixel(Window window, int col, int row)
    {
        float value = _pixels[(row - window.Row) * window.Width + col - window.Col];
        return value == _noData || !float.IsFinite(value) ? double.NaN : value * _scale + _offset;
    }

    [GeneratedRegex("ellipsoidal height|VERT_?DATUM\\[[^]]*llipsoid", RegexOptions.IgnoreCase)]
    private static partial Regex Ellipsoidal();
}
