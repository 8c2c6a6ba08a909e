using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Api.Tests.Conformance;

namespace Geo.Api.Tests.Stac;

/// <summary>What stands in items is valid and true.</summary>
[Collection(nameof(Catalogued))]
public sealed class ItemTests(CatalogueServer served)
{
    [SkippableTheory]
    [Proves(StacClass.Core, "schemas")]
    [InlineData("1.1.0"), InlineData("1.0.0")]
    public async Task Catalogue_collection_and_every_item_are_valid_by_the_schemas_of(string version)
    {
        var schemas = new StacSchemas(version);
        JsonNode Of(JsonElement document)
        {
            var node = JsonNode.Parse(document.GetRawText())!;
            node["stac_version"] = version; // all else is to be right in both
            return node;
        }

        Assert.Empty(schemas.Errors("catalog", Of(await served.Json("/stac"))));
        Assert.Empty(schemas.Errors("collection", Of(await served.Json("/stac/collections/scenes"))));
        var items = (await served.Json("/stac/search")).GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(CatalogueServer.Total, items.Count);
        Assert.All(items, item => Assert.Empty(schemas.Errors("item", Of(item))));
        // The schemas do find what is wrong.
        var broken = Of(items[0]);
        broken["properties"]!["datetime"] = "yesterday";
        broken.AsObject().Remove("assets");
        Assert.NotEmpty(schemas.Errors("item", broken));
    }

    [Fact]
    [Proves(StacClass.Core, "item")]
    public async Task An_item_tells_where_it_lies_what_its_numbers_mean_and_who_made_it()
    {
        var item = await served.Json($"/stac/collections/scenes/items/{served.Taken[3]}");
        var properties = item.GetProperty("properties");
        Assert.Equal("1.1.0", item.GetProperty("stac_version").GetString());
        Assert.Equal(32649, properties.GetProperty("proj:epsg").GetInt32());
        Assert.Equal("EPSG:32649", properties.GetProperty("proj:code").GetString());
        Assert.Equal([2, 3], Numbers(properties.GetProperty("proj:shape")));
        Assert.Equal([10, 0, 426000, 0, -10, 4490000], Numbers(properties.GetProperty("proj:transform")));
        Assert.Equal([426000, 4489980, 426030, 4490000], Numbers(properties.GetProperty("proj:bbox")));
        Assert.Equal(50, properties.GetProperty("eo:cloud_cover").GetDouble());
        Assert.Equal("sentinel-2", properties.GetProperty("constellation").GetString());
        Assert.Equal("9.9.9-test", properties.GetProperty("processing:software").GetProperty("geowfc").GetString());
        Assert.Contains(item.GetProperty("stac_extensions").EnumerateArray(), e => e.GetString() == "https://stac-extensions.github.io/projection/v1.2.0/schema.json");

        var data = item.GetProperty("assets").GetProperty("data");
        Assert.Equal("image/tiff; application=geotiff; profile=cloud-optimized", data.GetProperty("type").GetString());
        // Since processing baseline 04.00 ESA adds 1000 to each number: reflectance = DN × 0.0001 − 0.1.
        var band = data.GetProperty("bands")[3];
        Assert.Equal(("nir", 0.0001, -0.1, "uint16", 0), (band.GetProperty("eo:common_name").GetString(), band.GetProperty("raster:scale").GetDouble(), Math.Round(band.GetProperty("raster:offset").GetDouble(), 9), band.GetProperty("data_type").GetString(), band.GetProperty("nodata").GetInt32()));
        Assert.Equal("nir", data.GetProperty("eo:bands")[3].GetProperty("common_name").GetString());
        Assert.Equal(0.0001, data.GetProperty("raster:bands")[3].GetProperty("scale").GetDouble());
    }

    [Fact]
    public async Task Size_and_checksum_are_those_of_the_file_that_is_sent()
    {
        var assets = (await served.Json($"/stac/collections/scenes/items/{served.Taken[0]}")).GetProperty("assets");
        foreach (string name in (string[])["data", "quality"])
        {
            var asset = assets.GetProperty(name);
            using var answer = await served.Client.GetAsync(asset.GetProperty("href").GetString());
            byte[] file = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal(asset.GetProperty("file:size").GetInt64(), file.LongLength);
            // Multihash: 12 is SHA-256, 20 (hexadecimal) its length.
            Assert.Equal(asset.GetProperty("file:checksum").GetString(), "1220" + Convert.ToHexStringLower(SHA256.HashData(file)));
            Assert.Equal(asset.GetProperty("type").GetString(), answer.Content.Headers.ContentType?.ToString());
        }
    }

    [Fact]
    public async Task Files_are_read_in_parts_and_only_of_the_state_that_was_seen()
    {
        string address = (await served.Json("/stac/collections/scenes/items/scene-1")).GetProperty("assets").GetProperty("data").GetProperty("href").GetString()!;
        using var head = await served.Send(HttpMethod.Head, address);
        Assert.Equal((HttpStatusCode.OK, "bytes"), (head.StatusCode, head.Headers.AcceptRanges.Single()));
        long length = head.Content.Headers.ContentLength!.Value;
        string tag = head.Headers.ETag!.ToString();
        Assert.False(head.Headers.ETag.IsWeak);

        using var same = await served.Send(HttpMethod.Get, address, null, ("Range", "bytes=0-3"), ("If-Range", tag));
        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        Assert.Equal($"bytes 0-3/{length}", same.Content.Headers.ContentRange!.ToString());
        using var other = await served.Send(HttpMethod.Get, address, null, ("Range", "bytes=0-3"), ("If-Range", "\"other\""));
        Assert.Equal((HttpStatusCode.OK, length), (other.StatusCode, other.Content.Headers.ContentLength));
        // RFC 9110: a unit that is unknown, and a condition that cannot be read (14.2, 13.1.5).
        foreach (var (range, condition) in ((string, string?)[])[("items=0-3", null), ("bytes=0-3", "junk"), ("bytes=0-3", "115bbf3"), ("bytes=a-b", null)])
        {
            using var whole = await served.Send(HttpMethod.Get, address, null, [("Range", range), .. condition is null ? [] : new[] { ("If-Range", condition) }]);
            Assert.Equal((HttpStatusCode.OK, length), (whole.StatusCode, whole.Content.Headers.ContentLength));
        }

        using var tail = await served.Send(HttpMethod.Get, address, null, ("Range", "bytes=-5"));
        Assert.Equal(5, (await tail.Content.ReadAsByteArrayAsync()).Length);
        using var beyond = await served.Send(HttpMethod.Get, address, null, ("Range", $"bytes={length}-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var known = await served.Send(HttpMethod.Get, address, null, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetDouble())];
}
