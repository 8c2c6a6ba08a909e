using System.Text;
using Geo.Core.Store;
using Geo.Core.Store.People;

namespace Geo.Core.Tests.Store.People;

public sealed class AccountsTests : IDisposable
{
    private readonly PeopleFixture _f = new();

    public void Dispose() => _f.Dispose();

    [Fact]
    public void An_account_signs_in_by_its_password_and_by_no_other()
    {
        Assert.Equal("admin", _f.Accounts.SignIn("ADMIN", PeopleFixture.Password)?.Name);
        Assert.Null(_f.Accounts.SignIn("admin", "a long enough One"));
        Assert.Null(_f.Accounts.SignIn("nobody", PeopleFixture.Password));
        Assert.Equal(_f.F.Clock.Now, _f.Accounts.Get("admin").SignedInAt);
    }

    /// <summary>
    /// Made by Python: base64(b'\x01' + pack('>III', 2, 100000, 16) + bytes(range(16)) + pbkdf2_hmac('sha512', '东河区的长密码 2026'.encode(), bytes(range(16)), 100000, 32)),
    /// the layout that PasswordHasher.cs of ASP.NET Core writes down as version 3.
    /// </summary>
    [Fact]
    public void A_hash_of_another_program_is_taken_and_renewed_with_more_rounds()
    {
        const string hash = "AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg/0o8rezM/XI4Mo6GL8FMbXGzTR4QQz7c0YK/HZ8Pxy+A==";
        _f.Sql($"UPDATE accounts SET password_hash = '{hash}'");
        Assert.Null(_f.Accounts.SignIn("admin", "东河区的长密码 2025"));
        Assert.NotNull(_f.Accounts.SignIn("admin", "东河区的长密码 2026"));
        byte[] renewed = Convert.FromBase64String((string)_f.Sql("SELECT password_hash FROM accounts")!);
        Assert.Equal([1, 0, 0, 0, 2, 0, 3, 0x34, 0x50], renewed[..9]); // version 3, SHA-512, 210,000 rounds
        Assert.NotNull(_f.Accounts.SignIn("admin", "东河区的长密码 2026"));
    }

    [Theory]
    [InlineData("short 123"), InlineData("newcomer-x"), InlineData("aaaaaaaaaaaa"), InlineData("")]
    public void A_password_that_is_short_the_name_or_one_letter_is_refused(string password) =>
        Assert.Equal("password", Assert.Throws<InputException>(() => _f.Accounts.Add("newcomer-x", null, Role.Viewer, null, password, "test", null)).Field);

    [Fact]
    public void Made_passwords_differ_are_long_and_need_to_be_told_once_only()
    {
        var (account, made) = _f.Accounts.Add("wang", "王工", Role.Ecology, null, null, "admin", "new colleague");
        Assert.True(account is { PasswordGenerated: true, HasPassword: true });
        Assert.Matches("^[a-z2-9]{5}(-[a-z2-9]{5}){3}$", made);
        string again = _f.Accounts.Reset("wang", "admin");
        Assert.NotEqual(made, again);
        Assert.Null(_f.Accounts.SignIn("wang", made!));
        Assert.NotNull(_f.Accounts.SignIn("wang", again));
        _f.Accounts.SetPassword("wang", "chosen by Wang", "wang");
        Assert.False(_f.Accounts.Get("wang").PasswordGenerated);
    }

    [Fact]
    public void The_last_administrator_stays()
    {
        Assert.Throws<InputException>(() => _f.Accounts.Change("admin", new AccountChange(Disabled: true), "admin", null));
        Assert.Throws<InputException>(() => _f.Accounts.Change("admin", new AccountChange(Role: Role.Viewer), "admin", null));
        _f.Accounts.Add("second", null, Role.Admin, null, null, "admin", null);
        Assert.True(_f.Accounts.Change("admin", new AccountChange(Disabled: true), "second", null).Disabled);
        Assert.Null(_f.Accounts.SignIn("admin", PeopleFixture.Password));
        Assert.Equal(["account.disable", "account.add", "account.add"], _f.F.Store.Audit.List(new()).Select(l => l.Action)); // what was refused left no line
    }

