namespace Geo.Core.Demo;

/// <summary>Reflectance of ground and plants with the spread between individuals and between pixels.</summary>
internal sealed class Spectra
{
    public const int Bands = 10;

    // Four directions in which spectra differ: brightness, blue-to-SWIR slope, SWIR, iron.
    private static readonly float[][] Directions =
    [
        [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        [-.45f, -.35f, -.20f, -.10f, 0, .05f, .10f, .15f, .35f, .45f],
        [.05f, .05f, 0, -.05f, -.10f, -.10f, -.10f, -.05f, .22f, .45f],
        [-.35f, -.15f, .20f, .22f, .05f, -.03f, -.12f, -.12f, .05f, .05f],
    ];

    private readonly float[][] _mean;
    private readonly float[] _objectSd, _fineSd;
    private readonly float[] _normal = new float[256];

    public Spectra(DemoParameters parameters)
    {
        _mean = [.. parameters.Materials.Select(m => m.Mean)];
        _objectSd = [.. parameters.Materials.Select(m => m.ObjectSd)];
        _fineSd = [.. parameters.Materials.Select(m => m.FineSd)];
        var draw = new Draw(0x5EED);
        for (int i = 0; i < _normal.Length; i++)
        {
            _normal[i] = (float)Math.Clamp(draw.Normal(), -2.2, 2.2);
        }
    }

    /// <summary>Writes ten reflectances of one material at one pixel.</summary>
    /// <param name="material">Position of the material.</param>
    /// <param name="variant">The individual; 0 for open ground.</param>
    /// <param name="broad">Slow brightness, about [−1, 1].</param>
    /// <param name="g0">Grain in the four directions, sd 1.</param>
    /// <param name="into">Ten values.</param>
    public void Of(int material, ushort variant, float broad, float g0, float g1, float g2, float g3, Span<float> into)
    {
        float fine = _fineSd[material], between = _objectSd[material];
        float o0 = 0, o1 = 0, o2 = 0, o3 = 0;
        if (variant != 0)
        {
            uint h = Noise.Mix(variant, material, 5);
            o0 = _normal[h & 255] * between;
            o1 = _normal[h >> 8 & 255] * between;
            o2 = _normal[h >> 16 & 255] * between;
            o3 = _normal[h >> 24] * between;
        }

        float b0 = 1 + o0 + fine * g0 + between * 0.8f * broad, b1 = o1 + 0.6f * fine * g1, b2 = o2 + fine * g2, b3 = o3 + 0.5f * fine * g3;
        var mean = _mean[material];
        for (int k = 0; k < Bands; k++)
        {
            float factor = b0 * Directions[0][k] + b1 * Directions[1][k] + b2 * Directions[2][k] + b3 * Directions[3][k];
            into[k] = mean[k] * Math.Max(0.25f, factor);
        }
    }
}
