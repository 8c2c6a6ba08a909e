using Geo.Core.Store;

namespace Geo.Core.Tests.Store;

public class HistoryTests
{
    [Fact]
    public void History_never_forgets()
    {
        using var f = new StoreFixture();
        var start = f.Clock.Now;
        f.Put(StoreFixture.Mine("A", 0, 0, ("status", "not_started")));
        f.Clock.Now = start.AddDays(1);
        f.Put(StoreFixture.Mine("A", 0, 0, ("status", "in_progress")));
        f.Clock.Now = start.AddDays(2);
        f.Store.Write("王", null, null, w => w.Delete("mine-sites", ["A"]));
        f.Clock.Now = start.AddDays(3);
        f.Put(StoreFixture.Mine("A", 3, 3, ("status", "restored")));

        var versions = f.Store.Layer("mine-sites").Versions("A");
        Assert.Equal(["not_started", "in_progress", "restored"], versions.Select(v => (string)v.Feature.Properties["status"]!));
        Assert.Equal([1, 2, 4], versions.Select(v => v.Revision));
        Assert.Equal([2L, 3L, null], versions.Select(v => v.EndRevision));
        Assert.Equal([start, start.AddDays(1), start.AddDays(3)], versions.Select(v => v.ValidFrom));
        Assert.Equal([start.AddDays(1), start.AddDays(2), null], versions.Select(v => v.ValidTo));
    }

    [Fact]
    public void The_layer_as_known_on_a_day()
    {
        using var f = new StoreFixture();
        var start = f.Clock.Now;
        f.Put(StoreFixture.Mine("A"), StoreFixture.Mine("B", 1));
        f.Clock.Now = start.AddDays(1);
        f.Store.Write("test", null, null, w =>
        {
            w.Delete("mine-sites", ["A"]);
            w.Put("mine-sites", StoreFixture.Mine("C", 2));
        });
        string On(DateTimeOffset? at) => string.Join(' ', f.Store.Layer("mine-sites").Items(new ItemsRequest { AsKnownOn = at }).Select(m => m.Id));
        Assert.Equal("", On(start.AddHours(-1)));
        Assert.Equal("A B", On(start.AddHours(1)));
        Assert.Equal("B C", On(start.AddDays(1)));
        Assert.Equal("B C", On(null));
    }

    [Fact]
    public void The_same_again_is_no_new_version()
    {
        using var f = new StoreFixture();
        var mine = StoreFixture.Mine("A", 0, 0, ("area_m2", 12.5f), ("status_at", f.Clock.Now));
        f.Put(mine);
        long? second = f.Store.Write("test", null, null, w => Assert.Equal(new PutCounts(0, 0, 1), w.Put("mine-sites", [mine])));
        Assert.Null(second);
        Assert.Equal(1, f.Store.Revision);
        Assert.Single(f.Store.Layer("mine-sites").Versions("A"));
    }

    [Fact]
    public void A_missing_property_stays_and_a_null_is_written()
    {
        using var f = new StoreFixture();
        f.Put(StoreFixture.Mine("A", 0, 0, ("town", "河东镇"), ("status", "restored")));
        f.Put(new Feature("A", null, new Dictionary<string, object?> { ["status"] = null }));
        var a = f.Store.Layer("mine-sites").Get("A");
        Assert.Equal("河东镇", a.Properties["town"]);
        Assert.Null(a.Properties["status"]);
        Assert.NotNull(a.Geometry);
    }

    [Fact]
    public void A_failed_write_leaves_nothing()
    {
        using var f = new StoreFixture();
        Assert.Throws<InvalidOperationException>(() => f.Store.Write("test", null, null, w =>
        {
            w.Put("mine-sites", StoreFixture.Mine("A"));
            w.Put("dumps", new Feature("D", null, new Dictionary<string, object?>()));
            throw new InvalidOperationException("no");
        }));
        Assert.Equal(0, f.Store.Layer("mine-sites").Count());
        Assert.Equal(0, f.Store.Layer("dumps").Count());
        Assert.Empty(f.Store.Layer("mine-sites").Versions("A"));
        Assert.Equal(0, f.Store.Revision);
        Assert.Throws<ArgumentException>(() => f.Store.Write("t", null, null, w => w.Put("dumps", new Feature("D", null, new Dictionary<string, object?> { ["nope"] = 1 }))));
    }

    [Fact]
    public void Readers_do_not_wait_for_the_writer()
    {
        using var f = new StoreFixture();
        f.Put(StoreFixture.Mine("A"));
        f.Store.Write("test", null, null, w =>
        {
            w.Put("mine-sites", StoreFixture.Mine("B", 1));
            Assert.Equal(1, f.Store.Layer("mine-sites").Count());
        });
        Assert.Equal(2, f.Store.Layer("mine-sites").Count());
    }
}
