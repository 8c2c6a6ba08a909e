namespace Geo.Core.Imagery.Ortho;

/// <summary>
/// Rational polynomial camera model RPC00B: longitude, latitude (WGS 84, degrees) and height above the ellipsoid (metres) to image
/// column and line, where (0, 0) is the centre of the first pixel.
/// </summary>
/// <remarks>
/// NIMA STDI-0002 appendix E, "RPC00B - Rapid Positioning Capability"; https://earth-info.nga.mil. Outside ±1 of the normalised
/// coordinates the polynomials are extrapolated.
/// </remarks>
internal sealed record RpcModel(
    double LineOffset, double SampleOffset, double LatOffset, double LonOffset, double HeightOffset,
    double LineScale, double SampleScale, double LatScale, double LonScale, double HeightScale,
    IReadOnlyList<double> LineNumerator, IReadOnlyList<double> LineDenominator,
    IReadOnlyList<double> SampleNumerator, IReadOnlyList<double> SampleDenominator)
{
    private const int Terms = 20, MostSteps = 20;

    private readonly double[] _lineNumerator = Twenty(LineNumerator), _lineDenominator = Twenty(LineDenominator);
    private readonly double[] _sampleNumerator = Twenty(SampleNumerator), _sampleDenominator = Twenty(SampleDenominator);

    /// <summary>Ground to image.</summary>
    internal (double Col, double Row) Project(double lon, double lat, double height)
    {
        double l = (lon - LonOffset) / LonScale, p = (lat - LatOffset) / LatScale, h = (height - HeightOffset) / HeightScale;
        Span<double> t = stackalloc double[Terms];
        (t[0], t[1], t[2], t[3], t[4], t[5], t[6]) = (1, l, p, h, l * p, l * h, p * h);
        (t[7], t[8], t[9], t[10]) = (l * l, p * p, h * h, p * l * h);
        (t[11], t[12], t[13], t[14]) = (l * l * l, l * p * p, l * h * h, l * l * p);
        (t[15], t[16], t[17], t[18], t[19]) = (p * p * p, p * h * h, l * l * h, p * p * h, h * h * h);
        double line = Sum(_lineNumerator, t) / Sum(_lineDenominator, t), sample = Sum(_sampleNumerator, t) / Sum(_sampleDenominator, t);
        return (sample * SampleScale + SampleOffset, line * LineScale + LineOffset);
    }

    /// <summary>Image to ground at a height, by Newton's method with numeric derivatives.</summary>
    /// <returns>NaN where the steps do not settle to a thousandth of a pixel.</returns>
    internal (double Lon, double Lat) Locate(double col, double row, double height)
    {
        const double step = 1e-6;
        double lon = LonOffset, lat = LatOffset;
        for (int i = 0; i < MostSteps; i++)
        {
            var (c, r) = Project(lon, lat, height);
            double dc = col - c, dr = row - r;
            if (Math.Abs(dc) < 1e-3 && Math.Abs(dr) < 1e-3) return (lon, lat);
            var (cx, rx) = Project(lon + step, lat, height);
            var (cy, ry) = Project(lon, lat + step, height);
            double a = (cx - c) / step, b = (cy - c) / step, d = (rx - r) / step, e = (ry - r) / step, det = a * e - b * d;
            if (det == 0 || !double.IsFinite(det)) break;
            lon += (dc * e - dr * b) / det;
            lat += (dr * a - dc * d) / det;
        }

        return (double.NaN, double.NaN);
    }

    private static double Sum(double[] coefficients, ReadOnlySpan<double> terms)
    {
        double sum = 0;
        for (int i = 0; i < Terms; i++) sum += coefficients[i] * terms[i];
        return sum;
    }

    private static double[] Twenty(IReadOnlyList<double> numbers) => numbers.Count == Terms ? [.. numbers]
        : throw new ArgumentException($"an RPC polynomial has {Terms} coefficients and not {numbers.Count}");
}
