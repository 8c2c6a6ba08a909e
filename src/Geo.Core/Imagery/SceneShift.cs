namespace Geo.Core.Imagery;

/// <summary>How a scene lies on another one.</summary>
public enum ShiftState
{
    /// <summary>The two could not be compared: too little in common, or too much has changed.</summary>
    Unknown = 0,
    /// <summary>It is the scene that others are measured by.</summary>
    Reference,
    /// <summary>Within one pixel.</summary>
    Fits,
    /// <summary>Over one pixel off.</summary>
    Off,
    /// <summary>Was over one pixel off and has been moved by that much; the shift is what it was, <see cref="SceneShift.DeliveredTransform"/> says where it came from.</summary>
    Corrected,
}

/// <summary>Where a scene lies against a reference scene (docs/coregistration.md).</summary>
/// <param name="State">In one word.</param>
/// <param name="Reference">Id of the scene it was measured by; null where there is none.</param>
/// <param name="EastMetres">How far its picture lies east of the reference's, in the plane of the coarser of the two; null where unknown.</param>
/// <param name="NorthMetres">How far north.</param>
/// <param name="UncertaintyMetres">Standard error of either, metres.</param>
/// <param name="Windows">Windows that agreed on it.</param>
public sealed record SceneShift(ShiftState State, string? Reference, double? EastMetres, double? NorthMetres, double? UncertaintyMetres, int Windows)
{
    /// <summary>Transform of the raster as delivered, where it was moved since.</summary>
    public GeoTransform? DeliveredTransform { get; init; }

    /// <summary>Length of the shift, metres; null where unknown.</summary>
    public double? Metres => EastMetres is { } east && NorthMetres is { } north ? Math.Sqrt(east * east + north * north) : null;
}
