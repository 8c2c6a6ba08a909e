namespace Geo.Core.Tracking.Trends;

/// <summary>The k-th smallest of many numbers, without sorting them all (Hoare 1961); it reorders the numbers.</summary>
internal static class Selection
{
    /// <summary>Median; of an even number the mean of the middle two. At least one number, none NaN.</summary>
    public static double Median(Span<double> values)
    {
        int middle = values.Length / 2;
        double upper = Nth(values, middle);
        if (values.Length % 2 == 1) return upper;
        // What lies before the middle is not above it.
        double lower = double.NegativeInfinity;
        foreach (double value in values[..middle]) lower = Math.Max(lower, value);
        return (lower + upper) / 2;
    }

    /// <summary>The number that stands at this place when sorted.</summary>
    /// <param name="values">None NaN.</param>
    /// <param name="place">From 0.</param>
    public static double Nth(Span<double> values, int place)
    {
        int low = 0, high = values.Length - 1;
        while (low < high)
        {
            double a = values[low], b = values[(low + high) / 2], c = values[high];
            double pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (place <= j) high = j;
            else if (place >= i) low = i;
            else break;
        }

        return values[place];
    }
}
