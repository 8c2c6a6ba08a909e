using System.CommandLine;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>dossier [CODE… | --all] --out DIR</c>: a DOCX a mine site.</summary>
internal static class DossierCommand
{
    public static Command Create()
    {
        var codes = new Argument<string[]>("CODE") { Arity = ArgumentArity.ZeroOrMore, Description = "Codes of mine sites" };
        var all = new Option<bool>("--all") { Description = "All mine sites" };
        var folder = new Option<string>("--out") { Description = "Folder for CODE.docx; made where missing", HelpName = "DIR", Required = true };
        var command = new Command("dossier", "Write the dossier of each mine site as DOCX (--lang: its language, zh where left out)") { codes, all, folder };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            string[] wanted = parsed.GetValue(codes) ?? [];
            if (wanted.Length > 0 == parsed.GetValue(all)) throw new UsageException("dossier: name mine sites, or --all");
            string target = MakeFolder(parsed.GetRequiredValue(folder));
            using WorkspaceStore store = session.OpenStore();
            JsonElement outputs = await session.Execute(store, DossierJob.Kind, new DossierParameters(wanted, parsed.GetValue(GlobalOptions.Lang)), "dossier", cancel);
            var files = new List<object>();
            foreach (JsonElement made in outputs.GetProperty("dossiers").EnumerateArray())
            {
                cancel.ThrowIfCancellationRequested();
                string code = made.GetProperty("code").GetString()!, file = Path.Combine(target, DossierSource.FileName(code));
                // On the target's own disk, so that the rename is whole or not at all.
                string unfinished = Path.Combine(target, $".{DossierSource.FileName(code)}.partial");
                File.Copy(Path.Combine(DossierJob.FolderOf(store.Workspace), DossierSource.FileName(code)), unfinished, overwrite: true);
                File.Move(unfinished, file, overwrite: true);
                files.Add(new { code, file });
            }

            foreach (JsonElement skipped in outputs.GetProperty("skipped").EnumerateArray())
            {
                session.Terminal.Message($"{skipped.GetProperty("code")}: {skipped.GetProperty("reason")}");
            }

            session.Terminal.Result(new { run_id = outputs.GetProperty("run_id").GetString(), dossiers = files, skipped = outputs.GetProperty("skipped") },
                output => output.WriteLine($"dossiers: {files.Count} in {target}"));
            return ExitCode.Done;
        }));
        return command;
    }

    private static string MakeFolder(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "--out", $"the folder cannot be made ({e.Message})", "name another folder", e);
        }
    }
}
