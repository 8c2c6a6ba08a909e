using Geo.Core.Store;

namespace Geo.Core.Tests.Store;

public class LayerTests
{
    [Fact]
    public void What_is_put_comes_back()
    {
        using var f = new StoreFixture();
        var at = new DateTimeOffset(2026, 4, 30, 23, 59, 58, 123, TimeSpan.Zero);
        f.Store.Write("test", null, null, w => w.Put("detections", new Feature("d1", StoreFixture.Wkt("POLYGON ((110 40, 110.1 40, 110.1 40.1, 110 40))"), new Dictionary<string, object?>
        {
            ["class"] = "stockpile",
            ["probability"] = 0.25,
            ["pixel_count"] = 12,
            ["scene_ids"] = new[] { "s1", "景2" },
            ["acquired_at"] = at,
            ["site_code"] = null,
        })));
        var d = f.Store.Layer("detections").Get("d1");
        Assert.Equal("MULTIPOLYGON (((110 40, 110.1 40, 110.1 40.1, 110 40)))", d.Geometry!.AsText());
        Assert.Equal("stockpile", d.Properties["class"]);
        Assert.Equal(0.25, d.Properties["probability"]);
        Assert.Equal(12L, d.Properties["pixel_count"]);
        Assert.Equal(new[] { "s1", "景2" }, (IEnumerable<string>)d.Properties["scene_ids"]!);
        Assert.Equal(at, d.Properties["acquired_at"]);
        Assert.Null(d.Properties["site_code"]);
    }

    [Fact]
    public void Bbox_means_the_geometry_not_its_envelope()
    {
        using var f = new StoreFixture();
        var triangle = new Feature("t", StoreFixture.Wkt("POLYGON ((110 40, 111 40, 110 41, 110 40))"), new Dictionary<string, object?>());
        f.Put(triangle, new Feature("none", null, new Dictionary<string, object?>()));
        var layer = f.Store.Layer("mine-sites");
        long Count(double a, double b, double c, double d) => layer.Count(new ItemsRequest { Bbox = new Extent(a, b, c, d) });
        Assert.Equal(1, Count(110.1, 40.1, 110.2, 40.2));
        Assert.Equal(0, Count(110.8, 40.8, 110.9, 40.9)); // in the envelope, outside the triangle
        Assert.Equal(1, Count(110.5, 40.5, 110.9, 40.9)); // touches the hypotenuse in one point
        Assert.Equal(1, Count(110.2, 40.2, 110.2, 40.2)); // a point
        Assert.Equal(0, Count(111.1, 40, 112, 41));
        Assert.Equal(2, layer.Count());
    }

    [Fact]
    public void Datetime_is_a_closed_interval_open_where_null()
    {
        using var f = new StoreFixture();
        DateTimeOffset Day(int d) => new(2026, 5, d, 0, 0, 0, TimeSpan.Zero);
        f.Store.Write("test", null, null, w => w.Put("observations", Enumerable.Range(1, 5).Select(d =>
            new Feature($"o{d}", null, new Dictionary<string, object?> { ["observed_at"] = Day(d) }))));
        var layer = f.Store.Layer("observations");
        string Ids(DateTimeOffset? from, DateTimeOffset? to) => string.Join(' ', layer.Items(new ItemsRequest { Datetime = (from, to) }).Select(o => o.Id));
        Assert.Equal("o2 o3 o4", Ids(Day(2), Day(4)));
        Assert.Equal("o1 o2", Ids(null, Day(2)));
        Assert.Equal("o5", Ids(Day(5), null));
        Assert.Equal("o3", Ids(Day(3).ToOffset(TimeSpan.FromHours(8)), Day(3)));
        Assert.Equal((Day(1), Day(5)), layer.Interval());
    }

