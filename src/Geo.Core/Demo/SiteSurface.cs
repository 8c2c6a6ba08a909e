namespace Geo.Core.Demo;

/// <summary>What a site does to height and ground: benches, heaps, windrows, foundations. Defined at any place, so 10 m and 0.3 m agree.</summary>
internal static class SiteSurface
{
    /// <summary>Change of height, metres.</summary>
    /// <param name="site">The site.</param>
    /// <param name="x">East, plan metres.</param>
    /// <param name="y">North, plan metres.</param>
    /// <param name="inside">Distance to the outline, metres, positive inside.</param>
    public static float Relief(Site site, float x, float y, float inside)
    {
        if (inside <= 0)
        {
            return 0;
        }

        float warp = inside + 7 * Noise.Gradient(site.Hash, x / 60, y / 60);
        switch (site.Kind)
        {
            case SiteKind.Pit:
                float healed = site.Fate is Fate.Restored ? 0.35f : site.Fate is Fate.Recovering or Fate.Rebuilt ? 0.6f : 1;
                return -healed * Benches(warp, site.Grain, site.Relief);
            case SiteKind.Dump when site.Material == Ground.Tailings:
                float dam = Benches(warp, site.Grain * 0.7f, site.Relief);
                return dam - 3 * Noise.Step(site.Grain * 2, site.Grain * 2.4f, inside);
            case SiteKind.Dump:
                float crown = Noise.Step(0, 1.5f * site.Relief, inside);
                float heap = 1 - MathF.Abs(Noise.Gradient(site.Hash + 1, x / site.Grain, y / site.Grain));
                float rough = site.Material == Ground.ConstructionWaste ? 0.75f : site.Material == Ground.Slag ? 0.55f : 0.3f;
                return site.Relief * crown * (1 - rough + rough * heap * heap);
            case SiteKind.CoalYard or SiteKind.IronYard or SiteKind.Stranger:
                return Windrow(site, x, y) ? site.Relief * Noise.Step(4, 14, inside) : 0;
            default:
                return 2 * Noise.Gradient(site.Hash, x / 28, y / 28) * Noise.Step(0, 15, inside);
        }
    }

    /// <summary>The bare ground; the second of the two is what it is mixed with here.</summary>
    public static Ground GroundAt(Site site, float x, float y, float inside)
    {
        float clump = Noise.Gradient(site.Hash + 2, x / 24, y / 24);
        float u = x + 9 * Noise.Fractal(site.Hash + 4, x / 16, y / 16, 3), v = y + 9 * Noise.Fractal(site.Hash + 5, x / 16, y / 16, 3);
        uint cell = Noise.Mix(site.Hash, (int)MathF.Floor(u / 14), (int)MathF.Floor(v / 14));
        float luck = Noise.Unit(cell);
        switch (site.Kind)
        {
            case SiteKind.Pit:
                return Pond(site, inside) ? Ground.Water : clump > 0.52f ? Ground.Rock : luck < 0.07f ? Ground.Sand : Ground.PitFace;
            case SiteKind.Dump when site.Material == Ground.ConstructionWaste:
                return luck switch { < 0.10f => Ground.Roofs, < 0.14f => Ground.BrightRoof, < 0.30f => Ground.SteppeSoil, _ => site.Material };
            case SiteKind.Dump:
                return clump > 0.5f ? Ground.SteppeSoil : luck < 0.06f ? Ground.ConstructionWaste : site.Material;
            case SiteKind.CoalYard or SiteKind.IronYard:
                return Windrow(site, x, y) || luck < 0.25f ? site.Material : Ground.Asphalt;
            case SiteKind.Stranger:
                return Windrow(site, x, y) || luck < 0.6f ? site.Material : Ground.SteppeSoil;
            default:
                return luck switch
                {
                    < 0.09f => Ground.BrightRoof,
                    < 0.22f => Ground.Asphalt,
                    < 0.32f => Ground.Roofs,
                    < 0.36f => Ground.ShadowGround,
                    _ => site.Material,
                };
        }
    }

    /// <summary>How densely plants stand where the site has any: patches, and rows where people planted.</summary>
    public static float Patch(Site site, float x, float y) =>
        Math.Clamp(0.47f + 0.20f * Noise.Fractal(site.Hash + 3, x / 90, y / 90, 3), 0.1f, 0.85f);

    private static bool Pond(Site site, float inside) => site.Hash % 11 == 0 && inside > 48;

    private static bool Windrow(Site site, float x, float y)
    {
        // Along the yard's first side.
        double dx = site.Shape.X[1] - site.Shape.X[0], dy = site.Shape.Y[1] - site.Shape.Y[0], length = Math.Sqrt(dx * dx + dy * dy);
        float across = (float)(((y - site.Shape.Y[0]) * dx - (x - site.Shape.X[0]) * dy) / length);
        return MathF.Abs(across) % site.Grain > site.Grain * 0.38f;
    }

    private static float Benches(float inside, float width, float deepest)
    {
        float steps = inside / width, floor = MathF.Floor(steps);
        float high = width * 0.34f;
        return Math.Clamp((floor + Noise.Step(0, 0.38f, steps - floor)) * high, 0, deepest);
    }
}
