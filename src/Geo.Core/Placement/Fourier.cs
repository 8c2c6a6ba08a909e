namespace Geo.Core.Placement;

/// <summary>Discrete Fourier transform of a square of 2^k by 2^k complex numbers, in place; not thread-safe.</summary>
/// <remarks>Cooley and Tukey 1965, https://doi.org/10.1090/S0025-5718-1965-0178586-1; radix 2, twiddles tabulated.</remarks>
internal sealed class Fourier
{
    private readonly double[] _cos, _sin, _re, _im;
    private readonly int[] _reversed;

    /// <param name="size">Side, a power of two from 2.</param>
    public Fourier(int size)
    {
        if (size < 2 || (size & (size - 1)) != 0) throw new ArgumentOutOfRangeException(nameof(size), size, "a power of two");
        Size = size;
        (_cos, _sin, _re, _im) = (new double[size / 2], new double[size / 2], new double[size], new double[size]);
        for (int i = 0; i < size / 2; i++) (_sin[i], _cos[i]) = Math.SinCos(2 * Math.PI * i / size);
        _reversed = new int[size];
        for (int i = 1; i < size; i++) _reversed[i] = (_reversed[i >> 1] >> 1) | ((i & 1) * size >> 1);
    }

    /// <summary>Side of the square.</summary>
    public int Size { get; }

    /// <summary>X(k) = Σ x(n) e^(−2πi k·n/N) over rows and columns.</summary>
    public void Forward(double[] re, double[] im) => Both(re, im, 1);

    /// <summary>x(n) = 1/N² Σ X(k) e^(2πi k·n/N).</summary>
    public void Inverse(double[] re, double[] im)
    {
        Both(re, im, -1);
        double scale = 1.0 / ((double)Size * Size);
        for (int i = 0; i < re.Length; i++) (re[i], im[i]) = (re[i] * scale, im[i] * scale);
    }

    private void Both(double[] re, double[] im, int sign)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(re.Length, Size * Size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(im.Length, Size * Size);
        for (int row = 0; row < Size; row++) Line(re.AsSpan(row * Size, Size), im.AsSpan(row * Size, Size), sign);
        for (int col = 0; col < Size; col++)
        {
            for (int row = 0; row < Size; row++) (_re[row], _im[row]) = (re[row * Size + col], im[row * Size + col]);
            Line(_re, _im, sign);
            for (int row = 0; row < Size; row++) (re[row * Size + col], im[row * Size + col]) = (_re[row], _im[row]);
        }
    }

    private void Line(Span<double> re, Span<double> im, int sign)
    {
        for (int i = 0; i < re.Length; i++)
        {
            int j = _reversed[i];
            if (j > i) (re[i], re[j], im[i], im[j]) = (re[j], re[i], im[j], im[i]);
        }

        for (int half = 1; half < re.Length; half <<= 1)
        {
            int step = re.Length / (2 * half);
            for (int start = 0; start < re.Length; start += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    double c = _cos[k * step], s = -sign * _sin[k * step];
                    int a = start + k, b = a + half;
                    double br = re[b] * c - im[b] * s, bi = re[b] * s + im[b] * c;
                    (re[b], im[b]) = (re[a] - br, im[a] - bi);
                    (re[a], im[a]) = (re[a] + br, im[a] + bi);
                }
            }
        }
    }
}
