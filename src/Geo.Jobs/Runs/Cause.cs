using Geo.Core;
using Geo.Core.Store;
using Microsoft.Data.Sqlite;

namespace Geo.Jobs.Runs;

/// <summary>What goes wrong outside of us and passes once someone mends it: told in one line, without a stack.</summary>
internal static class Cause
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Full = 13, CannotOpen = 14;

    /// <summary>The line; null where the exception is no such thing.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="workspace">Folder that was written to.</param>
    public static string? Of(Exception exception, string workspace) => exception switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Of(first, workspace),
        StoreLockedException locked => locked.Message,
        SqliteException { SqliteErrorCode: Busy or Locked } => $"{workspace}: the workspace is locked by another program; close it there (QGIS: save or leave the edit session) and run this again",
        _ when IsFull(exception, workspace) => FullDisk(exception, workspace),
        SqliteException { SqliteErrorCode: ReadOnly or InputOutput or CannotOpen } disk => $"{workspace}: the workspace cannot be written ({OneLine(disk.Message)}); check its permissions and the disk, then run this again",
        _ => null,
    };

    // A log or its index that could not grow is told as an error of input and output.
    private static bool IsFull(Exception exception, string workspace) => Disk.IsFull(exception)
        || exception is SqliteException { SqliteErrorCode: Full }
        || (exception is SqliteException { SqliteErrorCode: InputOutput or CannotOpen } && Disk.FreeBytes(workspace) < Disk.NearlyNothing);

    private static string FullDisk(Exception exception, string workspace)
    {
        string where = exception is GdalException gdal ? Path.GetDirectoryName(gdal.Path) ?? workspace : workspace;
        return $"{(where.StartsWith(workspace, StringComparison.Ordinal) ? workspace : where)}: the disk is full; free some space and run this again, nothing that is stored is lost";
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
