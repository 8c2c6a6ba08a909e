using System.Globalization;
using System.Net;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Testing;

namespace Geo.Api.Tests.Stac;

/// <summary>
/// Besides scene-1 (2025-06-01, 110–110.1 E, 40.5–40.6 N) six Sentinel-2 scenes really taken in by a run, S0…S5: 3 × 2 pixels
/// of 10 m in EPSG:32649, upper left (420000 + 2000·i, 4490000), 2025-01-0(i+1) 03:20 UTC, i of the six pixels cloud.
/// Their centres, by gdaltransform -s_srs EPSG:32649 -t_srs EPSG:4326: 110.05525 40.55681, 110.07887 40.55701, 110.10249 40.55719,
/// 110.12611 40.55737, 110.14973 40.55755, 110.17336 40.55772; they reach 0.00018° from there in longitude, 0.00009° in latitude.
/// </summary>
#pragma warning disable CA1001 // xunit disposes it through IAsyncLifetime
public sealed class CatalogueServer : ServedWorkspace, IAsyncLifetime
{
    public const int Total = 7;
    private readonly TemporaryFolder _sources = new();

    /// <summary>Ids of S0…S5.</summary>
    public IReadOnlyList<string> Taken { get; private set; } = [];

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Taken = [.. Enumerable.Range(0, 6).Select(TakeIn)];
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        _sources.Dispose();
    }

    /// <summary>Takes a scene of the form above in.</summary>
    public string TakeIn(int i)
    {
        var grid = new Grid(GeoTransform.NorthUp(420000 + 2000 * i, 4490000, 10, 10), 3, 2, Projection.FromEpsg(32649));
        string path = _sources.File(string.Create(CultureInfo.InvariantCulture, $"s2-{i}.tif"));
        using (var made = Dataset.Create(path, new RasterSpec(grid, 5, PixelType.UInt16, 0)))
        {
            string[] names = ["B02", "B03", "B04", "B08", "SCL"];
            for (int band = 1; band <= names.Length; band++)
            {
                made.SetDescription(band, names[band - 1]);
                made.Write<ushort>(band, grid.Whole, [.. Enumerable.Range(0, 6).Select(pixel => (ushort)(band < 5 ? 3000 + 100 * band : pixel < i ? 9 : 4))]);
            }

            made.SetMetadata("PROCESSING_BASELINE", "05.11");
            made.Close();
        }

        var run = Store.Runs.Enqueue("ingest", "{}", "test", "9.9.9-test");
        var claim = Store.Runs.Claim(run.Id, "test", TimeSpan.FromMinutes(1))!;
        var result = SceneIngestor.Ingest(path, new IngestOptions { Profile = "sentinel2-l2a", Datetime = new DateTimeOffset(2025, 1, 1 + i, 3, 20, 0, TimeSpan.Zero) },
            ScenesFolder, Store.Workspace.Temporary, null, CancellationToken.None);
        Store.Write("ingest", run.Id, claim.Token, writer => writer.PutScene(result.Scene, result.StacJson));
        Store.Runs.Finish(run.Id, claim.Token, "{}");
        return result.Scene.Id;
    }

    /// <summary>POST /stac/search, 200 asserted.</summary>
    public async Task<JsonElement> Search(string body)
    {
        using var answer = await Send(HttpMethod.Post, "/stac/search", body);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{body}: {answer.StatusCode} {text}");
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(text);
    }

    /// <summary>POST /stac/search, 400 asserted; the parameter that the problem names.</summary>
    public async Task<string?> Refused(string body)
    {
        using var answer = await Send(HttpMethod.Post, "/stac/search", body);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{body}: {answer.StatusCode} {text}");
        return JsonElement.Parse(text).GetProperty("field").GetString();
    }

    /// <summary>S0…S5 and scene-1 by short names, in the order of a page.</summary>
    public string Names(JsonElement page) => string.Join(' ', page.GetProperty("features").EnumerateArray().Select(f => Name(f.GetProperty("id").GetString()!)));

    /// <summary>The link of a relation; null where there is none.</summary>
    public static JsonElement? Link(JsonElement document, string relation, string? method = null)
    {
        foreach (var link in document.GetProperty("links").EnumerateArray())
        {
            if (link.GetProperty("rel").GetString() == relation && (method is null || (link.TryGetProperty("method", out var m) && m.GetString() == method)))
            {
                return link;
            }
        }

        return null;
    }

    private string Name(string id) => Taken.ToList().IndexOf(id) is var i and >= 0 ? $"S{i}" : id == "scene-1" ? "1" : id;
}

#pragma warning restore CA1001

/// <summary>One catalogue for all tests that only read it.</summary>
[CollectionDefinition(nameof(Catalogued))]
public sealed class Catalogued : ICollectionFixture<CatalogueServer>;
