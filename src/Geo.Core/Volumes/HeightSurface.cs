using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Volumes;

/// <summary>A surface model as this room sees it.</summary>
/// <param name="Name">File or scene, for messages and reports.</param>
/// <param name="Grid">Any affine grid on a map plane.</param>
/// <param name="MetresPerUnit">Metres in a unit of the plane.</param>
/// <param name="Read">Heights of a window inside the grid, metres; NaN is no data. A height is that of the ground at the cell's centre.</param>
public sealed record HeightSurface(string Name, Grid Grid, double MetresPerUnit, ReadWindow Read)
{
    // Side of the square by which the plane's scale is measured: long against rounding, short against the plane's change.
    private const double ProbeMetres = 200;

    /// <summary>The surface of a raster, which stays the caller's.</summary>
    public static HeightSurface Of(HeightRaster raster)
    {
        ArgumentNullException.ThrowIfNull(raster);
        return new HeightSurface(raster.Name, raster.Grid, raster.MetresPerUnit, raster.Read);
    }

    /// <summary>Metres across one cell, along a row of cells and down a column, in the plane.</summary>
    internal (double Across, double Down) Cell
    {
        get
        {
            var t = Grid.Transform;
            return (double.Hypot(t.PixelWidth, t.ColumnRotation) * MetresPerUnit, double.Hypot(t.RowRotation, t.PixelHeight) * MetresPerUnit);
        }
    }

    /// <summary>True length of what is a metre in the plane near a place: 1 within 0.1 % in UTM, 0.77 in Web Mercator at 40° N.</summary>
    /// <param name="x">East, in the plane.</param>
    /// <param name="y">North.</param>
    internal double ScaleAt(double x, double y)
    {
        double half = ProbeMetres / 2 / MetresPerUnit;
        var square = new Polygon(new LinearRing(
        [
            new(x - half, y - half), new(x, y - half), new(x + half, y - half), new(x + half, y), new(x + half, y + half),
            new(x, y + half), new(x - half, y + half), new(x - half, y), new(x - half, y - half),
        ]));
        double area = Ellipsoid.Area(GeometryTransform.Transform(square, Grid.Crs, WellKnown.Crs84)).Value;
        return Math.Sqrt(area) / ProbeMetres;
    }

    /// <summary>Square metres of one cell near a place, on the ellipsoid.</summary>
    internal double CellArea(double x, double y)
    {
        var t = Grid.Transform;
        double scale = ScaleAt(x, y) * MetresPerUnit;
        return Math.Abs(t.PixelWidth * t.PixelHeight - t.RowRotation * t.ColumnRotation) * scale * scale;
    }

    /// <summary>Height at a place, bilinear between cell centres; NaN where one of them has no data.</summary>
    internal double At(double x, double y)
    {
        var (col, row) = Grid.Transform.Invert(x, y);
        int left = (int)Math.Floor(col - 0.5), top = (int)Math.Floor(row - 0.5);
        Span<float> four = stackalloc float[4];
        ReadAnywhere(new Window(left, top, 2, 2), four);
        double u = col - 0.5 - left, v = row - 0.5 - top;
        return (1 - v) * ((1 - u) * four[0] + u * four[1]) + v * ((1 - u) * four[2] + u * four[3]);
    }

    /// <summary>Heights of a window that may leave the grid; NaN outside.</summary>
    internal void ReadAnywhere(Window window, Span<float> into)
    {
        Window inside = window.Intersect(Grid.Whole);
        if (inside == window)
        {
            Read(window, into);
            return;
        }

        into.Fill(float.NaN);
        if (inside.IsEmpty) return;
        var values = new float[inside.PixelCount];
        Read(inside, values);
        for (int row = 0; row < inside.Height; row++)
        {
            values.AsSpan(row * inside.Width, inside.Width).CopyTo(into[((inside.Row - window.Row + row) * window.Width + inside.Col - window.Col)..]);
        }
    }
}
