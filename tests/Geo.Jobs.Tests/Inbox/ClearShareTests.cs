using System.Text.Json;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Jobs.Tests.Inbox;

/// <summary>Scenes that are taken in and cannot be surveyed: the demo's towns are the district.</summary>
public sealed class ClearShareTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Trait("Category", "Slow")]
    [Fact]
    public async Task A_scene_that_shows_too_little_of_the_district_is_kept_observed_and_not_surveyed()
    {
        Geowfc program = Geowfc.OnDemo(_folder.File("ws"));
        string inbox = Directory.CreateDirectory(Path.Combine(program.Workspace, "inbox")).FullName;
        await InboxTests.Cut(program.Workspace, Path.Combine(inbox, "a.tif"), 100, 100, "2026-09-01T03:31:22Z");
        Geowfc.Answer answer = program.Run(new Dictionary<string, string> { ["GEOWFC_INBOX_SECONDS"] = "1", ["GEOWFC_INBOX_RESERVE_MB"] = "1", ["GEOWFC_INBOX_CLEAR_SHARE"] = "0.99" }, "inbox", "--once", "--json");
        Assert.True(answer.Code == 0, answer.Errors);
        JsonElement item = Assert.Single(answer.Json.GetProperty("items").EnumerateArray());
        Assert.Contains("not surveyed: only", item.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, answer.Json.GetProperty("surveys").GetArrayLength());
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(program.Workspace), TimeProvider.System);
        Assert.Equal("ingest track", string.Join(' ', store.Runs.Children(answer.Json.GetProperty("run_id").GetString()!).Select(r => r.Kind)));
    }
}
