namespace Geo.Core.Measure;

/// <summary>Gauss-Legendre quadrature with n nodes; nodes by Newton's method on the Legendre polynomial.</summary>
internal sealed class GaussLegendre
{
    private readonly double[] _x;
    private readonly double[] _weight; // sums to 1: a mean over the interval

    public GaussLegendre(int nodes)
    {
        _x = new double[nodes];
        _weight = new double[nodes];
        for (int i = 0; i < nodes; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (nodes + 0.5));
            double derivative = 1;
            for (int step = 0; step < 20; step++)
            {
                double p0 = 1, p1 = x;
                for (int k = 2; k <= nodes; k++) (p0, p1) = (p1, ((2 * k - 1) * x * p1 - (k - 1) * p0) / k);
                derivative = nodes * (x * p1 - p0) / (x * x - 1);
                double move = p1 / derivative;
                x -= move;
                if (Math.Abs(move) < 1e-16) break;
            }

            _x[i] = x;
            _weight[i] = 1 / ((1 - x * x) * derivative * derivative);
        }
    }

    /// <summary>Mean of a function over [from, to].</summary>
    public double MeanOf(double from, double to, Func<double, double> function)
    {
        double middle = (from + to) / 2, half = (to - from) / 2;
        double sum = 0;
        for (int i = 0; i < _x.Length; i++) sum += _weight[i] * function(middle + half * _x[i]);
        return sum;
    }
}
