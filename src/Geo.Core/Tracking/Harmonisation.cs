using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Geo.Core.Imagery;

namespace Geo.Core.Tracking;

/// <summary>The adjustment of one band: reflectance of the sensor = Slope × reflectance of the target + Offset.</summary>
/// <param name="Role">The band.</param>
/// <param name="Slope">Slope.</param>
/// <param name="Offset">Offset, reflectance.</param>
public sealed record BandAdjustment(BandRole Role, double Slope, double Offset);

/// <summary>What brings a sensor to the target's bands.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="Product">Regular expression on the product's name; other products of the profile are not adjusted.</param>
/// <param name="Source">Paper, as observations cite it.</param>
/// <param name="Document">Where the numbers were read.</param>
/// <param name="Date">When.</param>
/// <param name="Bands">Every band that may be read.</param>
public sealed record SensorAdjustment(
    string Profile, string Product, string Source, string Document, string Date, IReadOnlyList<BandAdjustment> Bands);

/// <summary>Which sensors can be brought to one sensor's bands, and how (data/harmonise.json).</summary>
/// <param name="Target">Profile that others are brought to.</param>
/// <param name="Adjustments">One a sensor.</param>
public sealed record Harmonisation(string Target, IReadOnlyList<SensorAdjustment> Adjustments)
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter() } };

    private static readonly Lazy<Harmonisation> s_shipped = new(() =>
        JsonSerializer.Deserialize<Harmonisation>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "harmonise.json")), s_json)!);

    /// <summary>The table that the program brings.</summary>
    public static Harmonisation Default => s_shipped.Value;

    /// <summary>The adjustment of a product; null where there is none, and for the target itself.</summary>
    /// <param name="profile">Sensor profile.</param>
    /// <param name="product">Name of the product as delivered; null where it is not known.</param>
    public SensorAdjustment? Of(string? profile, string? product) =>
        Adjustments.FirstOrDefault(one => one.Profile == profile && product is not null && Regex.IsMatch(product, one.Product));

    /// <summary>A scene's values in the target's bands where there is an adjustment, else as they are.</summary>
    /// <param name="source">The scene; disposed with the answer.</param>
    /// <param name="profile">Sensor profile.</param>
    /// <param name="product">Name of the product as delivered; null where it is not known.</param>
    public IReflectanceSource Bring(IReflectanceSource source, string? profile, string? product) =>
        Of(profile, product) is { } adjustment ? new HarmonisedSource(source, adjustment) : source;
}
