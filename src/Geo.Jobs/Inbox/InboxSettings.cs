using System.Globalization;
using Geo.Core;
using Geo.Core.Store;

namespace Geo.Jobs.Inbox;

/// <summary>How an inbox is kept.</summary>
/// <param name="Folder">The folder that is looked at.</param>
/// <param name="Settle">How long nothing may have changed before something is taken as complete.</param>
/// <param name="ReserveBytes">What stays free on the workspace's disk.</param>
/// <param name="ClearShare">Share of the district that a day's scenes must see clearly to be surveyed, [0, 1].</param>
/// <param name="UploadBytes">Largest file that the browser may send.</param>
public sealed record InboxSettings(string Folder, TimeSpan Settle, long ReserveBytes, double ClearShare, long UploadBytes)
{
    /// <summary>Folders of the inbox where things are put away.</summary>
    public const string Done = "done", Failed = "failed";

    /// <summary>From the environment: GEOWFC_INBOX, GEOWFC_INBOX_SECONDS, GEOWFC_INBOX_RESERVE_MB, GEOWFC_INBOX_CLEAR_SHARE, GEOWFC_UPLOAD_MB.</summary>
    /// <exception cref="InputException">One of them cannot be read, or the folder named is not there.</exception>
    public static InboxSettings Of(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        string? named = Variable("GEOWFC_INBOX");
        // A folder that is named is not made: it may be a share that is not mounted just now.
        if (named is not null && !Directory.Exists(named))
        {
            throw new InputException("environment", "GEOWFC_INBOX", $"'{named}' is not there", "mount or make the folder, or unset it to use inbox/ of the workspace");
        }

        return new InboxSettings(
            named is null ? Directory.CreateDirectory(workspace.Inbox).FullName : Path.GetFullPath(named),
            TimeSpan.FromSeconds(Number("GEOWFC_INBOX_SECONDS", 60, 1, 86_400)),
            (long)(Number("GEOWFC_INBOX_RESERVE_MB", 2048, 0, 1e9) * (1 << 20)),
            Number("GEOWFC_INBOX_CLEAR_SHARE", 0.2, 0, 1),
            (long)(Number("GEOWFC_UPLOAD_MB", 1024, 1, 1e6) * (1 << 20)));
    }

    private static double Number(string name, double usual, double least, double most) => Variable(name) is not { } text ? usual
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most ? number
        : throw new InputException("environment", name, $"'{text}' is not a number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}", "mend it, or unset it");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
