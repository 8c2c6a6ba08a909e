using System.Diagnostics;

namespace Geo.Core.Demo;

/// <summary>The sensor's blur, in place.</summary>
internal static class Optics
{
    /// <summary>A separable three-tap point spread: <paramref name="side"/>, 1 − 2·side, side. Edges repeat.</summary>
    public static void Blur(float[] values, int width, int height, float side)
    {
        float middle = 1 - 2 * side;
        for (int r = 0; r < height; r++)
        {
            int start = r * width;
            float before = values[start];
            for (int c = 0; c < width; c++)
            {
                float here = values[start + c], after = values[start + Math.Min(width - 1, c + 1)];
                values[start + c] = side * before + middle * here + side * after;
                before = here;
            }
        }

        var above = values.AsSpan(0, width).ToArray();
        for (int r = 0; r < height; r++)
        {
            int start = r * width, next = Math.Min(height - 1, r + 1) * width;
            for (int c = 0; c < width; c++)
            {
                float here = values[start + c];
                values[start + c] = side * above[c] + middle * here + side * values[next + c];
                above[c] = here;
            }
        }
    }

    /// <summary>Means of 2 × 2 pixels, written back to all four: a 20 m band on the 10 m grid. The halo is even, so cells keep their place.</summary>
    public static void Halve(float[] values, int width, int height, int halo)
    {
        Debug.Assert(halo % 2 == 0);
        for (int r = 0; r + 1 < height; r += 2)
        {
            for (int c = 0; c + 1 < width; c += 2)
            {
                int at = r * width + c;
                float mean = (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
                values[at] = values[at + 1] = values[at + width] = values[at + width + 1] = mean;
            }
        }
    }
}
