using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

[Collection(DemoCollection.Name)]
public sealed class PeoplePageTests(DemoServer server)
{
    private const string AdminPassword = "a long enough one";

    [Fact]
    public async Task An_administrator_makes_a_viewer_who_signs_in_and_is_told_why_a_write_is_refused()
    {
        // The server's first start made the account; the token is the way in to give it a password that this test knows.
        await using var watched = await server.Open("/map/people?lang=zh");
        var page = watched.Page;
        await Expect(page.Locator("#user")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog .error")).ToContainTextAsync("请填写账号和密码");
        await watched.Screenshot("people-sign-in");
        await watched.TabTo("#token");
        await page.Keyboard.TypeAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".people-page tbody tr").First).ToContainTextAsync("admin");

        // A new account, by keyboard alone; the password that is shown once is taken from the page.
        string name = $"wang{Guid.NewGuid():N}"[..12];
        await watched.TabTo("#new-name");
        await page.Keyboard.TypeAsync(name);
        await watched.TabTo("#person-display");
        await page.Keyboard.TypeAsync("王工");
        await watched.TabTo("#person-reason");
        await page.Keyboard.TypeAsync("新同事");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".secret-box .secret")).ToBeFocusedAsync();
        string password = await page.Locator(".secret-box .secret").InputValueAsync();
        await Expect(page.Locator(".people-page tbody")).ToContainTextAsync("王工");
        await Expect(page).ToHaveURLAsync(new Regex($"/map/people\\?lang=zh&user={name}"));
        await watched.Screenshot("people-made");

        // The audit log tells of it, with the reason.
        await page.GotoAsync($"{server.Url}/map/people?lang=zh&page=audit&subject=accounts/{name}");
        await Expect(page.Locator("table.audit tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("table.audit tbody tr")).ToContainTextAsync("新建账号");
        await Expect(page.Locator("table.audit tbody tr")).ToContainTextAsync("新同事");
        await watched.Screenshot("people-audit");
        await watched.TabTo("#account");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#account")).ToBeFocusedAsync();
        await Expect(page.Locator("#account-menu")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("退出登录").ClickAsync();

        // The viewer signs in by the password, and a write is refused in words.
        await page.GotoAsync($"{server.Url}/map/runs?lang=zh");
        await page.Locator("#account").ClickAsync();
        await page.Locator("#user").FillAsync(name);
        await page.Locator("#password").FillAsync("not the password");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog .error")).ToContainTextAsync("账号或密码不对");
        await page.Locator("#password").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#account")).ToHaveTextAsync("王工");
        await page.Locator("#start-kind").SelectOptionAsync("track");
        await page.Locator("form.start button.primary").ClickAsync();
        await Expect(page.Locator("form.start .error")).ToContainTextAsync("没有权限：“只读”不能启动或取消作业");
        await watched.Screenshot("people-refused");
        await page.Locator("#account").ClickAsync();
        await Expect(page.Locator("#account-menu")).ToContainTextAsync("密码由程序生成");
        await Expect(page.Locator("#account-menu")).Not.ToContainTextAsync("审计日志");
        await watched.Screenshot("people-menu");

        // A password and a key of their own.
        await page.GetByRole(AriaRole.Button, new() { Name = "修改密码" }).ClickAsync();
        await page.Locator("#old-password").FillAsync(password);
        await page.Locator("#new-password").FillAsync(AdminPassword);
        await page.Locator("#again-password").FillAsync(AdminPassword);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#toast")).ToHaveTextAsync("密码已修改");
        await page.Locator("#account").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "我的接口密钥" }).ClickAsync();
        await page.Locator("#key-name").FillAsync("QGIS");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".secret-box .secret")).ToHaveValueAsync(new Regex("^gwk_"));
        await watched.Screenshot("people-keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "吊销 QGIS" }).ClickAsync();
        await Expect(page.Locator(".keys-page tbody tr")).ToContainTextAsync("已吊销");
        await page.GotoAsync($"{server.Url}/map/people?lang=zh");
        await Expect(page.Locator(".people-page .error")).ToContainTextAsync("“只读”不能管理用户");
    }

    [Fact]
    public async Task An_account_is_disabled_and_its_password_made_anew_in_english_and_on_a_phone()
    {
        await server.Post("/people", new { name = "li.phone", role = "town", town = (await server.Ask("/collections/towns/items?limit=1")).GetProperty("features")[0].GetProperty("properties").GetProperty("name").GetString() });
        await using var watched = await server.Open("/map/people?lang=en&user=li.phone", width: 390, height: 780);
        var page = watched.Page;
        await page.Locator("#token").FillAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#person-town")).ToBeVisibleAsync();
        await page.Locator("#reset-password").ClickAsync();
        await Expect(page.Locator(".secret-box .secret")).ToHaveValueAsync(new Regex("^[a-z2-9-]{23}$"));
        await page.Locator("#toggle-person").ClickAsync();
        await Expect(page.Locator("tr.open")).ToContainTextAsync("disabled");
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await watched.Screenshot("people-phone");
        watched.WasQuiet();
    }
}
