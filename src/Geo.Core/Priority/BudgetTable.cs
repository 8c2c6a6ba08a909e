using System.Numerics;

namespace Geo.Core.Priority;

/// <summary>The greatest worth for every budget up to a limit, by dynamic programming; worth is what <see cref="Knapsack"/> maximises, cost folded in.</summary>
internal static class BudgetTable
{
    /// <summary>Worth for each whole budget from 0 to <paramref name="largest"/>.</summary>
    /// <param name="worth">Of each item, from 0 on.</param>
    /// <param name="cost">Of each item, from 1 on.</param>
    /// <param name="largest">Largest budget.</param>
    /// <param name="cancel">Ends it.</param>
    /// <remarks>Bellman 1957. From the top down in place: a vector is read before it is written, and reads lower places only, which are still those of the item before.</remarks>
    public static long[] Of(IReadOnlyList<long> worth, IReadOnlyList<int> cost, int largest, CancellationToken cancel)
    {
        long[] best = new long[largest + 1];
        int reach = 0;
        for (int item = 0; item < worth.Count; item++)
        {
            cancel.ThrowIfCancellationRequested();
            int shift = cost[item], from = reach;
            reach = (int)Math.Min(largest, (long)reach + shift);
            // Budgets beyond what all items so far cost: as good as the largest of those.
            for (int b = from + 1; b <= reach; b++) best[b] = best[from];
            Raise(best, worth[item], shift, reach);
        }

        for (int b = reach + 1; b <= largest; b++) best[b] = best[reach];
        return best;
    }

    private static void Raise(long[] best, long worth, int shift, int reach)
    {
        var add = new Vector<long>(worth);
        int b = reach - Vector<long>.Count + 1;
        for (; b >= shift; b -= Vector<long>.Count)
        {
            Vector.Max(new Vector<long>(best, b), new Vector<long>(best, b - shift) + add).CopyTo(best, b);
        }

        for (int rest = b + Vector<long>.Count - 1; rest >= shift; rest--) best[rest] = Math.Max(best[rest], best[rest - shift] + worth);
    }
}
