namespace Geo.Core.Classification.Accuracy;

/// <summary>How many places each stratum gets.</summary>
/// <remarks>
/// Olofsson et al. 2014, section 5.1.1: a fixed number for small strata, the rest in proportion to area. Every stratum gets
/// its floor min(<c>minimum</c>, count / (2 · strata)), at least 2; what is left goes in proportion to pixels by
/// Sainte-Laguë's divisors; no stratum gets more places than it has pixels.
/// </remarks>
internal static class SampleAllocation
{
    /// <param name="pixels">Pixels of each stratum; an empty one gets nothing.</param>
    /// <param name="count">Places wanted.</param>
    /// <param name="minimum">Floor of a stratum where the count allows it.</param>
    /// <exception cref="InputException">Fewer than two places a stratum.</exception>
    public static int[] Of(IReadOnlyList<long> pixels, int count, int minimum)
    {
        int strata = pixels.Count(n => n > 0);
        if (count < 2 * strata)
        {
            throw new InputException("the sample", "count", $"{count} places are too few for {strata} strata", $"draw at least {2 * strata}; some hundreds give useful intervals");
        }

        int floor = strata == 0 ? 0 : Math.Max(2, Math.Min(minimum, count / (2 * strata)));
        int[] places = [.. pixels.Select(n => (int)Math.Min(n, floor))], extra = new int[pixels.Count];
        for (int left = count - places.Sum(); left > 0; left--)
        {
            int next = -1;
            for (int h = 0; h < places.Length; h++)
            {
                bool better = next < 0 || (double)pixels[h] / (2 * extra[h] + 1) > (double)pixels[next] / (2 * extra[next] + 1);
                if (places[h] < pixels[h] && better) next = h;
            }

            if (next < 0) break;
            places[next]++;
            extra[next]++;
        }

        return places;
    }
}
