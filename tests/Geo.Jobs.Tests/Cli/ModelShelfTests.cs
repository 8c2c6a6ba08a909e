using System.Text.Json.Nodes;
using Geo.Core;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Testing;

namespace Geo.Jobs.Tests.Cli;

public sealed class ModelShelfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Workspace _workspace;

    public ModelShelfTests() => _workspace = new Workspace(_folder.File("ws"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_newest_model_is_in_use_until_one_is_promoted()
    {
        Assert.Null(ModelShelf.InUse(_workspace));
        Put("old", "h1", 1);
        Put("new", "h2", 2);
        Assert.Equal("new", ModelShelf.InUse(_workspace));
        ModelShelf.Promote(_workspace, "old");
        Put("newer", "h3", 3);
        Assert.Equal("old", ModelShelf.InUse(_workspace));
        Assert.EndsWith("old", ModelShelf.Folder(_workspace, null), StringComparison.Ordinal);
        Assert.Throws<NotFoundException>(() => ModelShelf.Promote(_workspace, "none"));
        Directory.Delete(Path.Combine(_workspace.Models, "old"), recursive: true);
        Assert.Equal("newer", ModelShelf.InUse(_workspace));
        Assert.Equal(2, ModelShelf.List(_workspace).Count);
    }

    [Fact]
    public void A_model_goes_back_to_the_one_before_and_forth_again()
    {
        Put("m", "h1", 1);
        Assert.Throws<InputException>(() => ModelShelf.Rollback(_workspace, "m"));
        Put("m", "h2", 2);
        Put("m", "h2", 3); // the same training, repeated after a crash: h1 stays the one before
        Assert.Equal("h1", ModelShelf.Rollback(_workspace, "m").ModelHash);
        Assert.Equal("h2", ModelShelf.Rollback(_workspace, "m").ModelHash);
        Assert.Single(ModelShelf.List(_workspace));
    }

    private void Put(string name, string hash, int day)
    {
        string fitted = _folder.File($"fitted-{Guid.NewGuid():N}"), temporary = _folder.File($"tmp-{Guid.NewGuid():N}");
        Directory.CreateDirectory(fitted);
        Directory.CreateDirectory(temporary);
        var nothing = new JsonObject();
        var card = new JsonObject
        {
            ["name"] = name,
            ["created_at"] = $"2025-01-0{day}T00:00:00Z",
            ["model_hash"] = hash,
            ["samples_hash"] = "",
            ["labels"] = "",
            ["scene_ids"] = new JsonArray(),
            ["synthetic"] = false,
            ["classes"] = new JsonArray(),
            ["rows_by_class"] = nothing,
            ["roles"] = new JsonArray(),
            ["scales"] = new JsonArray(),
            ["predictors"] = new JsonArray(),
            ["algorithm"] = "FastTree",
            ["left_out"] = new JsonArray(),
            ["parameters"] = new JsonObject(),
            ["folds"] = new JsonObject(),
            ["scores"] = new JsonObject(),
            ["selection"] = new JsonArray(),
            ["calibration"] = new JsonArray(),
            ["versions"] = new JsonObject(),
        };
        File.WriteAllText(Path.Combine(fitted, "card.json"), card.ToJsonString());
        ModelShelf.Put(_workspace, name, fitted, temporary);
    }
}
