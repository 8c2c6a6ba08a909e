using NetTopologySuite.Geometries;

namespace Geo.Core.Classification;

/// <summary>Ground whose class a person has named.</summary>
/// <param name="Label">Class name.</param>
/// <param name="Geometry">Polygon(s) or point(s) in the CRS of the source that is sampled.</param>
/// <param name="Longitude">Of a point in it (CRS84), by which areas are put into spatial blocks, whatever the source's CRS.</param>
/// <param name="Latitude">See <paramref name="Longitude"/>.</param>
public sealed record LabelledArea(string Label, Geometry Geometry, double Longitude, double Latitude);
