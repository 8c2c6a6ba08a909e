using NetTopologySuite.Geometries;

namespace Geo.Core.Zonal;

/// <summary>What each pixel of a window counts for one zone.</summary>
/// <param name="Window">Pixels of the grid, the smallest window round the zone.</param>
/// <param name="Fractions">Row by row: share of the pixel inside the zone, [0, 1]; for lines, length in the pixel in CRS units.</param>
public sealed record CoverageMatrix(Window Window, double[] Fractions)
{
    /// <summary>Sum over all pixels, in pixels; times the cell's area it is the part of the zone on the grid.</summary>
    public double Sum => Fractions.Sum();

    /// <summary>Fraction of a pixel of the grid; 0 outside the window.</summary>
    public double At(int col, int row) =>
        col < Window.Col || col >= Window.Right || row < Window.Row || row >= Window.Bottom
            ? 0
            : Fractions[(row - Window.Row) * Window.Width + col - Window.Col];
}

/// <summary>How pixels are counted.</summary>
public enum CoverageMethod
{
    /// <summary>By the share of the pixel inside the zone.</summary>
    Exact,
    /// <summary>1 where the pixel's centre is inside, else 0 (GDAL's rasterise, rasterstats).</summary>
    Centre,
}

/// <summary>Pixel coverage of polygons.</summary>
public static class Coverage
{
    /// <summary>Share of each pixel covered by a geometry.</summary>
    /// <param name="zone">
    /// In the grid's CRS. Polygons and their collections give shares (parts that overlap count at most once);
    /// lines give lengths in CRS units; points give 1 in their pixel. Invalid rings count by their winding.
    /// </param>
    /// <param name="grid">Any affine grid; oblong pixels are welcome.</param>
    /// <param name="method">Exact shares, or centres.</param>
    /// <returns>An empty window where the geometry does not meet the grid.</returns>
    public static CoverageMatrix Of(Geometry zone, Grid grid, CoverageMethod method = CoverageMethod.Exact) =>
        Of(zone, grid, grid?.Whole ?? default, method);

    /// <summary>The same for a part of the grid; a fraction does not depend on the part asked for (but for rounding below 1e-13).</summary>
    /// <param name="zone">In the grid's CRS.</param>
    /// <param name="grid">Any affine grid.</param>
    /// <param name="part">Pixels that may be answered.</param>
    /// <param name="method">Exact shares, or centres.</param>
    public static CoverageMatrix Of(Geometry zone, Grid grid, Window part, CoverageMethod method)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(grid);
        var window = PixelGeometry.WindowOf(zone, grid).Intersect(part).Intersect(grid.Whole);
        if (window.IsEmpty) return new CoverageMatrix(window with { Width = 0, Height = 0 }, []);

        var fractions = new double[checked((int)window.PixelCount)];
        if (method == CoverageMethod.Centre) AddCentres(zone, grid, window, fractions);
        else Add(zone, grid, window, fractions);
        return new CoverageMatrix(window, fractions);
    }

    /// <summary>The smallest window that holds a geometry's pixels; it may leave the grid by one pixel at most.</summary>
    internal static Window WindowOf(Geometry zone, Grid grid) => PixelGeometry.WindowOf(zone, grid);

    private static void Add(Geometry zone, Grid grid, Window window, double[] fractions)
    {
        var polygons = new List<Polygon>();
        PixelGeometry.Split(zone, polygons, out var lines, out var points);
        if (polygons.Count > 0)
        {
            var areas = new EdgeAreas(window);
            foreach (var polygon in polygons) areas.Add(polygon, grid);
            areas.Finish(fractions);
        }

        foreach (var line in lines) LineLengths.Add(line, grid, window, fractions);
        PixelGeometry.AddPoints(points, grid, window, fractions);
    }

    private static void AddCentres(Geometry zone, Grid grid, Window window, double[] fractions)
    {
        var polygons = new List<Polygon>();
        PixelGeometry.Split(zone, polygons, out var lines, out var points);
        foreach (var polygon in polygons) PixelCentres.Add(polygon, grid, window, fractions);
        foreach (var line in lines)
        {
            // A line has no inside: every pixel that it enters.
            var lengths = new double[fractions.Length];
            LineLengths.Add(line, grid, window, lengths);
            for (int i = 0; i < lengths.Length; i++) if (lengths[i] > 0) fractions[i] = 1;
        }

        PixelGeometry.AddPoints(points, grid, window, fractions);
    }
}
