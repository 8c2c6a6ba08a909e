namespace Geo.Core;

/// <summary>The cells of a raster on the ground: transform, width and height in pixels, CRS.</summary>
public sealed record Grid(GeoTransform Transform, int Width, int Height, SpatialReference Crs)
{
    /// <summary>All pixels.</summary>
    public Window Whole => new(0, 0, Width, Height);

    /// <summary>The ground that the grid covers, in CRS units; for a rotated grid its envelope.</summary>
    public Extent Extent
    {
        get
        {
            var a = Transform.Apply(0, 0);
            var b = Transform.Apply(Width, Height);
            var c = Transform.Apply(Width, 0);
            var d = Transform.Apply(0, Height);
            return new Extent(
                Math.Min(Math.Min(a.X, b.X), Math.Min(c.X, d.X)), Math.Min(Math.Min(a.Y, b.Y), Math.Min(c.Y, d.Y)),
                Math.Max(Math.Max(a.X, b.X), Math.Max(c.X, d.X)), Math.Max(Math.Max(a.Y, b.Y), Math.Max(c.Y, d.Y)));
        }
    }

    /// <summary>The grid of a window of this one.</summary>
    public Grid Crop(Window window)
    {
        var (x, y) = Transform.Apply(window.Col, window.Row);
        return this with { Transform = Transform with { OriginX = x, OriginY = y }, Width = window.Width, Height = window.Height };
    }
}
