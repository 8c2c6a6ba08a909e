using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Geo.Core.Imagery;

/// <summary>What is known of a sensor's products, from data/sensors.</summary>
/// <param name="Id">Name that users type: sentinel2-l2a, landsat-c2l2, gaofen, drone, dsm, dem, generic.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="Constellation">STAC's constellation; null where there is none.</param>
/// <param name="Source">Document that the numbers come from.</param>
/// <param name="Scale">Reflectance = DN × Scale + Offset; null: by pixel type.</param>
/// <param name="Offset">See <paramref name="Scale"/>.</param>
/// <param name="NoData">DN of fill; null: as the file says.</param>
/// <param name="Mask">none, scl, qa_pixel or alpha.</param>
/// <param name="Bands">Bands in the order of the COG.</param>
/// <param name="Variants">Other band tables for products whose name matches.</param>
public sealed record SensorProfile(
    string Id, string TitleZh, string TitleEn, string? Constellation, string Source, double? Scale, double? Offset, double? NoData,
    string Mask, IReadOnlyList<ProfileBand> Bands, IReadOnlyList<ProfileVariant>? Variants)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly Lazy<FrozenDictionary<string, SensorProfile>> s_all = new(() =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "data", "sensors"), "*.json")
            .Select(file => JsonSerializer.Deserialize<SensorProfile>(File.ReadAllText(file), s_json)!)
            .ToFrozenDictionary(p => p.Id, StringComparer.OrdinalIgnoreCase));

    /// <summary>All profiles, by id.</summary>
    public static IReadOnlyList<SensorProfile> All => [.. s_all.Value.Values.OrderBy(p => p.Id, StringComparer.Ordinal)];

    /// <summary>The profile of an id.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static SensorProfile Get(string id) => s_all.Value.TryGetValue(id, out var profile)
        ? profile
        : throw new InputException("ingest", "profile", $"there is no sensor profile '{id}'", $"use one of {string.Join(", ", All.Select(p => p.Id))}");
}

/// <summary>A band of a sensor.</summary>
/// <param name="Role">What it measures.</param>
/// <param name="WavelengthNm">Centre, nanometres; null for heights.</param>
/// <param name="Names">Names that files give it.</param>
/// <param name="Optional">False: a product without it is refused.</param>
public sealed record ProfileBand(BandRole Role, double? WavelengthNm, IReadOnlyList<string> Names, bool Optional = false);

/// <summary>Another band table for some products of a profile.</summary>
/// <param name="Product">Regular expression on the product's name.</param>
/// <param name="Bands">Its bands.</param>
public sealed record ProfileVariant(string Product, IReadOnlyList<ProfileBand> Bands);
