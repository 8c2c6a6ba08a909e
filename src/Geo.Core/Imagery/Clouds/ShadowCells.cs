namespace Geo.Core.Imagery.Clouds;

/// <summary>
/// Shadows of found clouds: a cloud thrown away from the sun, from the height at which what it falls on is darkest against the
/// ground round about, in near infrared and green together. Water, coal and tree shade are dark too; without a cloud at the
/// right place they are no shadow.
/// </summary>
/// <remarks>
/// Matching of clouds and shadows by height: Zhu &amp; Woodcock 2012, https://doi.org/10.1016/j.rse.2011.10.028, section 3.2. Their
/// potential shadow (flood fill of near infrared) finds little on bare ground among crops; darkness against a box mean does.
/// </remarks>
internal static class ShadowCells
{
    private const int MostSampled = 1000, OwnHeightFromCells = 100;
    private const double OwnHeightGain = 0.1;

    // Coarser cells blur a shadow away.
    private const double MostCellMetres = 120;

    /// <summary>Marks shadows among clear cells; needs a near infrared.</summary>
    public static void Mark(Quality[] found, CellRaster cells, SunPosition sun, CloudThresholds thresholds)
    {
        if (cells.Nir is null || cells.Metres > MostCellMetres) return;
        int width = cells.Width, height = cells.Height;
        var cloud = new bool[cells.Count];
        for (int i = 0; i < cloud.Length; i++) cloud[i] = found[i] == Quality.Cloud;
        var parts = CellParts.Of(cloud, width);
        if (parts.Count == 0) return;
        float[] light = Light(found, cells, Math.Max(3, CloudCells.Cells(cells, thresholds["shadow_box_m"]) / 2));
        // Rows run southward.
        double azimuth = sun.AzimuthDegrees * Math.PI / 180, perMetre = 1 / Math.Tan(sun.ElevationDegrees * Math.PI / 180) / cells.Metres;
        double dc = -Math.Sin(azimuth) * perMetre, dr = Math.Cos(azimuth) * perMetre;
        double lowest = thresholds["cloud_height_least_m"], highest = thresholds["cloud_height_most_m"], step = Math.Max(10, 0.5 / Math.Max(Math.Abs(dc), Math.Abs(dr)));
        double[] heights = [.. Enumerable.Range(0, (int)((highest - lowest) / step) + 1).Select(k => lowest + k * step)];
        var darkness = parts.ConvertAll(part => Array.ConvertAll(heights, above => Darkness(part, above)));
        // Clouds of one scene lie at about one height; a small one alone would be matched with any dark ground.
        int common = Highest(k => parts.Select((part, i) => part.Length * darkness[i][k]).Sum());
        for (int i = 0; i < parts.Count; i++)
        {
            int own = Highest(k => darkness[i][k]);
            int best = parts[i].Length >= OwnHeightFromCells && darkness[i][own] > darkness[i][common] + OwnHeightGain ? own : common;
            if (darkness[i][best] < thresholds["shadow_darkness_least"]) continue;
            foreach (int cell in parts[i])
            {
                if (Thrown(cell, heights[best]) is { } to && found[to] == Quality.Clear && light[to] < -thresholds["shadow_cell_darkness_least"]) found[to] = Quality.Shadow;
            }
        }

        int Highest(Func<int, double> of)
        {
            double[] values = [.. Enumerable.Range(0, heights.Length).Select(of)];
            return Array.IndexOf(values, values.Max());
        }

        double Darkness(int[] part, double above)
        {
            double sum = 0;
            int seen = 0, every = Math.Max(1, part.Length / MostSampled);
            for (int k = 0; k < part.Length; k += every)
            {
                if (Thrown(part[k], above) is not { } to || found[to] is Quality.NoData or Quality.Cloud) continue;
                seen++;
                sum -= light[to];
            }

            // A cloud whose shadow lies mostly under clouds or outside tells nothing of its height.
            return seen * 10 * every < part.Length ? 0 : sum / seen;
        }

        int? Thrown(int cell, double above)
        {
            int col = (int)Math.Round(cell % width + dc * above), row = (int)Math.Round(cell / width + dr * above);
            return col < 0 || row < 0 || col >= width || row >= height ? null : row * width + col;
        }
    }

    // Logarithm of near infrared times green against its mean over the clear cells of a box.
    private static float[] Light(Quality[] found, CellRaster cells, int half)
    {
        int width = cells.Width, height = cells.Height;
        var light = new float[cells.Count];
        var sums = new double[(width + 1) * (height + 1)];
        var counts = new int[sums.Length];
        for (int row = 0; row < height; row++)
        {
            for (int col = 0; col < width; col++)
            {
                int cell = row * width + col, at = (row + 1) * (width + 1) + col + 1;
                bool clear = found[cell] is Quality.Clear;
                if (clear) light[cell] = (float)(Math.Log(CellRaster.Value(cells.Nir![cell]) + 0.01) + Math.Log(CellRaster.Value(cells.Green[cell]) + 0.01));
                sums[at] = sums[at - 1] + sums[at - width - 1] - sums[at - width - 2] + light[cell];
                counts[at] = counts[at - 1] + counts[at - width - 1] - counts[at - width - 2] + (clear ? 1 : 0);
            }
        }

        for (int row = 0; row < height; row++)
        {
            for (int col = 0; col < width; col++)
            {
                int cell = row * width + col;
                if (found[cell] != Quality.Clear) continue;
                int left = Math.Max(0, col - half), right = Math.Min(width, col + half + 1), top = Math.Max(0, row - half), bottom = Math.Min(height, row + half + 1);
                int a = bottom * (width + 1) + right, b = top * (width + 1) + right, c = bottom * (width + 1) + left, d = top * (width + 1) + left;
                light[cell] -= (float)((sums[a] - sums[b] - sums[c] + sums[d]) / (counts[a] - counts[b] - counts[c] + counts[d]));
            }
        }

        return light;
    }
}
