namespace Geo.Core.Placement;

/// <summary>The displacement between two patches.</summary>
/// <param name="Col">Pixels to the right by which the second patch shows what the first shows.</param>
/// <param name="Row">Pixels downward.</param>
/// <param name="Quality">Height of the peak in standard deviations of the rest of the correlation; unrelated patches stay below 6.</param>
internal readonly record struct PhasePeak(double Col, double Row, double Quality);

/// <summary>
/// Displacement of two square patches by phase correlation: the phases of the cross-power spectrum alone, in the frequencies that
/// are neither taper nor aliasing (Stone et al. 2001, https://doi.org/10.1109/36.957286), the peak found between the pixels by the
/// upsampled transform round it (Guizar-Sicairos et al. 2008, https://doi.org/10.1364/OL.33.000156). A patch whose contrast is turned
/// round (bright for dark) gives a trough, which counts as well. Not thread-safe.
/// </summary>
internal sealed class PhaseCorrelation
{
    // Cycles a pixel: below is the taper's and the light's, above what differs with the sensors' sampling.
    private const double LowestCycles = 1.5, FadeFrom = 0.25, FadeTo = 0.42;
    private const double LeastDeviation = 1e-7, LeastProduct = 1e-12;
    private const int Upsampled = 10, Reach = 10, PeakRadius = 4;

    private readonly int _size;
    private readonly Fourier _fourier;
    private readonly double[] _taper, _pass, _re, _im, _crossRe, _crossIm;

