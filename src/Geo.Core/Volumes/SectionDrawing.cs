using System.Globalization;
using System.Text;

namespace Geo.Core.Volumes;

/// <summary>A cross-section as SVG: the surface as a line, the base dashed, what lies between them coloured (fill ochre, cut blue, told apart by hatching too).</summary>
public static class SectionDrawing
{
    private const double Width = 900, Height = 300, Left = 64, Right = 884, Top = 34, Bottom = 252;

    /// <summary>An svg element to stand in a page.</summary>
    /// <param name="section">Points in order.</param>
    /// <param name="language">zh or en.</param>
    public static string Svg(IReadOnlyList<SectionPoint> section, string language)
    {
        ArgumentNullException.ThrowIfNull(section);
        string Say(string zh, string en) => language == "zh" ? zh : en;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" font-family="sans-serif" font-size="13"><title>{Say("断面图：表面与基准面", "Cross-section: surface and base")}</title>""");
        SectionPoint[] seen = [.. section.Where(p => !double.IsNaN(p.SurfaceM))];
        if (seen.Length < 2)
        {
            return svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Width / 2}" y="{Height / 2}" text-anchor="middle">{Say("断面上没有高程数据", "no heights along this line")}</text></svg>""").ToString();
        }

        double[] heights = [.. seen.SelectMany(p => new[] { p.SurfaceM, p.BaseM }).Where(h => !double.IsNaN(h))];
        double low = heights.Min(), high = heights.Max(), far = section[^1].DistanceM, pad = Math.Max(0.5, 0.08 * (high - low));
        (low, high) = (low - pad, high + pad);
        double X(double distance) => Left + (Right - Left) * distance / far;
        double Y(double height) => Bottom - (Bottom - Top) * (height - low) / (high - low);
        svg.Append("""<defs><pattern id="cut" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#9ecae9"/><line x1="0" y1="0" x2="0" y2="6" stroke="#0072b2" stroke-width="1.5"/></pattern></defs>""");
        foreach (double tick in Ticks(low, high, 5))
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{Left}" x2="{Right}" y1="{Y(tick):0.0}" y2="{Y(tick):0.0}" stroke="#d5dde4"/><text x="{Left - 8}" y="{Y(tick) + 4:0.0}" text-anchor="end" fill="#44505c">{tick:0.##}</text>""");
        }

        foreach (double tick in Ticks(0, far, 8))
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{X(tick):0.0}" x2="{X(tick):0.0}" y1="{Bottom}" y2="{Bottom + 5}" stroke="#44505c"/><text x="{X(tick):0.0}" y="{Bottom + 19}" text-anchor="middle" fill="#44505c">{tick:0.##}</text>""");
        }

        Fill(svg, seen, X, Y);
        Path(svg, seen.Select(p => (X(p.DistanceM), Y(p.BaseM))), """stroke="#44505c" stroke-width="1.6" stroke-dasharray="7 5" class="base" """);
        Path(svg, seen.Select(p => (X(p.DistanceM), Y(p.SurfaceM))), """stroke="#1b2733" stroke-width="1.8" class="surface" """);
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="20" fill="#1b2733">{Say("高程（m）", "Height (m)")}</text><text x="{Right}" y="{Height - 8}" text-anchor="end" fill="#1b2733">{Say("距离（m）", "Distance (m)")}</text>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<g fill="#1b2733"><line x1="560" x2="590" y1="16" y2="16" stroke="#1b2733" stroke-width="1.8"/><text x="596" y="20">{Say("表面", "Surface")}</text><line x1="680" x2="710" y1="16" y2="16" stroke="#44505c" stroke-width="1.6" stroke-dasharray="7 5"/><text x="716" y="20">{Say("基准面", "Base")}</text><rect x="780" y="9" width="14" height="14" fill="#e8c07d"/><text x="798" y="20">{Say("填", "Fill")}</text><rect x="834" y="9" width="14" height="14" fill="url(#cut)"/><text x="852" y="20">{Say("挖", "Cut")}</text></g></svg>""");
        return svg.ToString();
    }

    private static void Fill(StringBuilder svg, SectionPoint[] seen, Func<double, double> x, Func<double, double> y)
    {
        for (int from = 0; from + 1 < seen.Length;)
        {
            bool above = seen[from + 1].SurfaceM >= seen[from + 1].BaseM;
            int to = from + 1;
            while (to + 1 < seen.Length && !double.IsNaN(seen[to + 1].BaseM) && seen[to + 1].SurfaceM >= seen[to + 1].BaseM == above) to++;
            if (!double.IsNaN(seen[from].BaseM) && !double.IsNaN(seen[to].BaseM))
            {
                var part = seen[from..(to + 1)];
                string points = string.Join(' ', part.Select(p => Point(x(p.DistanceM), y(p.SurfaceM))).Concat(part.Reverse().Select(p => Point(x(p.DistanceM), y(p.BaseM)))));
                svg.Append(CultureInfo.InvariantCulture, $"""<polygon points="{points}" fill="{(above ? "#e8c07d" : "url(#cut)")}" class="{(above ? "fill" : "cut")}"/>""");
            }

            from = to;
        }
    }

    private static void Path(StringBuilder svg, IEnumerable<(double X, double Y)> points, string style)
    {
        string text = string.Join(' ', points.Where(p => !double.IsNaN(p.Y)).Select(p => Point(p.X, p.Y)));
        svg.Append(CultureInfo.InvariantCulture, $"""<polyline points="{text}" fill="none" {style}/>""");
    }

    private static string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{x:0.0},{y:0.0}");

    private static IEnumerable<double> Ticks(double from, double to, int about)
    {
        double raw = (to - from) / about, power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = power * (raw / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        for (double at = Math.Ceiling(from / step) * step; at <= to + 1e-9; at += step) yield return Math.Round(at, 6);
    }
}
