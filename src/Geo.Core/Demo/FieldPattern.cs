namespace Geo.Core.Demo;

/// <summary>Farmland: blocks of strip parcels, each macro cell turned its own way, tracks and shelter belts between.</summary>
internal sealed class FieldPattern(ulong seed)
{
    private const float Cell = 1900;
    private readonly uint _cells = Draw.Seed(seed, 31), _blocks = Draw.Seed(seed, 32);

    private static readonly (float C, float S)[] Turns =
        [(1, 0), (.995f, .1f), (.98f, .2f), (.955f, .2966f), (.92f, .392f), (.995f, -.1f), (.98f, -.2f), (.94f, -.341f)];

    public Spot At(float x, float y)
    {
        var (cell, cx, cy) = Nearest(x, y);
        var (c, s) = Turns[cell & 7];
        float u = (x - cx) * c + (y - cy) * s, v = (y - cy) * c - (x - cx) * s;
        float blockU = 330 + 20 * ((cell >> 4) & 15), blockV = 210 + 12 * ((cell >> 8) & 15);
        int bu = (int)MathF.Floor(u / blockU), bv = (int)MathF.Floor(v / blockV);
        float inU = u - bu * blockU, inV = v - bv * blockV;
        uint block = Noise.Mix(_blocks ^ cell, bu, bv);
        if (inV < 7 || inU < 6)
        {
            bool trees = (block & 0x30) == 0 && inV < 7;
            return trees
                ? new Spot(Cover.Cropland, Ground.SteppeSoil, Ground.Trees, Phase.Tree, 0.9f, 0)
                : new Spot(Cover.Cropland, Ground.SteppeSoil, Ground.Grass, Phase.Grass, 0.25f, 0);
        }

        int strips = 3 + (int)((block >> 6) % 5);
        uint parcel = Noise.Mix(block, (int)(inU * strips / blockU), 7);
        ushort variant = (ushort)(parcel | 1);
        float luck = Noise.Unit(parcel), vigour = 0.8f + 0.2f * ((parcel >> 3) & 63) / 63f;
        return luck switch
        {
            < 0.27f => new Spot(Cover.Cropland, Ground.PloughedSoil, Ground.Crop, Phase.EarlyCrop, vigour, variant),
            < 0.68f => new Spot(Cover.Cropland, Ground.PloughedSoil, Ground.Crop, Phase.LateCrop, vigour, variant),
            < 0.82f => new Spot(Cover.PloughedField, Ground.PloughedSoil, Ground.Crop, Phase.Ploughed, vigour, variant),
            < 0.91f => new Spot(Cover.PloughedField, Ground.PloughedSoil, Ground.Crop, Phase.Ploughed, 0.12f, variant),
            < 0.97f => new Spot(Cover.Steppe, Ground.SteppeSoil, Ground.Grass, Phase.Grass, 0.55f, variant),
            _ => new Spot(Cover.Cropland, Ground.SteppeSoil, Ground.Trees, Phase.Tree, 0.85f, variant),
        };
    }

    private (uint Cell, float X, float Y) Nearest(float x, float y)
    {
        int ix = (int)MathF.Floor(x / Cell), iy = (int)MathF.Floor(y / Cell);
        float best = float.MaxValue, bestX = 0, bestY = 0;
        uint found = 0;
        for (int j = -1; j <= 1; j++)
        {
            for (int i = -1; i <= 1; i++)
            {
                uint h = Noise.Mix(_cells, ix + i, iy + j);
                float px = (ix + i + (h & 255) / 255f) * Cell, py = (iy + j + ((h >> 8) & 255) / 255f) * Cell;
                float d = (x - px) * (x - px) + (y - py) * (y - py);
                if (d < best)
                {
                    (best, bestX, bestY, found) = (d, px, py, h >> 4);
                }
            }
        }

        return (found, bestX, bestY);
    }
}
