using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Jobs.Jobs;

namespace Geo.Api.Tests;

/// <summary>A server of its own: models are promoted and rolled back.</summary>
public sealed class ModelTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private static readonly (string, string) Bearer = ("Authorization", "Bearer " + ServedWorkspace.Token);

    [Fact]
    public async Task A_card_says_what_it_promises_and_models_are_promoted_and_rolled_back_by_who_is_signed_in()
    {
        string models = served.Store.Workspace.Models;
        Shelve(Path.Combine(models, "old"), "old", "h1", 1);
        Shelve(Path.Combine(models, "new"), "new", "h2", 2);
        Shelve(Path.Combine(models, ".before", "new"), "new", "h0", 1);

        var card = await served.Json("/models/new");
        Assert.True(card.GetProperty("in_use").GetBoolean());
        Assert.True(card.GetProperty("can_roll_back").GetBoolean());
        Assert.Equal("h2", card.GetProperty("card").GetProperty("model_hash").GetString());
        // 59 of 59 hit: 0.05^(1/59) = 0.9505 is the exact lower limit, so that 0.90 is kept at every threshold tried.
        Assert.Equal(0.99, card.GetProperty("promise").GetProperty("threshold").GetDouble(), 1e-9);
        Assert.Equal(59, card.GetProperty("promise_by_class").GetProperty("stockpile").GetProperty("objects").GetInt32());
        Assert.Equal(Math.Pow(0.05, 1 / 59.0), card.GetProperty("promise").GetProperty("best_recall").GetDouble(), 1e-6);

        using var unsigned = await served.Send(HttpMethod.Post, "/models/old/promote");
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.Equal("new", ModelShelf.InUse(served.Store.Workspace));
        using var promoted = await served.Send(HttpMethod.Post, "/models/old/promote", null, Bearer);
        Assert.Equal(HttpStatusCode.OK, promoted.StatusCode);
        Assert.Equal("old", ModelShelf.InUse(served.Store.Workspace));
        using var back = await served.Send(HttpMethod.Post, "/models/new/rollback", null, Bearer);
        Assert.Equal("h0", JsonElement.Parse(await back.Content.ReadAsStringAsync()).GetProperty("card").GetProperty("model_hash").GetString());
        using var once = await served.Send(HttpMethod.Post, "/models/old/rollback", null, Bearer);
        Assert.Equal(HttpStatusCode.BadRequest, once.StatusCode);
        await served.Problem("/models/none", 404);
    }

    [Theory]
    [InlineData("labels/drawn.geojson", "labels/drawn.geojson")] // as a run of the page names it
    [InlineData("WS/labels/drawn.geojson", "labels/drawn.geojson")]
    [InlineData("WS-of-others/secret/drawn.gpkg", "drawn.gpkg")]
    [InlineData("../secret/drawn.gpkg", "drawn.gpkg")]
    [InlineData("", "")]
    public async Task A_card_says_which_labels_and_not_where_on_the_server(string labels, string told)
    {
        string workspace = served.Store.Workspace.Folder, folder = Path.Combine(served.Store.Workspace.Models, "drawn");
        string kept = labels.Replace("WS", workspace, StringComparison.Ordinal);
        Shelve(folder, "drawn", "h9", 3, kept, $"{workspace}/models/drawn/samples.bin: is not there");
        foreach (var model in (JsonElement[])[await served.Json("/models/drawn"), (await served.Json("/models")).EnumerateArray().First(m => m.GetProperty("name").GetString() == "drawn")])
        {
            Assert.Equal(told, model.GetProperty("card").GetProperty("labels").GetString());
            Assert.Equal("models/drawn/samples.bin: is not there", model.GetProperty("card").GetProperty("not_compared").GetString());
        }

        Assert.Equal(kept, ModelShelf.Card(served.Store.Workspace, "drawn").Labels);
        Directory.Delete(folder, recursive: true);
    }

    internal static void Shelve(string folder, string name, string hash, int day, string labels = "", string? notCompared = null)
    {
        var objects = Enumerable.Range(0, 59).Select(i => (JsonNode)new JsonObject { ["class"] = "stockpile", ["score"] = 1.0, ["block"] = $"b{i}", ["area_m2"] = null });
        var card = new JsonObject
        {
            ["name"] = name,
            ["created_at"] = new DateTimeOffset(2025, 1, day, 0, 0, 0, TimeSpan.Zero),
            ["model_hash"] = hash,
            ["samples_hash"] = "",
            ["labels"] = labels,
            ["not_compared"] = notCompared,
            ["scene_ids"] = new JsonArray(),
            ["synthetic"] = false,
            ["classes"] = new JsonArray("stockpile"),
            ["rows_by_class"] = new JsonObject(),
            ["roles"] = new JsonArray(),
            ["scales"] = new JsonArray(),
            ["predictors"] = new JsonArray(),
            ["algorithm"] = "FastTree",
            ["left_out"] = new JsonArray(),
            ["parameters"] = new JsonObject(),
            ["folds"] = new JsonObject(),
            ["scores"] = null,
            ["selection"] = new JsonArray(),
            ["calibration"] = new JsonArray(),
            ["evidence"] = new JsonObject { ["objects"] = new JsonArray([.. objects]), ["ranges"] = new JsonArray() },
            ["versions"] = new JsonObject(),
        };
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "card.json"), card.ToJsonString());
    }
}
