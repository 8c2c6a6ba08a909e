using NetTopologySuite.Geometries;

namespace Geo.Core.Measure;

/// <summary>
/// Area of a ring by Green's theorem in longitude λ and latitude φ: ∮ Q(φ) dλ, where Q is the area between the equator
/// and φ for one radian of longitude (Snyder 1987, Map Projections, eq. 3-12: Q = b²/2 · …, a² q / 2).
/// Along an edge φ is linear in λ, so the edge gives Δλ · mean of Q, found by Gauss-Legendre quadrature.
/// </summary>
internal static class AuthalicArea
{
    private const double Radian = Math.PI / 180;
    private const double LongestPanel = 2.0; // degrees of latitude; the 6-node error is then below 1e-16 of Q

    private static readonly double _e2 = Ellipsoid.Flattening * (2 - Ellipsoid.Flattening);
    private static readonly double _e = Math.Sqrt(_e2);
    private static readonly GaussLegendre _nodes = new(6);

    /// <summary>Signed area in m²: positive counter-clockwise. A ring round a pole must run along it, as RFC 7946 asks.</summary>
    public static double SignedRing(CoordinateSequence ring)
    {
        if (ring.Count < 4) return 0;

        // Q is taken from the ring's first latitude: small rings far from the equator keep their digits.
        double reference = Q(ring.GetY(0));
        double sum = 0;
        for (int i = 1; i < ring.Count; i++)
        {
            double dLon = ring.GetX(i) - ring.GetX(i - 1);
            if (dLon != 0) sum -= dLon * Radian * MeanOverEdge(ring.GetY(i - 1), ring.GetY(i), reference);
        }

        return sum;
    }

    private static double MeanOverEdge(double from, double to, double reference)
    {
        double dLat = to - from;
        if (dLat == 0) return Q(from) - reference;
        int panels = (int)Math.Ceiling(Math.Abs(dLat) / LongestPanel);
        double sum = 0;
        for (int p = 0; p < panels; p++)
        {
            double low = from + dLat * p / panels;
            double step = dLat / panels;
            sum += _nodes.MeanOf(low, low + step, lat => Q(lat) - reference);
        }

        return sum / panels;
    }

    private static double Q(double latitude)
    {
        double s = Math.Sin(latitude * Radian);
        double es = _e * s;
        double a2 = Ellipsoid.SemiMajorAxis * Ellipsoid.SemiMajorAxis;
        return a2 * (1 - _e2) / 2 * (s / (1 - es * es) + Math.Atanh(es) / _e);
    }
}
