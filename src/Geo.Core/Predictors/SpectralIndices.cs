using Geo.Core.Imagery;
using static Geo.Core.Imagery.BandRole;

namespace Geo.Core.Predictors;

/// <summary>The spectral indices we know, each declared once with its formula, the bands it needs and its source.</summary>
public static class SpectralIndices
{
    /// <summary>NDVI = (N − R) / (N + R), in [−1, 1].</summary>
    /// <remarks>Rouse et al. 1974, NASA SP-351.</remarks>
    public static SpectralIndex Ndvi { get; } = NormalisedDifference("NDVI", "Rouse et al. 1974", Nir, Red);

    /// <summary>SAVI = 1.5 (N − R) / (N + R + 0.5): soil-adjusted with L = 0.5.</summary>
    /// <remarks>Huete 1988, https://doi.org/10.1016/0034-4257(88)90106-X</remarks>
    public static SpectralIndex Savi { get; } = new(
        "SAVI", "Huete 1988", 1.5f, [new(Nir, 1), new(Red, -1)], [new(Nir, 1), new(Red, 1)], 0.5f, -1.5f, 1.5f);

    /// <summary>EVI2 = 2.5 (N − R) / (N + 2.4 R + 1).</summary>
    /// <remarks>Jiang et al. 2008, https://doi.org/10.1016/j.rse.2008.06.006</remarks>
    public static SpectralIndex Evi2 { get; } = new(
        "EVI2", "Jiang et al. 2008", 2.5f, [new(Nir, 1), new(Red, -1)], [new(Nir, 1), new(Red, 2.4f)], 1f, -2.5f, 2.5f);

    /// <summary>NDWI = (G − N) / (G + N): open water.</summary>
    /// <remarks>McFeeters 1996, https://doi.org/10.1080/01431169608948714</remarks>
    public static SpectralIndex Ndwi { get; } = NormalisedDifference("NDWI", "McFeeters 1996", Green, Nir);

    /// <summary>MNDWI = (G − S1) / (G + S1): open water, less of it built-up.</summary>
    /// <remarks>Xu 2006, https://doi.org/10.1080/01431160600589179</remarks>
    public static SpectralIndex Mndwi { get; } = NormalisedDifference("MNDWI", "Xu 2006", Green, Swir1);

    /// <summary>NDBI = (S1 − N) / (S1 + N): built-up and bare.</summary>
    /// <remarks>Zha et al. 2003, https://doi.org/10.1080/01431160304987</remarks>
    public static SpectralIndex Ndbi { get; } = NormalisedDifference("NDBI", "Zha et al. 2003", Swir1, Nir);

    /// <summary>BSI = ((S1 + R) − (N + B)) / ((S1 + R) + (N + B)): bare soil.</summary>
    /// <remarks>Rikimaru et al. 2002, Tropical Ecology 43(1), 39–47.</remarks>
    public static SpectralIndex Bsi { get; } = new(
        "BSI", "Rikimaru et al. 2002", 1f,
        [new(Swir1, 1), new(Red, 1), new(Nir, -1), new(Blue, -1)],
        [new(Swir1, 1), new(Red, 1), new(Nir, 1), new(Blue, 1)], 0f, -1f, 1f);

    /// <summary>Iron-oxide ratio = R / B, cut at 10: ferric iron absorbs blue.</summary>
    /// <remarks>Segal 1982, in the form that ENVI and ArcGIS call Iron Oxide.</remarks>
    public static SpectralIndex IronOxide { get; } = new(
        "IronOxide", "Segal 1982", 1f, [new(Red, 1)], [new(Blue, 1)], 0f, 0f, 10f);

    /// <summary>BITM = sqrt((B² + G² + R²) / 3): brightness of the visible bands.</summary>
    /// <remarks>Mathieu et al. 1998, https://doi.org/10.1016/S0034-4257(98)00030-3</remarks>
    public static SpectralIndex Brightness { get; } = new(
        "BITM", "Mathieu et al. 1998", 1f,
        [new(Blue, 1f / 3), new(Green, 1f / 3), new(Red, 1f / 3)], [], 0f, 0f, float.MaxValue);

    /// <summary>GRVI = (G − R) / (G + R): green plants against bare ground where there is no near infrared.</summary>
    /// <remarks>Tucker 1979, https://doi.org/10.1016/0034-4257(79)90013-0</remarks>
    public static SpectralIndex Grvi { get; } = NormalisedDifference("GRVI", "Tucker 1979", Green, Red);

    /// <summary>NDRB = (R − B) / (R + B): redness, as <see cref="IronOxide"/> in a form whose means are steady.</summary>
    /// <remarks>The normalised form of Segal's ratio, a ratio and its normalised difference order pixels alike.</remarks>
    public static SpectralIndex Ndrb { get; } = NormalisedDifference("NDRB", "normalised form of Segal 1982", Red, Blue);

    /// <summary>
    /// NSVDI = (S − V) / (S + V), saturation and value of the visible bands: shadow is dark and, lit by the sky alone, more
    /// saturated than the same ground in the sun. In [−1, 1]; black (no band above 1/10000) is 0.
    /// </summary>
    /// <remarks>Ma, Qin and Shen 2008, https://doi.org/10.1109/IGARSS.2008.4779175, of the colours of an image; here of reflectances,
    /// so that a pixel does not depend on its scene. V is then small and 0 is no threshold: a tree finds its own.</remarks>
    public static SpectralIndex Nsvdi { get; } = SpectralIndex.OfSaturation("NSVDI", "Ma et al. 2008", Red, Green, Blue);

    /// <summary>The indices of a predictor set that is not declared in data, in their order.</summary>
    public static IReadOnlyList<SpectralIndex> All { get; } =
        [Ndvi, Savi, Evi2, Ndwi, Mndwi, Ndbi, Bsi, IronOxide, Brightness];

    /// <summary>All that a declaration may name, in the order in which they stand in a predictor set.</summary>
    public static IReadOnlyList<SpectralIndex> Known { get; } = [.. All, Grvi, Ndrb, Nsvdi];

    private static SpectralIndex NormalisedDifference(string name, string source, BandRole a, BandRole b) =>
        new(name, source, 1f, [new(a, 1), new(b, -1)], [new(a, 1), new(b, 1)], 0f, -1f, 1f);
}
