namespace Geo.Core.Demo;

/// <summary>A ring in the plan's plane (metres east and north of the district's lower left corner), first point not repeated.</summary>
internal sealed class Shape
{
    public Shape(double[] x, double[] y)
    {
        (X, Y) = (x, y);
        Bounds = new Extent(x.Min(), y.Min(), x.Max(), y.Max());
    }

    public double[] X { get; }

    public double[] Y { get; }

    public Extent Bounds { get; }

    /// <summary>m², by the shoelace formula in the plane.</summary>
    public double SquareMetres
    {
        get
        {
            double sum = 0;
            for (int i = 0, j = X.Length - 1; i < X.Length; j = i++)
            {
                sum += X[j] * Y[i] - X[i] * Y[j];
            }

            return Math.Abs(sum) / 2;
        }
    }

    /// <summary>An irregular outline: harmonics 2…9 on an ellipse. Complex products only, no sine.</summary>
    public static Shape Irregular(Draw draw, double cx, double cy, double radius, double elongation, double roughness)
    {
        const int vertices = 48;
        const double stepC = 0.99144486137381038, stepS = 0.13052619222005157; // 7.5°
        var phases = new (double C, double S, double A)[8];
        for (int k = 0; k < phases.Length; k++)
        {
            var (c, s) = draw.Direction();
            phases[k] = (c, s, roughness * draw.Range(0.3, 1) / (k + 2));
        }

        var (turnC, turnS) = draw.Direction();
        var x = new double[vertices];
        var y = new double[vertices];
        double dirC = 1, dirS = 0;
        for (int i = 0; i < vertices; i++)
        {
            double r = 1, kc = dirC, ks = dirS;
            foreach (var (c, s, a) in phases)
            {
                (kc, ks) = (kc * dirC - ks * dirS, kc * dirS + ks * dirC);
                r += a * (kc * c - ks * s);
            }

            r = Math.Max(0.45, r) * radius;
            double u = r * dirC * elongation, v = r * dirS / elongation;
            (x[i], y[i]) = (cx + u * turnC - v * turnS, cy + u * turnS + v * turnC);
            (dirC, dirS) = (dirC * stepC - dirS * stepS, dirC * stepS + dirS * stepC);
        }

        return new Shape(x, y);
    }

    /// <summary>A fenced yard: a rectangle, its corners a little off, at times with one corner cut.</summary>
    public static Shape Yard(Draw draw, double cx, double cy, double width, double height, (double C, double S) along)
    {
        var corners = new List<(double U, double V)> { (-1, -1), (1, -1), (1, 1), (-1, 1) };
        if (draw.Unit() < 0.4)
        {
            double cut = draw.Range(0.1, 0.5);
            corners[2] = (1, 1 - cut);
            corners.Insert(3, (1 - cut, 1));
        }

        var x = new double[corners.Count];
        var y = new double[corners.Count];
        for (int i = 0; i < corners.Count; i++)
        {
            double u = corners[i].U * width / 2 * draw.Range(0.92, 1.08), v = corners[i].V * height / 2 * draw.Range(0.92, 1.08);
            (x[i], y[i]) = (cx + u * along.C - v * along.S, cy + u * along.S + v * along.C);
        }

        return new Shape(x, y);
    }

    public bool Contains(double px, double py)
    {
        bool inside = false;
        for (int i = 0, j = X.Length - 1; i < X.Length; j = i++)
        {
            if (Y[i] > py != Y[j] > py && px < (X[j] - X[i]) * (py - Y[i]) / (Y[j] - Y[i]) + X[i])
            {
                inside = !inside;
            }
        }

        return inside;
    }

    /// <summary>Distance to the outline, metres: positive inside.</summary>
    public double SignedDistance(double px, double py)
    {
        double best = double.MaxValue;
        for (int i = 0, j = X.Length - 1; i < X.Length; j = i++)
        {
            double ex = X[i] - X[j], ey = Y[i] - Y[j], wx = px - X[j], wy = py - Y[j];
            double t = Math.Clamp((wx * ex + wy * ey) / (ex * ex + ey * ey), 0, 1);
            double dx = wx - t * ex, dy = wy - t * ey;
            best = Math.Min(best, dx * dx + dy * dy);
        }

        return Contains(px, py) ? Math.Sqrt(best) : -Math.Sqrt(best);
    }

    /// <summary>The outline as a register has it: every n-th vertex, scaled about its middle and shifted.</summary>
    public Shape AsSurveyed(int every, double scale, double shiftX, double shiftY)
    {
        double cx = (Bounds.MinX + Bounds.MaxX) / 2, cy = (Bounds.MinY + Bounds.MaxY) / 2;
        int step = X.Length < 12 ? 1 : every;
        var kept = Enumerable.Range(0, X.Length).Where(i => i % step == 0).ToArray();
        return new Shape(
            [.. kept.Select(i => cx + (X[i] - cx) * scale + shiftX)], [.. kept.Select(i => cy + (Y[i] - cy) * scale + shiftY)]);
    }
}
