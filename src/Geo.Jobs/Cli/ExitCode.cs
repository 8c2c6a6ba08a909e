using System.Text.Json;
using Geo.Core;
using Geo.Core.Store;
using Microsoft.Data.Sqlite;

namespace Geo.Jobs.Cli;

/// <summary>The table from exception to exit code and to the one line that a person reads.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;
    public const int Cancelled = 130;

    /// <summary>Exit code and message; an exception that the table does not know is our own fault and says so.</summary>
    public static (int Code, string Message) Of(Exception exception, string language = "en") => exception switch
    {
        InputException input => (Failed, OneLine(input.In(language))),
        OperationCanceledException => (Cancelled, "cancelled"),
        UsageException usage => (WrongUse, usage.Message),
        NotFoundException or GdalException or LeaseLostException or StaleException or RunFailedException or Jobs.TrainingFailedException => (Failed, OneLine(exception.Message)),
        SqliteException { SqliteErrorCode: 13 } => (Failed, "the workspace's disk is full; free some space and run this again, nothing stored is lost"),
        SqliteException { SqliteErrorCode: 5 or 6 } => (Failed, "the workspace is locked by another program; close it (QGIS in edit mode?) and run this again"),
        SqliteException or IOException or UnauthorizedAccessException or JsonException => (Failed, OneLine(exception.Message)),
        _ => (Failed, $"a fault of geowfc itself: {exception}"),
    };

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
