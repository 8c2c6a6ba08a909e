using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Geo.Core.Reporting;

/// <summary>
/// The cover curve (植被覆盖度曲线): the site's cover with its error on each date, the reference as a band, and below the ratio of
/// each season. One drawing, as SVG for the page and as PNG for the document.
/// </summary>
public static class CoverCurve
{
    internal const int Width = 960, Height = 540;
    private const float Left = 64, Right = 940, Top = 62, Middle = 330, Low = 372, Bottom = 500;
    private const double HighestRatio = 1.4;

    private static readonly SKColor Site = new(0x00, 0x72, 0xb2), Reference = new(0x00, 0x9e, 0x73), Plan = new(0xd5, 0x5e, 0x00), Ink = new(0x1b, 0x27, 0x33), Line = new(0xd5, 0xdd, 0xe4);

    /// <summary>Width over height.</summary>
    public static double Shape => Width / (double)Height;

    /// <summary>As an svg element to stand within a page.</summary>
    /// <param name="input">The dossier.</param>
    /// <param name="language">zh or en; without a Chinese font it is English.</param>
    public static string Svg(DossierInput input, string language) => Svg(CurveData.Of(input), Words(language, Typefaces.Host), Typefaces.Host);

    /// <summary>As PNG, at two and a half times its size so that it prints sharply.</summary>
    public static byte[] Png(DossierInput input, string language) => Png(CurveData.Of(input), Words(language, Typefaces.Host), Typefaces.Host);

