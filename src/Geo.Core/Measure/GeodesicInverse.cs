namespace Geo.Core.Measure;

/// <summary>
/// The inverse geodesic problem after Karney 2013, Algorithms for geodesics (doi 10.1007/s00190-012-0578-z): azimuth
/// α1 at the first place is the root of λ12(α1) = given longitude difference (eqs. 5–11, 45), which grows monotonically
/// once the places are put in canonical order (eq. 44). The root is found by bisection, the integrals (eqs. 7, 8) by
/// quadrature: no series, no starting guess, no failure for antipodal places.
/// </summary>
internal static class GeodesicInverse
{
    private const double Radian = Math.PI / 180;
    private const double F = Ellipsoid.Flattening;
    private const double B = Ellipsoid.SemiMajorAxis * (1 - F);
    private const double Ep2 = F * (2 - F) / ((1 - F) * (1 - F));
    private static readonly GaussLegendre _nodes = new(16);

    /// <summary>Metres between two places given in degrees.</summary>
    public static double Distance(double lon1, double lat1, double lon2, double lat2)
    {
        double lon12 = Math.Abs(Math.IEEERemainder(lon2 - lon1, 360)) * Radian;

        // Canonical: β1 <= 0 and |β2| <= |β1|.
        if (Math.Abs(lat1) < Math.Abs(lat2)) (lat1, lat2) = (lat2, lat1);
        if (lat1 > 0) (lat1, lat2) = (-lat1, -lat2);
        var (sb1, cb1) = Reduced(lat1);
        var (sb2, cb2) = Reduced(lat2);
        // Negative zero on the equator: Atan2 then answers σ1 = -π, not π, where the azimuth points south.
        if (sb1 == 0) sb1 = -0.0;

        if (lon12 == 0 || lat1 == -90) return Arc(Math.Atan2(sb1, cb1), Math.Atan2(sb2, cb2), Ep2);
        if (lon12 >= Math.PI) return Arc(Math.Atan2(sb1, -cb1), Math.Atan2(sb2, cb2), Ep2);
        if (lat1 == 0 && lon12 <= (1 - F) * Math.PI) return Ellipsoid.SemiMajorAxis * lon12;

        double low = 0, high = Math.PI;
        for (int i = 0; i < 64; i++)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) break;
            if (Line(middle, sb1, cb1, sb2, cb2).Longitude < lon12) low = middle;
            else high = middle;
        }

        var line = Line((low + high) / 2, sb1, cb1, sb2, cb2);
        return Arc(line.Sigma1, line.Sigma2, line.K2);
    }

    /// <summary>Sine and cosine of the reduced latitude.</summary>
    private static (double Sin, double Cos) Reduced(double latitude)
    {
        var (s, c) = Math.SinCos(latitude * Radian);
        s *= 1 - F;
        double r = Math.Sqrt(s * s + c * c);
        return latitude == 0 ? (0.0, 1.0) : (s / r, Math.Max(c / r, 1e-160));
    }

    /// <summary>The geodesic that leaves place 1 at azimuth α1 and meets the parallel of place 2 heading north.</summary>
    private static (double Longitude, double Sigma1, double Sigma2, double K2) Line(
        double alpha1, double sb1, double cb1, double sb2, double cb2)
    {
        var (sa1, ca1) = Math.SinCos(alpha1);
        double sa0 = sa1 * cb1, ca0 = double.Hypot(ca1, sa1 * sb1);
        double difference = cb1 < -sb1 ? (cb2 - cb1) * (cb1 + cb2) : (sb1 - sb2) * (sb1 + sb2);
        double ca2cb2 = Math.Sqrt(Math.Max(0, ca1 * ca1 * cb1 * cb1 + difference));
        double sigma1 = Math.Atan2(sb1, ca1 * cb1), sigma2 = Math.Atan2(sb2, ca2cb2);
        double omega1 = Math.Atan2(sa0 * sb1, ca1 * cb1), omega2 = Math.Atan2(sa0 * sb2, ca2cb2);
        double k2 = Ep2 * ca0 * ca0;
        double mean = _nodes.MeanOf(sigma1, sigma2, sigma =>
        {
            double s = Math.Sin(sigma);
            return (2 - F) / (1 + (1 - F) * Math.Sqrt(1 + k2 * s * s));
        });
        return (omega2 - omega1 - F * sa0 * mean * (sigma2 - sigma1), sigma1, sigma2, k2);
    }

    /// <summary>Length between two arcs on the auxiliary sphere (eq. 7).</summary>
    private static double Arc(double sigma1, double sigma2, double k2) =>
        B * (sigma2 - sigma1) * _nodes.MeanOf(sigma1, sigma2, sigma =>
        {
            double s = Math.Sin(sigma);
            return Math.Sqrt(1 + k2 * s * s);
        });
}
