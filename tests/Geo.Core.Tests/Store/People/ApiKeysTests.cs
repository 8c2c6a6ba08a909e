using Geo.Core.Store.People;

namespace Geo.Core.Tests.Store.People;

public sealed class ApiKeysTests : IDisposable
{
    private readonly PeopleFixture _f = new();

    public void Dispose() => _f.Dispose();

    [Fact]
    public void A_key_counts_until_it_is_revoked_or_over_and_tells_when_it_was_used()
    {
        var owner = _f.Accounts.Get("admin");
        var (key, secret) = _f.People.Keys.Add(owner, "QGIS 一楼", Role.Ecology, null, "admin");
        var (_, dated) = _f.People.Keys.Add(owner, "a course", null, _f.F.Clock.Now.AddDays(1), "admin");
        Assert.StartsWith("gwk_", secret, StringComparison.Ordinal);
        Assert.Equal(Role.Ecology, _f.People.Keys.Find(secret)?.Key.Role);
        Assert.Equal(Role.Viewer, _f.People.Keys.Find(dated)?.Key.Role);
        Assert.Null(_f.People.Keys.Find(secret + "x"));
        _f.F.Clock.Now = _f.F.Clock.Now.AddDays(1);
        Assert.Null(_f.People.Keys.Find(dated));
        Assert.NotNull(_f.People.Keys.Find(secret));
        Assert.Equal(_f.F.Clock.Now, _f.People.Keys.Get(key.Id).LastUsedAt);
        _f.People.Keys.Revoke(key.Id, "admin", "laptop lost");
        Assert.Null(_f.People.Keys.Find(secret));
        Assert.Equal(("key.revoke", $"accounts/admin/keys/{key.Id}", "laptop lost"), _f.F.Store.Audit.List(new(1)).Select(l => (l.Action, l.Subject, l.Reason)).Single());
    }

    [Fact]
    public void A_key_of_a_disabled_owner_does_not_count()
    {
        var (owner, _) = _f.Accounts.Add("wang", null, Role.Ecology, null, null, "admin", null);
        string secret = _f.People.Keys.Add(owner, "QGIS", null, null, "wang").Secret;
        _f.Accounts.Change("wang", new AccountChange(Disabled: true), "admin", null);
        Assert.Null(_f.People.Keys.Find(secret));
    }

    [Theory]
    [InlineData("ecology", "viewer", true), InlineData("ecology", "ecology", true), InlineData("ecology", "natural_resources", false), InlineData("ecology", "admin", false)]
    [InlineData("natural_resources", "ecology", true), InlineData("viewer", "ecology", false), InlineData("admin", "town", false)]
    public void A_keys_role_reaches_no_further_than_its_owners(string owner, string role, bool allowed)
    {
        var (account, _) = _f.Accounts.Add("wang", null, Roles.Parse(owner), null, null, "admin", null);
        Exception? refused = Record.Exception(() => _f.People.Keys.Add(account, "QGIS", Roles.Parse(role), null, "wang"));
        Assert.Equal(allowed ? null : "role", (refused as InputException)?.Field);
    }
}
