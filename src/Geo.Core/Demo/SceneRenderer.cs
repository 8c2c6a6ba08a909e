namespace Geo.Core.Demo;

/// <summary>
/// Renders one date: ground and plants, shade, haze, cloud, the sensor's blur and noise, quantisation.
/// Strips of rows are independent, so bytes do not depend on the number of threads.
/// </summary>
internal sealed class SceneRenderer(DistrictPlan plan, Surface surface, int threads)
{
    public const int DnOffset = 1000, DnScale = 10_000;
    private const int StripRows = 64, Halo = 2;

    // 20 m bands of Sentinel-2: B05, B06, B07, B8A, B11, B12.
    private static readonly bool[] Coarse = [false, false, false, true, true, true, false, true, true, true];

    // Rayleigh-like: haze fades with wavelength.
    private static readonly float[] HazeOf = [1, .72f, .50f, .44f, .36f, .32f, .27f, .25f, .07f, .03f];
    private static readonly float[] CloudOf = [.62f, .60f, .60f, .61f, .62f, .63f, .64f, .64f, .46f, .34f];

    private readonly Spectra _spectra = new(plan.Parameters);

    /// <summary>The ten bands and, as the eleventh, the scene classification; each row by row over the window.</summary>
    /// <param name="date">Position in the parameters' dates.</param>
    /// <param name="inside">One cell per 8 × 8 pixels: false where nothing was delivered; null for everywhere.</param>
    /// <param name="cancel">Checked once a strip.</param>
    public ushort[][] Render(int date, bool[]? inside, CancellationToken cancel)
    {
        var bands = new ushort[Spectra.Bands + 1][];
        for (int k = 0; k < bands.Length; k++)
        {
            bands[k] = new ushort[surface.Window.PixelCount];
        }

        Render(date, inside, bands, cancel);
        return bands;
    }

    /// <summary>The same into arrays of an earlier date.</summary>
    public void Render(int date, bool[]? inside, ushort[][] bands, CancellationToken cancel)
    {
        var window = surface.Window;

        var sky = new Sky(plan, window, Surface.Rim, date);
        int strips = (window.Height + StripRows - 1) / StripRows;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel };
        Parallel.For(0, strips, options, () => new float[Spectra.Bands][], (strip, _, seen) =>
        {
            int first = strip * StripRows;
            Strip(date, sky, inside, first, Math.Min(StripRows, window.Height - first), seen, bands);
            return seen;
        }, _ => { });
    }

    private void Strip(int date, Sky sky, bool[]? inside, int firstRow, int rows, float[][] seen, ushort[][] bands)
    {
        var window = surface.Window;
        int width = window.Width + 2 * Halo, height = rows + 2 * Halo;
        for (int k = 0; k < seen.Length; k++)
        {
            seen[k] ??= new float[width * (StripRows + 2 * Halo)];
        }

        var pixel = new PixelModel(plan, surface, _spectra, date);
        Span<float> value = stackalloc float[Spectra.Bands];
        for (int r = 0; r < height; r++)
        {
            int row = firstRow + r - Halo + Surface.Rim;
            for (int c = 0; c < width; c++)
            {
                int col = c - Halo + Surface.Rim;
                pixel.Reflectance(col, row, value);
                Atmosphere(sky, col, row, value);
                int at = r * width + c;
                for (int k = 0; k < Spectra.Bands; k++)
                {
                    seen[k][at] = value[k];
                }
            }
        }

        uint noise = Draw.Seed(plan.Seed, 800 + (uint)date);
        for (int k = 0; k < Spectra.Bands; k++)
        {
            Optics.Blur(seen[k], width, height, Coarse[k] ? 0.10f : 0.15f);
            if (Coarse[k])
            {
                Optics.Halve(seen[k], width, height, Halo);
            }

            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < window.Width; c++)
                {
                    int to = (firstRow + r) * window.Width + c;
                    if (inside is null || inside[(firstRow + r) / 8 * ((window.Width + 7) / 8) + c / 8])
                    {
                        int shift = Coarse[k] ? 1 : 0;
                        float reflectance = seen[k][(r + Halo) * width + c + Halo];
                        float grain = Normal(Noise.Mix(noise + (uint)k, (window.Col + c) >> shift, (window.Row + firstRow + r) >> shift));
                        reflectance += (0.0010f + 0.008f * reflectance) * grain;
                        bands[k][to] = (ushort)Math.Clamp((int)(reflectance * DnScale + DnOffset + 0.5f), 1, ushort.MaxValue);
                    }
                }
            }
        }

        Classify(sky, firstRow, rows, bands);
    }

    private static void Atmosphere(Sky sky, int col, int row, Span<float> value)
    {
        float cloud = sky.Cloud(col, row), shadow = sky.Shadow(col, row) * (1 - cloud), haze = sky.Haze(col, row);
        for (int k = 0; k < value.Length; k++)
        {
            float lit = value[k] * (1 - shadow * (0.72f - 0.25f * HazeOf[k]));
            lit = lit * (1 - 1.6f * haze * HazeOf[k]) + haze * HazeOf[k];
            value[k] = lit + (CloudOf[k] - lit) * cloud;
        }
    }

    // The quality band as a product would give it: SCL codes of Sentinel-2 L2A; thin cloud edges escape it, as they do in life.
    private void Classify(Sky sky, int firstRow, int rows, ushort[][] bands)
    {
        var window = surface.Window;
        for (int r = firstRow; r < firstRow + rows; r++)
        {
            for (int c = 0; c < window.Width; c++)
            {
                int at = r * window.Width + c;
                if (bands[0][at] == 0)
                {
                    continue;
                }

                float cloud = sky.Cloud(c + Surface.Rim, r + Surface.Rim), shadow = sky.Shadow(c + Surface.Rim, r + Surface.Rim);
                float red = bands[2][at] - DnOffset, nir = bands[6][at] - DnOffset, green = bands[1][at] - DnOffset;
                bands[Spectra.Bands][at] = cloud > 0.55f ? (ushort)9 : cloud > 0.18f ? (ushort)8 : cloud > 0.07f ? (ushort)10
                    : shadow > 0.2f ? (ushort)3 : green > nir ? (ushort)6 : nir - red > 0.3f * (nir + red) ? (ushort)4 : (ushort)5;
            }
        }
    }

    private static float Normal(uint h) => ((int)((h & 255) + (h >> 8 & 255) + (h >> 16 & 255) + (h >> 24)) - 510) * (1 / 147.8f);
}
