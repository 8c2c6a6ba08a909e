using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace Geo.Core.Cases;

/// <summary>Whether two places are one.</summary>
internal static class OverlapMeasure
{
    /// <summary>Share of the smaller that two outlines have in common, on the ellipsoid; 0 for points and lines.</summary>
    public static double ShareOfSmaller(Geometry a, Geometry b)
    {
        if (!a.EnvelopeInternal.Intersects(b.EnvelopeInternal)) return 0;
        double smaller = Math.Min(Ellipsoid.Area(a).Value, Ellipsoid.Area(b).Value);
        return smaller <= 0 ? 0 : Ellipsoid.Area(OverlayNGRobust.Overlay(a, b, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection)).Value / smaller;
    }

    /// <summary>True where two places are one by the rules: enough overlap, or, where one is a point, within reach.</summary>
    public static bool SamePlace(Geometry a, Geometry b, CaseRules rules) =>
        a.Dimension == Dimension.Surface && b.Dimension == Dimension.Surface
            ? ShareOfSmaller(a, b) >= rules.SamePlaceShare
            : Wider(a.EnvelopeInternal, rules.SamePlaceMetres).Intersects(b.EnvelopeInternal) && Ellipsoid.Distance(a, b) <= rules.SamePlaceMetres;

    /// <summary>A box that holds all within some metres: wider, never narrower, as 110 500 m are less than any degree of latitude.</summary>
    public static Envelope Wider(Envelope envelope, double metres)
    {
        double lat = metres / 110_500;
        double lon = lat / Math.Max(0.01, Math.Cos(Math.Min(89.0, Math.Max(Math.Abs(envelope.MinY), Math.Abs(envelope.MaxY)) + lat) * Math.PI / 180));
        var wider = envelope.Copy();
        wider.ExpandBy(lon, lat);
        return wider;
    }
}
