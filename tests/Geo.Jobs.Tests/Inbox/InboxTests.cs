using System.Text.Json;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Jobs.Tests.Inbox;

/// <summary>Scenes cut from the demo's, dropped into its inbox, and the real program.</summary>
public sealed class InboxTests : IDisposable
{
    private static readonly Dictionary<string, string> s_quick = new() { ["GEOWFC_INBOX_SECONDS"] = "1", ["GEOWFC_INBOX_CLEAR_SHARE"] = "0.001", ["GEOWFC_INBOX_RESERVE_MB"] = "1", ["GEOWFC_LEASE_SECONDS"] = "2" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Inbox(Geowfc program) => Directory.CreateDirectory(Path.Combine(program.Workspace, "inbox")).FullName;

    // 300 × 300 pixels of the demo's last day, said to be of another.
    internal static async Task Cut(string workspace, string to, int left, int top, string acquired) => await OtherProgram.Run(
        "gdal_translate", "-q", "-srcwin", $"{left}", $"{top}", "300", "300", "-mo", $"ACQUISITION_TIME={acquired}", "-co", "COMPRESS=DEFLATE", Path.Combine(workspace, "demo", "synthetic_s2_20260717.tif"), to);

    [Fact]
    public async Task What_is_dropped_becomes_scenes_one_survey_a_day_and_observations_and_is_put_away_with_the_reason()
    {
        Geowfc program = Geowfc.OnDemo(_folder.File("ws"));
        string inbox = Inbox(program);
        Directory.CreateDirectory(Path.Combine(inbox, "第 2 批/子目录"));
        await Cut(program.Workspace, Path.Combine(inbox, "东 河 🛰️ 1.tif"), 100, 100, "2026-09-01T03:31:22Z");
        await Cut(program.Workspace, Path.Combine(inbox, "第 2 批/子目录/b.tif"), 400, 100, "2026-09-01T03:31:22Z");
        File.Copy(Path.Combine(program.Workspace, "demo", "synthetic_s2_20250523.tif"), Path.Combine(inbox, "old.tif"));
        File.WriteAllText(Path.Combine(inbox, "broken.tif"), "no raster");
        File.CreateSymbolicLink(Path.Combine(inbox, "passwd.tif"), "/etc/passwd");
        File.WriteAllText(Path.Combine(inbox, "coming.tif.part"), "xx");

        Geowfc.Answer answer = program.Run(s_quick, "inbox", "--once", "--json");
        Assert.True(answer.Code == 1, answer.Errors); // two could not be taken
        Dictionary<string, JsonElement> items = answer.Json.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("name").GetString()!);
        Assert.Equal(["broken.tif", "old.tif", "passwd.tif", "东 河 🛰️ 1.tif", "第 2 批"], items.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("done", "done", "done", "failed", "failed"), (State("东 河 🛰️ 1.tif"), State("第 2 批"), State("old.tif"), State("broken.tif"), State("passwd.tif")));
        Assert.StartsWith("known", items["old.tif"].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("符号链接", items["passwd.tif"].GetProperty("reason_zh").GetString(), StringComparison.Ordinal);
        string State(string name) => items[name].GetProperty("state").GetString()!;

        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(program.Workspace), TimeProvider.System);
        string run = answer.Json.GetProperty("run_id").GetString()!;
        string[] scenes = [.. ((string[])["东 河 🛰️ 1.tif", "第 2 批"]).Select(n => Assert.Single(items[n].GetProperty("scenes").EnumerateArray()).GetString()!).Order(StringComparer.Ordinal)];
        Feature survey = Assert.Single(store.Layer("surveys").Items(ItemsRequest.Everything), s => s.Properties["scene_ids"] is IReadOnlyList<string> ids && ids.Intersect(scenes).Any());
        Assert.Equal(scenes, ((IReadOnlyList<string>)survey.Properties["scene_ids"]!).Order(StringComparer.Ordinal));
        Assert.Contains(store.Layer("observations").Items(ItemsRequest.Everything), o => scenes.Contains(o.Properties["scene_id"] as string));
        // The chain: an ingestion each, one survey, one track, the inventory that follows.
        Assert.Equal("ingest ingest ingest ingest inventory survey track", string.Join(' ', store.Runs.Children(run).Select(r => r.Kind).Order(StringComparer.Ordinal)));
        Assert.Equal(["coming.tif.part", "done", "failed"], Directory.EnumerateFileSystemEntries(inbox).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal));
        string day = Assert.Single(Directory.GetDirectories(Path.Combine(inbox, "failed")));
        Assert.Equal(["broken.tif", "broken.tif.reason.txt", "passwd.tif", "passwd.tif.reason.txt"], Directory.EnumerateFileSystemEntries(day).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal));
        string why = File.ReadAllText(Path.Combine(day, "broken.tif.reason.txt"));
        Assert.Contains("未能入库：broken.tif：不能作为影像打开", why, StringComparison.Ordinal);
        Assert.Contains("refused: broken.tif: ", why, StringComparison.Ordinal);
        Assert.Equal("/etc/passwd", new FileInfo(Path.Combine(day, "passwd.tif")).LinkTarget);
        Assert.True(File.Exists("/etc/passwd"));

        // Moved back after it was mended, it goes through.
        File.Delete(Path.Combine(day, "broken.tif"));
        File.Copy(Path.Combine(Directory.GetDirectories(Path.Combine(inbox, "done"))[0], "old.tif"), Path.Combine(inbox, "broken.tif"));
        JsonElement again = program.Run(s_quick, "inbox", "--once", "--json").Json;
        Assert.Equal((1, 0), (again.GetProperty("done").GetInt32(), again.GetProperty("failed").GetInt32()));
    }

    [Fact]
    public Task Killed_after_each_step_one_scene_goes_through_once() => Killed("ingest-stored", "inbox-surveyed", "inbox-moving", "inbox-moved");

    [Fact]
    [Trait("Category", "Slow")]
    public Task Killed_at_every_fail_point_one_scene_goes_through_once() => Killed(
        "inbox-begun", "ingest-cog-written", "ingest-stored", "inbox-ingested", "survey-detected", "survey-stored", "inbox-surveyed", "track-observed", "track-stored", "inbox-tracked", "inbox-moving", "inbox-moved");

    private async Task Killed(params string[] points)
    {
        Geowfc program = Geowfc.OnDemo(_folder.File("ws"));
        string inbox = Inbox(program);
        await Cut(program.Workspace, Path.Combine(inbox, "a.tif"), 100, 100, "2026-09-01T03:31:22Z");
        await File.WriteAllTextAsync(Path.Combine(inbox, "a.xml"), "<a/>");
        var (scenes, surveys) = Counts(program.Workspace);
        foreach (string point in points)
        {
            Geowfc.Answer answer = program.Run(new Dictionary<string, string>(s_quick) { ["GEOWFC_FAILPOINT"] = point }, "inbox", "--once");
            Assert.True(answer.Code == 137, $"at {point}: {answer.Code} {answer.Errors}{answer.Output}");
        }

        JsonElement end = program.Run(s_quick, "inbox", "--once", "--json").Json;
        Assert.Equal((1, 0), (end.GetProperty("done").GetInt32(), end.GetProperty("failed").GetInt32()));
        Assert.Equal((scenes + 1, surveys + 1), Counts(program.Workspace));
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(program.Workspace), TimeProvider.System);
        Assert.Equal(["ingest", "inventory", "survey", "track"], store.Runs.Children(end.GetProperty("run_id").GetString()!).Where(r => r.State == "done").Select(r => r.Kind).Order(StringComparer.Ordinal));
        Assert.Equal("done", Assert.Single(store.Inbox.Ended(9)).State);
        Assert.Equal(["a.tif", "a.tif.reason.txt", "a.xml"], Directory.EnumerateFiles(Directory.GetDirectories(Path.Combine(inbox, "done"))[0]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(inbox));
    }

    private static (long Scenes, long Surveys) Counts(string workspace)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(workspace), TimeProvider.System);
        return (store.Layer("scenes").Count(), store.Layer("surveys").Count());
    }
}
