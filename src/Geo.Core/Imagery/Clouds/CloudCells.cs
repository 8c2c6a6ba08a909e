namespace Geo.Core.Imagery.Clouds;

/// <summary>
/// Cloud, haze and snow among the cells of a scene. A thick cloud is bright, white and bluer than clear ground of its red; but so are
/// gypsum, white roofs and some tailings, so a core must be wide and must thin out at its edge. From cores their thin edges
/// are grown; haze without a core must fill a wide square.
/// </summary>
internal static class CloudCells
{
    // Coarser cells see no soft edge.
    private const double SoftEdgeSeenBelowMetres = 60;

    // Of coarse cells an edge may be as many wide.
    private const int LeastGrowCells = 10;

    /// <summary>Clear, Cloud, Snow or NoData of each cell.</summary>
    public static Quality[] Of(CellRaster cells, CloudThresholds thresholds)
    {
        var line = ClearLine.Of(cells);
        int count = cells.Count, width = cells.Width;
        var excess = new float[count];
        bool[] core = new bool[count], thin = new bool[count], hazy = new bool[count], snow = new bool[count];
        double coreHot = thresholds["core_hot"], fixedHot = thresholds["fixed_hot_above"], brightness = thresholds["core_brightness"], whiteness = thresholds["whiteness_most"];
        double grow = Math.Clamp(thresholds["grow_spreads"] * Spread(cells, line), thresholds["grow_hot_least"], thresholds["grow_hot_most"]), haze = thresholds["haze_hot"], greenest = thresholds["core_ndvi_most"];
        for (int i = 0; i < count; i++)
        {
            if (!cells.Seen(i)) continue;
            double blue = CellRaster.Value(cells.Blue[i]), green = CellRaster.Value(cells.Green[i]), red = CellRaster.Value(cells.Red[i]), mean = (blue + green + red) / 3;
            double hot = line.Excess(blue, red);
            excess[i] = (float)hot;
            if (IsSnow(cells, i, green, thresholds))
            {
                snow[i] = true;
                continue;
            }

            double white = (Math.Abs(blue - mean) + Math.Abs(green - mean) + Math.Abs(red - mean)) / mean;
            double nir = cells.Nir is null ? red : CellRaster.Value(cells.Nir[i]);
            core[i] = mean > brightness && hot > coreHot && blue - 0.5 * red > fixedHot && white < whiteness && nir - red < greenest * (nir + red);
            (thin[i], hazy[i]) = (hot > grow, hot > haze);
        }

        var kept = Cores(core, excess, cells, thresholds);
        var cloud = CellParts.Reached(kept, thin, width, Math.Max(LeastGrowCells, Cells(cells, thresholds["grow_m"])));
        Join(cloud, Wide(hazy, cells, Cells(cells, thresholds["haze_block_m"])));
        cloud = CellParts.Grown(cloud, width, Math.Max(1, Cells(cells, thresholds["dilate_m"])));
        var found = new Quality[count];
        for (int i = 0; i < count; i++) found[i] = !cells.Seen(i) ? Quality.NoData : cloud[i] ? Quality.Cloud : snow[i] ? Quality.Snow : Quality.Clear;
        return found;
    }

    // Of clear ground about the line: from the side below it, where no cloud is.
    private static double Spread(CellRaster cells, ClearLine line)
    {
        double squares = 0;
        int below = 0;
        for (int i = 0; i < cells.Count; i++)
        {
            double hot = cells.Seen(i) ? line.Excess(CellRaster.Value(cells.Blue[i]), CellRaster.Value(cells.Red[i])) : 0;
            if (hot < 0) (squares, below) = (squares + hot * hot, below + 1);
        }

        return below == 0 ? 0 : Math.Sqrt(squares / below);
    }

    private static bool IsSnow(CellRaster cells, int i, double green, CloudThresholds thresholds)
    {
        if (green < thresholds["snow_brightness"]) return false;
        if (cells.Swir is { } swir && swir[i] != 0)
        {
            double short1 = CellRaster.Value(swir[i]);
            return green - short1 > thresholds["snow_ndsi_above"] * (green + short1);
        }

        return cells.Nir is { } nir && CellRaster.Value(nir[i]) < thresholds["snow_nir_over_green_most"] * green;
    }

