namespace Geo.Core.Demo;

/// <summary>Finds room for pits, dumps, yards and building sites: drawn places, kept where the ground suits and nothing else is near.</summary>
internal sealed class SitePlacing(DistrictPlan plan)
{
    private const double Apart = 90;
    private readonly DemoParameters _parameters = plan.Parameters;
    private readonly List<Site> _sites = [];
    private readonly Extent _small = SmallExtent(plan.Parameters);

    /// <summary>The small window, plan metres.</summary>
    public static Extent SmallExtent(DemoParameters p)
    {
        double top = p.FullPixels[1] * DemoParameters.PixelMetres, m = DemoParameters.PixelMetres;
        return new Extent(
            p.SmallWindow[0] * m, top - (p.SmallWindow[1] + p.SmallWindow[3]) * m, (p.SmallWindow[0] + p.SmallWindow[2]) * m, top - p.SmallWindow[1] * m);
    }

    public List<Site> All()
    {
        // Big ones first: they need the most room.
        Place(SiteKind.Pit, _parameters.Pits, 11, true);
        Place(SiteKind.Dump, _parameters.ListedDumps, 12, true);
        Place(SiteKind.Dump, _parameters.UnlistedDumps, 13, false);
        Place(SiteKind.CoalYard, _parameters.CoalYards, 14, false);
        Place(SiteKind.IronYard, _parameters.IronYards, 15, false);
        Place(SiteKind.BuildingSite, _parameters.BuildingSites, 16, false);
        if (_parameters.Strangers is { } strangers) Place(SiteKind.Stranger, strangers, 17, false);
        return _sites;
    }

    private void Place(SiteKind kind, int[] counts, uint purpose, bool listed)
    {
        var draw = Draw.For(plan.Seed, purpose);
        int inSmall = counts[0], all = counts[1];
        int[] numbers = [.. Enumerable.Range(1, all)];
        draw.Shuffle<int>(numbers);
        double[] quantiles = Spread(draw, inSmall, all), kinds = Spread(draw, inSmall, all);
        bool[] train = Split(draw, kind == SiteKind.Pit ? quantiles : kinds, inSmall, all);
        for (int i = 0; i < all; i++)
        {
            var own = new Draw(draw.Next());
            var shape = Find(kind, i < inSmall, own);
            var fate = kind == SiteKind.Pit ? SiteHistory.Of(quantiles[i]) : Fate.Untouched;
            var cover = kind switch
            {
                SiteKind.Pit => SiteHistory.Cover(fate, own, _parameters.Dates),
                SiteKind.Dump => Constant((float)(own.Unit() < 0.3 ? own.Range(0.03, 0.22) : own.Range(0, 0.04))),
                _ => Constant(0),
            };
            var ground = GroundOf(kind, kinds[i]);
            var (relief, grain) = ReliefOf(kind, ground, own);
            var surveyed = shape.AsSurveyed(3, own.Range(1.04, 1.15), own.Range(-9, 9), own.Range(-9, 9));
            uint hash = (uint)own.Next();
            var archive = kind == SiteKind.Pit ? SiteArchive.Of(fate, cover, hash, _parameters) : SiteArchive.Constant(cover[0], _parameters);
            _sites.Add(new Site(
                _sites.Count, kind, listed ? numbers[i] : 0, shape, surveyed, ground, relief, grain, hash, fate, cover,
                train[i], i < inSmall, archive));
        }
    }

    // Stratified, so that a small window too has every fate and kind.
    private static double[] Spread(Draw draw, int inSmall, int all)
    {
        var values = new double[all];
        for (int i = 0; i < all; i++)
        {
            int k = i < inSmall ? i : i - inSmall, n = i < inSmall ? inSmall : all - inSmall;
            values[i] = (k + draw.Unit()) / n;
        }

        draw.Shuffle(values.AsSpan(0, inSmall));
        draw.Shuffle(values.AsSpan(inSmall));
        return values;
    }

    // Systematic along fate or kind, so that both splits hold all of them.
    private bool[] Split(Draw draw, double[] quantiles, int inSmall, int all)
    {
        var train = new bool[all];
        foreach (var (first, count) in new[] { (0, inSmall), (inSmall, all - inSmall) })
        {
            double share = _parameters.TrainShare, start = draw.Unit();
            int[] order = [.. Enumerable.Range(first, count).OrderBy(i => quantiles[i])];
            for (int rank = 0; rank < count; rank++)
            {
                train[order[rank]] = Math.Floor(start + (rank + 1) * share) > Math.Floor(start + rank * share);
            }
        }

        return train;
    }

    private float[] Constant(float cover) => [.. Enumerable.Repeat(cover, _parameters.Dates.Length)];

    private Ground GroundOf(SiteKind kind, double quantile)
    {
        switch (kind)
        {
            case SiteKind.Pit: return Ground.PitFace;
            case SiteKind.CoalYard: return Ground.Coal;
            case SiteKind.IronYard: return Ground.IronOre;
            case SiteKind.BuildingSite: return Ground.BuildingGround;
            case SiteKind.Stranger: return Ground.Stranger;
        }

        double sum = 0;
        for (int i = 0; i < _parameters.DumpKinds.Length; i++)
        {
            sum += _parameters.DumpKinds[i].Share;
            if (quantile < sum)
            {
                return (Ground)i;
            }
        }

        return Ground.ConstructionWaste;
    }

