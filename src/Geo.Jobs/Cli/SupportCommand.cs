using System.CommandLine;
using System.Globalization;
using Geo.Core;
using Geo.Core.Store;
using Geo.Jobs.Keeping;
using Microsoft.Data.Sqlite;

namespace Geo.Jobs.Cli;

/// <summary><c>support FILE.zip</c>: what a helper from afar has to know, without data.</summary>
internal static class SupportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The bundle (.zip)" };
        var command = new Command("support", "Write a bundle for whoever helps: versions, findings, schema, counts, the last runs; no data") { file };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (File.Exists(path)) throw new InputException(path, null, "there is such a file already", "give another name");
            IReadOnlyList<Finding> findings = Doctor.Look(session);
            using WorkspaceStore? store = Opened(session);
            SupportBundle.Write(store, session.Workspace, findings, path, session.Time.GetUtcNow());
            session.Terminal.Result(new { file = path, bytes = new FileInfo(path).Length }, output => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {new FileInfo(path).Length / 1e3:0} kB")));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    // A store that cannot be opened is what help is asked for: the findings say why.
    private static WorkspaceStore? Opened(CommandSession session)
    {
        try
        {
            return session.OpenStore();
        }
        catch (Exception e) when (e is InputException or SqliteException or IOException)
        {
            return null;
        }
    }
}
