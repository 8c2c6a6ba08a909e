namespace Geo.Core;

/// <summary>A portable generator of random numbers: the same on every machine and in every version of .NET.</summary>
/// <remarks>Steele et al. 2014, https://doi.org/10.1145/2660193.2660195</remarks>
internal static class SplitMix64
{
    private const ulong Step = 0x9E3779B97F4A7C15UL;

    /// <summary>The next number of a stream.</summary>
    public static ulong Next(ref ulong state)
    {
        ulong number = Mix(state);
        state += Step;
        return number;
    }

    /// <summary>The next number of a stream as a fraction in [0, 1).</summary>
    public static double Unit(ref ulong state) => (Next(ref state) >> 11) * (1.0 / (1UL << 53));

    /// <summary>What a stream in this state gives next: a permutation of 64-bit numbers, so that no two tie.</summary>
    public static ulong Mix(ulong state)
    {
        ulong z = state + Step;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
