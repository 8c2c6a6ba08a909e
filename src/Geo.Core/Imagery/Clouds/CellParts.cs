namespace Geo.Core.Imagery.Clouds;

/// <summary>Parts of cells that hang together (eight neighbours), and growing of sets of cells.</summary>
internal static class CellParts
{
    /// <summary>The parts of a set, each as the list of its cells.</summary>
    public static List<int[]> Of(bool[] set, int width)
    {
        var parts = new List<int[]>();
        var taken = new bool[set.Length];
        var stack = new Stack<int>();
        var part = new List<int>();
        for (int start = 0; start < set.Length; start++)
        {
            if (!set[start] || taken[start]) continue;
            part.Clear();
            taken[start] = true;
            stack.Push(start);
            while (stack.TryPop(out int cell))
            {
                part.Add(cell);
                foreach (int next in Neighbours(cell, width, set.Length))
                {
                    if (!set[next] || taken[next]) continue;
                    taken[next] = true;
                    stack.Push(next);
                }
            }

            parts.Add([.. part]);
        }

        return parts;
    }

    /// <summary>The cells of a set and all within some cells of them (square reach).</summary>
    public static bool[] Grown(bool[] set, int width, int reach)
    {
        if (reach <= 0) return set;
        int height = set.Length / width;
        bool[] along = new bool[set.Length], both = new bool[set.Length];
        for (int row = 0; row < height; row++) Spread(set, along, row * width, 1, width, reach);
        for (int col = 0; col < width; col++) Spread(along, both, col, width, height, reach);
        return both;
    }

    /// <summary>Cells reached from seeds within a set, at most so many steps away; the seeds too.</summary>
    public static bool[] Reached(bool[] seeds, bool[] within, int width, int steps)
    {
        var reached = (bool[])seeds.Clone();
        var edge = new List<int>(Enumerable.Range(0, seeds.Length).Where(i => seeds[i]));
        for (int step = 0; step < steps && edge.Count > 0; step++)
        {
            var next = new List<int>();
            foreach (int cell in edge)
            {
                foreach (int other in Neighbours(cell, width, seeds.Length))
                {
                    if (reached[other] || !within[other]) continue;
                    reached[other] = true;
                    next.Add(other);
                }
            }

            edge = next;
        }

        return reached;
    }

    public static IEnumerable<int> Neighbours(int cell, int width, int count)
    {
        int col = cell % width, row = cell / width, rows = count / width;
        for (int r = Math.Max(0, row - 1); r <= Math.Min(rows - 1, row + 1); r++)
        {
            for (int c = Math.Max(0, col - 1); c <= Math.Min(width - 1, col + 1); c++)
            {
                if (r != row || c != col) yield return r * width + c;
            }
        }
    }

    private static void Spread(bool[] from, bool[] into, int start, int step, int length, int reach)
    {
        int left = 0;
        for (int i = 0; i < length + reach; i++)
        {
            if (i < length && from[start + i * step]) left = 2 * reach + 1;
            if (left > 0 && i - reach >= 0 && i - reach < length) into[start + (i - reach) * step] = true;
            if (left > 0) left--;
        }
    }
}
