using System.Text.Json;
using SkiaSharp;

namespace Geo.Core.Reporting.Monthly;

/// <summary>A sign on a map: colour, shape and bars, with its name.</summary>
internal sealed record MapSign(string Key, SKColor Colour, string Shape, int Bars, BothWords Name)
{
    /// <summary>Draws it round a place.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="at">Its middle.</param>
    /// <param name="r">Half its height.</param>
    public void Draw(SKCanvas canvas, SKPoint at, float r)
    {
        using var path = new SKPath();
        void Poly(params (float X, float Y)[] points) => path.AddPoly([.. points.Select(p => new SKPoint(at.X + p.X * r, at.Y + p.Y * r))]);
        switch (Shape)
        {
            case "triangle": Poly((0, -1), (0.95f, 0.75f), (-0.95f, 0.75f)); break;
            case "square": Poly((-0.82f, -0.82f), (0.82f, -0.82f), (0.82f, 0.82f), (-0.82f, 0.82f)); break;
            case "diamond": Poly((0, -1.05f), (1.05f, 0), (0, 1.05f), (-1.05f, 0)); break;
            case "heap": Poly((-0.55f, -0.7f), (0.55f, -0.7f), (1.15f, 0.85f), (-1.15f, 0.85f)); break;
            case "cross":
                Poly((-0.95f, -0.5f), (-0.5f, -0.95f), (0, -0.45f), (0.5f, -0.95f), (0.95f, -0.5f), (0.45f, 0), (0.95f, 0.5f), (0.5f, 0.95f), (0, 0.45f), (-0.5f, 0.95f), (-0.95f, 0.5f), (-0.45f, 0));
                break;
            case "flag": Poly((-0.6f, 1.1f), (-0.6f, -1.1f), (0.9f, -0.55f), (-0.35f, 0), (-0.35f, 1.1f)); break;
            default: path.AddCircle(at.X, at.Y, Shape == "ring" ? 0.75f * r : 0.95f * r); break;
        }

        using var fill = new SKPaint { Color = Shape == "ring" ? SKColors.White : Colour, IsAntialias = true };
        using var line = new SKPaint { Style = SKPaintStyle.Stroke, Color = Shape == "ring" ? Colour : new SKColor(0x1d, 0x23, 0x26), StrokeWidth = Shape == "ring" ? 0.5f * r : 0.16f * r, IsAntialias = true, StrokeJoin = SKStrokeJoin.Round };
        canvas.DrawPath(path, fill);
        canvas.DrawPath(path, line);
        using var ink = new SKPaint { Color = new SKColor(0x1d, 0x23, 0x26), IsAntialias = true };
        for (int i = 0; i < Bars; i++) canvas.DrawRect(at.X + ((i - (Bars - 1) / 2f) * 0.42f - 0.1f) * r, at.Y - 0.4f * r, 0.2f * r, 0.95f * r, ink);
    }
}

/// <summary>The signs of data/styles/status.json, as the web map has them.</summary>
internal sealed class MapSigns
{
    private static readonly Lazy<MapSigns> Shipped = new(() => new MapSigns(Path.Combine(AppContext.BaseDirectory, "data", "styles", "status.json")));

    private MapSigns(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        Sites = Read(file.RootElement.GetProperty("mine_site").GetProperty("classes"));
        Dumps = Read(file.RootElement.GetProperty("dump").GetProperty("classes"));
        Other = One("", file.RootElement.GetProperty("other"));
    }

    public static MapSigns All => Shipped.Value;

    public IReadOnlyList<MapSign> Sites { get; }

    public IReadOnlyList<MapSign> Dumps { get; }

    public MapSign Other { get; }

    /// <summary>An open case.</summary>
    public MapSign Case { get; } = new("case", new SKColor(0xcc, 0x79, 0xa7), "flag", 0, new BothWords("在办线索", "Open case"));

    public MapSign Site(string? status) => Sites.FirstOrDefault(s => s.Key == status) ?? Other;

    public MapSign Dump(string? grade) => Dumps.FirstOrDefault(s => s.Key == grade) ?? Other;

    private static MapSign[] Read(JsonElement classes) => [.. classes.EnumerateObject().Select(c => One(c.Name, c.Value))];

    private static MapSign One(string key, JsonElement c) => new(key, SKColor.Parse(c.GetProperty("colour").GetString()!), c.GetProperty("shape").GetString()!,
        c.TryGetProperty("bars", out var bars) ? bars.GetInt32() : 0, new BothWords(c.GetProperty("zh").GetString()!, c.GetProperty("en").GetString()!));
}
