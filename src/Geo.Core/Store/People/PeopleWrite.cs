using Microsoft.Data.Sqlite;

namespace Geo.Core.Store.People;

/// <summary>The one way in which accounts and keys change: one transaction of accounts.sqlite inside one of the workspace, which holds the audit log's line. Where the change is refused there is no line; where the line cannot be written there is no change.</summary>
internal static class PeopleWrite
{
    public static void Of(
        WorkspaceStore store, Database people, string by, string action, string subject, string? reason, Action<SqliteConnection, SqliteTransaction> change)
    {
        using var connection = people.Open();
        using var transaction = people.BeginWrite(connection);
        change(connection, transaction);
        // The workspace's transaction ends first: only the short commit below stands between a line and its change.
        store.Write(by, null, null, writer => writer.Audit(action, subject, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()));
        transaction.Commit();
    }
}
