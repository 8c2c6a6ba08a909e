namespace Geo.Core.Priority;

/// <summary>The n-th of numbers without ordering the others.</summary>
/// <remarks>Hoare 1961, Algorithm 65: FIND, https://doi.org/10.1145/366622.366647; the pivot is the median of three. The sides are written without branches, as which side a number takes cannot be foreseen.</remarks>
internal static class Quickselect
{
    /// <summary>The n-th largest, from 1.</summary>
    /// <param name="numbers">None of them NaN; what stands there afterwards means nothing.</param>
    /// <param name="spare">As long; the same.</param>
    /// <param name="n">At most as many as there are.</param>
    public static double Largest(Span<double> numbers, Span<double> spare, int n)
    {
        while (true)
        {
            double pivot = Median(numbers[0], numbers[numbers.Length / 2], numbers[^1]);
            int greater = 0, less = 0;
            for (int i = 0; i < numbers.Length; i++)
            {
                // The front of the numbers has been read already.
                double one = numbers[i];
                numbers[greater] = one;
                greater += one > pivot ? 1 : 0;
                spare[less] = one;
                less += one < pivot ? 1 : 0;
            }

            int rest = numbers.Length - less;
            if (n <= greater)
            {
                numbers = numbers[..greater];
            }
            else if (n > rest)
            {
                n -= rest;
                var old = numbers;
                numbers = spare[..less];
                spare = old;
            }
            else
            {
                return pivot;
            }
        }
    }

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
