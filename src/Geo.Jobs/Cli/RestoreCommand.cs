using System.CommandLine;
using System.Globalization;
using Geo.Core.Store.Keeping;

namespace Geo.Jobs.Cli;

/// <summary><c>restore FILE</c>: a backup becomes the workspace; every hash is checked first.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The archive that backup made" };
        var replace = new Option<bool>("--replace") { Description = "Put the workspace that is there aside (DIR.before-restore-TIME)" };
        var check = new Option<bool>("--check") { Description = "Only read the backup through and check it" };
        var command = new Command("restore", "Make the workspace from a backup; refuses a folder that is not empty") { file, replace, check };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (parsed.GetValue(check))
            {
                BackupManifest whole = await session.Terminal.WithProgress("check", progress => Task.Run(() => Restore.Check(path, progress, cancel), cancel));
                Tell(session, whole, session.Terminal.Say("备份完好", "the backup is whole"), null);
                return ExitCode.Done;
            }

            var (manifest, aside) = await session.Terminal.WithProgress("restore", progress => Task.Run(() =>
                Restore.Into(path, session.Workspace, parsed.GetValue(replace), CommandSession.Author, session.Time, progress, cancel), cancel));
            Tell(session, manifest, session.Workspace.Folder, aside);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Tell(CommandSession session, BackupManifest manifest, string head, string? aside)
    {
        var told = new
        {
            created_at = manifest.CreatedAt,
            program = manifest.Program,
            schema = manifest.Schema,
            revision = manifest.Revision,
            files = manifest.Files.Count,
            bytes = manifest.Files.Sum(f => f.Bytes),
            missing = manifest.Missing,
            put_aside = aside,
        };
        session.Terminal.Result(told, output =>
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{head}: {manifest.CreatedAt:yyyy-MM-ddTHH:mm:ssZ}, {told.files} files, {told.bytes / 1e6:0.0} MB, geowfc {manifest.Program}, schema {manifest.Schema}"));
            foreach (string missing in manifest.Missing) output.WriteLine(session.Terminal.Say($"  备份时已缺 {missing}", $"  was missing already: {missing}"));
            if (aside is not null) output.WriteLine(session.Terminal.Say($"  原工作区移至 {aside}", $"  what was there is now {aside}"));
        });
    }
}
