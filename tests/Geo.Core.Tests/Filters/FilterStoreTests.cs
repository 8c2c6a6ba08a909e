using Geo.Core.Filters;
using Geo.Core.Store;
using Geo.Core.Tests.Store;

namespace Geo.Core.Tests.Filters;

public sealed class FilterStoreTests
{
    [Theory] // M01 is 10 m² at 110, 40, then 20 m² ten squares further east.
    [InlineData("area_m2 = 10", "M01", ""), InlineData("area_m2 = 20", "", "M01"), InlineData("S_INTERSECTS(geometry, POINT(110.005 40.005))", "M01", ""), InlineData("S_INTERSECTS(geometry, POINT(110.105 40.005)) AND name LIKE '矿%'", "", "M01")]
    public void A_filter_is_asked_of_the_state_that_held(string text, string before, string after)
    {
        using var f = new StoreFixture();
        long first = f.Store.Write("test", null, null, w => w.Put("mine-sites", StoreFixture.Mine("M01", 0, 0, ("area_m2", 10.0))))!.Value;
        f.Store.Write("test", null, null, w => w.Put("mine-sites", StoreFixture.Mine("M01", 10, 0, ("area_m2", 20.0))));
        var layer = f.Store.Layer("mine-sites");
        var filter = Filter.Of(text, FilterLanguage.Text, FilterCrs.Crs84, layer.Definition.Queryables, FilterText.Place);
        Assert.Equal(before, string.Join(' ', layer.Items(ItemsRequest.At(first) with { Filter = filter }).Select(m => m.Id)));
        Assert.Equal(after, string.Join(' ', layer.Items(ItemsRequest.Everything with { Filter = filter }).Select(m => m.Id)));
        Assert.Equal(after.Length > 0 ? 1 : 0, layer.Count(new ItemsRequest { Filter = filter, Bbox = new Extent(109, 39, 111, 41) }));
    }

    [Fact]
    public void One_filter_serves_many_readers_at_once()
    {
        using var f = new StoreFixture();
        f.Store.Write("test", null, null, w => w.Put("mine-sites", Enumerable.Range(0, 40).Select(i => StoreFixture.Mine($"M{i:00}", i))));
        var layer = f.Store.Layer("mine-sites");
        var filter = Filter.Of("S_WITHIN(geometry, POLYGON((110 39, 110.2 39, 110.2 41, 110 41, 110 39))) AND CASEI(code) LIKE 'm%'", FilterLanguage.Text, FilterCrs.Crs84, layer.Definition.Queryables, FilterText.Place);
        Parallel.For(0, 40, _ => Assert.Equal(20, layer.Items(ItemsRequest.Everything with { Filter = filter }).Count()));
    }
}
