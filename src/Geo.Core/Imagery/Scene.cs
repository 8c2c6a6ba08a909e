using NetTopologySuite.Geometries;

namespace Geo.Core.Imagery;

/// <summary>One band of a scene's COG.</summary>
/// <param name="Role">What it measures.</param>
/// <param name="Index">Band number in the COG, from 1.</param>
/// <param name="Scale">Physical value = DN × Scale + Offset: surface reflectance in [0, 1], or metres.</param>
/// <param name="Offset">See <paramref name="Scale"/>.</param>
public sealed record SceneBand(BandRole Role, int Index, double Scale, double Offset);

/// <summary>One raster acquisition (影像), as taken in: its COG in the workspace and what is known of it.</summary>
/// <param name="Id">Stable: made of profile, acquisition time and the source's hash.</param>
/// <param name="Profile">Sensor profile id of data/sensors.</param>
/// <param name="AcquiredAt">Acquisition, UTC.</param>
/// <param name="Grid">Grid of the COG (north-up).</param>
/// <param name="Bands">Bands of the COG in its order.</param>
/// <param name="NoData">DN that means no data in every band; null if none.</param>
/// <param name="CogFile">File name in the workspace's scenes/ folder.</param>
/// <param name="QualityFile">File name of the quality COG (Byte, see <see cref="Quality"/>) in scenes/; null where the product brings no mask.</param>
/// <param name="Sha256">Hash of the source, lower-case hex.</param>
/// <param name="Footprint">Outline of the raster, longitude/latitude (CRS84).</param>
/// <param name="ValidShare">Share of pixels with data, [0, 1].</param>
/// <param name="CloudShare">Share of the valid pixels under cloud, shadow or haze, [0, 1].</param>
/// <param name="Synthetic">True for the demo's simulated imagery.</param>
public sealed record Scene(
    string Id, string Profile, DateTimeOffset AcquiredAt, Grid Grid, IReadOnlyList<SceneBand> Bands, double? NoData,
    string CogFile, string? QualityFile, string Sha256, Geometry Footprint, double ValidShare, double CloudShare, bool Synthetic)
{
    /// <summary>Name of the product as delivered, which tells satellites of one profile apart (LC08_…); null in scenes taken in before it was kept.</summary>
    public string? Product { get; init; }

    /// <summary>Who made the quality raster: "product", or "own" (docs/ownmask.md); null where there is none, or it was not kept.</summary>
    public string? MaskOrigin { get; init; }

    /// <summary>Where it lies against a reference scene (docs/coregistration.md); null where that was not measured.</summary>
    public SceneShift? Shift { get; init; }
}

/// <summary>Values of a quality raster; everything but <see cref="Clear"/> is left out of analysis.</summary>
public enum Quality : byte
{
    /// <summary>Fill.</summary>
    NoData = 0,
    /// <summary>Seen clearly.</summary>
    Clear = 1,
    /// <summary>Cloud, its edge or cirrus.</summary>
    Cloud = 2,
    /// <summary>Cloud shadow.</summary>
    Shadow = 3,
    /// <summary>Snow or ice.</summary>
    Snow = 4,
    /// <summary>Saturated or defective.</summary>
    Defective = 5,
}
