namespace Geo.Core.Volumes;

/// <summary>What a volume is counted from.</summary>
public enum VolumeBase
{
    /// <summary>A plane fitted through the ground along the toe line.</summary>
    Plane = 0,
    /// <summary>The ground along the toe line, triangulated.</summary>
    Triangulated,
    /// <summary>A level plane at the lowest cell inside the toe line; its height is taken as it is, the interval tells nothing of it.</summary>
    Lowest,
    /// <summary>An earlier surface model, or a terrain model.</summary>
    Model,
}

/// <summary>How a volume is measured.</summary>
/// <param name="Base">The base.</param>
/// <param name="Model">The other model, for <see cref="VolumeBase.Model"/>.</param>
/// <param name="Error">Errors of the surface; null takes those of the rules.</param>
/// <param name="ModelError">Errors of the other model; null takes those of the surface.</param>
public sealed record VolumeOptions(VolumeBase Base = VolumeBase.Plane, HeightSurface? Model = null, SurfaceError? Error = null, SurfaceError? ModelError = null);

/// <summary>Net volume above one base.</summary>
public sealed record BaseVolume(VolumeBase Base, double NetM3);

/// <summary>Standard errors of the net volume, m³, by cause; their squares sum to that of the whole.</summary>
/// <param name="Random">Vertical error from cell to cell, of the surface and of the base drawn from it.</param>
/// <param name="Correlated">Vertical error over the correlation length.</param>
/// <param name="Systematic">Height of whole models; 0 for a base of the same model.</param>
/// <param name="Tilt">Tilt of whole models; 0 for a base that tilts with its model.</param>
/// <param name="Registration">Horizontal shift.</param>
/// <param name="Base">Ground along the toe line that is rougher than the errors named.</param>
public sealed record VolumeErrorParts(double Random, double Correlated, double Systematic, double Tilt, double Registration, double Base)
{
    /// <summary>Of the whole.</summary>
    public double Total => Math.Sqrt(Random * Random + Correlated * Correlated + Systematic * Systematic + Tilt * Tilt + Registration * Registration + Base * Base);
}

/// <summary>Change between two models where it is told from none.</summary>
/// <param name="LevelM">Level of detection, metres: z times the root sum of squares of both models' vertical errors.</param>
/// <param name="Z">The normal quantile used.</param>
/// <param name="CutM3">Cut, cells below the level left out.</param>
/// <param name="FillM3">Fill, likewise.</param>
/// <param name="NetM3">Fill less cut; the net without the mask is the one without bias (Anderson 2019).</param>
/// <param name="AreaM2">Area on which change was detected.</param>
public sealed record DetectedChange(double LevelM, double Z, double CutM3, double FillM3, double NetM3, double AreaM2);

/// <summary>A measured volume. Cut, fill and net stand apart and are never summed without sign.</summary>
public sealed record VolumeMeasurement
{
    /// <summary>What was measured from.</summary>
    public required VolumeBase Base { get; init; }

    /// <summary>Name of the surface measured.</summary>
    public required string Surface { get; init; }

    /// <summary>Name of the other model; null where the base is drawn from the surface itself.</summary>
    public string? Model { get; init; }

    /// <summary>Below the base (a pit), m³, not negative.</summary>
    public required double CutM3 { get; init; }

    /// <summary>Above the base (a pile), m³, not negative.</summary>
    public required double FillM3 { get; init; }

    /// <summary>Fill less cut, m³.</summary>
    public required double NetM3 { get; init; }

    /// <summary>Standard errors of the net given the base.</summary>
    public required VolumeErrorParts Errors { get; init; }

    /// <summary>Interval of the net given the base, m³.</summary>
    public required double NetLowM3 { get; init; }

    /// <summary>See <see cref="NetLowM3"/>.</summary>
    public required double NetHighM3 { get; init; }

    /// <summary>Net above each base that can be drawn from the surface, and above the one chosen.</summary>
    public required IReadOnlyList<BaseVolume> Bases { get; init; }

    /// <summary>Area within the toe line on the ellipsoid, m².</summary>
    public required double FootprintM2 { get; init; }

    /// <summary>Part of it with data of surface and base.</summary>
    public required double CoveredM2 { get; init; }

    /// <summary>Area of the sloping surface over the covered part, m².</summary>
    public required double SurfaceM2 { get; init; }

    /// <summary>Greatest height above the base, metres; negative where all lies below it.</summary>
    public required double HeightMaxM { get; init; }

    /// <summary>Net volume over covered area, metres.</summary>
    public required double HeightMeanM { get; init; }

    /// <summary>Mean height of the base, metres in the surface's vertical datum.</summary>
    public required double BaseHeightM { get; init; }

    /// <summary>Cells along the toe line that the base rests on.</summary>
    public required int ToeCells { get; init; }

    /// <summary>Robust standard deviation of those cells about the fitted plane, metres; null where there is no plane.</summary>
    public double? ToeResidualM { get; init; }

    /// <summary>Errors that the interval rests on.</summary>
    public required SurfaceError Error { get; init; }

    /// <summary>With the level-of-detection mask; null where only one model was measured.</summary>
    public DetectedChange? Detected { get; init; }

    /// <summary>What a reader must know: data missing, units converted.</summary>
    public required IReadOnlyList<Remark> Remarks { get; init; }

    /// <summary>Least and most net over <see cref="Bases"/>, m³.</summary>
    public (double Low, double High) OverBases => (Bases.Min(b => b.NetM3), Bases.Max(b => b.NetM3));
}
