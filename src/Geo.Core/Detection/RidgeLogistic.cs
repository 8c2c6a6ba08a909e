namespace Geo.Core.Detection;

/// <summary>
/// Logistic regression with a ridge penalty on centred and scaled attributes; some weights may be held at zero or above.
/// By cyclic coordinate descent with Newton steps, each coordinate damped by its bound on the curvature, so that the loss never rises.
/// </summary>
/// <remarks>le Cessie &amp; van Houwelingen 1992, https://doi.org/10.2307/2347628; coordinate descent as Friedman et al. 2010, https://doi.org/10.18637/jss.v033.i01</remarks>
internal static class RidgeLogistic
{
    private const int Sweeps = 300;
    private const double Enough = 1e-5;

    /// <summary>Fits.</summary>
    /// <param name="rows">Attributes of each row.</param>
    /// <param name="isTrue">What each row is; both must be there.</param>
    /// <param name="weights">Of the rows.</param>
    /// <param name="penalty">λ of λ/2 · Σ weight² beside the weighted sum of losses.</param>
    /// <param name="notNegative">One an attribute: its weight stays at zero or above.</param>
    /// <returns>Bias and weights of the attributes as they were given, unscaled.</returns>
    public static (double Bias, double[] Weights) Fit(double[][] rows, bool[] isTrue, double[] weights, double penalty, bool[] notNegative)
    {
        int n = rows.Length, m = notNegative.Length;
        double[] mean = new double[m], scale = new double[m];
        for (int j = 0; j < m; j++)
        {
            mean[j] = rows.Average(r => r[j]);
            double spread = Math.Sqrt(rows.Average(r => (r[j] - mean[j]) * (r[j] - mean[j])));
            scale[j] = spread > 1e-9 ? spread : double.PositiveInfinity;   // what never varies says nothing
        }

        double[][] x = [.. Enumerable.Range(0, m).Select(j => rows.Select(r => (r[j] - mean[j]) / scale[j]).ToArray())];
        double[] curvature = [.. x.Select(column => column.Zip(weights, (v, w) => w * v * v).Sum() / 4 + penalty)];
        double[] beta = new double[m], logit = new double[n];
        double bias = 0, everyone = weights.Sum() / 4;
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            double largest = 0;
            double step = Gradient(null) / everyone;
            bias += step;
            for (int i = 0; i < n; i++) logit[i] += step;
            largest = Math.Max(largest, Math.Abs(step));
            for (int j = 0; j < m; j++)
            {
                double wanted = beta[j] + (Gradient(x[j]) - penalty * beta[j]) / curvature[j];
                if (notNegative[j]) wanted = Math.Max(0, wanted);
                step = wanted - beta[j];
                if (step == 0) continue;
                beta[j] = wanted;
                for (int i = 0; i < n; i++) logit[i] += step * x[j][i];
                largest = Math.Max(largest, Math.Abs(step));
            }

            if (largest < Enough) break;
        }

        double[] unscaled = [.. beta.Select((b, j) => b / scale[j])];
        return (bias - unscaled.Zip(mean, (b, v) => b * v).Sum(), unscaled);

        // Of the log-likelihood along a column, or along the bias.
        double Gradient(double[]? column)
        {
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                double residual = weights[i] * ((isTrue[i] ? 1 : 0) - 1 / (1 + Math.Exp(-logit[i])));
                sum += column is null ? residual : residual * column[i];
            }

            return sum;
        }
    }
}
