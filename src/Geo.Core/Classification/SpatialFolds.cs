namespace Geo.Core.Classification;

/// <summary>
/// Folds of whole spatial blocks: neighbouring pixels resemble one another, so a model is only judged on blocks of which
/// it has seen nothing. An area belongs to the block of its place as a whole.
/// </summary>
/// <remarks>Roberts et al. 2017, https://doi.org/10.1111/ecog.02881</remarks>
internal sealed record SpatialFolds(int[] FoldOfArea, int Folds, double BlockDegrees, int Blocks)
{
    private const int BlocksAcross = 8;
    private const int Halvings = 12;
    private const int BlocksPerFold = 3;

    /// <summary>The folds of a sample set.</summary>
    public static SpatialFolds Of(SampleSet samples, int wanted)
    {
        var rowsOfArea = new int[samples.Areas.Count];
        foreach (int area in samples.AreaOfRow) rowsOfArea[area]++;
        return Of(samples.Areas, rowsOfArea, wanted);
    }

    /// <summary>Puts areas into blocks and blocks into folds.</summary>
    /// <param name="areas">Areas with their places.</param>
    /// <param name="rowsOfArea">Rows of each.</param>
    /// <param name="wanted">Folds wanted; fewer where there are fewer blocks.</param>
    /// <remarks>The block is an eighth of the labels' extent, halved (at most twelve times) until every class lies in three
    /// blocks a fold, or each of its areas in a block of its own: labels in clusters far apart would else make each cluster
    /// a block. Blocks are dealt largest first to the fold that lacks their classes most.</remarks>
    public static SpatialFolds Of(IReadOnlyList<SampledArea> areas, IReadOnlyList<int> rowsOfArea, int wanted)
    {
        var used = Enumerable.Range(0, areas.Count).Where(a => rowsOfArea[a] > 0).ToArray();
        double west = used.Min(a => areas[a].Longitude), south = used.Min(a => areas[a].Latitude);
        double extent = Math.Max(used.Max(a => areas[a].Longitude) - west, used.Max(a => areas[a].Latitude) - south);
        double size = Math.Max(extent / BlocksAcross, 1e-9);
        for (int halving = 0; halving < Halvings && !Enough(); halving++) size /= 2;

        var labels = areas.Select(a => a.Label).Distinct().ToArray();
        var blocks = used.GroupBy(Key).Select(g => (
            g.Key,
            Areas: g.ToArray(),
            Rows: labels.Select(l => (double)g.Where(a => areas[a].Label == l).Sum(a => rowsOfArea[a])).ToArray())).ToArray();
        int folds = Math.Min(wanted, blocks.Length);
        var total = labels.Select((_, l) => Math.Max(1, blocks.Sum(b => b.Rows[l]))).ToArray();
        var held = Enumerable.Range(0, folds).Select(_ => new double[labels.Length]).ToArray();
        var fold = new int[areas.Count];
        foreach (var block in blocks.OrderByDescending(b => b.Rows.Select((r, l) => r / total[l]).Max()).ThenBy(b => b.Key))
        {
            // Sum of squared shares after the block is added: least where its classes are scarce.
            int to = Enumerable.Range(0, folds).MinBy(f => block.Rows.Select((r, l) =>
                r == 0 ? 0 : Math.Pow((held[f][l] + r) / total[l], 2) - Math.Pow(held[f][l] / total[l], 2)).Sum()
                + 1e-3 * held[f].Select((h, l) => h / total[l]).Sum());
            foreach (int area in block.Areas) fold[area] = to;
            for (int l = 0; l < labels.Length; l++) held[to][l] += block.Rows[l];
        }

        return new SpatialFolds(fold, folds, size, blocks.Length);

        (int, int) Key(int area) =>
            ((int)((areas[area].Latitude - south) / size), (int)((areas[area].Longitude - west) / size));

        bool Enough() => used.GroupBy(a => areas[a].Label)
            .All(g => g.Select(Key).Distinct().Count() >= Math.Min(BlocksPerFold * wanted, g.Count()));
    }
}
