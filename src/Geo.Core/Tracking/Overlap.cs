using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace Geo.Core.Tracking;

/// <summary>Areas that two geometries share, on the ellipsoid.</summary>
internal static class Overlap
{
    /// <summary>m²; 0 where they only touch.</summary>
    public static double SquareMetres(Geometry a, Geometry b) => a.EnvelopeInternal.Intersects(b.EnvelopeInternal)
        ? Ellipsoid.Area(OverlayNGRobust.Overlay(a, b, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection)).Value
        : 0;
}
