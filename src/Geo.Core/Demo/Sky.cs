namespace Geo.Core.Demo;

/// <summary>Clouds, their shadows and haze over one window on one date.</summary>
internal sealed class Sky
{
    private const int Step = 4;
    private readonly float[] _cloud, _shadow, _haze;
    private readonly int _width, _height;

    public Sky(DistrictPlan plan, Window window, int rim, int date)
    {
        var when = plan.Parameters.DateAt(date);
        uint seed = Draw.Seed(plan.Seed, 700 + (uint)date);
        _width = (window.Width + 2 * rim) / Step + 3;
        _height = (window.Height + 2 * rim) / Step + 3;
        _cloud = new float[_width * _height];
        _shadow = new float[_cloud.Length];
        _haze = new float[_cloud.Length];
        // A cloud at 1300 m throws its shadow away from the sun.
        float throwMetres = 1300 * when.SunElevation[1] / when.SunElevation[0];
        float shiftX = when.SunAzimuth[0] * throwMetres, shiftY = when.SunAzimuth[1] * throwMetres;
        for (int row = 0, at = 0; row < _height; row++)
        {
            for (int col = 0; col < _width; col++, at++)
            {
                float x = (window.Col - rim + col * Step) * 10f, y = -(window.Row - rim + row * Step) * 10f;
                _cloud[at] = Density(seed, x, y);
                _shadow[at] = Density(seed, x + shiftX, y + shiftY);
                _haze[at] = when.Haze * (0.6f + 0.7f * Noise.Fractal(seed + 50, x / 9000, y / 9000, 3));
            }
        }

        var sorted = (float[])_cloud.Clone();
        Array.Sort(sorted);
        float edge = sorted[Math.Clamp((int)(sorted.Length * (1 - when.Cloud)), 0, sorted.Length - 1)];
        for (int i = 0; i < _cloud.Length; i++)
        {
            _cloud[i] = Noise.Step(edge - 0.05f, edge + 0.22f, _cloud[i]);
            _shadow[i] = Noise.Step(edge - 0.02f, edge + 0.18f, _shadow[i]);
        }
    }

    /// <summary>Opacity of the cloud at a pixel (with rim), [0, 1].</summary>
    public float Cloud(int col, int row) => At(_cloud, col, row);

    /// <summary>Depth of the shadow, [0, 1].</summary>
    public float Shadow(int col, int row) => At(_shadow, col, row);

    /// <summary>Path reflectance in the blue.</summary>
    public float Haze(int col, int row) => Math.Max(0, At(_haze, col, row));

    private static float Density(uint seed, float x, float y)
    {
        float wx = x + 500 * Noise.Gradient(seed + 90, x / 2200, y / 2200);
        return Noise.Fractal(seed, wx / 4200, y / 3400, 6, 0.55f);
    }

    private float At(float[] field, int col, int row)
    {
        int c = col / Step, r = row / Step, at = r * _width + c;
        float u = (col - c * Step) / (float)Step, v = (row - r * Step) / (float)Step;
        float top = field[at] + (field[at + 1] - field[at]) * u;
        float bottom = field[at + _width] + (field[at + _width + 1] - field[at + _width]) * u;
        return top + (bottom - top) * v;
    }
}
