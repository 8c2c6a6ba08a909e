using Geo.Core.Imagery;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tracking;

/// <summary>What an observation says of its scene.</summary>
/// <param name="Id">The scene.</param>
/// <param name="AcquiredAt">Its acquisition.</param>
public sealed record ObservedScene(string Id, DateTimeOffset AcquiredAt)
{
    /// <summary>Profile of its sensor.</summary>
    public string? Sensor { get; init; }

    /// <summary>Name of the product as delivered, which tells Landsat 8 from 7; null where it is not known.</summary>
    public string? Product { get; init; }

    /// <summary>Who made its mask: product or own; null without one.</summary>
    public string? MaskOrigin { get; init; }

    /// <summary>What a survey of this scene found; null where there was none.</summary>
    public SurveyFindings? Findings { get; init; }

    /// <summary>The same of a scene of the workspace.</summary>
    public static ObservedScene Of(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return new ObservedScene(scene.Id, scene.AcquiredAt) { Sensor = scene.Profile, Product = scene.Product, MaskOrigin = scene.MaskOrigin };
    }
}

/// <summary>Polygons that a survey drew on a scene.</summary>
/// <param name="Ground">What was surveyed, longitude/latitude (CRS84).</param>
/// <param name="Found">Class and outline, longitude/latitude; those that a person rejected are left out by the caller.</param>
public sealed record SurveyFindings(Geometry Ground, IReadOnlyList<(string Class, Geometry Outline)> Found);
