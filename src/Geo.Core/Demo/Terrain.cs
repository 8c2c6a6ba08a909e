namespace Geo.Core.Demo;

/// <summary>Height of the undisturbed ground at any place: plain, alluvial fan, ridged mountains.</summary>
internal sealed class Terrain(DistrictPlan plan)
{
    private readonly uint _ridges = Draw.Seed(plan.Seed, 21), _hills = Draw.Seed(plan.Seed, 22);

    /// <summary>Metres above the sea, at plan metres.</summary>
    public float At(float x, float y) => At(x, y, plan.MountainDistance(x, y));

    /// <summary>The same where the distance into the mountains is known.</summary>
    public float At(float x, float y, float mountain)
    {
        float height = 1000 + 0.003f * y + 26 * Noise.Step(-3000, 0, mountain);
        float bumps = 1.5f + 16 * Noise.Step(-900, 700, mountain);
        height += bumps * Noise.Fractal(_hills, x / 520, y / 520, 4);
        if (mountain > -400)
        {
            // Crags: the finest ridges stand where rock does.
            height += 9 * Noise.Step(-300, 900, mountain) * Noise.Ridged(_ridges + 9, x / 130, y / 130, 3);
            height += 470 * Noise.Step(-400, 3000, mountain) * Noise.Ridged(_ridges, x / 2900, y / 2900, 7);
        }

        return height;
    }
}
