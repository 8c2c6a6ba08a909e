using Dapper;

namespace Geo.Core.Store.Schedule;

/// <summary>What can be done to the schedule inside one write.</summary>
public static class ScheduleWrite
{
    /// <summary>How a task stands, as this transaction sees it; null where it was never registered.</summary>
    public static ScheduleEntry? FindTask(this StoreWriter writer, string task)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return ScheduleBook.Find(writer.Connection, writer.Transaction, task);
    }

    /// <summary>Stores how a task stands.</summary>
    public static void PutTask(this StoreWriter writer, ScheduleEntry entry)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Connection.Execute(SqlText.Get("schedule_put"), ScheduleBook.Stored(entry), writer.Transaction);
    }
}
