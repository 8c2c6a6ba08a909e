using System.Numerics;
using Geo.Core.Imagery;

namespace Geo.Core.Predictors;

/// <summary>One band with its factor in a linear form.</summary>
internal readonly record struct Term(BandRole Role, float Factor);

/// <summary>
/// A spectral index: gain × (Σ factor·band) / (Σ factor·band + constant), clamped to its range; or, without a lower
/// form, the quadratic mean of its bands; or the contrast of their saturation and value. Bands are surface reflectance.
/// </summary>
public sealed class SpectralIndex
{
    /// <summary>Below this a denominator is noise (dark water, over-corrected shadow) and the ratio says nothing: the index is 0.</summary>
    internal const float SmallestDenominator = 1e-4f;

    private readonly float _gain;
    private readonly float _constant;
    private readonly float _low;
    private readonly float _high;
    private readonly (int Band, float Factor)[] _upper;
    private readonly (int Band, float Factor)[] _lower;
    private readonly bool _ofSaturation;

    internal SpectralIndex(
        string name, string source, float gain, Term[] upper, Term[] lower, float constant, float low, float high)
    {
        (Name, Source, _gain, _constant, _low, _high) = (name, source, gain, constant, low, high);
        var needs = upper.Concat(lower).Select(t => t.Role).Distinct().ToArray();
        Needs = needs;
        _upper = [.. upper.Select(t => (Array.IndexOf(needs, t.Role), t.Factor))];
        _lower = [.. lower.Select(t => (Array.IndexOf(needs, t.Role), t.Factor))];
    }

    private SpectralIndex(string name, string source, BandRole[] bands)
        : this(name, source, 1f, [.. bands.Select(b => new Term(b, 1))], [], 0f, -1f, 1f) => _ofSaturation = true;

    /// <summary>(S − V) / (S + V) of the saturation S and the value V that the hexcone model gives three bands.</summary>
    /// <remarks>Smith 1978, https://doi.org/10.1145/965139.807361: V = largest, S = (largest − smallest) / largest.</remarks>
    internal static SpectralIndex OfSaturation(string name, string source, BandRole red, BandRole green, BandRole blue) =>
        new(name, source, [red, green, blue]);

    /// <summary>Short name, as in "Awesome Spectral Indices" where it is there.</summary>
    public string Name { get; }

    /// <summary>Who defined it.</summary>
    public string Source { get; }

    /// <summary>The roles it is made of, in the order in which <see cref="Of(float[][], int, float[])"/> takes them.</summary>
    public IReadOnlyList<BandRole> Needs { get; }

    /// <summary>The index of one pixel; the definition that the vectorised form equals bit for bit.</summary>
    /// <param name="bands">Reflectances in the order of <see cref="Needs"/>; NaN is no data.</param>
    public float Of(ReadOnlySpan<float> bands)
    {
        if (_ofSaturation)
        {
            // The model's colours lie in [0, 1]: glint above and over-corrected shadow below are cut there, so that neither
            // a saturation beyond 1 nor 0 / 0 arises. Maxima and minima pass NaN on.
            float value = 0, least = 1;
            foreach (float band in bands)
            {
                float colour = MathF.Max(0, MathF.Min(1, band));
                (value, least) = (MathF.Max(value, colour), MathF.Min(least, colour));
            }

            float saturation = (value - least) / value;
            float contrast = (saturation - value) / (saturation + value);
            return value < SmallestDenominator ? 0 : contrast;
        }

        if (_lower.Length == 0)
        {
            float squares = 0;
            foreach (var (band, factor) in _upper) squares += factor * bands[band] * bands[band];
            return MathF.Sqrt(squares);
        }

        float up = 0, down = _constant;
        foreach (var (band, factor) in _upper) up += factor * bands[band];
        foreach (var (band, factor) in _lower) down += factor * bands[band];
        float ratio = _gain * up / down;
        if (down < SmallestDenominator) ratio = 0;
        if (ratio > _high) ratio = _high;
        if (ratio < _low) ratio = _low;
        return ratio;
    }

    /// <summary>The index of many pixels.</summary>
    /// <param name="bands">One array a band in the order of <see cref="Needs"/>, each with at least <paramref name="count"/> values.</param>
    /// <param name="count">Number of pixels.</param>
    /// <param name="into">Receives the index; NaN where a band is NaN.</param>
    public void Of(float[][] bands, int count, float[] into)
    {
        int i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            Block(bands, i).CopyTo(into, i);
        }

        Span<float> pixel = stackalloc float[Needs.Count];
        for (; i < count; i++)
        {
            for (int b = 0; b < pixel.Length; b++) pixel[b] = bands[b][i];
            into[i] = Of(pixel);
        }
    }

    // One lane a pixel; the operations stand in the same order as in the scalar form. Comparisons with NaN are false,
    // so NaN lanes pass every select unchanged.
    private Vector<float> Block(float[][] bands, int at)
    {
        if (_ofSaturation)
        {
            Vector<float> value = Vector<float>.Zero, least = Vector<float>.One;
            for (int b = 0; b < Needs.Count; b++)
            {
                var colour = Vector.Max(Vector<float>.Zero, Vector.Min(Vector<float>.One, new Vector<float>(bands[b], at)));
                (value, least) = (Vector.Max(value, colour), Vector.Min(least, colour));
            }

            var saturation = (value - least) / value;
            var contrast = (saturation - value) / (saturation + value);
            return Vector.ConditionalSelect(
                Vector.LessThan(value, new Vector<float>(SmallestDenominator)), Vector<float>.Zero, contrast);
        }

        if (_lower.Length == 0)
        {
            var squares = Vector<float>.Zero;
            foreach (var (band, factor) in _upper)
            {
                var v = new Vector<float>(bands[band], at);
                squares += new Vector<float>(factor) * v * v;
            }

            return Vector.SquareRoot(squares);
        }

        var up = Vector<float>.Zero;
        var down = new Vector<float>(_constant);
        foreach (var (band, factor) in _upper) up += new Vector<float>(factor) * new Vector<float>(bands[band], at);
        foreach (var (band, factor) in _lower) down += new Vector<float>(factor) * new Vector<float>(bands[band], at);
        var ratio = new Vector<float>(_gain) * up / down;
        var (low, high) = (new Vector<float>(_low), new Vector<float>(_high));
        ratio = Vector.ConditionalSelect(
            Vector.LessThan(down, new Vector<float>(SmallestDenominator)), Vector<float>.Zero, ratio);
        ratio = Vector.ConditionalSelect(Vector.GreaterThan(ratio, high), high, ratio);
        return Vector.ConditionalSelect(Vector.LessThan(ratio, low), low, ratio);
    }
}
