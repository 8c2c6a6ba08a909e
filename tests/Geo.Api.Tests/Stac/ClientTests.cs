using System.Diagnostics;
using System.Text.Json;
using Geo.Api.Stac;
using Geo.Core.Store;
using Geo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Geo.Api.Tests.Stac;

/// <summary>Clients of others against the real port, and scenes that come while somebody pages.</summary>
public sealed class ClientTests(CatalogueServer served) : IClassFixture<CatalogueServer>
{
    // GDAL's STACIT driver makes a mosaic of what a search finds: S0 to S2 begin at 420000 and end at 424030, with 10 m pixels.
    [Fact]
    public async Task Gdal_opens_a_search_as_one_raster()
    {
        string search = $"{served.Url}/stac/search?collections=scenes&datetime=2025-01-01T00:00:00Z/2025-01-03T23:59:59Z";
        string text = await OtherProgram.Run("gdalinfo", $"STACIT:\"{search}\":asset=data");
        Assert.Contains("Size is 403, 2", text, StringComparison.Ordinal);
        Assert.Contains("Origin = (420000.000", text, StringComparison.Ordinal);
        Assert.Contains("Pixel Size = (10.000", text, StringComparison.Ordinal);
        Assert.Contains("ID[\"EPSG\",32649]", text, StringComparison.Ordinal);
        // Band 4 holds 3000 + 100 · 4 wherever a scene lies; read over HTTP in ranges.
        Assert.Contains("3400", await OtherProgram.Run("gdallocationinfo", "-valonly", "-b", "4", $"STACIT:\"{search}\":asset=data", "0", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_doubled_or_lost_when_scenes_come_while_somebody_pages()
    {
        var ids = new List<string>();
        int come = 6;
        for (JsonElement? body = JsonElement.Parse("""{"limit":2}"""); body is { } asked;)
        {
            var page = await served.Search(asked.GetRawText());
            ids.AddRange(page.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!));
            body = CatalogueServer.Link(page, "next")?.GetProperty("body");
            if (ids.Count == 4)
            {
                served.TakeIn(come++); // newer than where the page ended
            }
        }

        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.Superset(served.Taken.ToHashSet(), ids.ToHashSet());
    }

    [Fact]
    public void Scenes_are_read_again_only_when_one_has_come_or_gone()
    {
        var index = served.Services.GetRequiredService<SceneIndex>();
        var before = index.All;
        served.Store.Write("test", null, null, writer => writer.Put("alerts", [new Feature("index", null, new Dictionary<string, object?> { ["kind"] = "overdue", ["state"] = "open" })]));
        Assert.Same(before, index.All);
        string come = served.TakeIn(20);
        Assert.Contains(index.All, s => s.Id == come);
        served.Store.Write("test", null, null, writer => writer.Delete(Layers.Scenes.Id, [come]));
        Assert.DoesNotContain(index.All, s => s.Id == come);
    }

    // Debian's python3-owslib, under Debian's own Python.
    [SkippableFact]
    public async Task Owslib_reads_features_scenes_and_processes()
    {
        const string python = "/usr/bin/python3";
        Skip.IfNot(File.Exists(python) && await Finds(python, "-c", "import owslib.ogcapi.features"), "no python3-owslib here");
        const string script = """
            import sys
            from owslib.ogcapi.features import Features
            from owslib.ogcapi.processes import Processes
            from owslib.ogcapi.records import Records
            root = sys.argv[1]
            features = Features(root)
            print('collections', 'mine-sites' in features.feature_collections())
            print('items', features.collection_items('mine-sites', limit=1000)['numberReturned'])
            print('item', features.collection_item('mine-sites', 'M07')['properties']['code'])
            print('scenes', Features(root + 'stac').collection_items('scenes', datetime='2025-01-03T03:20:00Z')['numberMatched'])
            print('record', Records(root + 'stac').collection_item('scenes', 'scene-1')['id'])
            print('process', Processes(root).process('survey')['id'])
            """;
        string text = await OtherProgram.Run(python, "-c", script, served.Url + "/");
        Assert.Equal(["collections True", "items 25", "item M07", "scenes 1", "record scene-1", "process survey"], text.Trim().Split('\n'));
    }

    private static async Task<bool> Finds(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
