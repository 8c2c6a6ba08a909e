namespace Geo.Core.Tracking;

/// <summary>A site and its reference on one grid; the same for every scene on it.</summary>
/// <param name="Window">The pixels that are read: site and ring; may leave the grid.</param>
/// <param name="Share">Share of each pixel inside the site, row by row over the window.</param>
/// <param name="Whole">Their sum, with what lies outside of the grid.</param>
/// <param name="Ring">Weight of each pixel as a reference; 0 where it is none.</param>
/// <param name="IsMatched">True where the weights differ.</param>
/// <param name="Method">ring, slope_aspect (matched by a height model) or ring_unmatched (the ring has too little ground like the site's); "+land" where a class raster took built-up, water and cropland out.</param>
/// <param name="PixelMetres">Side of a pixel, metres.</param>
/// <param name="ProjectedArea">m² on the ellipsoid.</param>
/// <param name="SurfaceArea">m² of the slope; null without a height model.</param>
internal sealed record SiteGround(
    Window Window, double[] Share, double Whole, float[] Ring, bool IsMatched, string Method, double PixelMetres, double ProjectedArea, double? SurfaceArea);
