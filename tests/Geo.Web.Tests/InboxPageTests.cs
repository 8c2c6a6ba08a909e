using System.Text.RegularExpressions;
using Geo.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

/// <summary>On a server of its own, since a scene that comes changes what other tests see; in the collection, so that they do not run beside each other.</summary>
[Collection(DemoCollection.Name)]
public sealed class InboxPageTests(InboxServer server) : IClassFixture<InboxServer>
{
    // 250 × 250 pixels of the demo's last day, said to be of another.
    private async Task<string> Scene(string name)
    {
        string to = Path.Combine(Path.GetTempPath(), $"geowfc-{Guid.NewGuid():N}");
        Directory.CreateDirectory(to);
        await OtherProgram.Run("gdal_translate", "-q", "-srcwin", "300", "300", "250", "250", "-mo", "ACQUISITION_TIME=2026-09-03T03:31:22Z", "-co", "COMPRESS=DEFLATE",
            Path.Combine(server.Workspace, "demo", "synthetic_s2_20260717.tif"), Path.Combine(to, name));
        return Path.Combine(to, name);
    }

    private static async Task SignIn(WatchedPage watched)
    {
        await watched.Page.Locator("#token").FillAsync(DemoServer.Token);
        await watched.Page.Keyboard.PressAsync("Enter");
        await Expect(watched.Page.Locator("table.tasks")).ToBeVisibleAsync();
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task A_scene_that_is_dropped_is_seen_until_it_is_done_and_stands_among_the_scenes()
    {
        int scenes = (await server.Ask("/scenes")).GetArrayLength();
        await using var watched = await server.Open("/map/runs?lang=zh&page=inbox", 1366, 900);
        await SignIn(watched);
        string made = await Scene("东河 0903.tif"), inbox = Path.Combine(server.Workspace, "inbox");
        Directory.CreateDirectory(inbox);
        File.Copy(made, Path.Combine(inbox, "东河 0903.tif"));

        // Nobody waits five minutes: by keyboard, the inbox is looked at now.
        await watched.Page.Locator("tr[data-task=inbox] button[data-act=run]").FocusAsync();
        await watched.Page.Keyboard.PressAsync("Enter");
        var row = watched.Page.Locator(".inbox-list tr", new() { HasText = "东河 0903.tif" });
        await Expect(row).ToContainTextAsync("等待");
        await Expect(watched.Page.Locator("tr[data-task=inbox] button[data-act=run]")).ToBeFocusedAsync();
        await watched.Screenshot("inbox-waiting");
        await Expect(row).ToContainTextAsync("完成", new() { Timeout = 180_000 });
        await Expect(row).ToContainTextAsync("已入库为");
        await watched.Screenshot("inbox-done");
        Assert.Equal(scenes + 1, (await server.Ask("/scenes")).GetArrayLength());

        // The run shows the chain.
        await row.GetByText("查看作业").ClickAsync();
        await Expect(watched.Page.Locator(".run-panel h2")).ToHaveTextAsync("处理收件箱");
        await Expect(watched.Page.Locator(".run-panel .chain li").First).ToContainTextAsync("导入影像");
        await watched.Page.Locator(".run-panel .chain li button").First.ClickAsync();
        await Expect(watched.Page.Locator(".run-panel .chain")).ToContainTextAsync("所属作业");
        watched.WasQuiet();
    }

    [Fact]
    public async Task Tasks_are_paused_resumed_and_given_other_times_and_a_file_is_sent_in_English_on_a_phone()
    {
        await using var watched = await server.Open("/map/runs?lang=en&page=inbox", 390, 844);
        await SignIn(watched);
        var task = watched.Page.Locator("tr[data-task=inventory]");
        await Expect(task).ToContainTextAsync("every day at 04:00");
        await task.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(task).ToContainTextAsync("Paused");
        await task.GetByRole(AriaRole.Button, new() { Name = "Times" }).ClickAsync();
        await watched.Page.Locator("#task-cron").FillAsync("soon");
        await watched.Page.Keyboard.PressAsync("Enter");
        await Expect(watched.Page.Locator("dialog .error")).ToContainTextAsync("no cron expression");
        await watched.Page.Locator("#task-cron").FillAsync("30 8 * * 1");
        await watched.Page.Keyboard.PressAsync("Enter");
        await Expect(task).ToContainTextAsync("every Monday at 08:30");
        await task.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(task).Not.ToContainTextAsync("Paused");
        string made = Path.Combine(Path.GetTempPath(), $"sent-{Guid.NewGuid():N}.tif");
        await File.WriteAllTextAsync(made, "no raster");
        await watched.Page.Locator("#inbox-file").SetInputFilesAsync(made);
        await Expect(watched.Page.Locator(".inbox-list tr", new() { HasText = Path.GetFileName(made) })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        int wide = await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= 390, $"the page is {wide} wide");
        await watched.Screenshot("inbox-phone");
        Assert.Matches(new Regex("page=inbox"), watched.Page.Url);
    }
}

/// <summary>A server whose inbox does not wait long.</summary>
public sealed class InboxServer : DemoServer
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["GEOWFC_INBOX_SECONDS"] = "2", ["GEOWFC_INBOX_RESERVE_MB"] = "1" };
}