    /// <param name="size">Side of a patch, a power of two.</param>
    public PhaseCorrelation(int size)
    {
        (_size, _fourier) = (size, new Fourier(size));
        int count = size * size;
        (_taper, _pass, _re, _im, _crossRe, _crossIm) = (new double[size], new double[count], new double[count], new double[count], new double[count], new double[count]);
        for (int i = 0; i < size; i++) _taper[i] = 0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / size);
        for (int i = 0; i < count; i++)
        {
            double u = Frequency(i % size), v = Frequency(i / size), f = Math.Sqrt(u * u + v * v);
            _pass[i] = f * size < LowestCycles || f >= FadeTo ? 0 : f <= FadeFrom ? 1 : 0.5 + 0.5 * Math.Cos(Math.PI * (f - FadeFrom) / (FadeTo - FadeFrom));
        }
    }

    /// <summary>Furthest displacement that is looked for, pixels.</summary>
    public int MostPixels => _size / 3;

    /// <summary>Finds the displacement; null where a patch is of one value.</summary>
    /// <param name="first">size × size, row by row, finite.</param>
    /// <param name="second">The same.</param>
    public PhasePeak? Find(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (!Cross(first, second)) return null;
        Array.Copy(_crossRe, _re, _re.Length);
        Array.Copy(_crossIm, _im, _im.Length);
        _fourier.Inverse(_re, _im);
        int best = -1;
        for (int i = 0; i < _re.Length; i++)
        {
            if (Math.Abs(Signed(i % _size)) <= MostPixels && Math.Abs(Signed(i / _size)) <= MostPixels && (best < 0 || Math.Abs(_re[i]) > Math.Abs(_re[best]))) best = i;
        }

        int col = Signed(best % _size), row = Signed(best / _size);
        double quality = Math.Abs(_re[best]) / Spread(col, row);
        var (fineCol, fineRow) = Refine(col, row, Math.Sign(_re[best]));
        return new PhasePeak(fineCol, fineRow, quality);
    }

    // Both patches in one transform: the first as real part, the second as imaginary part, taken apart by symmetry.
    private bool Cross(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var (meanFirst, deviationFirst) = Moments(first);
        var (meanSecond, deviationSecond) = Moments(second);
        // The rounding of one part leaks into the other: a patch of one value would seem to lie exactly on the other.
        if (!(deviationFirst > LeastDeviation * (1 + Math.Abs(meanFirst))) || !(deviationSecond > LeastDeviation * (1 + Math.Abs(meanSecond)))) return false;
        for (int i = 0; i < _re.Length; i++)
        {
            double weight = _taper[i % _size] * _taper[i / _size];
            (_re[i], _im[i]) = ((first[i] - meanFirst) / deviationFirst * weight, (second[i] - meanSecond) / deviationSecond * weight);
        }

        _fourier.Forward(_re, _im);
        double kept = 0;
        for (int i = 0; i < _re.Length; i++)
        {
            (_crossRe[i], _crossIm[i]) = (0, 0);
            if (_pass[i] == 0) continue;
            int mirrored = (_size - i / _size) % _size * _size + (_size - i % _size) % _size;
            double fr = (_re[i] + _re[mirrored]) / 2, fi = (_im[i] - _im[mirrored]) / 2;
            double gr = (_im[i] + _im[mirrored]) / 2, gi = (_re[mirrored] - _re[i]) / 2;
            double re = fr * gr + fi * gi, im = fr * gi - fi * gr, size = Math.Sqrt(re * re + im * im);
            if (!(size > LeastProduct)) continue;
            (_crossRe[i], _crossIm[i]) = (re / size * _pass[i], im / size * _pass[i]);
            kept += _pass[i];
        }

        return kept > 0;
    }

    // Of the correlation away from the peak.
    private double Spread(int peakCol, int peakRow)
    {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < _re.Length; i++)
        {
            int dc = Math.Abs(Signed(i % _size) - peakCol), dr = Math.Abs(Signed(i / _size) - peakRow);
            if (Math.Min(dc, _size - dc) <= PeakRadius && Math.Min(dr, _size - dr) <= PeakRadius) continue;
            sum += _re[i] * _re[i];
            count++;
        }

        return Math.Sqrt(sum / count);
    }

    // The inverse transform at tenths of a pixel round the peak, as two small matrix products; then a parabola through the best three.
    private (double Col, double Row) Refine(int col, int row, int sign)
    {
        const int side = 2 * Reach + 1;
        var (cosine, sine) = Phases(col);
        double[] halfRe = new double[_size * side], halfIm = new double[_size * side];
        for (int v = 0; v < _size; v++)
        {
            for (int s = 0; s < side; s++)
            {
                double re = 0, im = 0;
                for (int u = 0; u < _size; u++)
                {
                    int at = v * _size + u, phase = s * _size + u;
                    re += _crossRe[at] * cosine[phase] - _crossIm[at] * sine[phase];
                    im += _crossRe[at] * sine[phase] + _crossIm[at] * cosine[phase];
                }

                (halfRe[s * _size + v], halfIm[s * _size + v]) = (re, im);
            }
        }

        (cosine, sine) = Phases(row);
        double[] fine = new double[side * side];
        for (int t = 0; t < side; t++)
        {
            for (int s = 0; s < side; s++)
            {
                double re = 0;
                for (int v = 0; v < _size; v++) re += halfRe[s * _size + v] * cosine[t * _size + v] - halfIm[s * _size + v] * sine[t * _size + v];
                fine[t * side + s] = sign * re;
            }
        }

        int best = 0;
        for (int i = 1; i < fine.Length; i++) best = fine[i] > fine[best] ? i : best;
        int bs = best % side, bt = best / side;
        double ds = bs is 0 or side - 1 ? 0 : Top(fine[best - 1], fine[best], fine[best + 1]);
        double dt = bt is 0 or side - 1 ? 0 : Top(fine[best - side], fine[best], fine[best + side]);
        return (col + (bs - Reach + ds) / Upsampled, row + (bt - Reach + dt) / Upsampled);
    }

    private (double[] Cosine, double[] Sine) Phases(int around)
    {
        const int side = 2 * Reach + 1;
        double[] cosine = new double[side * _size], sine = new double[side * _size];
        for (int s = 0; s < side; s++)
        {
            double place = around + (s - Reach) / (double)Upsampled;
            for (int u = 0; u < _size; u++) (sine[s * _size + u], cosine[s * _size + u]) = Math.SinCos(2 * Math.PI * Frequency(u) * place);
        }

        return (cosine, sine);
    }

    internal static double Top(double before, double here, double after)
    {
        double bend = before - 2 * here + after;
        return bend < 0 ? Math.Clamp((before - after) / (2 * bend), -0.5, 0.5) : 0;
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        double sum = 0, squares = 0;
        foreach (double value in values) sum += value;
        double mean = sum / values.Length;
        foreach (double value in values) squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / values.Length));
    }

    private int Signed(int index) => index < _size / 2 ? index : index - _size;

    private double Frequency(int index) => (double)Signed(index) / _size;
}
