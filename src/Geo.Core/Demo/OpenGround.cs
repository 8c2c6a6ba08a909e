namespace Geo.Core.Demo;

/// <summary>The undisturbed district: river and bars, towns, farmland, steppe, rock. A pure function of the place.</summary>
internal sealed class OpenGround(DistrictPlan plan)
{
    private readonly FieldPattern _fields = new(plan.Seed);
    private readonly TownPattern _towns = new(plan);
    private readonly uint _bars = Draw.Seed(plan.Seed, 51), _steppe = Draw.Seed(plan.Seed, 52), _rock = Draw.Seed(plan.Seed, 53),
        _wash = Draw.Seed(plan.Seed, 54);

    private readonly float _half = (float)plan.Parameters.RiverWidthMetres / 2;

    /// <summary>The spot at plan metres.</summary>
    public Spot At(float x, float y, float mountain)
    {
        float river = plan.RiverDistance(x, y);
        float half = _half * (1 + 0.35f * Noise.Gradient(_bars, x / 2300, 0.5f));
        if (MathF.Abs(river) < half + 170)
        {
            if (River(x, river, half) is { } wet)
            {
                return wet;
            }
        }

        float town = plan.TownInfluence(x, y, out int which);
        if (town > 0)
        {
            return _towns.At(x, y, which, town);
        }

        float fringe = -1750 + 700 * Noise.Fractal(_steppe + 5, x / 1500, y / 1500, 3);
        return mountain < fringe ? _fields.At(x, y) : Steppe(x, y, mountain);
    }

    private Spot? River(float x, float river, float half)
    {
        float bar = Noise.Fractal(_bars + 1, x / 620, river / 150, 4);
        float beach = half + 45 + 70 * Noise.Fractal(_bars + 2, x / 420, river / 300, 3);
        float from = MathF.Abs(river);
        if (from < half)
        {
            // Bars rise toward one bank and between the arms; what is high stays dry at high stage.
            float height = bar + 0.25f * (from / half) - 0.26f;
            return height > 0
                ? new Spot(Cover.Sandbar, Ground.Sand, Ground.Grass, Phase.Riverbed, Math.Min(1, 0.38f + 1.6f * height), 0)
                : new Spot(Cover.Water, Ground.Water, Ground.Grass, Phase.Grass, 0, 0);
        }

        if (from < beach)
        {
            return new Spot(Cover.Sandbar, Ground.Sand, Ground.Grass, Phase.Grass, Math.Max(0, 0.25f * bar), 0);
        }

        return from < beach + 45 ? new Spot(Cover.Steppe, Ground.SteppeSoil, Ground.Grass, Phase.Grass, 0.75f, 0) : null;
    }

    private Spot Steppe(float x, float y, float mountain)
    {
        // Dry stream beds run down the fan: zero lines of a noise drawn out from north to south.
        float bent = x + 160 * Noise.Gradient(_wash + 1, x / 1400, y / 800) + 25 * Noise.Gradient(_wash + 2, x / 200, y / 160);
        float wash = MathF.Abs(Noise.Gradient(_wash, bent / 1000, y / 12_000));
        if (wash < 0.018f && mountain < 2600)
        {
            return new Spot(Cover.BareSteppe, Ground.Sand, Ground.Grass, Phase.Grass, 0.06f, 0);
        }

        float patch = Noise.Fractal(_steppe, x / 1300, y / 1300, 5);
        float vigour = 0.46f + 0.42f * patch + 0.08f * Noise.Step(0, 2500, mountain);
        float rock = Noise.Fractal(_rock, x / 420, y / 420, 5) + 0.35f * Noise.Step(-300, 1800, mountain);
        if (mountain > -700 && rock > 0.42f)
        {
            return new Spot(Cover.BareRock, Ground.Rock, Ground.Grass, Phase.Grass, 0.10f, 0);
        }

        return vigour < 0.27f
            ? new Spot(Cover.BareSteppe, Ground.SteppeSoil, Ground.Grass, Phase.Grass, Math.Clamp(vigour * 0.5f, 0.02f, 0.14f), 0)
            : new Spot(Cover.Steppe, Ground.SteppeSoil, Ground.Grass, Phase.Grass, Math.Clamp(vigour, 0.27f, 0.8f), 0);
    }
}