    private static (float Relief, float Grain) ReliefOf(SiteKind kind, Ground ground, Draw draw) => (kind, ground) switch
    {
        (SiteKind.Pit, _) => ((float)draw.Range(22, 60), (float)draw.Range(30, 46)),
        (SiteKind.Dump, Ground.Slag) => ((float)draw.Range(9, 20), (float)draw.Range(36, 60)),
        (SiteKind.Dump, Ground.Ash) => ((float)draw.Range(7, 14), (float)draw.Range(60, 110)),
        (SiteKind.Dump, Ground.Gypsum) => ((float)draw.Range(7, 14), (float)draw.Range(50, 80)),
        (SiteKind.Dump, Ground.Tailings) => ((float)draw.Range(10, 22), (float)draw.Range(30, 46)),
        (SiteKind.Dump, _) => ((float)draw.Range(6, 11), (float)draw.Range(24, 40)),
        (SiteKind.CoalYard, _) => ((float)draw.Range(3, 6), (float)draw.Range(45, 70)),
        (SiteKind.IronYard, _) => ((float)draw.Range(2, 4), (float)draw.Range(45, 70)),
        (SiteKind.Stranger, _) => ((float)draw.Range(3, 7), (float)draw.Range(28, 44)),
        _ => (1, 30),
    };

    private Shape Find(SiteKind kind, bool inSmall, Draw draw)
    {
        var area = inSmall
            ? _small
            : new Extent(0, 0, _parameters.FullPixels[0] * DemoParameters.PixelMetres, _parameters.FullPixels[1] * DemoParameters.PixelMetres);
        for (int attempt = 0; attempt < 40_000; attempt++)
        {
            double x = draw.Range(area.MinX, area.MaxX), y = draw.Range(area.MinY, area.MaxY);
            // The longer the search, the less choosy: a crowded seed still gets its sites.
            float slack = attempt / 40_000f;
            if (!Suits(kind, (float)x, (float)y, slack))
            {
                continue;
            }

            var shape = Make(kind, x, y, draw, attempt > 8_000 ? 0.75 : 1);
            if (Fits(shape, inSmall) && BigEnough(kind, shape))
            {
                return shape;
            }
        }

        throw new InvalidOperationException($"no room for another {kind}");
    }

    private bool BigEnough(SiteKind kind, Shape shape) => kind switch
    {
        SiteKind.Pit => shape.SquareMetres >= _parameters.MinimumPitSquareMetres,
        SiteKind.Dump => shape.SquareMetres >= _parameters.MinimumDumpSquareMetres,
        _ => true,
    };

    private bool Suits(SiteKind kind, float x, float y, float slack)
    {
        float mountain = plan.MountainDistance(x, y), river = plan.RiverDistance(x, y), town = plan.TownInfluence(x, y, out _);
        if (MathF.Abs(river) < 420 || river < -700)
        {
            return false;
        }

        return kind switch
        {
            SiteKind.Pit => mountain > -500 - 1500 * slack && town < 0.05f,
            SiteKind.Dump => mountain > -6500 && mountain < 900 && town < 0.25f + slack,
            SiteKind.BuildingSite => town is > -0.25f and < 0.75f && mountain < 200,
            _ => town is > -1f and < 0.3f || (slack > 0.05f && mountain is < -200 and > -3500),
        };
    }

    private static Shape Make(SiteKind kind, double x, double y, Draw draw, double scale)
    {
        // Squared uniforms: many small, few big.
        double size = draw.Unit();
        size *= size;
        double turnC = draw.Range(0.8, 1), turnS = Math.Sqrt(1 - turnC * turnC) * (draw.Unit() < 0.5 ? -1 : 1);
        return kind switch
        {
            SiteKind.Pit => Shape.Irregular(draw, x, y, (110 + 160 * size) * scale, draw.Range(1, 1.4), 0.75),
            SiteKind.Dump when draw.Unit() < 0.3 => Shape.Yard(
                draw, x, y, (150 + 220 * size) * scale, (130 + 150 * size) * scale, (turnC, turnS)),
            SiteKind.Dump => Shape.Irregular(draw, x, y, (90 + 115 * size) * scale, draw.Range(1, 1.5), 0.6),
            SiteKind.BuildingSite => Shape.Yard(draw, x, y, (90 + 180 * size) * scale, (80 + 140 * draw.Unit()) * scale, (turnC, turnS)),
            _ => Shape.Yard(draw, x, y, (120 + 190 * size) * scale, (80 + 110 * draw.Unit()) * scale, (turnC, turnS)),
        };
    }

    private bool Fits(Shape shape, bool inSmall)
    {
        var b = shape.Bounds;
        var within = new Extent(_small.MinX + 160, _small.MinY + 160, _small.MaxX - 160, _small.MaxY - 160);
        var beyond = new Extent(_small.MinX - 160, _small.MinY - 160, _small.MaxX + 160, _small.MaxY + 160);
        if (inSmall ? b.MinX < within.MinX || b.MaxX > within.MaxX || b.MinY < within.MinY || b.MaxY > within.MaxY : b.Intersects(beyond))
        {
            return false;
        }

        for (int i = 0; i < shape.X.Length; i++)
        {
            if (plan.Outline.SignedDistance(shape.X[i], shape.Y[i]) < 60)
            {
                return false;
            }
        }

        var roomy = new Extent(b.MinX - Apart, b.MinY - Apart, b.MaxX + Apart, b.MaxY + Apart);
        return !_sites.Any(s => s.Shape.Bounds.Intersects(roomy));
    }
}
