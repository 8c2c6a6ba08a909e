using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using SkiaSharp;

namespace Geo.Core.Reporting;

/// <summary>A scene round a site, with outline, scale bar, date and sensor: two of them on one extent and one stretch can be compared.</summary>
public static class SiteChip
{
    /// <summary>Pixels a side where nothing else is asked for.</summary>
    public const int UsualSide = 720;

    // The site takes about two thirds of the picture; a small one still shows where it lies.
    private const double MarginShare = 0.25, LeastSideMetres = 400;

    /// <summary>The square round a site that its pictures show, EPSG:3857.</summary>
    /// <param name="site">Boundary or point, CRS84.</param>
    public static Extent ExtentOf(Geometry site)
    {
        Envelope box = GeometryTransform.Transform(site, WellKnown.Crs84, WellKnown.WebMercator).EnvelopeInternal;
        double side = Math.Max(Math.Max(box.Width, box.Height) * (1 + 2 * MarginShare), LeastSideMetres / Shrink(site));
        return new Extent(box.Centre.X - side / 2, box.Centre.Y - side / 2, box.Centre.X + side / 2, box.Centre.Y + side / 2);
    }

    /// <summary>One stretch for both scenes of a pair, from what both show there.</summary>
    public static IReadOnlyList<SceneStretch> Stretch(IReadOnlyList<Scene> pair, string scenesFolder, Geometry site, string style, CancellationToken cancel) =>
        SceneStretch.Over(pair, scenesFolder, ExtentOf(site), style, cancel);

    /// <summary>Draws.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="scenesFolder">The workspace's scenes/ folder.</param>
    /// <param name="site">Boundary or point, CRS84.</param>
    /// <param name="style">See <see cref="ScenePicture.Styles"/>.</param>
    /// <param name="side">Pixels a side.</param>
    /// <param name="stretch">Of <see cref="Stretch"/>, so that the pair can be compared; null takes the scene's own.</param>
    /// <param name="cancel">Stops the drawing.</param>
    /// <returns>PNG.</returns>
    public static byte[] Png(Scene scene, string scenesFolder, Geometry site, string style, int side, IReadOnlyList<SceneStretch>? stretch, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scene);
        Extent box = ExtentOf(site);
        using SKBitmap picture = SKBitmap.Decode(ScenePicture.Png(scene, scenesFolder, box, side, side, style, cancel, stretch));
        using var surface = SKSurface.Create(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Premul));
        SKCanvas canvas = surface.Canvas;
        canvas.Clear(new SKColor(0xee, 0xee, 0xee));
        canvas.DrawBitmap(picture, 0, 0);
        float unit = side / 720f;
        DrawOutline(canvas, GeometryTransform.Transform(site, WellKnown.Crs84, WellKnown.WebMercator), box, side, unit);
        DrawScaleBar(canvas, box.Width * Shrink(site) / side, side, unit);
        string date = ChinaTime.Day(scene.AcquiredAt);
        Label(canvas, $"{date}  {Sensor(scene.Profile)}", 14 * unit, 40 * unit, unit);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>How people call a sensor.</summary>
    public static string Sensor(string profile) => profile switch
    {
        "sentinel2-l2a" => "Sentinel-2",
        "landsat-c2l2" => "Landsat 8/9",
        "gaofen" => "Gaofen",
        "drone" => "drone",
        _ => profile,
    };

    /// <summary>A round length of which the bar takes a fifth to two fifths of the picture.</summary>
    internal static double BarMetres(double metres)
    {
        double step = Math.Pow(10, Math.Floor(Math.Log10(metres * 0.4)));
        return new[] { 5.0, 2, 1 }.Select(f => f * step).First(length => length <= metres * 0.4);
    }

    private static void DrawOutline(SKCanvas canvas, Geometry site, Extent box, int side, float unit)
    {
        using var path = new SKPath();
        SKPoint At(Coordinate c) => new((float)((c.X - box.MinX) / box.Width * side), (float)((box.MaxY - c.Y) / box.Height * side));
        foreach (var line in NetTopologySuite.Geometries.Utilities.LinearComponentExtracter.GetLines(site))
        {
            path.AddPoly([.. line.Coordinates.Select(At)], close: line.Coordinates[0].Equals2D(line.Coordinates[^1]));
        }

        foreach (var point in NetTopologySuite.Geometries.Utilities.PointExtracter.GetPoints(site).Cast<Point>())
        {
            SKPoint at = At(point.Coordinate);
            path.AddCircle(at.X, at.Y, 14 * unit);
        }

        // Light within dark: seen on any ground.
        foreach (var (colour, width) in new[] { (new SKColor(0, 0, 0, 0xb0), 6f), (new SKColor(0xff, 0xe0, 0x40), 2.5f) })
        {
            using var pen = new SKPaint { Style = SKPaintStyle.Stroke, Color = colour, StrokeWidth = width * unit, IsAntialias = true, StrokeJoin = SKStrokeJoin.Round };
            canvas.DrawPath(path, pen);
        }
    }

    private static void DrawScaleBar(SKCanvas canvas, double metresPerPixel, int side, float unit)
    {
        double metres = BarMetres(metresPerPixel * side);
        float length = (float)(metres / metresPerPixel), x = 18 * unit, y = side - 24 * unit;
        foreach (var (colour, width) in new[] { (SKColors.Black, 8f), (SKColors.White, 4f) })
        {
            using var pen = new SKPaint { Style = SKPaintStyle.Stroke, Color = colour, StrokeWidth = width * unit, IsAntialias = true };
            canvas.DrawLine(x, y, x + length, y, pen);
        }

        Label(canvas, metres >= 1000 ? FormattableString.Invariant($"{metres / 1000:0.#} km") : FormattableString.Invariant($"{metres:0} m"), x, y - 14 * unit, unit);
    }

    private static void Label(SKCanvas canvas, string text, float x, float y, float unit)
    {
        if (Typefaces.Host.Face is not { } face) return;
        using var font = new SKFont(face, 26 * unit);
        using var halo = new SKPaint { Style = SKPaintStyle.Stroke, Color = SKColors.White, StrokeWidth = 6 * unit, IsAntialias = true, StrokeJoin = SKStrokeJoin.Round };
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawText(text, x, y, SKTextAlign.Left, font, halo);
        canvas.DrawText(text, x, y, SKTextAlign.Left, font, ink);
    }

    // True metres a metre of Web Mercator.
    private static double Shrink(Geometry site)
    {
        var centre = site.EnvelopeInternal.Centre;
        return Ellipsoid.Distance(centre.X, centre.Y, centre.X + 0.001, centre.Y) / (0.001 * Math.PI / 180 * Ellipsoid.SemiMajorAxis);
    }
}
