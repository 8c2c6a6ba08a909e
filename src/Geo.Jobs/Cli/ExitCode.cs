using System.Text.Json;
using Geo.Core;
using Geo.Core.Store;
using Geo.Jobs.Runs;
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
    /// <param name="exception">What was thrown.</param>
    /// <param name="workspace">Folder of the workspace.</param>
    /// <param name="language">zh or en.</param>
    public static (int Code, string Message) Of(Exception exception, string workspace, string language = "en") => exception switch
    {
        _ when Cause.Of(exception, workspace) is { } cause => (Failed, cause),
        OperationCanceledException => (Cancelled, "cancelled"),
        UsageException usage => (WrongUse, usage.Message),
        InputException input => (Failed, OneLine(input.In(language))),
        NotFoundException or GdalException or LeaseLostException or StaleException or RunFailedException or Jobs.TrainingFailedException => (Failed, OneLine(exception.Message)),
        SqliteException or IOException or UnauthorizedAccessException or JsonException => (Failed, OneLine(exception.Message)),
        _ => (Failed, $"a fault of geowfc itself: {exception}"),
    };

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
