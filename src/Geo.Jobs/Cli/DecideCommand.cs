using System.CommandLine;
using Geo.Core.Sites;
using Geo.Core.Store;

namespace Geo.Jobs.Cli;

/// <summary><c>decide CODE STATUS --reason TEXT</c>: a person's decision on a mine site.</summary>
internal static class DecideCommand
{
    private const string Undo = "undo";

    public static Command Create()
    {
        var code = new Argument<string>("CODE") { Description = "Code of the mine site" };
        var status = new Argument<string>("STATUS") { Description = "Its status from now on; undo takes the last decision back" };
        status.AcceptOnlyFromAmong([.. Enum.GetValues<MineStatus>().Select(s => StatusCode.Of(s)), Undo]);
        var reason = new Option<string?>("--reason") { Description = "Why; without it nothing is decided", HelpName = "TEXT", Required = true };
        var command = new Command("decide", "A person's decision on a mine site, kept with author, time and reason") { code, status, reason };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            string site = parsed.GetRequiredValue(code), word = parsed.GetRequiredValue(status);
            DateTimeOffset at = session.Time.GetUtcNow();
            DecisionState state = word == Undo
                ? SiteDecision.Undo(store, site, parsed.GetValue(reason), CommandSession.Author, at)
                : SiteDecision.Write(store, site, word, parsed.GetValue(reason), CommandSession.Author, at);
            session.Terminal.Result(state, output => output.WriteLine($"{state.Code}: {state.PreviousStatus ?? "-"} -> {state.Status ?? "-"}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
