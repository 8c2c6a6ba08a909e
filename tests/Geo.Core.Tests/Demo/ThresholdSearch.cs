namespace Geo.Core.Tests.Demo;

/// <summary>Exhaustive search for the best thresholds.</summary>
internal static class ThresholdSearch
{
    private const int Bins = 64;

    /// <summary>
    /// The best F1 of any rule low1 ≤ first &lt; high1 and low2 ≤ second &lt; high2 over 64 quantile bins each; single thresholds and
    /// single intervals are among these rules.
    /// </summary>
    public static float BestBox(float[] first, float[] second, bool[] truth, bool[] use)
    {
        int[] a = Quantiles(first, truth, use), b = Quantiles(second, truth, use);
        var all = new long[Bins + 1, Bins + 1];
        var hits = new long[Bins + 1, Bins + 1];
        for (int i = 0; i < truth.Length; i++)
        {
            if (use[i])
            {
                all[a[i] + 1, b[i] + 1]++;
                hits[a[i] + 1, b[i] + 1] += truth[i] ? 1 : 0;
            }
        }

        for (int i = 1; i <= Bins; i++)
        {
            for (int j = 1; j <= Bins; j++)
            {
                all[i, j] += all[i - 1, j] + all[i, j - 1] - all[i - 1, j - 1];
                hits[i, j] += hits[i - 1, j] + hits[i, j - 1] - hits[i - 1, j - 1];
            }
        }

        long wanted = hits[Bins, Bins];
        float best = 0;
        for (int i0 = 0; i0 < Bins; i0++)
        {
            for (int i1 = i0 + 1; i1 <= Bins; i1++)
            {
                for (int j0 = 0; j0 < Bins; j0++)
                {
                    for (int j1 = j0 + 1; j1 <= Bins; j1++)
                    {
                        long taken = all[i1, j1] - all[i0, j1] - all[i1, j0] + all[i0, j0];
                        long right = hits[i1, j1] - hits[i0, j1] - hits[i1, j0] + hits[i0, j0];
                        best = Math.Max(best, 2f * right / (taken + wanted));
                    }
                }
            }
        }

        return best;
    }

    // Bins of equal numbers of wanted pixels: fine where it matters.
    private static int[] Quantiles(float[] values, bool[] truth, bool[] use)
    {
        float[] wanted = [.. values.Where((_, i) => truth[i] && use[i])];
        Array.Sort(wanted);
        float[] edges = [.. Enumerable.Range(1, Bins - 1).Select(k => wanted[k * (wanted.Length - 1) / Bins])];
        return [.. values.Select(v =>
        {
            int at = Array.BinarySearch(edges, v);
            return at < 0 ? ~at : at;
        })];
    }
}
