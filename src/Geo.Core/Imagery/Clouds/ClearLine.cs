namespace Geo.Core.Imagery.Clouds;

/// <summary>
/// How blue follows red over the clear ground of one scene; what lies above is haze or cloud (HOT). Found without a person's hand:
/// in each class of red the blue of its lower third, from the darkest by Fmask's slope a weighted line, classes above it left out, and again.
/// </summary>
/// <remarks>Zhang, Guindon &amp; Cihlar 2002, https://doi.org/10.1016/S0034-4257(02)00034-2, who draw the line by hand.</remarks>
internal readonly record struct ClearLine(double Intercept, double Slope)
{
    private const int RedBins = 25, BlueBins = 400;
    private const double RedWidth = 0.02, BlueWidth = 0.0025, LowShare = 0.3, Above = 0.015;
    // Fmask's slope, for scenes whose clear ground is all of one brightness.
    private const double UsualSlope = 0.5, UsualWeight = 0.002;

    /// <summary>Blue above the line, reflectance.</summary>
    public double Excess(double blue, double red) => blue - Intercept - Slope * red;

    public static ClearLine Of(CellRaster cells)
    {
        var counts = new int[RedBins * BlueBins];
        var totals = new int[RedBins];
        int seen = 0;
        for (int i = 0; i < cells.Count; i++)
        {
            if (!cells.Seen(i)) continue;
            seen++;
            int red = (int)(CellRaster.Value(cells.Red[i]) / RedWidth), blue = (int)(CellRaster.Value(cells.Blue[i]) / BlueWidth);
            if (red >= RedBins || blue >= BlueBins) continue;
            counts[red * BlueBins + blue]++;
            totals[red]++;
        }

        var points = new List<(double Red, double Blue, double Weight)>();
        for (int red = 0; red < RedBins; red++)
        {
            if (totals[red] < Math.Max(20, seen / 2000)) continue;
            int at = 0, sum = 0;
            while (sum + counts[red * BlueBins + at] < LowShare * totals[red]) sum += counts[red * BlueBins + at++];
            points.Add(((red + 0.5) * RedWidth, (at + 0.5) * BlueWidth, (double)totals[red] / seen));
        }

        if (points.Count == 0) return new ClearLine(0, UsualSlope);
        // From the darkest class by the usual slope: there the air's own blue is in, and cloud is not. Thin cloud fills whole
        // classes of red of its own in a cloudy scene.
        var line = new ClearLine(points[0].Blue - UsualSlope * points[0].Red, UsualSlope);
        for (int turn = 0; turn < 6; turn++)
        {
            var current = line;
            var kept = points.FindAll(point => current.Excess(point.Blue, point.Red) < Above);
            if (kept.Count == 0) break;
            line = Through(kept);
        }

        return line;
    }

    private static ClearLine Through(List<(double Red, double Blue, double Weight)> points)
    {
        double total = points.Sum(p => p.Weight), red = points.Sum(p => p.Weight * p.Red) / total, blue = points.Sum(p => p.Weight * p.Blue) / total;
        double along = points.Sum(p => p.Weight * (p.Red - red) * (p.Red - red)) / total, across = points.Sum(p => p.Weight * (p.Red - red) * (p.Blue - blue)) / total;
        double slope = Math.Clamp((across + UsualSlope * UsualWeight * 0.1) / (along + UsualWeight * 0.1), 0.1, 0.75);
        return new ClearLine(blue - slope * red, slope);
    }
}
