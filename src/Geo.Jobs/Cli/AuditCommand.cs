using System.CommandLine;
using Geo.Core.Store;

namespace Geo.Jobs.Cli;

/// <summary><c>audit</c>: who wrote what, when and why, the youngest first.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit") { Description = "At most so many lines", DefaultValueFactory = _ => 100, HelpName = "N" };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--limit: give 1 or more");
        });
        var since = new Option<string?>("--since") { Description = "Only from then on", HelpName = "T" };
        var user = new Option<string?>("--user") { Description = "Only this author's", HelpName = "NAME" };
        var subject = new Option<string?>("--subject") { Description = "Only of this subject and what is below it, as detections or detections/D1", HelpName = "S" };
        var command = new Command("audit", "Who wrote what, when and why") { limit, since, user, subject };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            var lines = store.Audit.List(new AuditQuery(parsed.GetValue(limit), null, parsed.GetValue(user), parsed.GetValue(subject), Times.Parse("--since", parsed.GetValue(since))));
            session.Terminal.Rows([.. lines.Select(line => new Dictionary<string, object?>
            {
                ["seq"] = line.Seq, ["at"] = line.At, ["author"] = line.Author, ["action"] = line.Action, ["subject"] = line.Subject,
                ["reason"] = line.Reason, ["revision"] = line.Revision, ["run_id"] = line.RunId,
            })]);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
