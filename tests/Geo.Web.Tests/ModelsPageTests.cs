using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geo.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

[Collection(DemoCollection.Name)]
public sealed class ModelsPageTests(DemoServer server)
{
    [Theory]
    [InlineData("zh", "模型", "查全率承诺", "裸露草原")]
    [InlineData("en", "Models", "What recall it can promise", "Bare steppe")]
    public async Task A_card_says_all_that_training_found_in_both_languages(string lang, string page, string promise, string steppe)
    {
        var card = (await server.Ask("/models/default")).GetProperty("card");
        await using var watched = await server.Open($"/map/runs?lang={lang}");
        await watched.TabTo(".page-tabs a[href*='page=models']");
        await watched.Page.Keyboard.PressAsync("Enter");
        await Expect(watched.Page.Locator(".models-page h1")).ToHaveTextAsync(page);
        await watched.TabTo(".models-page table button.link");
        await watched.Page.Keyboard.PressAsync("Enter");

        await Expect(watched.Page).ToHaveURLAsync(new Regex("page=models&model=default"));
        await Expect(watched.Page.Locator(".model-card")).ToContainTextAsync(promise);
        await Expect(watched.Page.Locator(".model-card")).ToContainTextAsync(steppe);
        await Expect(watched.Page.Locator(".confusion tbody tr")).ToHaveCountAsync(card.GetProperty("classes").GetArrayLength());
        await Expect(watched.Page.Locator(".note-box")).ToBeVisibleAsync(); // synthetic
        int surveys = (await server.Ask("/collections/surveys/items?limit=1")).GetProperty("numberMatched").GetInt32();
        await Expect(watched.Page.Locator(".model-card section.wide").First.Locator("tbody tr")).ToHaveCountAsync(surveys);
        await watched.Screenshot($"models-card-{lang}");
        await watched.Page.ScreenshotAsync(new() { Path = Path.Combine(DemoServer.Artifacts, $"models-card-{lang}-whole.png"), FullPage = true });
        await watched.Page.Locator(".confusion").ScrollIntoViewIfNeededAsync();
        await watched.Screenshot($"models-confusion-{lang}");

        // The figures are the card's own.
        double recall = card.GetProperty("scores").GetProperty("classes").GetProperty("unrestored_pit").GetProperty("recall").GetDouble();
        var row = watched.Page.Locator(".model-card section.wide table.list tbody tr", new() { HasText = lang == "zh" ? "未治理矿坑" : "Unrestored mine pit" }).First;
        await Expect(row).ToContainTextAsync(FormattableString.Invariant($"{recall * 100:0.0} %"));
        watched.WasQuiet();
    }

