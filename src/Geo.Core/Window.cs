namespace Geo.Core;

/// <summary>A rectangle of pixels: column and row of its upper left pixel, width and height in pixels.</summary>
public readonly record struct Window(int Col, int Row, int Width, int Height)
{
    /// <summary>Number of pixels; long, as int overflows at 46 341 squared.</summary>
    public long PixelCount => (long)Width * Height;

    /// <summary>First column to the right of the window.</summary>
    public int Right => Col + Width;

    /// <summary>First row below the window.</summary>
    public int Bottom => Row + Height;

    /// <summary>True where the window holds no pixel.</summary>
    public bool IsEmpty => Width <= 0 || Height <= 0;

    /// <summary>The pixels of both; an empty window where they do not meet.</summary>
    public Window Intersect(Window other)
    {
        int col = Math.Max(Col, other.Col), row = Math.Max(Row, other.Row);
        return new Window(col, row,
            Math.Max(0, Math.Min(Right, other.Right) - col), Math.Max(0, Math.Min(Bottom, other.Bottom) - row));
    }

    /// <summary>The window with <paramref name="pixels"/> more on each side; it may leave the raster.</summary>
    public Window Grow(int pixels) => new(Col - pixels, Row - pixels, Width + 2 * pixels, Height + 2 * pixels);

    /// <summary>Cuts the window into blocks of at most <paramref name="size"/> squared pixels, aligned to multiples of size, row by row.</summary>
    public IEnumerable<Window> Blocks(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        for (int row = Row - Row % size; row < Bottom; row += size)
        {
            for (int col = Col - Col % size; col < Right; col += size)
            {
                yield return new Window(col, row, size, size).Intersect(this);
            }
        }
    }
}
