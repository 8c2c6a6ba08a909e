using Geo.Core.Measure;
using SkiaSharp;

namespace Geo.Core.Reporting.Monthly;

/// <summary>The map of a monthly report: outlines of the towns, rivers, mine sites by status, dumps by grade, open cases; with legend, scale bar and north.</summary>
public static class MonthlyMap
{
    private const int Width = 1000, Height = 1000, Top = 20, Side = 24, LegendHeight = 290;
    private const float Scale = 1.6f, SignRadius = 8;

    private static readonly SKColor Ink = new(0x1d, 0x23, 0x26), TownLine = new(0x8a, 0x8f, 0x94), Ground = new(0xf7, 0xf6, 0xf1), Water = new(0x56, 0xb4, 0xe9);

    /// <summary>Width over height.</summary>
    public static double Shape => Width / (double)Height;

    /// <summary>Draws; without a Chinese font the words are English.</summary>
    /// <returns>PNG.</returns>
    public static byte[] Png(MonthlyData data, string language)
    {
        ArgumentNullException.ThrowIfNull(data);
        string words = Typefaces.Host.HasChinese ? language : "en";
        using var surface = SKSurface.Create(new SKImageInfo((int)(Width * Scale), (int)(Height * Scale), SKColorType.Rgba8888, SKAlphaType.Premul));
        SKCanvas canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale(Scale);
        using (var pen = new CurvePen(canvas, Typefaces.Host)) Draw(canvas, pen, data, words);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static void Draw(SKCanvas canvas, CurvePen pen, MonthlyData data, string language)
    {
        string Say(string zh, string en) => language == "zh" ? zh : en;
        var frame = new SKRect(Side, Top, Width - Side, Height - LegendHeight);
        if (Box(data) is not { } box)
        {
            pen.Text(Say("没有可绘制的位置", "nothing has a place"), Width / 2f, Height / 2f, SKTextAlign.Center, Ink, 24);
            return;
        }

        // Metres of a degree differ by 24 % here: the picture is drawn in the shape of the ground at its middle.
        double middle = (box.MinY + box.MaxY) / 2, x = (box.MinX + box.MaxX) / 2;
        double metresX = Ellipsoid.Distance(x - 0.5, middle, x + 0.5, middle), metresY = Ellipsoid.Distance(x, middle - 0.5, x, middle + 0.5);
        double unit = Math.Min(frame.Width / ((box.MaxX - box.MinX) * metresX), frame.Height / ((box.MaxY - box.MinY) * metresY)) * 0.94;
        SKPoint At(double lon, double lat) => new((float)(frame.MidX + (lon - x) * metresX * unit), (float)(frame.MidY - (lat - middle) * metresY * unit));

        canvas.Save();
        canvas.ClipRect(frame);
        foreach (MapArea town in data.Towns) Town(canvas, town, At);
        foreach (MapArea river in data.Rivers)
        {
            foreach (var line in river.Lines) pen.Path(Points(line, At), Water, 2.4f, dashed: false);
        }

        foreach (MapArea town in data.Towns) Name(pen, town, language, At);
        foreach (var dump in data.Dumps.Where(d => d.Lon is not null)) MapSigns.All.Dump(dump.Grade).Draw(canvas, At(dump.Lon!.Value, dump.Lat!.Value), SignRadius);
        foreach (var site in data.Sites.Where(s => s.Lon is not null)) MapSigns.All.Site(site.Status).Draw(canvas, At(site.Lon!.Value, site.Lat!.Value), SignRadius);
        DateTimeOffset end = ReportMonth.Parse(data.Month).End;
        foreach (var one in data.Cases.Where(c => c.Lon is not null && MonthlyFigures.OpenAt(c, end))) MapSigns.All.Case.Draw(canvas, At(one.Lon!.Value, one.Lat!.Value), SignRadius);
        canvas.Restore();

        using var border = new SKPaint { Style = SKPaintStyle.Stroke, Color = Ink, StrokeWidth = 1.4f };
        canvas.DrawRect(frame, border);
        North(canvas, pen, frame, Say("北", "N"));
        ScaleBar(canvas, pen, frame, 1 / unit);
        Legend(canvas, pen, data, language);
    }

    private static void Town(SKCanvas canvas, MapArea town, Func<double, double, SKPoint> at)
    {
        using var path = new SKPath { FillType = SKPathFillType.EvenOdd };
        foreach (var line in town.Lines) path.AddPoly(Points(line, at), close: true);
        using var fill = new SKPaint { Color = Ground, IsAntialias = true };
        using var stroke = new SKPaint { Style = SKPaintStyle.Stroke, Color = TownLine, StrokeWidth = 1.6f, IsAntialias = true };
        canvas.DrawPath(path, fill);
        canvas.DrawPath(path, stroke);
    }

    private static void Name(CurvePen pen, MapArea town, string language, Func<double, double, SKPoint> at)
    {
        if (town.Lines.Count == 0) return;
        SKPoint[] points = Points(town.Lines[0], at);
        pen.Text(language == "zh" ? town.Name : town.NameEn ?? town.Name, (points.Min(p => p.X) + points.Max(p => p.X)) / 2, (points.Min(p => p.Y) + points.Max(p => p.Y)) / 2, SKTextAlign.Center, TownLine, 22);
    }

    private static void North(SKCanvas canvas, CurvePen pen, SKRect frame, string word)
    {
        var tip = new SKPoint(frame.Right - 40, frame.Top + 22);
        using var path = new SKPath();
        path.AddPoly([tip, new SKPoint(tip.X + 12, tip.Y + 40), new SKPoint(tip.X, tip.Y + 30), new SKPoint(tip.X - 12, tip.Y + 40)]);
        using var fill = new SKPaint { Color = Ink, IsAntialias = true };
        canvas.DrawPath(path, fill);
        pen.Text(word, tip.X, tip.Y + 66, SKTextAlign.Center, Ink, 22);
    }

    private static void ScaleBar(SKCanvas canvas, CurvePen pen, SKRect frame, double metresPerUnit)
    {
        double metres = SiteChip.BarMetres(metresPerUnit * frame.Width * 0.5);
        float length = (float)(metres / metresPerUnit), left = frame.Left + 24, y = frame.Bottom - 24;
        using var bar = new SKPaint { Color = Ink };
        using var half = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(left, y - 8, length, 8, bar);
        canvas.DrawRect(left + length / 2, y - 6.5f, length / 2 - 1.5f, 5, half);
        pen.Text(metres >= 1000 ? FormattableString.Invariant($"{metres / 1000:0.#} km") : FormattableString.Invariant($"{metres:0} m"), left + length, y - 14, SKTextAlign.Right, Ink, 20);
    }

    private static void Legend(SKCanvas canvas, CurvePen pen, MonthlyData data, string language)
    {
        var signs = MapSigns.All;
        DateTimeOffset end = ReportMonth.Parse(data.Month).End;
        (string Title, (MapSign Sign, int Count)[] Rows)[] columns =
        [
            (language == "zh" ? "矿山（状态）" : "Mine sites", [.. signs.Sites.Select(s => (s, data.Sites.Count(site => site.Status == s.Key))), (signs.Other, data.Sites.Count(site => signs.Site(site.Status) == signs.Other))]),
            (language == "zh" ? "堆场（管控级别）" : "Dumps", [.. signs.Dumps.Select(s => (s, data.Dumps.Count(d => d.Grade == s.Key))), (signs.Other, data.Dumps.Count(d => signs.Dump(d.Grade) == signs.Other))]),
            (language == "zh" ? "线索" : "Cases", [(signs.Case, data.Cases.Count(c => MonthlyFigures.OpenAt(c, end)))]),
        ];
        for (int c = 0; c < columns.Length; c++)
        {
            float left = Side + 10 + c * 330, y = Height - LegendHeight + 42;
            pen.Text(columns[c].Title, left, y, SKTextAlign.Left, Ink, 23);
            foreach (var (sign, count) in columns[c].Rows.Where(r => r.Sign != signs.Other || r.Count > 0))
            {
                y += 33;
                sign.Draw(canvas, new SKPoint(left + 12, y - 7), 10);
                pen.Text(FormattableString.Invariant($"{sign.Name.In(language)}  {count}"), left + 36, y, SKTextAlign.Left, Ink, 21);
            }
        }

        if (data.Synthetic) pen.Text(language == "zh" ? "模拟数据" : "SYNTHETIC DATA", Width - Side - 10, Height - 24, SKTextAlign.Right, new SKColor(0xc0, 0, 0), 24);
    }

    private static Extent? Box(MonthlyData data)
    {
        var xs = new List<double>();
        var ys = new List<double>();
        foreach (var line in data.Towns.SelectMany(t => t.Lines))
        {
            for (int i = 0; i + 1 < line.Count; i += 2) (xs, ys).Add(line[i], line[i + 1]);
        }

        foreach (var (lon, lat) in data.Sites.Select(s => (s.Lon, s.Lat)).Concat(data.Dumps.Select(d => (d.Lon, d.Lat))).Concat(data.Cases.Select(c => (c.Lon, c.Lat))))
        {
            if (lon is { } px && lat is { } py) (xs, ys).Add(px, py);
        }

        // A single place still gets some ground round it.
        const double least = 0.01;
        return xs.Count == 0 ? null : new Extent(xs.Min() - least / 2, ys.Min() - least / 2, xs.Max() + least / 2, ys.Max() + least / 2);
    }

    private static void Add(this (List<double> X, List<double> Y) to, double x, double y)
    {
        to.X.Add(x);
        to.Y.Add(y);
    }

    private static SKPoint[] Points(IReadOnlyList<double> line, Func<double, double, SKPoint> at) => [.. Enumerable.Range(0, line.Count / 2).Select(i => at(line[2 * i], line[2 * i + 1]))];
}
