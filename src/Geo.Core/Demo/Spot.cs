namespace Geo.Core.Demo;

/// <summary>How the plants of a spot follow the season.</summary>
internal enum Phase : byte
{
    Grass = 0, EarlyCrop, LateCrop, Ploughed, Tree, Site, Riverbed,
}

/// <summary>What one place is, whatever the date.</summary>
/// <param name="Cover">True class; for sites that of the last date is set when asked.</param>
/// <param name="Ground">Bare ground.</param>
/// <param name="Plant">Plant that covers it.</param>
/// <param name="Phase">Season of the plants.</param>
/// <param name="Vigour">Plant share at the season's height, [0, 1]; Riverbed: the stage below which the bar is dry.</param>
/// <param name="Variant">Which individual: parcel, roof, site; 0 for open ground.</param>
internal readonly record struct Spot(Cover Cover, Ground Ground, Ground Plant, Phase Phase, float Vigour, ushort Variant);
