using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Tests.Predictors;
using Geo.Core.Tracking;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Tracking;

public class SeriesObserverTests
{
    private static readonly Grid s_grid = MemorySource.Plane(300, 300) with { Crs = WellKnown.GaussKruger111 };

    private static TrackedSite[] Sites() => [.. Enumerable.Range(0, 12).Select(i => new TrackedSite("mine_site", $"M{i}", GeometryTransform.Transform(
        new Point(500_300 + i % 4 * 700, 4_499_700 - i / 4 * 800).Buffer(60 + 17 * i), WellKnown.GaussKruger111, WellKnown.Crs84)))];

    private static SceneToObserve[] Scenes(Action<int> opened) => [.. Enumerable.Range(0, 5).Select(i => new SceneToObserve(
        new ObservedScene($"s{i}", new DateTimeOffset(2025, 5 + i, 1, 0, 0, 0, TimeSpan.Zero)) { Sensor = "generic" },
        () =>
        {
            opened(i);
            return MemorySource.Random(s_grid, i, BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.Nir, BandRole.Swir1);
        },
        Sites()))];

    [Fact]
    public void Observations_are_the_same_for_any_number_of_threads_and_one_scene_alone()
    {
        SiteGrounds Grounds() => new(new Surroundings([.. Sites().Select(site => site.Geometry)]), RestorationRules.Default);
        var one = SeriesObserver.Observe(Scenes(_ => { }), Grounds(), 1, null, null, default);
        Assert.Equal(60, one.Count);
        Assert.Equal(one, SeriesObserver.Observe(Scenes(_ => { }), Grounds(), 2, null, null, default));
        Assert.Equal(one, SeriesObserver.Observe(Scenes(_ => { }), Grounds(), 7, null, null, default));
        Assert.Equal(one.Where(o => o.SceneId == "s3"), SeriesObserver.Observe([Scenes(_ => { })[3]], Grounds(), 3, null, null, default));
    }

    [Fact]
    public void A_scene_without_open_sites_is_not_even_opened()
    {
        var opened = new List<int>();
        var scenes = Scenes(i => { lock (opened) opened.Add(i); });
        var grounds = new SiteGrounds(new Surroundings([]), RestorationRules.Default);
        var found = SeriesObserver.Observe([.. scenes.Select((scene, i) => i == 2 ? scene with { Sites = [scene.Sites[1]] } : scene with { Sites = [] })], grounds, 2, null, null, default);
        Assert.Equal([2], opened);
        Assert.Equal(["mine_site-M1-s2"], found.Select(o => o.Id));
    }

    [Fact]
    public void Cancelling_stops_between_sites()
    {
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => SeriesObserver.Observe(Scenes(_ => cancel.Cancel()), new SiteGrounds(new Surroundings([]), RestorationRules.Default), 2, null, null, cancel.Token));
    }

    [Fact]
    public void Scenes_that_a_checkpoint_brings_are_not_opened_and_say_the_same_to_the_last_bit()
    {
        using var folder = new TemporaryFolder();
        SiteGrounds Grounds() => new(new Surroundings([.. Sites().Select(site => site.Geometry)]), RestorationRules.Default);
        var calm = SeriesObserver.Observe(Scenes(_ => { }), Grounds(), 1, null, null, default);
        using (Checkpoint killed = Checkpoint.Open(folder.File("kept"))!)
        {
            Assert.ThrowsAny<Exception>(() => SeriesObserver.Observe(Scenes(i => { if (i == 4) throw new InputException("s4", null, "the power went", "wait"); }), Grounds(), 1, killed, null, default));
        }

        var opened = new List<int>();
        using Checkpoint kept = Checkpoint.Open(folder.File("kept"))!;
        Assert.Equal(calm, SeriesObserver.Observe(Scenes(i => { lock (opened) opened.Add(i); }), Grounds(), 1, kept, null, default));
        Assert.Equal([4], opened);
    }

    [Fact]
    public void A_scene_that_cannot_be_opened_is_named()
    {
        var scenes = Scenes(i => { if (i == 1) throw new InputException("s1.tif", null, "is gone", "put it back"); });
        Assert.Equal("s1.tif", Assert.Throws<InputException>(() => SeriesObserver.Observe(scenes, new SiteGrounds(new Surroundings([]), RestorationRules.Default), 2, null, null, default)).Where);
    }
}
