namespace Geo.Core.Volumes;

/// <summary>Masks of cells, row by row, that are set, grown and cleaned.</summary>
internal static class CellMask
{
    /// <summary>Mean of three by three; a missing neighbour is left out, a missing centre stays missing.</summary>
    public static float[] Smoothed(float[] values, int width)
    {
        int height = values.Length / width;
        var into = new float[values.Length];
        for (int i = 0; i < into.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                into[i] = float.NaN;
                continue;
            }

            double sum = 0;
            int count = 0;
            for (int y = Math.Max(0, i / width - 1); y <= Math.Min(height - 1, i / width + 1); y++)
            {
                for (int x = Math.Max(0, i % width - 1); x <= Math.Min(width - 1, i % width + 1); x++)
                {
                    float near = values[y * width + x];
                    if (float.IsNaN(near)) continue;
                    sum += near;
                    count++;
                }
            }

            into[i] = (float)(sum / count);
        }

        return into;
    }

    /// <summary>Cells of a mask that are joined to a seed by steps over edges within it.</summary>
    public static bool[] Reached(bool[] seeds, bool[] mask, int width)
    {
        var reached = new bool[mask.Length];
        var open = new Stack<int>(Enumerable.Range(0, mask.Length).Where(i => seeds[i] && mask[i]));
        while (open.TryPop(out int i))
        {
            if (reached[i]) continue;
            reached[i] = true;
            int col = i % width;
            if (col > 0 && mask[i - 1]) open.Push(i - 1);
            if (col + 1 < width && mask[i + 1]) open.Push(i + 1);
            if (i >= width && mask[i - width]) open.Push(i - width);
            if (i + width < mask.Length && mask[i + width]) open.Push(i + width);
        }

        return reached;
    }

    /// <summary>The mask and what lies within so many cells of it.</summary>
    public static bool[] Grown(bool[] mask, int width, int cells)
    {
        int height = mask.Length / width;
        // A square, one direction after the other.
        var across = new bool[mask.Length];
        var both = new bool[mask.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            if (!mask[i]) continue;
            int col = i % width;
            for (int x = Math.Max(0, col - cells); x <= Math.Min(width - 1, col + cells); x++) across[i - col + x] = true;
        }

        for (int i = 0; i < mask.Length; i++)
        {
            if (!across[i]) continue;
            int row = i / width;
            for (int y = Math.Max(0, row - cells); y <= Math.Min(height - 1, row + cells); y++) both[y * width + i % width] = true;
        }

        return both;
    }

    /// <summary>What is farther than so many cells from whatever is not in the mask.</summary>
    public static bool[] Shrunk(bool[] mask, int width, int cells) => [.. Grown([.. mask.Select(m => !m)], width, cells).Select(m => !m)];

    /// <summary>Without what is narrower than three cells.</summary>
    public static bool[] Opened(bool[] mask, int width) => Grown(Shrunk(mask, width, 1), width, 1);

    /// <summary>With its holes.</summary>
    public static bool[] Filled(bool[] mask, int width)
    {
        bool[] outside = [.. mask.Select(m => !m)];
        int height = mask.Length / width;
        bool[] border = [.. mask.Select((_, i) => i % width == 0 || i % width == width - 1 || i / width == 0 || i / width == height - 1)];
        return [.. Reached(border, outside, width).Select(o => !o)];
    }
}
