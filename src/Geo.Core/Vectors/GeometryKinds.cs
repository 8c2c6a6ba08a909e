namespace Geo.Core.Vectors;

/// <summary>What geometries a layer of a file holds; OGR's numbers (wkbGeometryType).</summary>
public enum GeometryKinds
{
    /// <summary>Any, and none.</summary>
    Any = 0,
    /// <summary>Points.</summary>
    Points = 1,
    /// <summary>Polygons.</summary>
    Polygons = 3,
    /// <summary>Multipolygons.</summary>
    MultiPolygons = 6,
}
