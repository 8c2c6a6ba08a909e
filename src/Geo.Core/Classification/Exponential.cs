using System.Numerics;

namespace Geo.Core.Classification;

/// <summary>
/// eˣ with the same bits for one value and for a vector of them, on any x64 processor: no fused operation, no table, no
/// library that may differ. Relative error below 4e-16 (Taylor to x¹³ on ±ln 2 / 2, the range reduced as in Cody and Waite 1980).
/// </summary>
internal static class Exponential
{
    private const double Smallest = -700, Largest = 700;      // beyond, the result is cut there; a probability cannot tell
    private const double Log2E = 1.4426950408889634, Ln2High = 0.6931471803691238, Ln2Low = 1.9082149292705877e-10;
    private const double Rounder = 6755399441055744;          // 1.5 · 2⁵²: adding it rounds to whole numbers, which then stand in the low bits

    private static readonly double[] Inverse = [.. Enumerable.Range(0, 14).Select(n => 1 / Enumerable.Range(1, n).Aggregate(1.0, (f, i) => f * i))];

    public static double Of(double x)
    {
        x = Math.Min(Math.Max(x, Smallest), Largest);
        double shifted = x * Log2E + Rounder, power = shifted - Rounder;
        double r = x - power * Ln2High - power * Ln2Low, sum = Inverse[13];
        for (int n = 12; n >= 0; n--) sum = sum * r + Inverse[n];
        return BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(sum) + (BitConverter.DoubleToInt64Bits(shifted) << 52));
    }

    public static Vector<double> Of(Vector<double> x)
    {
        x = Vector.Min(Vector.Max(x, new Vector<double>(Smallest)), new Vector<double>(Largest));
        var rounder = new Vector<double>(Rounder);
        var shifted = x * Log2E + rounder;
        var power = shifted - rounder;
        var r = x - power * Ln2High - power * Ln2Low;
        var sum = new Vector<double>(Inverse[13]);
        for (int n = 12; n >= 0; n--) sum = sum * r + new Vector<double>(Inverse[n]);
        return Vector.AsVectorDouble(Vector.AsVectorInt64(sum) + Vector.ShiftLeft(Vector.AsVectorInt64(shifted), 52));
    }
}
