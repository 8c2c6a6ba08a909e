using SkiaSharp;

namespace Geo.Core.Reporting;

/// <summary>Shape of a marker.</summary>
internal enum MarkerShape
{
    Circle, Square, Triangle, Diamond,
}

/// <summary>Lines, areas, markers and words on a canvas.</summary>
internal sealed class CurvePen(SKCanvas canvas, Typefaces fonts) : IDisposable
{
    private readonly SKPaint _stroke = new() { Style = SKPaintStyle.Stroke, IsAntialias = true, StrokeJoin = SKStrokeJoin.Round };
    private readonly SKPaint _fill = new() { Style = SKPaintStyle.Fill, IsAntialias = true };

    public void Path(SKPoint[] points, SKColor colour, float width, bool dashed)
    {
        if (points.Length < 2) return;
        (_stroke.Color, _stroke.StrokeWidth) = (colour, width);
        using var path = new SKPath();
        if (!dashed)
        {
            path.AddPoly(points, close: false);
        }
        else
        {
            // Dashes of our own: an effect would become outlines in SVG.
            AddDashes(path, points);
        }

        canvas.DrawPath(path, _stroke);
    }

    public void Area(SKPoint[] points, SKColor colour)
    {
        if (points.Length < 3) return;
        using var path = new SKPath();
        path.AddPoly(points, close: true);
        _fill.Color = colour;
        canvas.DrawPath(path, _fill);
    }

    public void ErrorBar(float x, float a, float b, SKColor colour)
    {
        (_stroke.Color, _stroke.StrokeWidth) = (colour, 1.2f);
        using var path = new SKPath();
        path.MoveTo(x, a);
        path.LineTo(x, b);
        foreach (float y in new[] { a, b })
        {
            path.MoveTo(x - 4, y);
            path.LineTo(x + 4, y);
        }

        canvas.DrawPath(path, _stroke);
    }

    public void Marker(float x, float y, SKColor colour, MarkerShape shape)
    {
        const float r = 4.5f;
        using var path = new SKPath();
        switch (shape)
        {
            case MarkerShape.Circle:
                path.AddCircle(x, y, r);
                break;
            case MarkerShape.Square:
                path.AddRect(new SKRect(x - r, y - r, x + r, y + r));
                break;
            case MarkerShape.Triangle:
                path.AddPoly([new SKPoint(x, y - r - 1), new SKPoint(x + r + 1, y + r), new SKPoint(x - r - 1, y + r)]);
                break;
            default:
                path.AddPoly([new SKPoint(x, y - r - 2), new SKPoint(x + r + 2, y), new SKPoint(x, y + r + 2), new SKPoint(x - r - 2, y)]);
                break;
        }

        _fill.Color = colour;
        canvas.DrawPath(path, _fill);
    }

    /// <summary>Writes; without any font nothing.</summary>
    /// <returns>Where the text ends, x.</returns>
    public float Text(string text, float x, float y, SKTextAlign align, SKColor colour, float size)
    {
        if (fonts.Face is not { } face) return x;
        using var font = new SKFont(face, size);
        _fill.Color = colour;
        canvas.DrawText(text, x, y, align, font, _fill);
        return x + font.MeasureText(text);
    }

    public void Dispose()
    {
        _stroke.Dispose();
        _fill.Dispose();
    }

    private static void AddDashes(SKPath path, SKPoint[] points)
    {
        const float dash = 6, gap = 4;
        for (int i = 1; i < points.Length; i++)
        {
            SKPoint way = points[i] - points[i - 1];
            float length = way.Length;
            for (float at = 0; at < length; at += dash + gap)
            {
                SKPoint Along(float d) => new(points[i - 1].X + way.X * d / length, points[i - 1].Y + way.Y * d / length);
                path.MoveTo(Along(at));
                path.LineTo(Along(Math.Min(length, at + dash)));
            }
        }
    }
}
