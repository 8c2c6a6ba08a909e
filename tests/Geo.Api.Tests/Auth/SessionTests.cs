using System.Net;
using System.Text.Json;
using Geo.Core.Store.People;

namespace Geo.Api.Tests.Auth;

/// <summary>A server of its own: people sign in and out.</summary>
public sealed class SessionTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private const string Password = "a long enough one";

    [Fact]
    public async Task A_person_signs_in_writes_under_their_name_and_signs_out()
    {
        Account("reviewer", Role.Town, "河东镇");
        string cookie = await SignIn("reviewer");
        var session = await Session(cookie);
        Assert.Equal(("reviewer", "town", "河东镇", true), (session.GetProperty("user").GetString(), session.GetProperty("role").GetString(), session.GetProperty("town").GetString(), session.GetProperty("signed_in").GetBoolean()));
        Assert.Equal(["sign_in", "own_account", "read_staff", "review", "field_check"], session.GetProperty("rights").EnumerateArray().Select(r => r.GetString()));

        using var review = await served.Send(HttpMethod.Post, "/collections/detections/items/D1/review", """{"verdict":"reject","reason":"a yard"}""", ("Cookie", cookie), ("Origin", served.Url));
        Assert.Equal(HttpStatusCode.OK, review.StatusCode);
        Assert.Equal("reviewer", served.Store.Layer("detections").Versions("D1")[^1].Author);
        using var run = await served.Send(HttpMethod.Post, "/runs", """{"kind":"survey"}""", ("Cookie", cookie), ("Origin", served.Url));
        var refused = JsonElement.Parse(await run.Content.ReadAsStringAsync());
        Assert.Equal((403, "run", "town"), (refused.GetProperty("status").GetInt32(), refused.GetProperty("right").GetString(), refused.GetProperty("role").GetString()));

        using var foreign = await served.Send(HttpMethod.Delete, "/session", null, ("Cookie", cookie), ("Origin", "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var signedOut = await served.Send(HttpMethod.Delete, "/session", null, ("Cookie", cookie), ("Origin", served.Url));
        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.False((await Session(cookie)).GetProperty("signed_in").GetBoolean());
    }

    [Fact]
    public async Task The_cookie_is_read_by_no_script_and_sent_from_no_foreign_page()
    {
        Account("careful", Role.Viewer);
        using var answer = await Try("careful", Password);
        string cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.All((string[])["httponly", "samesite=strict", "path=/", "max-age=604800"], part => Assert.Contains(part, cookie, StringComparison.Ordinal));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(43, cookie.Split('=')[1].Split(';')[0].Length); // 32 bytes in base64url
    }

    [Fact]
    public async Task Wrong_unknown_and_disabled_are_answered_alike()
    {
        Account("leaver", Role.Viewer);
        served.People.Accounts.Change("leaver", new AccountChange(Disabled: true), "test", null);
        Account("stayer", Role.Viewer);
        var answers = new List<string>();
        foreach (var (user, password) in ((string, string)[])[("stayer", "not the password"), ("nobody-knows", Password), ("leaver", Password)])
        {
            using var answer = await Try(user, password);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Single(answers.Distinct());
        var lines = served.Store.Audit.List(new(3));
        Assert.Equal(["accounts/leaver", null, "accounts/stayer"], lines.Select(l => l.Subject)); // an unknown name may be a password: not written down
        Assert.All(lines, l => Assert.Equal(("nobody", "sign-in.refused", "from 127.0.0.1"), (l.Author, l.Action, l.Reason)));
    }

    [Fact]
    public async Task Guessing_has_to_wait_also_for_the_right_password_and_for_this_account_alone()
    {
        Account("guessed", Role.Viewer);
        Account("neighbour", Role.Viewer);
        for (int i = 0; i < 5; i++)
        {
            using var wrong = await Try("guessed", "wrong " + i);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var waiting = await Try("GUESSED", Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, waiting.StatusCode);
        Assert.Equal("application/problem+json", waiting.Content.Headers.ContentType?.MediaType);
        Assert.InRange(waiting.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 50, 60);
        using var other = await Try("neighbour", Password);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using var token = await served.Send(HttpMethod.Get, "/people", null, ("Authorization", "Bearer " + ServedWorkspace.Token));
        Assert.Equal(HttpStatusCode.OK, token.StatusCode); // the administrator's other way in
    }

    [Fact]
    public async Task A_sign_in_from_a_foreign_page_or_by_a_form_is_refused()
    {
        Account("lured", Role.Viewer);
        using var foreign = await served.Send(HttpMethod.Post, "/session", Body("lured", Password), ("Origin", "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "lured", ["password"] = Password });
        using var answer = await served.Client.PostAsync("/session", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_needs_the_old_one()
    {
        Account("changer", Role.Viewer);
        string here = await SignIn("changer"), elsewhere = await SignIn("changer");
        using var wrong = await Put(here, """{"old":"not the password","new":"another long one"}""");
        Assert.Equal("old", JsonElement.Parse(await wrong.Content.ReadAsStringAsync()).GetProperty("field").GetString());
        using var weak = await Put(here, $$"""{"old":"{{Password}}","new":"short"}""");
        Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        using var changed = await Put(here, $$"""{"old":"{{Password}}","new":"another long one"}""");
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.True((await Session(Cookie(changed))).GetProperty("signed_in").GetBoolean());
        Assert.False((await Session(elsewhere)).GetProperty("signed_in").GetBoolean());
        Assert.False((await Session(here)).GetProperty("signed_in").GetBoolean());
        using var token = await served.Send(HttpMethod.Put, "/session/password", """{"old":"x","new":"another long one"}""", ("Authorization", "Bearer " + ServedWorkspace.Token));
        Assert.Equal(HttpStatusCode.Forbidden, token.StatusCode); // the token has no password
    }

    [Fact]
    public async Task A_changed_role_counts_at_once()
    {
        Account("climber", Role.Viewer);
        string cookie = await SignIn("climber");
        using var before = await served.Send(HttpMethod.Get, "/audit", null, ("Cookie", cookie));
        Assert.Equal(HttpStatusCode.Forbidden, before.StatusCode);
        served.People.Accounts.Change("climber", new AccountChange(Role: Role.Admin), "test", null);
        using var after = await served.Send(HttpMethod.Get, "/audit", null, ("Cookie", cookie));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        served.People.Accounts.Change("climber", new AccountChange(Role: Role.Viewer), "test", null);
    }

    private void Account(string name, Role role, string? town = null)
    {
        if (served.People.Accounts.List().Count == 0) served.People.Accounts.Add("root", null, Role.Admin, null, null, "test", null);
        served.People.Accounts.Add(name, null, role, town, Password, "test", null);
    }

    private static string Body(string user, string password) => JsonSerializer.Serialize(new { user, password });

    private Task<HttpResponseMessage> Try(string user, string password) => served.Send(HttpMethod.Post, "/session", Body(user, password));

    private Task<HttpResponseMessage> Put(string cookie, string body) => served.Send(HttpMethod.Put, "/session/password", body, ("Cookie", cookie), ("Origin", served.Url));

    private async Task<string> SignIn(string user)
    {
        using var answer = await Try(user, Password);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return Cookie(answer);
    }

    private static string Cookie(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private async Task<JsonElement> Session(string cookie)
    {
        using var answer = await served.Send(HttpMethod.Get, "/session", null, ("Cookie", cookie));
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}
