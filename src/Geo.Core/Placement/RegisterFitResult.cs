namespace Geo.Core.Placement;

/// <summary>Whether a register's outlines lie on what the imagery shows.</summary>
public enum FitState
{
    /// <summary>Too few outlines, or nothing in the imagery that they follow better in one place than in another.</summary>
    CannotTell = 0,
    /// <summary>They lie where they should.</summary>
    Fits,
    /// <summary>They fit clearly better elsewhere.</summary>
    Shifted,
}

/// <summary>What came of holding a register against imagery (docs/registersanity.md).</summary>
/// <param name="State">In one word.</param>
/// <param name="EastMetres">How far the register lies east of where it fits best; 0 where nothing can be told.</param>
/// <param name="NorthMetres">How far north.</param>
/// <param name="Sites">Outlines that were used.</param>
/// <param name="Strength">Height of the best place above the other places, in their standard deviations.</param>
/// <param name="Margin">Height of the best place above the second best elsewhere, in the same.</param>
/// <param name="AtZero">Height of the place where the register lies, in the same.</param>
/// <param name="LooksLike">gcj02, bd09: the shift is that of these coordinates here; wgs84: the register was taken for gcj02 and is not; null: none of these.</param>
public sealed record RegisterFitResult(FitState State, double EastMetres, double NorthMetres, int Sites, double Strength, double Margin, double AtZero, string? LooksLike)
{
    /// <summary>The state as programs read it: fits, shifted, cannot_tell.</summary>
    public string StateCode => State switch { FitState.Fits => "fits", FitState.Shifted => "shifted", _ => "cannot_tell" };

    /// <summary>Length of the shift.</summary>
    public double Metres => Math.Sqrt(EastMetres * EastMetres + NorthMetres * NorthMetres);

    /// <summary>Nothing can be told.</summary>
    public static RegisterFitResult Unknown(int sites) => new(FitState.CannotTell, 0, 0, sites, 0, 0, 0, null);
}
