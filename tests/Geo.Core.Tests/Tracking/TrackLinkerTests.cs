using Geo.Core.Tracking;
using NetTopologySuite.Geometries;
using static Geo.Core.Tests.Tracking.SiteMatcherTests;

namespace Geo.Core.Tests.Tracking;

public class TrackLinkerTests
{
    private static DateTimeOffset Day(int n) => new(2026, 5, n, 0, 0, 0, TimeSpan.Zero);

    private static TrackedDetection Found(string id, string survey, int day, Geometry g, string? track = null, string kind = "stockpile") =>
        new(id, survey, kind, g, Day(day), track);

    [Fact]
    public void The_same_place_keeps_its_track_and_its_span_grows()
    {
        var earlier = Found("d1", "s1", 5, Box(0, 0, 1, 1), "track-d1");
        var later = TrackLinker.Link([Found("d2", "s2", 9, Box(0.5, 0, 1.5, 1))], [earlier]);
        Assert.Equal([new Track("track-d1", Day(5), Day(9))], later);
        // Older imagery surveyed afterwards moves the beginning.
        Assert.Equal([new Track("track-d1", Day(2), Day(5))], TrackLinker.Link([Found("d3", "s3", 2, Box(0, 0, 1, 1))], [earlier]));
    }

    [Fact]
    public void Another_class_a_touch_and_a_sliver_are_other_places()
    {
        var earlier = Found("d1", "s1", 5, Box(0, 0, 1, 1), "track-d1");
        var tracks = TrackLinker.Link(
        [
            Found("a", "s2", 9, Box(0, 0, 1, 1), kind: "unrestored_pit"), Found("b", "s2", 9, Box(1, 0, 2, 1)), Found("c", "s2", 9, Box(0, 0.8, 1, 1.8)),
        ], [earlier]);
        Assert.Equal(["track-a", "track-b", "track-c"], tracks.Select(t => t.TrackId));
        Assert.Equal(new Track("track-a", Day(9), Day(9)), tracks[0]);
    }

    [Fact]
    public void A_heap_that_fell_apart_keeps_its_track_in_the_part_that_fits_best()
    {
        var earlier = Found("d1", "s1", 5, Box(0, 0, 2, 1), "track-d1");
        TrackedDetection[] parts = [Found("x", "s2", 9, Box(-0.5, 0, 0.5, 1)), Found("y", "s2", 9, Box(0.8, 0, 2, 1))];
        Assert.Equal(["track-x", "track-d1"], TrackLinker.Link(parts, [earlier]).Select(t => t.TrackId));
        Assert.Equal(["track-d1", "track-x"], TrackLinker.Link([parts[1], parts[0]], [earlier]).Select(t => t.TrackId));
    }

    [Fact]
    public void A_survey_done_again_links_as_before()
    {
        TrackedDetection[] others = [Found("d1", "s1", 5, Box(0, 0, 1, 1), "track-d1")];
        TrackedDetection[] survey = [Found("d2", "s2", 9, Box(0, 0, 1, 1))];
        var first = TrackLinker.Link(survey, others);
        var again = TrackLinker.Link(survey, [.. others, survey[0] with { TrackId = first[0].TrackId }]);
        Assert.Equal(first, again);
    }
}
