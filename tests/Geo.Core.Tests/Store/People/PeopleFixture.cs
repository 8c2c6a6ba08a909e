using Geo.Core.Store.People;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Tests.Store.People;

/// <summary>An empty workspace with an administrator "admin", whose password is <see cref="Password"/>, and a clock that the test moves.</summary>
internal sealed class PeopleFixture : IDisposable
{
    public const string Password = "a long enough one";

    public PeopleFixture()
    {
        People = PeopleStore.Open(F.Store, F.Clock);
        People.Accounts.Add("admin", null, Role.Admin, null, Password, "test", null);
    }

    public StoreFixture F { get; } = new();

    public PeopleStore People { get; }

    public Accounts Accounts => People.Accounts;

    public object? Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={F.Workspace.Accounts};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        People.Dispose();
        F.Dispose();
    }
}
