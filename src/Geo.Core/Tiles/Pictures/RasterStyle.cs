using Geo.Core.Imagery;

namespace Geo.Core.Tiles.Pictures;

/// <summary>How a raster becomes colours.</summary>
public abstract record RasterStyle;

/// <summary>Three bands as red, green and blue.</summary>
/// <param name="Bands">Three bands.</param>
/// <param name="Stretches">What of each is black and white.</param>
public sealed record CompositeStyle(IReadOnlyList<SceneBand> Bands, IReadOnlyList<SceneStretch> Stretches) : RasterStyle;

/// <summary>One expression through a colour map, or three as red, green and blue.</summary>
/// <param name="Expressions">One or three.</param>
/// <param name="Ranges">What of each is the lowest and the highest colour.</param>
/// <param name="Map">Colours of a single one.</param>
public sealed record ComputedStyle(IReadOnlyList<BandExpression> Expressions, IReadOnlyList<SceneStretch> Ranges, ColourMap Map) : RasterStyle;

/// <summary>Classes of the first band in their own colours.</summary>
/// <param name="Colours">By value, 0xAARRGGBB; values beyond the list are transparent.</param>
public sealed record ClassStyle(IReadOnlyList<uint> Colours) : RasterStyle;