    private static bool[] Cores(bool[] core, float[] excess, CellRaster cells, CloudThresholds thresholds)
    {
        var kept = new bool[core.Length];
        double least = thresholds["core_square_m_least"] / (cells.Metres * cells.Metres), soft = thresholds["soft_edge_least"];
        foreach (int[] part in CellParts.Of(core, cells.Width))
        {
            if (part.Length < least || (cells.Metres < SoftEdgeSeenBelowMetres && Softness(part, core, excess, cells) < soft)) continue;
            foreach (int cell in part) kept[cell] = true;
        }

        return kept;
    }

    // HOT two to three cells outside of a part against HOT inside. Median against mean: a street between roofs must not make them soft.
    private static double Softness(int[] part, bool[] core, float[] excess, CellRaster cells)
    {
        int width = cells.Width, rows = core.Length / width;
        var outside = new HashSet<int>();
        foreach (int cell in part)
        {
            int col = cell % width, row = cell / width;
            if (col > 0 && col < width - 1 && row > 0 && row < rows - 1 && core[cell - 1] && core[cell + 1] && core[cell - width] && core[cell + width]) continue;
            foreach (var (dc, dr) in new[] { (-3, 0), (-2, 0), (2, 0), (3, 0), (0, -3), (0, -2), (0, 2), (0, 3) })
            {
                int c = col + dc, r = row + dr;
                if (c < 0 || r < 0 || c >= width || r >= rows || core[r * width + c] || !cells.Seen(r * width + c)) continue;
                outside.Add(r * width + c);
            }
        }

        // Cut off on all sides by the scene's edge: nothing speaks against a cloud.
        if (outside.Count == 0) return 1;
        float[] values = [.. outside.Select(cell => excess[cell])];
        Array.Sort(values);
        return values[values.Length / 2] / part.Average(cell => excess[cell]);
    }

    // Cells of squares that are nine tenths hazy.
    private static bool[] Wide(bool[] hazy, CellRaster cells, int side)
    {
        int width = cells.Width, height = cells.Height, half = Math.Max(1, side / 2);
        var sums = new int[(width + 1) * (height + 1)];
        var seen = new int[sums.Length];
        for (int row = 0; row < height; row++)
        {
            for (int col = 0; col < width; col++)
            {
                int at = (row + 1) * (width + 1) + col + 1, cell = row * width + col;
                sums[at] = sums[at - 1] + sums[at - width - 1] - sums[at - width - 2] + (hazy[cell] ? 1 : 0);
                seen[at] = seen[at - 1] + seen[at - width - 1] - seen[at - width - 2] + (cells.Seen(cell) ? 1 : 0);
            }
        }

        var centres = new bool[hazy.Length];
        for (int row = 0; row < height; row++)
        {
            for (int col = 0; col < width; col++)
            {
                int left = Math.Max(0, col - half), right = Math.Min(width, col + half + 1), top = Math.Max(0, row - half), bottom = Math.Min(height, row + half + 1);
                int Sum(int[] of) => of[bottom * (width + 1) + right] - of[top * (width + 1) + right] - of[bottom * (width + 1) + left] + of[top * (width + 1) + left];
                int valid = Sum(seen);
                centres[row * width + col] = 2 * valid > (right - left) * (bottom - top) && 10 * Sum(sums) >= 9 * valid;
            }
        }

        var grown = CellParts.Grown(centres, width, half);
        for (int i = 0; i < grown.Length; i++) grown[i] &= hazy[i] || centres[i];
        return grown;
    }

    internal static int Cells(CellRaster cells, double metres) => (int)Math.Round(metres / cells.Metres);

    private static void Join(bool[] into, bool[] other)
    {
        for (int i = 0; i < into.Length; i++) into[i] |= other[i];
    }
}
