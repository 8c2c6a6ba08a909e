using System.Numerics;

namespace Geo.Core.Demo;

/// <summary>Lattice noise of integer hashes: only +, −, ×, so that bytes are equal on every machine.</summary>
internal static class Noise
{
    // Sixteen directions of about equal length, written out: no libm.
    private static readonly float[] GradientX =
        [1, .92f, .71f, .38f, 0, -.38f, -.71f, -.92f, -1, -.92f, -.71f, -.38f, 0, .38f, .71f, .92f];

    private static readonly float[] GradientY =
        [0, .38f, .71f, .92f, 1, .92f, .71f, .38f, 0, -.38f, -.71f, -.92f, -1, -.92f, -.71f, -.38f];

    /// <summary>A 32-bit hash of a lattice point.</summary>
    public static uint Mix(uint seed, int x, int y)
    {
        uint h = seed ^ ((uint)x * 0x9E3779B1u);
        h = BitOperations.RotateLeft(h, 15) * 0x85EBCA77u;
        h ^= (uint)y * 0xC2B2AE3Du;
        h = BitOperations.RotateLeft(h, 13) * 0x27D4EB2Fu;
        h ^= h >> 15;
        h *= 0x2C1B3C6Du;
        h ^= h >> 12;
        h *= 0x297A2D39u;
        return h ^ (h >> 15);
    }

    /// <summary>A hash as a number in [0, 1).</summary>
    public static float Unit(uint hash) => (hash >> 8) * (1f / 16_777_216);

    /// <summary>Gradient noise, wavelength 1, in about [−1, 1].</summary>
    public static float Gradient(uint seed, float x, float y)
    {
        float fx = MathF.Floor(x), fy = MathF.Floor(y);
        int ix = (int)fx, iy = (int)fy;
        float dx = x - fx, dy = y - fy;
        float a = Corner(seed, ix, iy, dx, dy), b = Corner(seed, ix + 1, iy, dx - 1, dy);
        float c = Corner(seed, ix, iy + 1, dx, dy - 1), d = Corner(seed, ix + 1, iy + 1, dx - 1, dy - 1);
        float u = dx * dx * dx * (dx * (dx * 6 - 15) + 10), v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
        float top = a + (b - a) * u, bottom = c + (d - c) * u;
        return 1.5f * (top + (bottom - top) * v);
    }

    /// <summary>Sum of octaves, each twice as fine and <paramref name="gain"/> as strong; about [−1, 1].</summary>
    public static float Fractal(uint seed, float x, float y, int octaves, float gain = 0.5f)
    {
        float sum = 0, strength = 1, all = 0;
        for (int i = 0; i < octaves; i++)
        {
            sum += strength * Gradient(seed + (uint)i * 0x9E37u, x, y);
            all += strength;
            (x, y, strength) = (x * 2.03f + 17.3f, y * 2.03f - 9.7f, strength * gain);
        }

        return sum / all * 1.4f;
    }

    /// <summary>Ridges: mountain crests and gullies, [0, 1].</summary>
    public static float Ridged(uint seed, float x, float y, int octaves)
    {
        float sum = 0, strength = 1, all = 0, weight = 1;
        for (int i = 0; i < octaves; i++)
        {
            float ridge = 1 - MathF.Abs(Gradient(seed + (uint)i * 0x51EDu, x, y));
            ridge *= ridge * weight;
            weight = Math.Clamp(ridge * 1.8f, 0, 1);
            sum += strength * ridge;
            all += strength;
            (x, y, strength) = (x * 2.07f + 5.1f, y * 2.07f + 31.7f, strength * 0.5f);
        }

        return sum / all;
    }

    private static float Corner(uint seed, int x, int y, float dx, float dy)
    {
        uint h = Mix(seed, x, y) & 15;
        return GradientX[h] * dx + GradientY[h] * dy;
    }

    /// <summary>0 below <paramref name="low"/>, 1 above <paramref name="high"/>, smooth between.</summary>
    public static float Step(float low, float high, float value)
    {
        float t = Math.Clamp((value - low) / (high - low), 0, 1);
        return t * t * (3 - 2 * t);
    }
}
