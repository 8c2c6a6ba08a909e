using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Geo.Testing;

namespace Geo.Jobs.Tests.Cli;

public sealed partial class PeopleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Geowfc _geowfc;

    public PeopleTests()
    {
        _geowfc = new Geowfc(_folder.File("ws"));
        _geowfc.Done("init");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Accounts_are_made_changed_shut_and_all_of_it_is_logged()
    {
        string password = _geowfc.Done("users", "add", "wang", "--role", "ecology", "--display", "王工", "--reason", "new colleague", "--json").Json.GetProperty("password").GetString()!;
        Assert.Matches("^[a-z2-9-]{23}$", password);
        Assert.Equal(0, _geowfc.Typed("a long enough one", "users", "add", "li", "--role", "town", "--town", "河东镇", "--password-stdin").Code);
        Assert.Equal(0, _geowfc.Typed("another long one", "users", "password", "wang").Code);
        string again = _geowfc.Done("users", "reset", "wang", "--json").Json.GetProperty("password").GetString()!;
        Assert.NotEqual(password, again);
        _geowfc.Done("users", "change", "wang", "--role", "natural_resources");
        _geowfc.Done("users", "disable", "li", "--reason", "left");

        var rows = _geowfc.Done("users", "list", "--json").Json.EnumerateArray().Select(r => $"{r.GetProperty("name")} {r.GetProperty("role")} {r.GetProperty("town")} {r.GetProperty("disabled")}");
        Assert.Equal(["li town 河东镇 True", "wang natural_resources  False"], rows);
        var lines = _geowfc.Done("audit", "--limit", "3", "--json").Json.EnumerateArray().ToList();
        Assert.Equal(["account.disable", "account.change", "account.reset"], lines.Select(l => l.GetProperty("action").GetString()));
        Assert.Equal((Environment.UserName, "accounts/li", "left"), (lines[0].GetProperty("author").GetString(), lines[0].GetProperty("subject").GetString(), lines[0].GetProperty("reason").GetString()));
        Assert.Empty(_geowfc.Done("audit", "--since", "2999-01-01", "--json").Json.EnumerateArray());
    }

    [Fact]
    public void Keys_are_made_listed_without_their_secret_and_ended()
    {
        _geowfc.Done("users", "add", "wang", "--role", "ecology");
        string key = _geowfc.Done("keys", "add", "QGIS", "--owner", "wang", "--expires", "2999-01-01").Output.Trim();
        Assert.StartsWith("gwk_", key, StringComparison.Ordinal);
        string list = _geowfc.Done("keys", "list", "--json").Output;
        Assert.DoesNotContain(key, list, StringComparison.Ordinal);
        var row = Assert.Single(JsonElement.Parse(list).EnumerateArray());
        Assert.Equal(("QGIS", "wang", "viewer"), (row.GetProperty("name").GetString(), row.GetProperty("owner").GetString(), row.GetProperty("role").GetString()));
        var revoked = _geowfc.Done("keys", "revoke", row.GetProperty("id").GetString()!, "--json").Json;
        Assert.NotEqual(JsonValueKind.Null, revoked.GetProperty("revoked_at").ValueKind);
        Assert.Contains("reaches further", _geowfc.Run("keys", "add", "QGIS", "--owner", "wang", "--role", "admin").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_person_can_mend_is_one_line_and_a_password_is_no_argument()
    {
        foreach (var (code, arguments) in ((int, string[])[])[
            (1, ["users", "reset", "nobody"]), (1, ["users", "add", "a b", "--role", "viewer"]), (1, ["users", "add", "li", "--role", "town"]), (1, ["keys", "revoke", "k-1"]),
            (2, ["users", "add", "wang"]), (2, ["users", "add", "wang", "--role", "king"]), (2, ["users", "password", "wang", "a long enough one"]), (2, ["users"]), (2, ["audit", "--limit", "0"])])
        {
            Geowfc.Answer answer = _geowfc.Run(arguments);
            Assert.True(answer.Code == code, $"{string.Join(' ', arguments)}: {answer.Code} {answer.Errors}");
            Assert.Single(answer.Errors.Trim().Split('\n'));
        }
    }

    [Fact]
    public void Beyond_this_machine_it_serves_only_once_an_administrator_has_a_password()
    {
        foreach (string address in (string[])["0.0.0.0", "::", "*", "192.0.2.7"])
        {
            Geowfc.Answer refused = _geowfc.Run("serve", "--port", "0", "--bind", address);
            Assert.Equal(1, refused.Code);
            Assert.Contains("geowfc users password admin", Assert.Single(refused.Errors.Trim().Split('\n')), StringComparison.Ordinal);
        }

        Geowfc.Answer weak = _geowfc.Run(new Dictionary<string, string> { ["GEOWFC_ADMIN_PASSWORD"] = "short" }, "serve", "--port", "0", "--bind", "0.0.0.0");
        Assert.Equal(1, weak.Code);
        Assert.Contains("GEOWFC_ADMIN_PASSWORD", weak.Errors, StringComparison.Ordinal);
        Assert.Empty(_geowfc.Done("users", "list", "--json").Json.EnumerateArray());

        Assert.Equal(0, _geowfc.Typed("a long enough one", "users", "password", "admin").Code); // makes the first administrator
        Assert.Contains("geowfc users reset admin", Serve(_ => Task.CompletedTask, "--bind", "0.0.0.0"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_start_makes_an_administrator_and_says_once_how_to_sign_in()
    {
        string first = Serve(_ => Task.CompletedTask);
        string password = PasswordLine().Match(first).Groups[1].Value;
        HttpStatusCode right = default, wrong = default;
        string second = Serve(async url =>
        {
            using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
            using var signed = await client.PostAsJsonAsync(new Uri(url + "/session"), new { user = "admin", password });
            using var refused = await client.PostAsJsonAsync(new Uri(url + "/session"), new { user = "admin", password = password + "x" });
            (right, wrong) = (signed.StatusCode, refused.StatusCode);
        });
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (right, wrong));
        Assert.DoesNotMatch(PasswordLine(), second);
        Assert.Contains("geowfc users reset admin", second, StringComparison.Ordinal);
        Assert.Equal("admin", Assert.Single(_geowfc.Done("users", "list", "--json").Json.EnumerateArray()).GetProperty("name").GetString());
    }

    /// <summary>Serves until the server has said all that it says at start, does something, and stops it.</summary>
    /// <returns>What it said.</returns>
    private string Serve(Func<string, Task> meanwhile, params string[] more)
    {
        using Process server = _geowfc.Start(new Dictionary<string, string>(), ["serve", "--port", "0", .. more]);
        var said = new StringBuilder();
        try
        {
            while (!said.ToString().Contains("users reset admin\n", StringComparison.Ordinal) && !said.ToString().Contains("change it.", StringComparison.Ordinal))
            {
                said.Append(server.StandardError.ReadLine() ?? throw new InvalidOperationException($"the server ended: {said}")).Append('\n');
            }

            meanwhile(Address().Match(said.ToString()).Groups[1].Value).GetAwaiter().GetResult();
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
        }

        return said.ToString();
    }

    [GeneratedRegex(@"密码 Password (\S+)")]
    private static partial Regex PasswordLine();

    [GeneratedRegex(@"(http://\S+)/map")]
    private static partial Regex Address();
}
