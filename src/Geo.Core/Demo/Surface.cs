namespace Geo.Core.Demo;

/// <summary>The district's ground as rasters of one window plus a rim; nothing in it depends on a date.</summary>
internal sealed class Surface
{
    /// <summary>Pixels beyond the window on each side, for slopes and blur.</summary>
    public const int Rim = 4;

    private readonly DistrictPlan _plan;
    private readonly int _threads;

    public Surface(DistrictPlan plan, Window window, int threads, CancellationToken cancel)
    {
        (_plan, Window, _threads) = (plan, window, threads);
        Width = window.Width + 2 * Rim;
        Rows = window.Height + 2 * Rim;
        int count = Width * Rows;
        Height = new float[count];
        CoverOf = new byte[count];
        GroundOf = new byte[count];
        PlantOf = new byte[count];
        PhaseOf = new byte[count];
        Vigour = new byte[count];
        Variant = new ushort[count];
        SiteOf = new short[count];
        Broad = new sbyte[count];
        Fine = [new sbyte[count], new sbyte[count], new sbyte[count], new sbyte[count]];
        PaintOpenGround(cancel);
        PaintRoads();
        PaintSites(cancel);
    }

    /// <summary>The window in pixels of the full grid, without the rim.</summary>
    public Window Window { get; }

    /// <summary>Columns with the rim.</summary>
    public int Width { get; }

    /// <summary>Rows with the rim.</summary>
    public int Rows { get; }

    public float[] Height { get; }

    public byte[] CoverOf { get; }

    public byte[] GroundOf { get; }

    public byte[] PlantOf { get; }

    public byte[] PhaseOf { get; }

    /// <summary>Plant share × 255.</summary>
    public byte[] Vigour { get; }

    public ushort[] Variant { get; }

    /// <summary>Site index + 1, or 0.</summary>
    public short[] SiteOf { get; }

    /// <summary>Slow brightness of the ground, 1/64.</summary>
    public sbyte[] Broad { get; }

    /// <summary>Grain of the ground in four directions of the spectrum, sd 1 = 32.</summary>
    public sbyte[][] Fine { get; }

    /// <summary>Plan metres of a column (with rim).</summary>
    public float X(int col) => (Window.Col - Rim + col + 0.5f) * (float)DemoParameters.PixelMetres;

    /// <summary>Plan metres of a row (with rim).</summary>
    public float Y(int row) => (_plan.Parameters.FullPixels[1] - (Window.Row - Rim + row) - 0.5f) * (float)DemoParameters.PixelMetres;

