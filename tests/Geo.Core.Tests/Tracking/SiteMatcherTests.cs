using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Tracking;

public class SiteMatcherTests
{
    // One unit: 0.001 degrees, about 84.8 m east and 111.0 m north at 40.5 N.
    internal static Geometry Box(double x, double y, double right, double top) =>
        GeometryFactory.Default.ToGeometry(new Envelope(110 + x * 0.001, 110 + right * 0.001, 40.5 + y * 0.001, 40.5 + top * 0.001));

    private static TrackedSite Mine(string code, Geometry g) => new(TrackedSite.MineSite, code, g);

    [Fact]
    public void Overlap_goes_before_distance_and_the_larger_part_wins()
    {
        var matcher = new SiteMatcher([Mine("A", Box(0, 0, 1, 1)), new TrackedSite(TrackedSite.Dump, "D", Box(1, 0, 3, 1)), Mine("N", Box(3.01, 0, 4, 1))]);
        var match = matcher.Match(Box(0.75, 0, 1.75, 1)); // a quarter in A, three quarters in D
        Assert.Equal((TrackedSite.Dump, "D", 0.0), (match.SiteKind, match.SiteCode, match.DistanceMetres));
        Assert.Equal(0.75, match.OverlapShare, 1e-6);
        Assert.Equal("A", matcher.Match(Box(-1, 0, 0.1, 1)).SiteCode);
    }

    [Fact]
    public void Without_overlap_the_nearest_within_reach()
    {
        var matcher = new SiteMatcher([Mine("A", Box(0, 0, 1, 1)), Mine("B", Box(3, 0, 4, 1))], reachMetres: 50);
        var near = matcher.Match(Box(1.5, 0, 1.9, 1)); // 0.5 units east of A: 42.4 m
        Assert.Equal(("A", 0.0), (near.SiteCode, near.OverlapShare));
        Assert.Equal(42.4, near.DistanceMetres!.Value, 0.1);
        var far = matcher.Match(Box(1.7, 0, 2.3, 1)); // 59 m from either
        Assert.Equal(new SiteMatch(TrackedSite.Unlisted, null, 0, null), far);
    }

    [Fact]
    public void Ties_do_not_depend_on_the_order_of_sites()
    {
        TrackedSite[] sites = [new(TrackedSite.Dump, "A", Box(0, 0, 1, 1)), Mine("C", Box(0, 0, 1, 1)), Mine("B", Box(0, 0, 1, 1))];
        for (int i = 0; i < 6; i++)
        {
            Random order = new(i);
            Assert.Equal("B", new SiteMatcher(sites.OrderBy(_ => order.Next())).Match(Box(0, 0, 1, 1)).SiteCode);
        }
    }

    [Fact]
    public void A_site_known_by_a_point_is_matched_by_distance()
    {
        var matcher = new SiteMatcher([Mine("P", new Point(110.0005, 40.5005))]);
        Assert.Equal(("P", 0.0), (matcher.Match(Box(0, 0, 1, 1)).SiteCode, matcher.Match(Box(0, 0, 1, 1)).DistanceMetres));
        Assert.Null(new SiteMatcher([]).Match(Box(0, 0, 1, 1)).SiteCode);
    }
}