    internal static string Svg(CurveData data, string language, Typefaces fonts)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, Height), stream)) Draw(canvas, data, language, fonts);
        string svg = Encoding.UTF8.GetString(stream.ToArray());
        // A box instead of a size, so that the page scales it; no XML head inside of HTML.
        return svg[svg.IndexOf("<svg", StringComparison.Ordinal)..].TrimEnd()
            .Replace($"width=\"{Width}\" height=\"{Height}\"", $"viewBox=\"0 0 {Width} {Height}\" role=\"img\" class=\"curve\"", StringComparison.Ordinal);
    }

    internal static byte[] Png(CurveData data, string language, Typefaces fonts)
    {
        const float scale = 2.5f;
        using var surface = SKSurface.Create(new SKImageInfo((int)(Width * scale), (int)(Height * scale), SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        Draw(surface.Canvas, data, language, fonts);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static string Words(string language, Typefaces fonts) => fonts.HasChinese ? language : "en";

    private static void Draw(SKCanvas canvas, CurveData data, string language, Typefaces fonts)
    {
        using var pen = new CurvePen(canvas, fonts);
        string Say(string zh, string en) => language == "zh" ? zh : en;
        if (data.Span() is not var (from, to))
        {
            pen.Text(Say("没有监测记录", "no observation"), Width / 2f, Height / 2f, SKTextAlign.Center, Ink, 18);
            return;
        }

        float X(DateTimeOffset at) => (float)(Left + (Right - Left) * (at - from).TotalDays / (to - from).TotalDays);
        float Y(double share) => (float)(Middle - (Middle - Top) * Math.Clamp(share, 0, 1));
        float Z(double ratio) => (float)(Bottom - (Bottom - Low) * Math.Clamp(ratio, 0, HighestRatio) / HighestRatio);
        Axes(pen, from, to, X, Y, Z, Say);

        CurveBand[] band = [.. data.Band.OrderBy(b => b.At)];
        pen.Area([.. band.Select(b => new SKPoint(X(b.At), Y(b.Median + b.Spread))), .. band.Reverse().Select(b => new SKPoint(X(b.At), Y(b.Median - b.Spread)))], Reference.WithAlpha(0x40));
        pen.Path([.. band.Select(b => new SKPoint(X(b.At), Y(b.Median)))], Reference, 1.8f, dashed: false);
        pen.Path([.. data.Points.Select(p => new SKPoint(X(p.At), Y(p.Value)))], Site.WithAlpha(0x70), 1.2f, dashed: false);
        foreach (CurvePoint point in data.Points)
        {
            float x = X(point.At);
            pen.ErrorBar(x, Y(point.Value - point.Error), Y(point.Value + point.Error), Site);
            pen.Marker(x, Y(point.Value), Site, MarkerOf(point.Sensor));
        }

        pen.Path([new SKPoint(Left, Z(data.Share)), new SKPoint(Right, Z(data.Share))], Plan, 1.2f, dashed: true);
        foreach (CurveSeason season in data.Seasons)
        {
            pen.ErrorBar(X(season.At), Z(season.Low), Z(season.High), Ink);
            pen.Marker(X(season.At), Z(season.Ratio), Ink, MarkerShape.Diamond);
        }

        if (data.PlannedYear is { } year && X(EndOf(year)) is var end && end >= Left && end <= Right + 1)
        {
            pen.Path([new SKPoint(end, Top), new SKPoint(end, Bottom)], Plan, 1.4f, dashed: true);
            pen.Text(Say($"计划 {year} 年底", $"planned: end of {year}"), end - 4, Top + 14, SKTextAlign.Right, Plan, 12);
        }

        foreach (var (mark, i) in data.Marks.Select((mark, i) => (mark, i)))
        {
            float x = X(mark.At);
            pen.Path([new SKPoint(x, Top), new SKPoint(x, Middle)], Ink, 1, dashed: true);
            pen.Text(DossierWords.Status(mark.Status, language) ?? mark.Status, x, Top - 6 - 13 * (i % 2), SKTextAlign.Center, Ink, 12);
        }

        Legend(pen, data, Say);
    }

    private static void Axes(CurvePen pen, DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, float> x, Func<double, float> y, Func<double, float> z, Func<string, string, string> say)
    {
        for (int tick = 0; tick <= 100; tick += 20)
        {
            pen.Path([new SKPoint(Left, y(tick / 100.0)), new SKPoint(Right, y(tick / 100.0))], Line, 1, dashed: false);
            pen.Text(string.Create(CultureInfo.InvariantCulture, $"{tick} %"), Left - 6, y(tick / 100.0) + 4, SKTextAlign.Right, Ink, 12);
        }

        foreach (double tick in new[] { 0, 0.5, 1 })
        {
            pen.Path([new SKPoint(Left, z(tick)), new SKPoint(Right, z(tick))], Line, 1, dashed: false);
            pen.Text(tick.ToString("0.0", CultureInfo.InvariantCulture), Left - 6, z(tick) + 4, SKTextAlign.Right, Ink, 12);
        }

        for (DateTimeOffset year = from; year <= to; year = year.AddYears(1))
        {
            foreach (var (top, bottom) in new[] { (Top, Middle), (Low, Bottom) }) pen.Path([new SKPoint(x(year), top), new SKPoint(x(year), bottom)], Line, 1, dashed: false);
            if (year < to) pen.Text(year.Year.ToString(CultureInfo.InvariantCulture), (x(year) + x(year.AddYears(1))) / 2, Bottom + 18, SKTextAlign.Center, Ink, 13);
        }

        pen.Text(say("植被覆盖度", "vegetation cover"), Left, 18, SKTextAlign.Left, Ink, 14);
        pen.Text(say("各生长季与参照之比（90% 区间），虚线为要求的比例", "ratio to the reference by season (90 % interval); dashed: the share asked for"), Left, Low - 10, SKTextAlign.Left, Ink, 13);
    }

    private static void Legend(CurvePen pen, CurveData data, Func<string, string, string> say)
    {
        float x = 220;
        foreach (string sensor in data.Points.Select(p => p.Sensor).Distinct().Order(StringComparer.Ordinal))
        {
            pen.Marker(x, 13, Site, MarkerOf(sensor));
            x = pen.Text(SiteChip.Sensor(sensor), x + 9, 18, SKTextAlign.Left, Ink, 12) + 18;
        }

        pen.Area([new SKPoint(x, 7), new SKPoint(x + 22, 7), new SKPoint(x + 22, 19), new SKPoint(x, 19)], Reference.WithAlpha(0x40));
        pen.Path([new SKPoint(x, 13), new SKPoint(x + 22, 13)], Reference, 1.8f, dashed: false);
        pen.Text(say("参照：中位数与离散范围", "reference: median and spread"), x + 28, 18, SKTextAlign.Left, Ink, 12);
        pen.Text(say("误差线为一倍标准误", "bars: one standard error"), Right, 18, SKTextAlign.Right, Ink, 12);
        pen.Text(say("日期按北京时间", "dates at UTC+8"), Right, Bottom + 36, SKTextAlign.Right, Ink, 11);
    }

    private static MarkerShape MarkerOf(string sensor) => sensor switch { "sentinel2-l2a" => MarkerShape.Circle, "landsat-c2l2" => MarkerShape.Square, _ => MarkerShape.Triangle };

    private static DateTimeOffset EndOf(int year) => new(year + 1, 1, 1, 0, 0, 0, ChinaTime.Offset);
}