    private void PaintOpenGround(CancellationToken cancel)
    {
        var ground = new OpenGround(_plan);
        var terrain = new Terrain(_plan);
        uint broad = Draw.Seed(_plan.Seed, 61), fine = Draw.Seed(_plan.Seed, 62);
        var options = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancel };
        Parallel.For(0, Rows, options, row =>
        {
            float y = Y(row);
            int absoluteRow = Window.Row - Rim + row;
            for (int col = 0, at = row * Width; col < Width; col++, at++)
            {
                float x = X(col);
                float mountain = _plan.MountainDistance(x, y);
                Height[at] = terrain.At(x, y, mountain);
                Set(at, ground.At(x, y, mountain));
                Broad[at] = (sbyte)Math.Clamp(64 * Noise.Fractal(broad, x / 480, y / 480, 3), -127, 127);
                int absoluteCol = Window.Col - Rim + col;
                for (int k = 0; k < 4; k++)
                {
                    Fine[k][at] = Grain(fine + (uint)k, absoluteCol, absoluteRow);
                }
            }
        });
    }

    // Part white, part two pixels wide: what an eye calls grain. Sum of bytes, sd about 32.
    private static sbyte Grain(uint seed, int col, int row)
    {
        int white = Bytes(Noise.Mix(seed, col, row));
        int wide = Bytes(Noise.Mix(seed + 77, col >> 1, (row + (col >> 1 & 1)) >> 1));
        return (sbyte)Math.Clamp((white * 26 + wide * 19) / 148, -127, 127);
    }

    private static int Bytes(uint h) => (int)((h & 255) + (h >> 8 & 255) + (h >> 16 & 255) + (h >> 24)) - 510;

    private void PaintRoads()
    {
        foreach (var (halfWidth, line) in _plan.Roads)
        {
            Walk(line.X, line.Y, (x, y) => Disc(x, y, (float)halfWidth, Ground.Asphalt));
        }

        // A haul road from each pit and dump to the nearest road, winding a little.
        foreach (var site in _plan.Sites.Where(s => s.Kind is SiteKind.Pit or SiteKind.Dump))
        {
            double cx = (site.Shape.Bounds.MinX + site.Shape.Bounds.MaxX) / 2, cy = (site.Shape.Bounds.MinY + site.Shape.Bounds.MaxY) / 2;
            var (tx, ty) = NearestRoad(cx, cy);
            double length = Math.Sqrt((tx - cx) * (tx - cx) + (ty - cy) * (ty - cy));
            int parts = Math.Max(2, (int)(length / 60));
            var xs = new double[parts + 1];
            var ys = new double[parts + 1];
            for (int i = 0; i <= parts; i++)
            {
                double t = (double)i / parts, sway = 55 * 4 * t * (1 - t);
                xs[i] = cx + (tx - cx) * t + sway * Noise.Gradient(site.Hash, (float)(t * length / 900), 0.3f);
                ys[i] = cy + (ty - cy) * t + sway * Noise.Gradient(site.Hash + 9, (float)(t * length / 900), 0.7f);
            }

            Walk(xs, ys, (x, y) => Disc(x, y, 5.5f, Ground.SteppeSoil));
        }
    }

    private (double X, double Y) NearestRoad(double x, double y)
    {
        double best = double.MaxValue, foundX = x, foundY = y;
        foreach (var (_, line) in _plan.Roads)
        {
            for (int i = 0; i < line.X.Length; i++)
            {
                double d = (line.X[i] - x) * (line.X[i] - x) + (line.Y[i] - y) * (line.Y[i] - y);
                if (d < best)
                {
                    (best, foundX, foundY) = (d, line.X[i], line.Y[i]);
                }
            }
        }

        return (foundX, foundY);
    }

    private static void Walk(double[] xs, double[] ys, Action<double, double> at)
    {
        for (int i = 1; i < xs.Length; i++)
        {
            double dx = xs[i] - xs[i - 1], dy = ys[i] - ys[i - 1];
            int steps = 1 + (int)(Math.Sqrt(dx * dx + dy * dy) / 4);
            for (int k = 0; k < steps; k++)
            {
                at(xs[i - 1] + dx * k / steps, ys[i - 1] + dy * k / steps);
            }
        }
    }

    private void Disc(double x, double y, float radius, Ground ground)
    {
        int reach = (int)(radius / 10) + 1;
        int col = (int)Math.Floor(x / 10) - Window.Col + Rim;
        int row = _plan.Parameters.FullPixels[1] - 1 - (int)Math.Floor(y / 10) - Window.Row + Rim;
        for (int r = Math.Max(0, row - reach); r <= Math.Min(Rows - 1, row + reach); r++)
        {
            for (int c = Math.Max(0, col - reach); c <= Math.Min(Width - 1, col + reach); c++)
            {
                float dx = X(c) - (float)x, dy = Y(r) - (float)y;
                int at = r * Width + c;
                if (dx * dx + dy * dy <= radius * radius && CoverOf[at] is not ((byte)Cover.Water or (byte)Cover.Sandbar))
                {
                    Set(at, new Spot(Cover.Road, ground, Ground.Grass, Phase.Grass, 0.08f, 0));
                }
            }
        }
    }

    private void PaintSites(CancellationToken cancel)
    {
        foreach (var site in _plan.Sites)
        {
            cancel.ThrowIfCancellationRequested();
            var b = site.Shape.Bounds;
            int firstCol = (int)(b.MinX / 10) - Window.Col + Rim - 1, lastCol = (int)(b.MaxX / 10) - Window.Col + Rim + 1;
            int topRow = _plan.Parameters.FullPixels[1] - 1 - (int)(b.MaxY / 10) - Window.Row + Rim - 1;
            int bottomRow = _plan.Parameters.FullPixels[1] - 1 - (int)(b.MinY / 10) - Window.Row + Rim + 1;
            for (int r = Math.Max(0, topRow); r <= Math.Min(Rows - 1, bottomRow); r++)
            {
                for (int c = Math.Max(0, firstCol); c <= Math.Min(Width - 1, lastCol); c++)
                {
                    float x = X(c), y = Y(r), inside = (float)site.Shape.SignedDistance(x, y);
                    if (inside <= 0)
                    {
                        continue;
                    }

                    int at = r * Width + c;
                    Height[at] += SiteSurface.Relief(site, x, y, inside);
                    SiteOf[at] = (short)(site.Index + 1);
                    Set(at, new Spot(
                        site.CoverClass(_plan.Parameters.Dates.Length - 1), SiteSurface.GroundAt(site, x, y, inside), Ground.Grass, Phase.Site,
                        SiteSurface.Patch(site, x, y), (ushort)(site.Hash | 1)));
                }
            }
        }
    }

    private void Set(int at, Spot spot)
    {
        CoverOf[at] = (byte)spot.Cover;
        GroundOf[at] = (byte)spot.Ground;
        PlantOf[at] = (byte)spot.Plant;
        PhaseOf[at] = (byte)spot.Phase;
        Vigour[at] = (byte)(spot.Vigour * 255 + 0.5f);
        Variant[at] = spot.Variant;
    }
}