    [Fact]
    public void A_towns_account_names_a_town_of_the_layer_and_others_name_none()
    {
        Assert.Equal("town", Assert.Throws<InputException>(() => _f.Accounts.Add("a", null, Role.Town, null, null, "t", null)).Field);
        Assert.Equal("town", Assert.Throws<InputException>(() => _f.Accounts.Add("a", null, Role.Viewer, "河东镇", null, "t", null)).Field);
        Assert.Equal("河东镇", _f.Accounts.Add("a", null, Role.Town, "河东镇", null, "t", null).Account.Town); // the layer is empty yet
        _f.F.Store.Write("t", null, null, w => w.Put("towns", [new Feature("T1", StoreFixture.Wkt("MULTIPOLYGON (((110 40, 111 40, 111 41, 110 40)))"), new Dictionary<string, object?> { ["name"] = "沙尔沁镇" })]));
        Assert.Contains("沙尔沁镇", Assert.Throws<InputException>(() => _f.Accounts.Add("b", null, Role.Town, "河东镇", null, "t", null)).Mend, StringComparison.Ordinal);
        Assert.Null(_f.Accounts.Change("a", new AccountChange(Role: Role.Viewer), "t", null).Town);
    }

    [Theory]
    [InlineData(""), InlineData("token"), InlineData("a b"), InlineData("../x"), InlineData("Admin")]
    public void Names_that_are_none_or_taken_are_refused(string name) =>
        Assert.Equal("name", Assert.Throws<InputException>(() => _f.Accounts.Add(name, null, Role.Viewer, null, null, "t", null)).Field);

    [Fact]
    public void Neither_password_nor_session_nor_key_can_be_read_from_the_files()
    {
        string session = _f.People.Sessions.Begin("admin");
        string key = _f.People.Keys.Add(_f.Accounts.Get("admin"), "QGIS", null, null, "admin").Secret;
        _f.People.Dispose();
        _f.F.Store.Dispose();
        string everything = string.Concat(Directory.EnumerateFiles(_f.F.Workspace.Folder).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.Contains("QGIS", everything, StringComparison.Ordinal);
        Assert.All((string[])[PeopleFixture.Password, session, key, key["gwk_".Length..]], secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));
        Assert.DoesNotContain("password_hash", Encoding.Latin1.GetString(File.ReadAllBytes(_f.F.Workspace.Database)), StringComparison.Ordinal);
    }

    [SkippableFact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_file_is_its_owners_alone_also_where_a_copy_had_widened_it()
    {
        Skip.If(OperatingSystem.IsWindows());
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.All(Directory.EnumerateFiles(_f.F.Workspace.Folder, "accounts.sqlite*"), Own);
        File.SetUnixFileMode(_f.F.Workspace.Accounts, own | UnixFileMode.OtherRead);
        PeopleStore.Open(_f.F.Store, _f.F.Clock).Dispose();
        Own(_f.F.Workspace.Accounts);

        void Own(string file) => Assert.Equal(own, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_damaged_file_and_a_newer_one_are_refused()
    {
        _f.Sql("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('Geo.Core.Store.Embedded.Sql.People.9999_future.sql', '2030-01-01')");
        Assert.Contains("9999_future", Assert.Throws<InputException>(() => PeopleStore.Open(_f.F.Store, _f.F.Clock)).Message, StringComparison.Ordinal);
        using var other = new StoreFixture();
        File.WriteAllText(other.Workspace.Accounts, string.Concat(Enumerable.Repeat("this is no database ", 100)));
        Assert.Throws<InputException>(() => PeopleStore.Open(other.Store, other.Clock));
    }
}
