using Dapper;

namespace Geo.Core.Store.Inbox;

/// <summary>What can be done to the book of the inbox inside one write.</summary>
public static class InboxWrite
{
    /// <summary>A first sight; nothing where something of this name lies there already.</summary>
    public static void AddInbox(this StoreWriter writer, InboxEntry entry)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Connection.Execute(SqlText.Get("inbox_add"), InboxRow.Of(entry), writer.Transaction);
    }

    /// <summary>Changes an entry that is still in the state that was seen.</summary>
    /// <returns>False where it is not: somebody else was quicker, nothing was changed.</returns>
    public static bool ChangeInbox(this StoreWriter writer, string was, InboxEntry entry)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var parameters = new DynamicParameters(InboxRow.Of(entry));
        parameters.Add("was", was);
        return writer.Connection.Execute(SqlText.Get("inbox_put"), parameters, writer.Transaction) == 1;
    }

    /// <summary>Forgets what was taken out of the inbox before it was begun.</summary>
    public static void ForgetInbox(this StoreWriter writer, long id)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Connection.Execute("DELETE FROM inbox_entries WHERE id = @id AND state IN ('growing', 'waiting')", new { id }, writer.Transaction);
    }
}
