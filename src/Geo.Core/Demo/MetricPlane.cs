namespace Geo.Core.Demo;

/// <summary>
/// UTM zone 49N (EPSG:32649) by Krüger's series to n⁴ (Karney 2011, doi 10.1007/s00190-011-0445-3, eq. 35–36), good to a micrometre here.
/// Own code, so that the simulation does not move when a library's constants do.
/// </summary>
internal static class MetricPlane
{
    private const double A = 6_378_137, F = 1 / 298.257223563, K0 = 0.9996, FalseEasting = 500_000, CentralMeridian = 111;
    private static readonly double N = F / (2 - F);
    private static readonly double Radius = A / (1 + N) * (1 + N * N / 4 + N * N * N * N / 64);
    private static readonly double E = Math.Sqrt(F * (2 - F));

    private static readonly double[] Forward =
    [
        N / 2 - 2 * N * N / 3 + 5 * N * N * N / 16 + 41 * N * N * N * N / 180,
        13 * N * N / 48 - 3 * N * N * N / 5 + 557 * N * N * N * N / 1440,
        61 * N * N * N / 240 - 103 * N * N * N * N / 140,
        49561 * N * N * N * N / 161280,
    ];

    private static readonly double[] Backward =
    [
        N / 2 - 2 * N * N / 3 + 37 * N * N * N / 96 - N * N * N * N / 360,
        N * N / 48 + N * N * N / 15 - 437 * N * N * N * N / 1440,
        17 * N * N * N / 480 - 37 * N * N * N * N / 840,
        4397 * N * N * N * N / 161280,
    ];

    /// <summary>Degrees to metres east and north.</summary>
    public static (double X, double Y) FromLonLat(double lon, double lat)
    {
        double phi = lat * Math.PI / 180, lambda = (lon - CentralMeridian) * Math.PI / 180;
        double sin = Math.Sin(phi);
        double t = Math.Sinh(Math.Atanh(sin) - E * Math.Atanh(E * sin));
        double xi = Math.Atan2(t, Math.Cos(lambda)), eta = Math.Atanh(Math.Sin(lambda) / Math.Sqrt(1 + t * t));
        double x = eta, y = xi;
        for (int j = 1; j <= 4; j++)
        {
            x += Forward[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
            y += Forward[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
        }

        return (FalseEasting + K0 * Radius * x, K0 * Radius * y);
    }

    /// <summary>Metres east and north to degrees.</summary>
    public static (double Lon, double Lat) ToLonLat(double x, double y)
    {
        double xi0 = y / (K0 * Radius), eta0 = (x - FalseEasting) / (K0 * Radius), xi = xi0, eta = eta0;
        for (int j = 1; j <= 4; j++)
        {
            xi -= Backward[j - 1] * Math.Sin(2 * j * xi0) * Math.Cosh(2 * j * eta0);
            eta -= Backward[j - 1] * Math.Cos(2 * j * xi0) * Math.Sinh(2 * j * eta0);
        }

        double lambda = Math.Atan2(Math.Sinh(eta), Math.Cos(xi));
        double chi = Math.Asin(Math.Sin(xi) / Math.Cosh(eta));
        // Newton on the conformal latitude's tangent (Karney 2011, eq. 19–21).
        double tauPrime = Math.Tan(chi), tau = tauPrime;
        for (int i = 0; i < 5; i++)
        {
            double root = Math.Sqrt(1 + tau * tau);
            double sigma = Math.Sinh(E * Math.Atanh(E * tau / root));
            double at = tau * Math.Sqrt(1 + sigma * sigma) - sigma * root;
            tau += (tauPrime - at) / Math.Sqrt(1 + at * at) * (1 + (1 - E * E) * tau * tau) / ((1 - E * E) * root);
        }

        return (CentralMeridian + lambda * 180 / Math.PI, Math.Atan(tau) * 180 / Math.PI);
    }
}
