using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Geo.Testing;

namespace Geo.Api.Tests.Stac;

/// <summary>
/// The fields of extensions in our items. extension-fields.json says, in our own words, what the extensions' pages
/// (github.com/stac-extensions: projection, eo, raster, file, classification, processing) say of the fields that we use;
/// their own schemas are in no package that a closed machine could have.
/// </summary>
[Collection(nameof(Catalogued))]
public sealed class ExtensionFieldTests(CatalogueServer served)
{
    private static readonly JsonObject Extensions = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), "extension-fields.json")))!.AsObject();

    [Fact]
    public async Task Every_field_with_a_prefix_belongs_to_an_extension_that_the_item_names()
    {
        var items = (await served.Json("/stac/search?limit=100")).GetProperty("features").EnumerateArray().Select(i => JsonNode.Parse(i.GetRawText())!).ToList();
        Assert.Equal(CatalogueServer.Total, items.Count);
        foreach (var item in items)
        {
            string[] named = [.. item["stac_extensions"]!.AsArray().Select(e => (string)e!)];
            Assert.All(named, uri => Assert.True(Extensions.ContainsKey(uri), uri));
            var schema = Schema("", named);
            // What it names allows every prefixed field that there is, so none stands there unnamed.
            var said = Json.Schema.JsonSchema.FromText(schema.ToJsonString()).Evaluate(item, new Json.Schema.EvaluationOptions { OutputFormat = Json.Schema.OutputFormat.List });
            Assert.True(said.IsValid, string.Join('\n', said.Details.Where(d => d.HasErrors).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"))));
        }

        // Whoever broke it would be told.
        var broken = items[0].DeepClone();
        broken["properties"]!["proj:colour"] = 1;
        Assert.False(Json.Schema.JsonSchema.FromText(Schema("", [.. Extensions.Select(e => e.Key)]).ToJsonString()).Evaluate(broken).IsValid);
    }

    [Fact]
    public async Task A_scene_has_a_thumbnail_and_a_preview()
    {
        var item = await served.Json($"/stac/collections/scenes/items/{served.Taken[1]}");
        var thumbnail = item.GetProperty("assets").GetProperty("thumbnail");
        Assert.Equal(["thumbnail"], thumbnail.GetProperty("roles").EnumerateArray().Select(r => r.GetString()!));
        string preview = CatalogueServer.Link(item, "preview")!.Value.GetProperty("href").GetString()!;
        foreach (var (address, side) in ((string, int)[])[(thumbnail.GetProperty("href").GetString()!, 256), (preview, 1024)])
        {
            using var answer = await served.Client.GetAsync(address);
            Assert.Equal(thumbnail.GetProperty("type").GetString(), answer.Content.Headers.ContentType?.MediaType);
            using var picture = SkiaSharp.SKBitmap.Decode(await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal(side, Math.Max(picture.Width, picture.Height));
        }
    }

    /// <summary>stac-node-validator, of npm, with STAC's schemas from ../shared and ours for the extensions in the place of those on the network.</summary>
    [SkippableFact]
    public async Task Stac_node_validator_finds_catalogue_collection_and_items_valid()
    {
        using var folder = new TemporaryFolder();
        // As a text: the validator reads an object of addresses and files wrongly.
        var map = new StacSchemas("1.1.0").Written(folder.File("schemas")).ToDictionary(one => one.Address, one => one.File);
        foreach (var (uri, _) in Extensions)
        {
            string file = folder.File(uri.Split('/')[^3] + ".json");
            await File.WriteAllTextAsync(file, Schema(uri, [uri]).ToJsonString());
            map[uri] = file;
        }

        var items = (await served.Json("/stac/search?limit=100")).GetProperty("features").EnumerateArray().ToList();
        // Of a collection's extension, item-assets, we say nothing that it could hold against us.
        var collection = JsonNode.Parse((await served.Json("/stac/collections/scenes")).GetRawText())!;
        collection["stac_extensions"] = new JsonArray();
        List<string> files = [];
        foreach (var (name, text) in items.Select((item, i) => ($"item{i}", item.GetRawText())).Append(("collection", collection.ToJsonString())).Append(("catalog", (await served.Json("/stac")).GetRawText())))
        {
            files.Add(folder.File(name + ".json"));
            await File.WriteAllTextAsync(files[^1], text);
        }

        await File.WriteAllTextAsync(folder.File("config.json"), new JsonObject { ["files"] = new JsonArray([.. files.Select(f => (JsonNode)f)]), ["schemaMap"] = string.Join(';', map.Select(one => $"{one.Key}={one.Value}")), ["verbose"] = true }.ToJsonString());
        string program = Path.Combine("stac-node-validator", "bin", "cli.js");
        var (code, said) = await NodeTools.Run(program, "--config", folder.File("config.json"));
        Assert.True(code == 0 && said.Contains($"Valid: {files.Count}", StringComparison.Ordinal), said);
        var broken = JsonNode.Parse(items[0].GetRawText())!;
        broken["properties"]!["proj:shape"] = new JsonArray(1);
        await File.WriteAllTextAsync(files[0], broken.ToJsonString());
        (code, said) = await NodeTools.Run(program, "--config", folder.File("config.json"));
        Assert.True(code == 1 && said.Contains("Invalid: 1", StringComparison.Ordinal), said);
    }

    // Prefixed fields of the extensions, and no others of their prefixes; of all prefixes where uri is empty.
    private static JsonObject Schema(string uri, string[] extensions)
    {
        JsonObject Fields(string where)
        {
            var fields = new JsonObject();
            foreach (string extension in extensions)
            {
                foreach (var (name, schema) in Extensions[extension]![where]?.AsObject() ?? []) fields[name] = schema!.DeepClone();
            }

            string prefixes = string.Join('|', (uri.Length == 0 ? Extensions.Select(e => e.Key) : extensions).SelectMany(e => Extensions[e]!.AsObject()).SelectMany(part => part.Value!.AsObject()).Select(f => f.Key.Split(':')[0]).Distinct());
            return new JsonObject { ["type"] = "object", ["properties"] = fields, ["patternProperties"] = new JsonObject { [$"^(?!({prefixes}):)"] = new JsonObject() }, ["additionalProperties"] = false };
        }

        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = uri.Length > 0 ? uri : "https://geowfc.example/extensions.json",
            ["type"] = "object",
            ["required"] = new JsonArray("properties", "assets", "stac_extensions"),
            ["properties"] = new JsonObject { ["properties"] = Fields("properties"), ["assets"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Fields("assets") } },
        };
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
