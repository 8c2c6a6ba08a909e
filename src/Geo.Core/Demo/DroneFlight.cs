using Geo.Core.Gdal;

namespace Geo.Core.Demo;

/// <summary>One flight over one listed dump: RGBN orthomosaic and surface model at 0.3 m.</summary>
internal sealed class DroneFlight(DistrictPlan plan)
{
    private const double Pixel = 0.3, Margin = 45;
    private static readonly int[] Bands = [2, 1, 0, 6];

    /// <summary>The dump that is flown: the one nearest to 2 ha among the listed slag and ash dumps of the window.</summary>
    public static Site Dump(DistrictPlan plan) => plan.Sites
        .Where(s => s.Kind == SiteKind.Dump && s.Number > 0 && s.InSmall && s.Material is Ground.Slag or Ground.Ash)
        .MinBy(s => Math.Abs(s.Shape.SquareMetres - 20_000))!;

    public (string Ortho, string Dsm) Write(string folder, CancellationToken cancel)
    {
        var site = Dump(plan);
        var b = site.Shape.Bounds;
        int width = (int)((b.Width + 2 * Margin) / Pixel), height = (int)((b.Height + 2 * Margin) / Pixel);
        double west = Math.Floor(b.MinX - Margin), north = Math.Ceiling(b.MaxY + Margin);
        var heights = Heights(site, west, north, width, height, cancel);
        var colours = Colours(site, heights, west, north, width, height, cancel);
        Measure(heights);
        var p = plan.Parameters;
        var grid = new Grid(
            GeoTransform.NorthUp(p.OriginMetres[0] + west, p.OriginMetres[1] + north, Pixel, Pixel), width, height, Projection.FromEpsg(32649));
        string time = SceneFile.Time(p.Dates[^1].AcquiredAt.AddDays(2));
        string ortho = Path.Combine(folder, "synthetic_drone_ortho.tif"), dsm = Path.Combine(folder, "synthetic_drone_dsm.tif");
        SceneFile.Write(
            ortho, grid, PixelType.Byte, 0, [("Red", colours[0]), ("Green", colours[1]), ("Blue", colours[2]), ("NIR", colours[3])],
            [("ACQUISITION_TIME", time)], cancel);
        SceneFile.Write(dsm, grid, PixelType.Float32, -9999, [("Elevation", heights)], [("ACQUISITION_TIME", time)], cancel);
        return (ortho, dsm);
    }

    private float[] Heights(Site site, double west, double north, int width, int height, CancellationToken cancel)
    {
        var terrain = new Terrain(plan);
        uint rough = Draw.Seed(plan.Seed, 81);
        var values = new float[width * height];
        Parallel.For(0, height, new ParallelOptions { CancellationToken = cancel }, row =>
        {
            float y = (float)(north - (row + 0.5) * Pixel);
            for (int col = 0; col < width; col++)
            {
                float x = (float)(west + (col + 0.5) * Pixel);
                float inside = (float)site.Shape.SignedDistance(x, y);
                float bumps = inside > 0 ? 0.35f * Noise.Fractal(rough, x / 6, y / 6, 4) * Noise.Step(0, 4, inside) : 0;
                values[row * width + col] = terrain.At(x, y) + SiteSurface.Relief(site, x, y, inside) + bumps;
            }
        });
        return values;
    }

    // The error of a photogrammetric model, sd 3 cm; after the shading, which sees the true ground.
    private void Measure(float[] heights)
    {
        uint seed = Draw.Seed(plan.Seed, 83);
        for (int i = 0; i < heights.Length; i++)
        {
            uint h = Noise.Mix(seed, i, 1);
            heights[i] += ((int)((h & 255) + (h >> 8 & 255) + (h >> 16 & 255)) - 382) * (0.03f / 128);
        }
    }

    private byte[][] Colours(Site site, float[] heights, double west, double north, int width, int height, CancellationToken cancel)
    {
        var spectra = new Spectra(plan.Parameters);
        var ground = new OpenGround(plan);
        uint seed = Draw.Seed(plan.Seed, 82);
        byte[][] colours = [new byte[width * height], new byte[width * height], new byte[width * height], new byte[width * height]];
        Parallel.For(0, height, new ParallelOptions { CancellationToken = cancel }, row =>
        {
            Span<float> bare = stackalloc float[Spectra.Bands], green = stackalloc float[Spectra.Bands];
            float y = (float)(north - (row + 0.5) * Pixel);
            for (int col = 0; col < width; col++)
            {
                float x = (float)(west + (col + 0.5) * Pixel);
                float inside = (float)site.Shape.SignedDistance(x, y);
                var spot = inside > 0
                    ? new Spot(Cover.Stockpile, SiteSurface.GroundAt(site, x, y, inside), Ground.Grass, Phase.Site, site.CoverAt[^1], (ushort)(site.Hash | 1))
                    : ground.At(x, y, plan.MountainDistance(x, y));
                float g0 = 0.9f * Noise.Fractal(seed, x / 1.5f, y / 1.5f, 3), g1 = 0.7f * Noise.Gradient(seed + 1, x / 3, y / 3);
                spectra.Of((int)spot.Ground, spot.Variant, 0.3f * Noise.Gradient(seed + 2, x / 25, y / 25), g0, g1, 0, -g1, bare);
                spectra.Of((int)spot.Plant, spot.Variant, 0, -g0, g1, 0, 0, green);
                // Plants stand in tufts at this scale, not as a share.
                bool tuft = 0.5f + 0.5f * Noise.Fractal(seed + 3, x / 2.2f, y / 2.2f, 3) < spot.Vigour * 0.8f;
                float light = Light(heights, col, row, width, height);
                for (int k = 0; k < Bands.Length; k++)
                {
                    float value = (tuft ? green : bare)[Bands[k]] * light;
                    float white = k == 3 ? 0.75f : 0.45f;
                    colours[k][row * width + col] = (byte)Math.Clamp(255 * MathF.Sqrt(value / white), 1, 255);
                }
            }
        });
        return colours;
    }

    private static float Light(float[] heights, int col, int row, int width, int height)
    {
        // Slopes over two metres, as the eye sees them.
        int reach = 3, left = Math.Max(0, col - reach), right = Math.Min(width - 1, col + reach);
        int up = Math.Max(0, row - reach), down = Math.Min(height - 1, row + reach);
        float east = (heights[row * width + right] - heights[row * width + left]) / (float)((right - left) * Pixel);
        float north = (heights[up * width + col] - heights[down * width + col]) / (float)((down - up) * Pixel);
        float cosine = (0.78f - east * 0.29f + north * 0.55f) / MathF.Sqrt(1 + east * east + north * north);
        return Math.Clamp(0.3f + 0.7f * cosine / 0.78f, 0.22f, 1.6f);
    }
}