    [Fact]
    public async Task Two_models_are_compared_and_one_is_taken_into_use_by_keyboard()
    {
        string second = Path.Combine(server.Workspace, "models", "second");
        SmallDemo.CopyFolder(Path.Combine(server.Workspace, "models", "default"), second);
        var card = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(second, "card.json")))!;
        card["name"] = "second";
        card["created_at"] = "2020-01-01T00:00:00Z";
        var pit = card["scores"]!["classes"]!["unrestored_pit"]!;
        pit["recall"] = pit["recall"]!.GetValue<double>() - 0.1;
        await File.WriteAllTextAsync(Path.Combine(second, "card.json"), card.ToJsonString());
        try
        {
            await using var watched = await server.Open("/map/runs?lang=zh&page=models&model=default&against=second");
            var page = watched.Page;
            await Expect(page.Locator(".compare-models h2")).ToContainTextAsync("second");
            await Expect(page.Locator(".compare-models tr", new() { HasText = "未治理矿坑" })).ToContainTextAsync("+10.0");
            await watched.Screenshot("models-compare");

            await page.GotoAsync($"{server.Url}/map/runs?lang=zh&page=models&model=second");
            await Expect(page.Locator(".card-title .tag").First).ToHaveTextAsync("未使用");
            await watched.TabTo(".card-title button.primary");
            await page.Keyboard.PressAsync("Enter");
            await watched.TabTo("#token");
            await page.Keyboard.TypeAsync(DemoServer.Token);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".card-title .tag").First).ToHaveTextAsync("使用中");
            Assert.True((await server.Ask("/models/second")).GetProperty("in_use").GetBoolean());
            Assert.False((await server.Ask("/models/default")).GetProperty("in_use").GetBoolean());
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "退回上一版" })).ToBeDisabledAsync();
            watched.WasQuiet();
        }
        finally
        {
            Directory.Delete(second, recursive: true);
            File.Delete(Path.Combine(server.Workspace, "models", ".in-use"));
        }
    }

    [Fact]
    public async Task A_verdict_makes_a_candidate_that_a_person_may_take()
    {
        string id = (await server.Ask("/collections/detections/items?limit=1")).GetProperty("features")[0].GetProperty("id").GetString()!;
        string kind = (await server.Ask($"/collections/detections/items/{id}")).GetProperty("properties").GetProperty("class").GetString()!;
        await server.Post($"/collections/detections/items/{id}/review", new { verdict = "reject", reason = "a yard" });
        try
        {
            await using var watched = await server.Open("/map/runs?lang=zh&page=models&model=default");
            var page = watched.Page;
            await page.GetByRole(AriaRole.Button, new() { Name = "只更新第二阶段" }).ClickAsync();
            await page.Locator("#token").FillAsync(DemoServer.Token);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".candidate-box")).ToBeVisibleAsync(new() { Timeout = 100_000 }); // the page is drawn anew with what came of it
            await page.GotoAsync($"{server.Url}/map/runs?lang=zh&page=models&model=default-candidate");
            await Expect(page.Locator(".model-card")).ToContainTextAsync("0 / 1");
            Assert.Equal(1, (await server.Ask("/models/default-candidate")).GetProperty("card").GetProperty("objects").GetProperty("classes").GetProperty(kind).GetProperty("reviewed_false").GetInt32());
            await watched.Screenshot("models-refined");
            // One block tells nothing: the page of the model says what is missing, and a person may take the candidate all the same.
            await page.GotoAsync($"{server.Url}/map/runs?lang=zh&page=models&model=default");
            await Expect(page.Locator(".candidate-box")).ToContainTextAsync("只有 1 个区块，至少需要 8 个");
            await page.GetByRole(AriaRole.Button, new() { Name = "启用候选" }).ClickAsync();
            await Expect(page.Locator(".card-title .tag").First).ToHaveTextAsync("未使用");
            Assert.True((await server.Ask("/models/default-candidate")).GetProperty("in_use").GetBoolean());
            await page.GetByRole(AriaRole.Button, new() { Name = "启用", Exact = true }).ClickAsync();
            await Expect(page.Locator(".card-title .tag").First).ToHaveTextAsync("使用中");
            watched.WasQuiet();
        }
        finally
        {
            await server.Post($"/collections/detections/items/{id}/review", new { verdict = "withdraw" });
            string candidate = Path.Combine(server.Workspace, "models", "default-candidate");
            if (Directory.Exists(candidate)) Directory.Delete(candidate, recursive: true);
            File.Delete(Path.Combine(server.Workspace, "models", ".in-use"));
        }
    }

    [Fact]
    public async Task A_model_is_rolled_back_with_one_click_and_forward_again()
    {
        string now = (await server.Ask("/models/default")).GetProperty("card").GetProperty("created_at").GetString()!;
        string before = Path.Combine(server.Workspace, "models", ".before", "default");
        SmallDemo.CopyFolder(Path.Combine(server.Workspace, "models", "default"), before);
        var card = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(before, "card.json")))!;
        card["created_at"] = "2020-03-05T00:00:00Z";
        await File.WriteAllTextAsync(Path.Combine(before, "card.json"), card.ToJsonString());
        try
        {
            await using var watched = await server.Open("/map/runs?lang=zh&page=models&model=default");
            var page = watched.Page;
            var back = page.GetByRole(AriaRole.Button, new() { Name = "退回上一版" });
            await Expect(back).ToBeEnabledAsync();
            await back.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await watched.TabTo("#token");
            await page.Keyboard.TypeAsync(DemoServer.Token);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#toast")).ToContainTextAsync("2020-03-05");
            await Expect(page.Locator(".model-card")).ToContainTextAsync("2020-03-05");
            Assert.Equal(2020, (await server.Ask("/models/default")).GetProperty("card").GetProperty("created_at").GetDateTime().Year);
            await watched.Screenshot("models-rolled-back");

            // Once more undoes it: one click, the person is signed in.
            await back.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".model-card")).Not.ToContainTextAsync("2020-03-05");
            Assert.Equal(now, (await server.Ask("/models/default")).GetProperty("card").GetProperty("created_at").GetString());
            watched.WasQuiet();
        }
        finally
        {
            Directory.Delete(Path.Combine(server.Workspace, "models", ".before"), recursive: true);
        }
    }

    [Fact]
    public async Task A_network_without_scores_and_a_training_with_a_comparison_say_so()
    {
        var model = JsonNode.Parse((await server.Ask("/models/default")).GetRawText())!;
        model["card"]!["comparison"] = new JsonObject { ["with"] = "default", ["blocks"] = 40, ["seen_blocks"] = 12, ["old_score"] = 0.61, ["new_score"] = 0.66, ["difference"] = 0.05, ["lower"] = 0.012, ["upper"] = 0.09, ["verdict"] = "better" };
        model["card"]!["scores"] = null;
        model["card"]!["network"] = new JsonObject { ["scale"] = 10000, ["logits"] = true, ["tile"] = 512, ["rim"] = 32, ["overlap"] = 64 };
        await using var watched = await server.Open("/map/runs?lang=zh");
        await watched.Page.RouteAsync(new Regex("/models/default"), route => route.FulfillAsync(new() { ContentType = "application/json", Body = model.ToJsonString() }));
        await watched.Page.GotoAsync($"{server.Url}/map/runs?lang=zh&page=models&model=default");
        await Expect(watched.Page.Locator(".verdict-line.better")).ToContainTextAsync("更好 相差 +5.0 个百分点（90 % 单侧界：至少 +1.2，至多 +9.0）");
        await Expect(watched.Page.Locator(".model-card")).ToContainTextAsync("其中 12 块有原模型的样本");
        await Expect(watched.Page.Locator(".model-card")).ToContainTextAsync("512 像元");
        await Expect(watched.Page.Locator(".confusion")).ToHaveCountAsync(0);
        await watched.Screenshot("models-network");
        watched.WasQuiet();
    }

    [Fact]
    public async Task Card_fits_a_phone()
    {
        await using var watched = await server.Open("/map/runs?lang=zh&page=models&model=default", width: 390, height: 780);
        await Expect(watched.Page.Locator(".confusion")).ToBeAttachedAsync();
        Assert.Equal(390, await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await watched.Screenshot("models-phone");
        watched.WasQuiet();
    }
}
