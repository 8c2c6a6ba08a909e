namespace Geo.Core.Demo;

/// <summary>A portable stream of random numbers (<see cref="SplitMix64"/>).</summary>
internal sealed class Draw(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for a purpose: what one purpose draws moves no other.</summary>
    public static Draw For(ulong seed, uint purpose) => new(new Draw(seed ^ (purpose * 0xD6E8FEB86659FD93UL)).Next());

    /// <summary>A 32-bit seed for <see cref="Noise"/>.</summary>
    public static uint Seed(ulong seed, uint purpose) => (uint)(For(seed, purpose).Next() >> 32);

    public ulong Next() => SplitMix64.Next(ref _state);

    /// <summary>In [0, 1).</summary>
    public double Unit() => SplitMix64.Unit(ref _state);

    public double Range(double low, double high) => low + (high - low) * Unit();

    /// <summary>In 0 … count − 1.</summary>
    public int Integer(int count) => (int)(Unit() * count);

    /// <summary>Mean 0, sd 1: a sum of twelve uniforms, so no logarithm and equal bytes everywhere.</summary>
    public double Normal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += Unit();
        }

        return sum;
    }

    /// <summary>A direction, by rejection and a square root only.</summary>
    public (double C, double S) Direction()
    {
        while (true)
        {
            double x = Range(-1, 1), y = Range(-1, 1), r = x * x + y * y;
            if (r is > 0.01 and <= 1)
            {
                double length = Math.Sqrt(r);
                return (x / length, y / length);
            }
        }
    }

    /// <summary>Shuffles in place (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Integer(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
