namespace Geo.Core.Store;

/// <summary>A rectangle along the axes of another CRS than longitude/latitude.</summary>
/// <param name="Box">x = east, y = north, in the CRS's unit.</param>
/// <param name="Crs">The CRS.</param>
public sealed record ProjectedBox(Extent Box, SpatialReference Crs);
