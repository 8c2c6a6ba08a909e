using NetTopologySuite.Geometries;
using SkiaSharp;

namespace Geo.Core.Volumes;

/// <summary>The surface lit from the north-west at 45°, with the toe line: what the eye checks first.</summary>
public static class ShadedRelief
{
    private const int MostSide = 2048;
    private const double Margin = 0.25;

    /// <summary>Draws the toe line's surroundings.</summary>
    /// <param name="surface">The surface model.</param>
    /// <param name="toe">Toe line in its CRS.</param>
    /// <param name="side">Pixels of the longer side, 64 to 2048.</param>
    /// <param name="line">A cross-section to be shown; may be null.</param>
    /// <param name="cancel">Looked at a row.</param>
    /// <returns>PNG, transparent where there is no data.</returns>
    /// <remarks>Shading by Horn 1981, https://doi.org/10.1109/PROC.1981.11918: slopes by his weights, azimuth 315°, altitude 45°.</remarks>
    /// <exception cref="InputException">A side that cannot be drawn, or a toe line off the surface.</exception>
    public static byte[] Png(HeightSurface surface, Geometry toe, int side, LineString? line, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(surface);
        ArgumentNullException.ThrowIfNull(toe);
        if (side is < 64 or > MostSide) throw new InputException("picture", "side", $"{side} is not between 64 and {MostSide}", "ask for another size");
        Window whole = Zonal.Coverage.WindowOf(toe, surface.Grid);
        Window window = whole.Grow((int)(Margin * Math.Max(whole.Width, whole.Height)) + 2).Intersect(surface.Grid.Whole);
        if (window.IsEmpty) throw new InputException(surface.Name, "toe line", "it lies wholly off the surface model", "choose the surface model of this place");
        double scale = (double)side / Math.Max(window.Width, window.Height);
        int width = Math.Max(1, (int)(window.Width * scale)), height = Math.Max(1, (int)(window.Height * scale));
        float[] heights = Coarser.Read(surface, window, width, height, cancel);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Shade(bitmap, heights, surface.Cell.Across / scale, surface.Cell.Down / scale);
        using var drawing = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        drawing.Canvas.DrawBitmap(bitmap, 0, 0);
        SKPoint Place(double x, double y)
        {
            var (col, row) = surface.Grid.Transform.Invert(x, y);
            return new SKPoint((float)((col - window.Col) * scale), (float)((row - window.Row) * scale));
        }

        foreach (Polygon polygon in ToeRing.Polygons(toe))
        {
            foreach (LineString ring in polygon.Holes.Prepend(polygon.Shell)) Stroke(drawing.Canvas, ring, Place, new SKColor(0xd5, 0x5e, 0x00), close: true);
        }

        if (line is not null) Stroke(drawing.Canvas, line, Place, new SKColor(0x00, 0x72, 0xb2), close: false);
        using SKImage image = drawing.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static void Shade(SKBitmap bitmap, float[] heights, double across, double down)
    {
        int width = bitmap.Width, height = bitmap.Height;
        const double sun = Math.PI / 4;
        for (int row = 0; row < height; row++)
        {
            for (int col = 0; col < width; col++)
            {
                float z = heights[row * width + col];
                if (float.IsNaN(z))
                {
                    bitmap.SetPixel(col, row, SKColor.Empty);
                    continue;
                }

                float H(int dx, int dy)
                {
                    float near = heights[Math.Clamp(row + dy, 0, height - 1) * width + Math.Clamp(col + dx, 0, width - 1)];
                    return float.IsNaN(near) ? z : near;
                }

                double east = (H(1, -1) + 2 * H(1, 0) + H(1, 1) - H(-1, -1) - 2 * H(-1, 0) - H(-1, 1)) / (8 * across);
                double south = (H(-1, 1) + 2 * H(0, 1) + H(1, 1) - H(-1, -1) - 2 * H(0, -1) - H(1, -1)) / (8 * down);
                // Toward the sun in the north-west: west and north slopes are bright.
                double light = (Math.Sin(sun) + Math.Cos(sun) * (east + south) / Math.Sqrt(2)) / Math.Sqrt(1 + east * east + south * south);
                byte grey = (byte)Math.Clamp(40 + 215 * light, 0, 255);
                bitmap.SetPixel(col, row, new SKColor(grey, grey, grey));
            }
        }
    }

    private static void Stroke(SKCanvas canvas, LineString line, Func<double, double, SKPoint> place, SKColor colour, bool close)
    {
        using var path = new SKPath();
        path.AddPoly([.. line.Coordinates.Select(c => place(c.X, c.Y))], close);
        using var white = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = 4.5f, Color = SKColors.White.WithAlpha(0xc0), IsAntialias = true };
        using var paint = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = 2.2f, Color = colour, IsAntialias = true };
        canvas.DrawPath(path, white);
        canvas.DrawPath(path, paint);
    }
}
