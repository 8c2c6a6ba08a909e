using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Tracking.Assessment;

namespace Geo.Core.Tests.Store;

public class SiteAlertRowsTests
{
    private static readonly DateTimeOffset s_day = new(2026, 7, 1, 4, 0, 0, TimeSpan.Zero);

    private static AlertCandidate Alert(string kind, string day, double? share = null) => new(kind, day, s_day, share, null, new Reason("据", "evidence"), []);

    private static void Raise(StoreFixture f, params AlertCandidate[] raised) => f.Store.Write("track", null, null, w =>
        SiteAlertRows.Write(w, f.Store.Layer("mine-sites").Get("A"), [.. f.Store.Layer("alerts").Items(ItemsRequest.All)], raised, f.Clock.Now));

    private static string Told(StoreFixture f) => string.Join(", ", f.Store.Layer("alerts").Items(ItemsRequest.All).Select(a => $"{a.Id} {a.Properties["state"]}"));

    [Fact]
    public void A_site_has_one_open_alert_of_a_kind_and_a_closed_one_stays_closed_for_its_event()
    {
        using var f = new StoreFixture();
        f.Put(StoreFixture.Mine("A", 0, 0, ("name", "甲"), ("town", "河东镇")));
        Raise(f, Alert("new_digging", "2026-06-01", 0.3));
        Raise(f, Alert("new_digging", "2026-06-01", 0.3));
        Raise(f, Alert("new_digging", "2026-06-16", 0.4)); // the date moves as scenes come in
        Assert.Equal("mine_site-A-new_digging-2026-06-01 open", Told(f));
        Assert.Equal(2, f.Store.Layer("alerts").Versions("mine_site-A-new_digging-2026-06-01").Count);
        var row = f.Store.Layer("alerts").Get("mine_site-A-new_digging-2026-06-01");
        Assert.Equal((0.4, "甲", "河东镇"), (row.Properties["change_share"], row.Properties["site_name"], row.Properties["town"]));
        Assert.NotNull(row.Geometry);

        AlertHandling.Write(f.Store, row.Id, "closed", "合法开采", "王", f.Clock.Now);
        Raise(f, Alert("new_digging", "2026-06-01", 0.3));
        Assert.Equal("mine_site-A-new_digging-2026-06-01 closed", Told(f));
        Raise(f, Alert("new_digging", "2026-09-01", 0.3));
        Assert.Equal("mine_site-A-new_digging-2026-06-01 closed, mine_site-A-new_digging-2026-09-01 open", Told(f));
    }

    [Fact]
    public void A_state_that_is_over_is_closed_and_an_event_is_left_to_a_person()
    {
        using var f = new StoreFixture();
        f.Put(StoreFixture.Mine("A"));
        Raise(f, Alert("overdue", "2025-12-31"), Alert("relapse", "2026-06-01"));
        Raise(f);
        Assert.Equal("mine_site-A-overdue-2025-12-31 closed, mine_site-A-relapse-2026-06-01 open", Told(f));
    }

    [Fact]
    public void Handling_needs_a_state_and_a_reason_and_keeps_what_was_before()
    {
        using var f = new StoreFixture();
        f.Put(StoreFixture.Mine("A"));
        Raise(f, Alert("relapse", "2026-06-01"));
        const string id = "mine_site-A-relapse-2026-06-01";
        Assert.Equal("reason", Assert.Throws<InputException>(() => AlertHandling.Write(f.Store, id, "closed", " ", "王", s_day)).Field);
        Assert.Equal("state", Assert.Throws<InputException>(() => AlertHandling.Write(f.Store, id, "gone", "r", "王", s_day)).Field);
        Assert.Throws<NotFoundException>(() => AlertHandling.Write(f.Store, "nothing", "closed", "r", "王", s_day));
        Assert.Equal(new AlertState(id, "acknowledged", "王", s_day, "已知悉"), AlertHandling.Write(f.Store, id, "acknowledged", "已知悉", "王", s_day));
        Raise(f, Alert("relapse", "2026-06-01", 0.5)); // acknowledged stays so
        Assert.Equal(["open", "acknowledged", "acknowledged"], f.Store.Layer("alerts").Versions(id).Select(v => v.Feature.Properties["state"]));
    }
}
