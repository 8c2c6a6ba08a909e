namespace Geo.Core.Imagery.Clouds;

/// <summary>
/// Shadows of found clouds: dark basins of the near infrared (below its flood fill), taken where a cloud thrown away from the sun at
/// one of the tried heights falls on them. Water and coal are dark too; without a cloud at the right place they are no shadow.
/// </summary>
/// <remarks>Zhu &amp; Woodcock 2012, https://doi.org/10.1016/j.rse.2011.10.028, sections 3.1.3 and 3.2; the flood fill after Soille 1999.</remarks>
internal static class ShadowCells
{
    private const int MostSampled = 2000;

    /// <summary>Marks shadows among clear cells; needs a near infrared.</summary>
    public static void Mark(Quality[] found, CellRaster cells, SunPosition sun, CloudThresholds thresholds)
    {
        if (cells.Nir is not { } nir) return;
        int width = cells.Width, height = cells.Height;
        var filled = Filled(nir, width);
        bool[] dark = new bool[nir.Length], cloud = new bool[nir.Length];
        double depth = thresholds["shadow_depth"];
        for (int i = 0; i < nir.Length; i++) (dark[i], cloud[i]) = (CellRaster.Value(filled[i]) - CellRaster.Value(nir[i]) > depth && nir[i] != 0, found[i] == Quality.Cloud);
        var wide = CellParts.Grown(dark, width, CloudCells.Cells(cells, thresholds["dilate_m"]));
        // Rows run southward.
        double azimuth = sun.AzimuthDegrees * Math.PI / 180, perMetre = 1 / Math.Tan(sun.ElevationDegrees * Math.PI / 180) / cells.Metres;
        double dc = -Math.Sin(azimuth) * perMetre, dr = Math.Cos(azimuth) * perMetre;
        double lowest = thresholds["cloud_height_least_m"], highest = thresholds["cloud_height_most_m"], step = Math.Max(10, 0.5 / Math.Max(Math.Abs(dc), Math.Abs(dr)));
        double least = thresholds["shadow_similarity_least"];
        foreach (int[] part in CellParts.Of(cloud, width))
        {
            int[] sample = part.Length <= MostSampled ? part : [.. Enumerable.Range(0, MostSampled).Select(k => part[(long)k * part.Length / MostSampled])];
            double best = 0, bestHeight = 0;
            for (double above = lowest; above <= highest; above += step)
            {
                int hit = 0, seen = 0;
                foreach (int cell in sample)
                {
                    if (Thrown(cell, above) is not { } to || found[to] is Quality.NoData or Quality.Cloud) continue;
                    seen++;
                    if (dark[to]) hit++;
                }

                // A cloud whose shadow lies mostly under clouds or outside tells nothing of its height.
                if (seen * 10 < sample.Length || hit <= best * seen) continue;
                (best, bestHeight) = ((double)hit / seen, above);
            }

            if (best < least) continue;
            foreach (int cell in part)
            {
                if (Thrown(cell, bestHeight) is { } to && found[to] == Quality.Clear && wide[to]) found[to] = Quality.Shadow;
            }
        }

        int? Thrown(int cell, double above)
        {
            int col = (int)Math.Round(cell % width + dc * above), row = (int)Math.Round(cell / width + dr * above);
            return col < 0 || row < 0 || col >= width || row >= height ? null : row * width + col;
        }
    }

    /// <summary>Each cell raised to the lowest sill on the way to the raster's edge: priority flood by value (Soille &amp; Gratin 1994), four neighbours.</summary>
    internal static ushort[] Filled(ushort[] values, int width)
    {
        int height = values.Length / width;
        var filled = new ushort[values.Length];
        var done = new bool[values.Length];
        var queue = new PriorityQueue<int, ushort>(2 * (width + height));
        void Push(int cell, ushort level)
        {
            if (done[cell]) return;
            done[cell] = true;
            filled[cell] = Math.Max(level, values[cell]);
            queue.Enqueue(cell, filled[cell]);
        }

        for (int col = 0; col < width; col++)
        {
            Push(col, 0);
            Push((height - 1) * width + col, 0);
        }

        for (int row = 0; row < height; row++)
        {
            Push(row * width, 0);
            Push(row * width + width - 1, 0);
        }

        while (queue.TryDequeue(out int cell, out ushort level))
        {
            int col = cell % width, row = cell / width;
            if (col > 0) Push(cell - 1, level);
            if (col < width - 1) Push(cell + 1, level);
            if (row > 0) Push(cell - width, level);
            if (row < height - 1) Push(cell + width, level);
        }

        return filled;
    }
}
