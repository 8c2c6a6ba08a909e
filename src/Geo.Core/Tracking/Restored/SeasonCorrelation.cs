namespace Geo.Core.Tracking.Restored;

/// <summary>What correlated seasons do to a mean and to the spread from which its error is estimated; first-order autoregression with known rho.</summary>
/// <remarks>
/// With R the correlation matrix, R_ij = rho^|year_i − year_j|, and f = ΣR/n: Var(mean) = σ² f/n, and the sample variance has the
/// expectation σ² (n − f)/(n − 1) (Bayley &amp; Hammersley 1946, https://doi.org/10.2307/2983560; Zięba 2010,
/// https://doi.org/10.2478/v10178-010-0001-0). So s² f/n · (n − 1)/(n − f) estimates Var(mean) without bias. Its degrees of
/// freedom are Satterthwaite's for the quadratic form x'Mx, M = I − 11'/n: (tr MR)²/tr(MRMR) (Box 1954,
/// https://doi.org/10.1214/aoms/1177728786).
/// </remarks>
internal readonly record struct SeasonCorrelation(int Seasons, double Factor, double Freedom)
{
    /// <summary>Var(mean) over s²/n.</summary>
    public double Widening => Factor * (Seasons - 1) / (Seasons - Factor);

    /// <summary>σ² over s².</summary>
    public double Unbias => (Seasons - 1) / (Seasons - Factor);

    /// <param name="years">Distinct years, at least 2 of them.</param>
    /// <param name="rho">[0, 1).</param>
    public static SeasonCorrelation Of(IReadOnlyList<int> years, double rho)
    {
        int n = years.Count;
        var rows = new double[n];
        double all = 0, squares = 0;
        var powers = new double[years.Max() - years.Min() + 1];
        powers[0] = 1;
        for (int k = 1; k < powers.Length; k++) powers[k] = powers[k - 1] * rho;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double r = powers[Math.Abs(years[i] - years[j])];
                rows[i] += r;
                squares += r * r;
            }

            all += rows[i];
        }

        // tr(MRMR) = ΣΣr² − 2/n Σ(row sums)² + (ΣΣr/n)².
        double factor = all / n, trace = n - factor;
        double second = squares - 2.0 / n * rows.Sum(r => r * r) + factor * factor;
        return new SeasonCorrelation(n, factor, trace * trace / second);
    }
}
