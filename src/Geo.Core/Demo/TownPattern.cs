namespace Geo.Core.Demo;

/// <summary>Built-up ground: a street grid turned per town, blocks of flats, works halls, old houses and parks.</summary>
internal sealed class TownPattern(DistrictPlan plan)
{
    private const float BlockU = 190, BlockV = 150;
    private readonly uint _blocks = Draw.Seed(plan.Seed, 41);

    /// <summary>The spot at plan metres; <paramref name="reach"/> is the town's influence there, 0 at its edge.</summary>
    public Spot At(float x, float y, int town, float reach)
    {
        var angle = plan.Parameters.Towns[town].StreetAngle;
        float c = (float)angle[0], s = (float)angle[1], cx = (float)plan.Towns[town].X, cy = (float)plan.Towns[town].Y;
        float u = (x - cx) * c + (y - cy) * s, v = (y - cy) * c - (x - cx) * s;
        int bu = (int)MathF.Floor(u / BlockU), bv = (int)MathF.Floor(v / BlockV);
        float inU = u - bu * BlockU, inV = v - bv * BlockV;
        float street = (bu & 3) == 0 ? 26 : 13, lane = (bv & 3) == 0 ? 26 : 12;
        if (inU < street || inV < lane)
        {
            bool leafy = inU is > 10 and < 15 || inV is > 10 and < 15;
            return leafy
                ? new Spot(Cover.Road, Ground.Asphalt, Ground.Trees, Phase.Tree, 0.45f, 0)
                : new Spot(Cover.Road, Ground.Asphalt, Ground.Trees, Phase.Tree, 0.06f, 0);
        }

        uint block = Noise.Mix(_blocks + (uint)town, bu, bv);
        float kind = Noise.Unit(block), industrial = reach < 0.3f ? 0.34f : 0.10f;
        if (kind < industrial)
        {
            return Works(block, inU - street, inV - lane, BlockU - street, BlockV - lane);
        }

        if (kind < industrial + 0.07f)
        {
            return new Spot(Cover.BuiltUp, Ground.SteppeSoil, Ground.Trees, Phase.Tree, 0.7f, 0);
        }

        return kind < industrial + 0.35f ? Houses(block, u, v) : Flats(block, inU - street, inV - lane);
    }

    // One to three big halls with a yard between; every third bright, some of blue steel.
    private static Spot Works(uint block, float u, float v, float width, float height)
    {
        int halls = 1 + (int)((block >> 5) % 3);
        float span = width / halls, inSpan = u % span;
        uint hall = Noise.Mix(block, (int)(u / span), 3);
        if (inSpan < 12 || inSpan > span - 6 || v < 14 || v > height * (0.65f + 0.3f * Noise.Unit(hall)))
        {
            return new Spot(Cover.BuiltUp, Ground.Asphalt, Ground.Grass, Phase.Grass, 0.10f, 0);
        }

        ushort variant = (ushort)((hall >> 7) | 1);
        return (hall % 10) switch
        {
            < 4 => new Spot(Cover.BrightRoof, Ground.BrightRoof, Ground.Grass, Phase.Grass, 0, variant),
            < 7 => new Spot(Cover.BuiltUp, Ground.BlueRoof, Ground.Grass, Phase.Grass, 0, variant),
            _ => new Spot(Cover.BuiltUp, Ground.Roofs, Ground.Grass, Phase.Grass, 0, variant),
        };
    }

    // Rows of flats, their shade to the north, lawns between.
    private static Spot Flats(uint block, float u, float v)
    {
        float row = 34 + (block >> 9) % 14, inRow = v % row, gap = u % 62;
        uint house = Noise.Mix(block, (int)(u / 62), (int)(v / row));
        ushort variant = (ushort)(house | 1);
        if (gap < 9 || inRow > 26)
        {
            return new Spot(Cover.BuiltUp, Ground.Asphalt, Ground.Trees, Phase.Tree, 0.35f, 0);
        }

        return inRow < 14
            ? new Spot(Cover.BuiltUp, Ground.Roofs, Ground.Grass, Phase.Grass, 0, variant)
            : new Spot(Cover.BuiltUp, Ground.ShadowGround, Ground.Grass, Phase.Grass, 0.1f, 0);
    }

    // Old low houses: every few metres another roof.
    private static Spot Houses(uint block, float u, float v)
    {
        uint house = Noise.Mix(block, (int)MathF.Floor(u / 13), (int)MathF.Floor(v / 11));
        ushort variant = (ushort)((house >> 4) | 1);
        return (house % 16) switch
        {
            < 9 => new Spot(Cover.BuiltUp, Ground.Roofs, Ground.Grass, Phase.Grass, 0, variant),
            < 11 => new Spot(Cover.BuiltUp, Ground.BlueRoof, Ground.Grass, Phase.Grass, 0, variant),
            < 13 => new Spot(Cover.BuiltUp, Ground.SteppeSoil, Ground.Trees, Phase.Tree, 0.4f, 0),
            _ => new Spot(Cover.BuiltUp, Ground.Asphalt, Ground.Grass, Phase.Grass, 0.05f, 0),
        };
    }
}
