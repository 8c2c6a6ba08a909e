using Geo.Core.Detection;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Tracking;

/// <summary>Where a detection belongs.</summary>
/// <param name="SiteKind">mine_site, dump or unlisted.</param>
/// <param name="SiteCode">Code of the site; null when unlisted.</param>
/// <param name="OverlapShare">Part of the detection's area inside the site, [0, 1]; 0 for a site matched by distance.</param>
/// <param name="DistanceMetres">Distance to the site, 0 where they meet; null when unlisted.</param>
public sealed record SiteMatch(string SiteKind, string? SiteCode, double OverlapShare, double? DistanceMetres);

/// <summary>
/// Gives each detection to the listed site that holds the largest part of it, else to the nearest one within reach, else to
/// none. Ties go to the smaller code (mine sites before dumps), so the answer does not depend on the order of the sites.
/// </summary>
public sealed class SiteMatcher
{
    /// <summary>Reach without overlap where nothing else is said: registers are drawn some tens of metres off.</summary>
    public const double DefaultReachMetres = 50;

    private readonly STRtree<TrackedSite> _index = new();
    private readonly double _reach;

    /// <param name="sites">Mine sites and dumps.</param>
    /// <param name="reachMetres">Farthest distance of a match without overlap, m.</param>
    public SiteMatcher(IEnumerable<TrackedSite> sites, double reachMetres = DefaultReachMetres)
    {
        _reach = reachMetres;
        foreach (var site in sites)
        {
            _index.Insert(site.Geometry.EnvelopeInternal, site);
        }

        _index.Build();
    }

    /// <summary>One match for each detection, in their order.</summary>
    public IReadOnlyList<SiteMatch> Match(IEnumerable<DetectionPolygon> detections) => [.. detections.Select(d => Match(d.Geometry))];

    /// <summary>The match of one polygon.</summary>
    /// <param name="detection">Longitude/latitude (CRS84), valid.</param>
    public SiteMatch Match(Geometry detection)
    {
        var near = _index.Query(Reach(detection.EnvelopeInternal));
        double area = Ellipsoid.Area(detection).Value;
        var overlapping = near
            .Select(site => (Site: site, Shared: Overlap.SquareMetres(detection, site.Geometry)))
            .Where(s => s.Shared > 0)
            .OrderByDescending(s => s.Shared).ThenBy(s => Rank(s.Site)).ThenBy(s => s.Site.Code, StringComparer.Ordinal)
            .FirstOrDefault();
        if (overlapping.Site is { } holder)
        {
            return new SiteMatch(holder.Kind, holder.Code, Math.Min(1, overlapping.Shared / area), 0);
        }

        var nearest = near
            .Select(site => (Site: site, Distance: Ellipsoid.Distance(detection, site.Geometry)))
            .Where(s => s.Distance <= _reach)
            .OrderBy(s => s.Distance).ThenBy(s => Rank(s.Site)).ThenBy(s => s.Site.Code, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Site is { } neighbour
            ? new SiteMatch(neighbour.Kind, neighbour.Code, 0, nearest.Distance)
            : new SiteMatch(TrackedSite.Unlisted, null, 0, null);
    }

    private static int Rank(TrackedSite site) => site.Kind == TrackedSite.MineSite ? 0 : 1;

    // Wider than the reach, never narrower: 110 500 m are less than any degree of latitude.
    private Envelope Reach(Envelope envelope)
    {
        double lat = _reach / 110_500;
        double lon = lat / Math.Max(0.01, Math.Cos(Math.Min(89.0, Math.Max(Math.Abs(envelope.MinY), Math.Abs(envelope.MaxY))) * Math.PI / 180));
        var wider = envelope.Copy();
        wider.ExpandBy(lon, lat);
        return wider;
    }
}