    [Fact]
    public void Equality_filters_by_type_and_names_the_unknown()
    {
        using var f = new StoreFixture();
        f.Put(StoreFixture.Mine("A", 0, 0, ("planned_year", 2026)), StoreFixture.Mine("B", 1, 0, ("planned_year", 2027)));
        var layer = f.Store.Layer("mine-sites");
        string Ids(string name, string value) => string.Join(' ', layer.Items(new ItemsRequest { Matching = new Dictionary<string, string> { [name] = value } }).Select(o => o.Id));
        Assert.Equal("B", Ids("planned_year", "2027"));
        Assert.Equal("A", Ids("name", "矿A"));
        Assert.Equal("A", Ids("id", "A"));
        Assert.Equal("nope", Assert.Throws<InputException>(() => Ids("nope", "1")).Field);
        Assert.Throws<InputException>(() => Ids("planned_year", "soon"));
        Assert.Equal("", Ids("name", "' OR 1=1 --"));
    }

    [Fact]
    public void Pages_are_exact_while_rows_are_written()
    {
        using var f = new StoreFixture();
        f.Put([.. Enumerable.Range(0, 25).Select(i => StoreFixture.Mine($"M{i:00}", i))]);
        var layer = f.Store.Layer("mine-sites");
        var seen = new List<string>();
        string? token = null;
        int page = 0;
        do
        {
            var items = layer.Items(new ItemsRequest { Limit = 7, After = token });
            seen.AddRange(items.Select(m => $"{m.Id}:{m.Properties["name"]}"));
            Assert.Equal(25, items.NumberMatched(CancellationToken.None));
            token = items.Next;
            // Between the pages: one row deleted, one changed, one added, one deleted and written anew.
            f.Store.Write("test", null, null, w =>
            {
                w.Delete("mine-sites", [$"M{20 - page:00}", "M24"]);
                w.Put("mine-sites", StoreFixture.Mine($"M{10 + page:00}", 0, 5, ("name", "changed")));
                w.Put("mine-sites", [StoreFixture.Mine($"N{page}", 9, 9), StoreFixture.Mine("M24", 1, 1)]);
            });
            page++;
        }
        while (token is not null);
        Assert.Equal(4, page);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"M{i:00}:矿M{i:00}"), seen);
    }

    [Fact]
    public void Paging_with_bbox_is_exact_while_rows_move()
    {
        using var f = new StoreFixture();
        f.Put([.. Enumerable.Range(0, 10).Select(i => StoreFixture.Mine($"M{i}", i))]);
        var request = new ItemsRequest { Limit = 2, Bbox = new Extent(110.025, 40, 110.065, 40.01) };
        var layer = f.Store.Layer("mine-sites");
        var first = layer.Items(request);
        Assert.Equal(["M2", "M3"], first.Select(m => m.Id));
        f.Put(StoreFixture.Mine("M5", 50), StoreFixture.Mine("M9", 4)); // one moves out, one moves in
        var second = layer.Items(request with { After = first.Next });
        Assert.Equal(["M4", "M5"], second.Select(m => m.Id));
        var third = layer.Items(request with { After = second.Next });
        Assert.Equal(["M6"], third.Select(m => m.Id));
        Assert.Null(third.Next);
        Assert.Equal(["M2", "M3", "M4", "M6", "M9"], layer.Items(request with { Limit = 10 }).Select(m => m.Id));
    }

    [Fact]
    public void A_forged_token_is_refused()
    {
        using var f = new StoreFixture();
        Assert.Throws<InputException>(() => f.Store.Layer("dumps").Items(new ItemsRequest { After = "1; DROP" }));
        Assert.Throws<NotFoundException>(() => f.Store.Layer("nothing"));
        Assert.Throws<NotFoundException>(() => f.Store.Layer("dumps").Get("x"));
    }

    [Fact]
    public void Extent_follows_the_rows()
    {
        using var f = new StoreFixture();
        var layer = f.Store.Layer("mine-sites");
        Assert.Null(layer.Extent());
        f.Put(StoreFixture.Mine("A"), StoreFixture.Mine("B", 10, 10));
        Assert.Equal(new Extent(110, 40, 110.11, 40.11), layer.Extent());
        f.Store.Write("test", null, null, w => w.Delete("mine-sites", ["B"]));
        Assert.Equal(new Extent(110, 40, 110.01, 40.01), layer.Extent());
    }
}
