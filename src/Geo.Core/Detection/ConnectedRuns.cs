namespace Geo.Core.Detection;

/// <summary>4-connected objects of one class: union-find over runs (Wu, Otoo and Suzuki 2009, doi 10.1007/s10044-008-0109-y, on runs).</summary>
internal static class ConnectedRuns
{
    /// <summary>The runs of each object, in the order of the objects' first runs.</summary>
    /// <param name="runs">Row by row, from left to right.</param>
    public static List<PixelRun[]> Of(PixelRun[] runs)
    {
        int[] parent = [.. Enumerable.Range(0, runs.Length)];
        int above = 0, aboveEnd = 0;
        for (int start = 0; start < runs.Length;)
        {
            int end = start;
            while (end < runs.Length && runs[end].Row == runs[start].Row) end++;
            if (aboveEnd > above && runs[above].Row == runs[start].Row - 1) Join(runs, parent, above, aboveEnd, start, end);
            (above, aboveEnd, start) = (start, end, end);
        }

        var objects = new Dictionary<int, List<PixelRun>>();
        for (int i = 0; i < runs.Length; i++)
        {
            int root = Root(parent, i);
            if (!objects.TryGetValue(root, out var list)) objects.Add(root, list = []);
            list.Add(runs[i]);
        }

        // Invariant: a root is its object's first run, so ascending roots are the order promised.
        return [.. objects.OrderBy(o => o.Key).Select(o => o.Value.ToArray())];
    }

    private static void Join(PixelRun[] runs, int[] parent, int above, int aboveEnd, int start, int end)
    {
        for (int a = above, b = start; a < aboveEnd && b < end;)
        {
            bool touch = runs[a].From < runs[b].To && runs[b].From < runs[a].To;
            if (touch && runs[a].Class == runs[b].Class)
            {
                int x = Root(parent, a), y = Root(parent, b);
                parent[Math.Max(x, y)] = Math.Min(x, y);
            }

            if (runs[a].To < runs[b].To) a++;
            else b++;
        }
    }

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }
}
