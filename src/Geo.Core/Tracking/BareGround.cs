namespace Geo.Core.Tracking;

/// <summary>What the model takes for the vegetation cover of bare ground in a scene: dry soil and stone are not at the soil end member.</summary>
internal static class BareGround
{
    private const int Side = 8, Block = 64;

    /// <summary>A low percentile of the scene's clear land over 64 blocks spread evenly; 0 where even that is no bare ground.</summary>
    public static double CoverOf(Grid grid, PixelReader pixels, RestorationRules rules)
    {
        var land = new List<float>();
        for (int i = 0; i < Side * Side; i++)
        {
            int col = (int)((long)(grid.Width - Block) * (i % Side) / (Side - 1)), row = (int)((long)(grid.Height - Block) * (i / Side) / (Side - 1));
            // On whole multiples of the block: within one tile of the file.
            var window = new Window(Math.Max(0, col) / Block * Block, Math.Max(0, row) / Block * Block, Block, Block).Intersect(grid.Whole);
            var seen = pixels.Read(window);
            land.AddRange(seen.Cover.Where((c, at) => !float.IsNaN(c) && !seen.Water[at]));
        }

        if (land.Count == 0)
        {
            return 0;
        }

        land.Sort();
        double low = land[(int)(rules.BarePercentile * (land.Count - 1))];
        return low < rules.BareBelow ? low : 0;
    }
}
