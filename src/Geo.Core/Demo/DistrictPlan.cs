namespace Geo.Core.Demo;

/// <summary>
/// The district as lines and outlines in plan metres (east and north of the full grid's lower left corner), before any pixel.
/// </summary>
internal sealed class DistrictPlan
{
    private readonly double[] _frontX, _frontY, _riverX, _riverY;
    private readonly uint _frontSeed, _riverSeed, _townSeed;

    public DistrictPlan(DemoParameters parameters, ulong seed)
    {
        Parameters = parameters;
        Seed = seed;
        Outline = new Shape([.. parameters.Outline.Select(p => ToPlan(p).X)], [.. parameters.Outline.Select(p => ToPlan(p).Y)]);
        (_frontX, _frontY) = Line(parameters.MountainFront);
        (_riverX, _riverY) = Smooth(Line(parameters.River));
        _frontSeed = Draw.Seed(seed, 1);
        _riverSeed = Draw.Seed(seed, 2);
        _townSeed = Draw.Seed(seed, 3);
        Roads = [.. parameters.Roads.Select(r => (r.HalfWidthMetres, Smooth(Line(r.Line))))];
        Towns = [.. parameters.Towns.Select(t => ToPlan(t.Centre))];
        Sites = [.. new SitePlacing(this).All()];
    }

    public DemoParameters Parameters { get; }

    public ulong Seed { get; }

    public Shape Outline { get; }

    public IReadOnlyList<(double HalfWidth, (double[] X, double[] Y) Line)> Roads { get; }

    public IReadOnlyList<(double X, double Y)> Towns { get; }

    public IReadOnlyList<Site> Sites { get; }

    /// <summary>The river's centre line, plan metres, west to east.</summary>
    public (double[] X, double[] Y) RiverLine => (_riverX, _riverY);

    public (double X, double Y) ToPlan(double[] lonLat)
    {
        var (x, y) = MetricPlane.FromLonLat(lonLat[0], lonLat[1]);
        // To the centimetre, so that the last bit of libm's sine moves nothing.
        return (Math.Round(x - Parameters.OriginMetres[0], 2), Math.Round(y - Parameters.OriginMetres[1], 2));
    }

    public (double Lon, double Lat) ToLonLat(double x, double y) =>
        MetricPlane.ToLonLat(x + Parameters.OriginMetres[0], y + Parameters.OriginMetres[1]);

    /// <summary>Metres into the mountains (negative on the plain).</summary>
    public float MountainDistance(float x, float y) =>
        (float)(y - At(_frontX, _frontY, x, out _)) + 450 * Noise.Fractal(_frontSeed, x / 2600, y / 2600, 3);

    /// <summary>Metres from the river's centre line, signed: positive north of it; warped by noise.</summary>
    public float RiverDistance(float x, float y)
    {
        double line = At(_riverX, _riverY, x, out double slope);
        float distance = (float)((y - line) / Math.Sqrt(1 + slope * slope));
        return distance + 70 * Noise.Gradient(_riverSeed, x / 800, y / 800) + 18 * Noise.Gradient(_riverSeed + 1, x / 170, y / 170);
    }

    /// <summary>How far a town reaches here: 1 at its centre, 0 at its ragged edge; and which.</summary>
    public float TownInfluence(float x, float y, out int town)
    {
        float best = -1;
        town = -1;
        for (int i = 0; i < Towns.Count; i++)
        {
            float radius = (float)Parameters.Towns[i].RadiusMetres;
            float dx = x - (float)Towns[i].X, dy = y - (float)Towns[i].Y;
            if (dx * dx + dy * dy > 6 * radius * radius)
            {
                continue;
            }

            float reach = 1 - MathF.Sqrt(dx * dx + dy * dy) / radius;
            if (reach > best)
            {
                (best, town) = (reach, i);
            }
        }

        return town < 0 ? -1 : best + 0.55f * Noise.Fractal(_townSeed, x / 1500, y / 1500, 4);
    }

    private (double[] X, double[] Y) Line(double[][] lonLat)
    {
        var points = lonLat.Select(ToPlan).ToArray();
        return ([.. points.Select(p => p.X)], [.. points.Select(p => p.Y)]);
    }

    // Catmull-Rom, eight parts a segment.
    private static (double[] X, double[] Y) Smooth((double[] X, double[] Y) line)
    {
        var x = new List<double>();
        var y = new List<double>();
        int last = line.X.Length - 1;
        for (int i = 0; i < last; i++)
        {
            for (int k = 0; k < 8; k++)
            {
                x.Add(Spline(line.X, i, k / 8.0, last));
                y.Add(Spline(line.Y, i, k / 8.0, last));
            }
        }

        x.Add(line.X[last]);
        y.Add(line.Y[last]);
        return ([.. x], [.. y]);
    }

    private static double Spline(double[] v, int i, double t, int last)
    {
        double a = v[Math.Max(0, i - 1)], b = v[i], c = v[i + 1], d = v[Math.Min(last, i + 2)];
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
    }

    // Both lines run from west to east, so a line is a function of x.
    private static double At(double[] lineX, double[] lineY, double x, out double slope)
    {
        int i = Array.BinarySearch(lineX, x);
        i = Math.Clamp(i < 0 ? ~i - 1 : i, 0, lineX.Length - 2);
        slope = (lineY[i + 1] - lineY[i]) / (lineX[i + 1] - lineX[i]);
        return lineY[i] + slope * (x - lineX[i]);
    }
}
