namespace Geo.Core.Priority;

/// <summary>The order by score; dumps that score alike stand by code, which is their place in the table.</summary>
public static class Ranking
{
    /// <summary>Places of the table from the most to the least urgent.</summary>
    public static int[] Order(ReadOnlySpan<double> scores)
    {
        double[] keys = new double[scores.Length];
        int[] order = new int[scores.Length];
        for (int i = 0; i < order.Length; i++) (keys[i], order[i]) = (-scores[i], i);
        Array.Sort(keys, order);
        // Array.Sort is not stable: runs of one score are put back in order.
        for (int from = 0; from < order.Length;)
        {
            int to = from + 1;
            while (to < order.Length && keys[to] == keys[from]) to++;
            if (to - from > 1) Array.Sort(order, from, to - from);
            from = to;
        }

        return order;
    }

    /// <summary>Rank of each place, from 1.</summary>
    public static int[] Ranks(ReadOnlySpan<int> order)
    {
        int[] ranks = new int[order.Length];
        for (int r = 0; r < order.Length; r++) ranks[order[r]] = r + 1;
        return ranks;
    }
}
