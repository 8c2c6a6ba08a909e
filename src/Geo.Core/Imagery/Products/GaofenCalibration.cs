using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Geo.Core.Imagery.Products;

/// <summary>From DN to radiance and to reflectance at the top of the atmosphere, from data/sensors/calibration/gaofen.json.</summary>
/// <remarks>
/// L = gain · DN + offset in W m⁻² sr⁻¹ µm⁻¹ (CRESDA, yearly); ρ = π L d² / (ESUN cos θ): Chander, Markham and Helder 2009,
/// https://doi.org/10.1016/j.rse.2009.01.007, equation 2. Both are linear, so a band keeps its DN and gets one scale and offset.
/// </remarks>
internal static class GaofenCalibration
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Lazy<Table> s_table = new(() =>
        JsonSerializer.Deserialize<Table>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "sensors", "calibration", "gaofen.json")), s_json)!);

    /// <summary>Coefficients of the bands of a sensor in a year, panchromatic or multispectral.</summary>
    /// <param name="satellite">GF1, GF2, …</param>
    /// <param name="sensor">PMS1, WFV3, …</param>
    /// <param name="year">Year of the image.</param>
    /// <param name="pan">True for the panchromatic band.</param>
    /// <param name="notes">Takes it where another year's numbers are used.</param>
    /// <returns>One entry a band, in the order of the image; null where the table has no such sensor.</returns>
    internal static IReadOnlyList<BandCalibration>? Of(string satellite, string sensor, int year, bool pan, List<string> notes)
    {
        if (s_table.Value.Sensors.FirstOrDefault(s => s.Satellite == satellite && s.Name == sensor) is not { } known) return null;
        var esun = pan ? known.EsunPan is { } one ? [one] : null : known.Esun;
        var years = known.Years.Where(y => (pan ? y.PanGain is not null : y.Gain is not null) && esun is not null).OrderBy(y => y.Year).ToList();
        if (years.Count == 0) return null;
        var used = years.LastOrDefault(y => y.Year <= year) ?? years[0];
        if (used.Year != year)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"no calibration of {satellite} {sensor}{(pan ? " PAN" : "")} for {year} is known: that of {used.Year}, the nearest {(used.Year < year ? "earlier" : "later")} year, is used; a sensor drifts by some per cent a year"));
        }

        double[] gains = pan ? [used.PanGain!.Value] : used.Gain!;
        double[] offsets = pan ? [used.PanOffset ?? 0] : used.Offset ?? new double[gains.Length];
        return [.. gains.Select((gain, i) => new BandCalibration(gain, offsets[i], esun![i]))];
    }

    /// <summary>Scale and offset from DN to reflectance at the top of the atmosphere.</summary>
    /// <param name="band">Its calibration.</param>
    /// <param name="sunZenithDegrees">Angle of the sun from the vertical.</param>
    /// <param name="distance">Earth–sun, astronomical units.</param>
    internal static (double Scale, double Offset) ToReflectance(BandCalibration band, double sunZenithDegrees, double distance)
    {
        double share = Math.PI * distance * distance / (band.Esun * Math.Cos(sunZenithDegrees * Math.PI / 180));
        return (band.Gain * share, band.Offset * share);
    }

    private sealed record Table(string Source, string Notes, IReadOnlyList<Sensor> Sensors);

    private sealed record Sensor(string Satellite, [property: JsonPropertyName("sensor")] string Name, double[] Esun, double? EsunPan, IReadOnlyList<YearOf> Years);

    private sealed record YearOf(int Year, double[]? Gain, double[]? Offset, double? PanGain, double? PanOffset);
}

/// <summary>Calibration of a band: radiance = Gain · DN + Offset; Esun is the sun's irradiance in the band, W m⁻² µm⁻¹.</summary>
internal sealed record BandCalibration(double Gain, double Offset, double Esun);
