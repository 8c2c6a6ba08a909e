using System.CommandLine;
using Geo.Core.Store;

namespace Geo.Jobs.Cli;

/// <summary><c>review ID VERDICT</c>: a person's verdict on a detection.</summary>
internal static class ReviewCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "Detection id" };
        var verdict = new Argument<string>("VERDICT") { Description = "Is it real?" };
        verdict.AcceptOnlyFromAmong([.. DetectionReview.Verdicts]);
        var reason = new Option<string?>("--reason") { Description = "Why, in a few words", HelpName = "R" };
        var command = new Command("review", "A verdict on a detection; withdraw takes the last one back") { id, verdict, reason };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            ReviewState state = DetectionReview.Write(
                store, parsed.GetRequiredValue(id), parsed.GetRequiredValue(verdict), parsed.GetValue(reason), CommandSession.Author, session.Time.GetUtcNow());
            session.Terminal.Result(state, output => output.WriteLine($"{state.Id}: {state.Review}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
