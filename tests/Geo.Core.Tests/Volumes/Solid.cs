using Geo.Core.Crs;
using Geo.Core.Volumes;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Volumes;

/// <summary>A surface that is known everywhere, sampled at the centres of cells. It stands on 111° E in EPSG:4546, where a metre of the plane is one.</summary>
/// <param name="Height">At east and north of the solid's middle, metres.</param>
/// <param name="Toe">Corners of its toe line, likewise.</param>
/// <param name="Volume">m³ above the ground.</param>
internal sealed record Solid(Func<double, double, double> Height, IReadOnlyList<(double X, double Y)> Toe, double Volume)
{
    private const double East = 500_000, North = 4_490_000;

    public static Solid Cone(double radius, double height, Func<double, double, double>? ground = null) => new(
        (x, y) => (ground?.Invoke(x, y) ?? 0) + Math.Max(0, height * (1 - double.Hypot(x, y) / radius)), Circle(radius), Math.PI * radius * radius * height / 3);

    public static Solid Frustum(double radius, double top, double height) => new(
        (x, y) => Math.Clamp(height * (radius - double.Hypot(x, y)) / (radius - top), 0, height), Circle(radius),
        Math.PI * height / 3 * (radius * radius + radius * top + top * top));

    /// <summary>A pyramid of square base, turned, on a slope.</summary>
    public static Solid Pyramid(double side, double height, double turnDegrees, double slopeEast, double slopeNorth)
    {
        var (s, c) = Math.SinCos(turnDegrees * Math.PI / 180);
        double half = side / 2;
        (double, double) Corner(double u, double v) => (c * u - s * v, s * u + c * v);
        return new(
            (x, y) => slopeEast * x + slopeNorth * y + Math.Max(0, height * (1 - Math.Max(Math.Abs(c * x + s * y), Math.Abs(c * y - s * x)) / half)),
            [Corner(-half, -half), Corner(half, -half), Corner(half, half), Corner(-half, half)], side * side * height / 3);
    }

    /// <summary>The toe line in the plane.</summary>
    public Polygon Outline(double moveX = 0, double moveY = 0)
    {
        Coordinate[] points = [.. Toe.Append(Toe[0]).Select(p => new Coordinate(East + p.X + moveX, North + p.Y + moveY))];
        return new Polygon(new LinearRing(points));
    }

    /// <summary>The surface on a grid whose corner lies off the solid's middle by broken parts of a cell, turned where asked.</summary>
    public HeightSurface Sampled(double cell, int cells, double turnDegrees = 0, double base0 = 1000)
    {
        var (s, c) = Math.SinCos(turnDegrees * Math.PI / 180);
        // The middle of the solid lies 0.37 and 0.21 of a cell off the middle of the grid.
        double back = cells / 2.0;
        var turned = new GeoTransform(0, cell * c, cell * s, 0, cell * s, -cell * c);
        var (x0, y0) = turned.Apply(back + 0.37, back + 0.21);
        var transform = turned with { OriginX = East - x0, OriginY = North - y0 };
        return On(new Grid(transform, cells, cells, WellKnown.GaussKruger111), (x, y) => base0 + Height(x - East, y - North));
    }

    public static HeightSurface On(Grid grid, Func<double, double, double> height, string name = "solid") => new(name, grid, 1, (window, into) =>
    {
        for (int row = 0, i = 0; row < window.Height; row++)
        {
            for (int col = 0; col < window.Width; col++, i++)
            {
                var (x, y) = grid.Transform.Apply(window.Col + col + 0.5, window.Row + row + 0.5);
                into[i] = (float)height(x, y);
            }
        }
    });

    // Corners on a circle a little wider, so that the polygon has the circle's area.
    private static (double, double)[] Circle(double radius)
    {
        const int corners = 720;
        double wider = radius * Math.Sqrt(2 * Math.PI / (corners * Math.Sin(2 * Math.PI / corners)));
        return [.. Enumerable.Range(0, corners).Select(i => (wider * Math.Cos(2 * Math.PI * i / corners), wider * Math.Sin(2 * Math.PI * i / corners)))];
    }
}
