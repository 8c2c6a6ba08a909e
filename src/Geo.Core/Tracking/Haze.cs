namespace Geo.Core.Tracking;

/// <summary>
/// Haze that no mask names. Over clear ground of any kind blue follows red, while haze adds to blue most: so HOT = blue − red / 2
/// of surface reflectance is near 0 where the air is clear. Haze is wide, bright roofs and white stone are not: a block of about
/// a kilometre counts as hazy where even the lowest tenth of its clear pixels has a high HOT.
/// </summary>
/// <remarks>
/// Zhang, Guindon &amp; Cihlar 2002, https://doi.org/10.1016/S0034-4257(02)00034-2 (haze-optimised transformation); slope 1/2 as
/// Zhu &amp; Woodcock 2012, https://doi.org/10.1016/j.rse.2011.10.028. Threshold: rules, haze_hot_above.
/// </remarks>
internal static class Haze
{
    private const double BlockMetres = 1000, LowestShare = 0.1;
    private const int Enough = 20, SampleOf = 1000;

    /// <summary>Haze-optimised transformation of one pixel, reflectance.</summary>
    public static float Hot(float blue, float red) => blue - 0.5f * red;

    /// <summary>Marks the pixels of hazy blocks.</summary>
    /// <param name="hot">HOT, row by row; NaN where not clear.</param>
    /// <param name="width">Width of the window.</param>
    /// <param name="pixelMetres">Side of a pixel.</param>
    /// <param name="above">A block is hazy above this.</param>
    /// <returns>True where hazy; null where no block is.</returns>
    public static bool[]? Of(ReadOnlySpan<float> hot, int width, double pixelMetres, double above)
    {
        int height = hot.Length / width;
        int across = Blocks(width), down = Blocks(height);
        bool[]? hazy = null;
        var sample = new List<double>();
        for (int block = 0; block < across * down; block++)
        {
            int left = width * (block % across) / across, right = width * (block % across + 1) / across;
            int top = height * (block / across) / down, bottom = height * (block / across + 1) / down;
            // Odd, as bands of 20 m on a grid of 10 m repeat every other pixel.
            int step = (int)Math.Sqrt((double)(right - left) * (bottom - top) / SampleOf) | 1;
            sample.Clear();
            for (int row = top; row < bottom; row += step)
            {
                for (int col = left; col < right; col += step)
                {
                    float value = hot[row * width + col];
                    if (!float.IsNaN(value)) sample.Add(value);
                }
            }

            if (sample.Count < Enough) continue;
            var values = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sample);
            if (Order.Select(values, (int)(LowestShare * (values.Length - 1))) <= above) continue;
            hazy ??= new bool[hot.Length];
            for (int row = top; row < bottom; row++) hazy.AsSpan(row * width + left, right - left).Fill(true);
        }

        return hazy;

        int Blocks(int pixels) => Math.Max(1, (int)Math.Round(pixels * pixelMetres / BlockMetres));
    }
}
