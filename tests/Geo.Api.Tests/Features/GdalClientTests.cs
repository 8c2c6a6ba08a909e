using System.Text.Json;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Api.Tests.Features;

/// <summary>GDAL's own client of OGC API – Features against the real port; the commands are those that a person would type.</summary>
[Collection(nameof(Served))]
public sealed class GdalClientTests(ServedWorkspace served)
{
    [Fact]
    public async Task Ogrinfo_lists_every_collection()
    {
        string text = await OtherProgram.Run("ogrinfo", $"OAPIF:{served.Url}");
        Assert.All(Layers.All.Where(l => l.Visibility == Visibility.Public), l => Assert.Contains($": {l.Id} ", text + " ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ogrinfo_counts_as_the_store_does()
    {
        string text = await OtherProgram.Run("ogrinfo", "-so", $"OAPIF:{served.Url}", "mine-sites");
        Assert.Contains($"Feature Count: {served.Store.Layer("mine-sites").Count()}", text, StringComparison.Ordinal);
        Assert.Contains("area_m2: Real", text, StringComparison.Ordinal);
        Assert.Contains("last_observed_at: DateTime", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ogr2ogr_copies_the_rows_of_the_store_over_many_pages()
    {
        string text = await OtherProgram.Run("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", $"OAPIF:{served.Url}", "mine-sites", "-oo", "PAGE_SIZE=4");
        var copied = JsonElement.Parse(text).GetProperty("features").EnumerateArray()
            .ToDictionary(f => f.GetProperty("properties").GetProperty("code").GetString()!, f => f.GetProperty("properties"));
        var stored = served.Store.Layer("mine-sites").Items(ItemsRequest.All).ToList();
        Assert.Equal(stored.Select(f => f.Id), copied.Keys.Order(StringComparer.Ordinal));
        Assert.All(stored, f => Assert.Equal((double)f.Properties["area_m2"]!, copied[f.Id].GetProperty("area_m2").GetDouble(), 9));
        Assert.All(stored, f => Assert.Equal((string)f.Properties["name"]!, copied[f.Id].GetProperty("name").GetString()));
    }

    // M05 covers 110.05 to 110.054.
    [Fact]
    public async Task Ogrinfo_filters_by_place_and_attribute()
    {
        Assert.Contains("Feature Count: 2", await OtherProgram.Run("ogrinfo", "-so", $"OAPIF:{served.Url}", "mine-sites", "-spat", "110.05", "40.4", "110.0605", "40.6"), StringComparison.Ordinal);
        Assert.Contains("Feature Count: 1", await OtherProgram.Run("ogrinfo", "-so", $"OAPIF:{served.Url}", "mine-sites", "-where", "code = 'M07'"), StringComparison.Ordinal);
    }
}
