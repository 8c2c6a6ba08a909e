using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Geo.Core.Store;
using Geo.Core.Store.Keeping;

namespace Geo.Jobs.Cli;

/// <summary><c>backup TARGET</c>: the whole workspace as one archive, while work goes on.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("TARGET") { Description = "The archive (.tar), or a folder in which each backup is named by its time" };
        var keep = new Option<int?>("--keep") { Description = "With a folder: keep so many backups and delete the oldest", HelpName = "N" };
        var command = new Command("backup", "Copy the whole workspace into one archive, while the server and jobs run") { target, keep };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(target));
            bool folder = Directory.Exists(path);
            int? most = parsed.GetValue(keep);
            if (most is not null && (!folder || most < 1))
            {
                throw new UsageException("backup: --keep N goes with a folder that is there, and N is 1 or more");
            }

            using WorkspaceStore store = session.OpenStore();
            string file = folder ? Path.Combine(path, Backup.NameOf(session.Time.GetUtcNow())) : path;
            var clock = Stopwatch.StartNew();
            MadeBackup made = await session.Terminal.WithProgress("backup", progress =>
                Task.Run(() => Backup.Write(store, file, CommandSession.Author, session.Time, progress, cancel), cancel));
            IReadOnlyList<string> deleted = most is { } n ? Backup.KeepYoungest(path, n) : [];
            var told = new
            {
                file = made.File,
                bytes = made.Bytes,
                files = made.Manifest.Files.Count,
                revision = made.Manifest.Revision,
                seconds = Math.Round(clock.Elapsed.TotalSeconds, 1),
                missing = made.Manifest.Missing,
                deleted,
            };
            session.Terminal.Result(told, output =>
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{told.file}: {told.files} files, {told.bytes / 1e6:0.0} MB, {told.seconds:0.0} s"));
                foreach (string missing in told.missing) output.WriteLine(session.Terminal.Say($"  缺少文件 {missing}：数据库中有记录，文件不在", $"  missing: {missing} is named in the store and was not there"));
                foreach (string old in deleted) output.WriteLine(session.Terminal.Say($"  已删除 {old}", $"  deleted {old}"));
            });
            return ExitCode.Done;
        }));
        return command;
    }
}
