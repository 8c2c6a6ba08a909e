namespace Geo.Core;

/// <summary>A rectangle in the units of its CRS, x east or longitude, y north or latitude.</summary>
public readonly record struct Extent(double MinX, double MinY, double MaxX, double MaxY)
{
    /// <summary>Width in CRS units.</summary>
    public double Width => MaxX - MinX;

    /// <summary>Height in CRS units.</summary>
    public double Height => MaxY - MinY;

    /// <summary>True where the two share a point.</summary>
    public bool Intersects(Extent other) =>
        MinX <= other.MaxX && other.MinX <= MaxX && MinY <= other.MaxY && other.MinY <= MaxY;

    /// <summary>The smallest extent that holds both.</summary>
    public Extent Union(Extent other) => new(
        Math.Min(MinX, other.MinX), Math.Min(MinY, other.MinY), Math.Max(MaxX, other.MaxX), Math.Max(MaxY, other.MaxY));
}
