namespace Geo.Core.Tracking;

/// <summary>Order statistics of many values, in place.</summary>
internal static class Order
{
    /// <summary>Median; the mean of the two in the middle where the number is even. The values are put in another order.</summary>
    public static double Median(Span<double> values)
    {
        int half = values.Length / 2;
        double upper = Select(values, half);
        if (values.Length % 2 == 1) return upper;
        double lower = double.NegativeInfinity;
        foreach (double value in values[..half]) lower = Math.Max(lower, value);
        return (lower + upper) / 2;
    }

    /// <summary>Weighted median: the value at which half of the weight is passed; the mean of two where it falls between them.</summary>
    public static double Median(double[] values, double[] weights)
    {
        double[] sorted = [.. values], carried = [.. weights];
        Array.Sort(sorted, carried);
        double half = carried.Sum() / 2, passed = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            passed += carried[i];
            // Sums of equal weights round: a thousand-millionth is no weight.
            if (passed > half * (1 + 1e-9)) return sorted[i];
            if (passed > half * (1 - 1e-9)) return i + 1 < sorted.Length ? (sorted[i] + sorted[i + 1]) / 2 : sorted[i];
        }

        return double.NaN;
    }

    /// <summary>The value of a rank from 0; afterwards those before it are at most as large. Hoare's quickselect (1961), the middle of three as pivot. None is NaN.</summary>
    public static double Select(Span<double> values, int rank)
    {
        int low = 0, high = values.Length - 1;
        while (low < high)
        {
            double a = values[low], b = values[low + (high - low) / 2], c = values[high];
            double pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }

            if (rank <= j) high = j;
            else if (rank >= i) low = i;
            else break;
        }

        return values[rank];
    }
}
