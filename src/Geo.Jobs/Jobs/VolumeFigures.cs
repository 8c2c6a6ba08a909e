using Geo.Core;
using Geo.Core.Volumes;

namespace Geo.Jobs.Jobs;

/// <summary>A measured volume as it is told: by the command, in a run's outputs, and in the row of the layer volumes.</summary>
internal static class VolumeFigures
{
    /// <summary>What a base is called: plane, triangulated, lowest, model.</summary>
    public static string Name(VolumeBase of) => of.ToString().ToLowerInvariant();

    /// <summary>The members of a measurement, in m³, m² and m.</summary>
    /// <param name="measured">The measurement.</param>
    /// <param name="density">Bulk density, t/m³; null tells no mass.</param>
    public static Dictionary<string, object?> Of(VolumeMeasurement measured, double? density) => new()
    {
        ["cut_m3"] = measured.CutM3,
        ["fill_m3"] = measured.FillM3,
        ["net_m3"] = measured.NetM3,
        ["footprint_m2"] = measured.FootprintM2,
        ["uncertainty_m3"] = measured.Errors.Total,
        ["base"] = measured.Model ?? Name(measured.Base),
        ["net_low_m3"] = measured.NetLowM3,
        ["net_high_m3"] = measured.NetHighM3,
        ["bases"] = measured.Bases.ToDictionary(b => Name(b.Base), b => b.NetM3),
        ["bases_low_m3"] = measured.OverBases.Low,
        ["bases_high_m3"] = measured.OverBases.High,
        ["dsm"] = measured.Surface,
        ["covered_m2"] = measured.CoveredM2,
        ["surface_area_m2"] = measured.SurfaceM2,
        ["height_max_m"] = measured.HeightMaxM,
        ["height_mean_m"] = measured.HeightMeanM,
        ["base_height_m"] = measured.BaseHeightM,
        ["toe_cells"] = measured.ToeCells,
        ["toe_residual_m"] = measured.ToeResidualM,
        ["uncertainty_parts_m3"] = measured.Errors,
        ["errors"] = measured.Error,
        ["detected"] = measured.Detected,
        ["bulk_density_t_m3"] = density,
        ["tonnes"] = density is { } t ? measured.FillM3 * t : null,
        ["remarks"] = measured.Remarks,
    };

    /// <summary>The density, if it can be one.</summary>
    /// <exception cref="InputException">It is not above 0 and below 12 t/m³ (lead has 11.3).</exception>
    public static double? Density(double? given) => given is null or (> 0 and < 12)
        ? given
        : throw new InputException("volume", "density", FormattableString.Invariant($"{given} t/m³ is no bulk density"), "give tonnes a cubic metre, as 1.6");

    /// <summary>The rules' errors with what was given instead.</summary>
    /// <exception cref="InputException">An error below 0.</exception>
    public static SurfaceError Errors(double? vertical, double? registration)
    {
        if (vertical is < 0 || registration is < 0) throw new InputException("volume", "errors", "a standard error is below 0", "give metres, as 0.05");
        SurfaceError usual = VolumeRules.Default.Error;
        // One figure, as of check points, holds all vertical parts: they keep their proportions.
        double ratio = vertical is { } all ? all / usual.Vertical : 1;
        return usual with { Random = usual.Random * ratio, Correlated = usual.Correlated * ratio, Systematic = usual.Systematic * ratio, Registration = registration ?? usual.Registration };
    }
}
