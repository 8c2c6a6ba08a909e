using System.CommandLine;
using Geo.Core;
using Geo.Core.Store;

namespace Geo.Jobs.Cli;

/// <summary><c>decide CODE STATUS --reason TEXT</c>: a person's decision on a mine site or a dump.</summary>
internal static class DecideCommand
{
    private const string Undo = "undo";
    private static readonly Dictionary<string, DecidedKind> Kinds = new() { ["mine"] = DecidedKind.MineSite, ["dump"] = DecidedKind.Dump };

    public static Command Create()
    {
        var code = new Argument<string>("CODE") { Description = "Code of the mine site or dump" };
        var status = new Argument<string>("STATUS") { Description = "Its status from now on; undo takes the last decision back" };
        status.AcceptOnlyFromAmong([.. Kinds.Values.SelectMany(kind => kind.Statuses).Distinct(), Undo]);
        var reason = new Option<string?>("--reason") { Description = "Why; without it nothing is decided", HelpName = "TEXT", Required = true };
        var of = new Option<string?>("--kind") { Description = "mine or dump, where both registers have the code; else it is found", HelpName = "KIND" };
        of.AcceptOnlyFromAmong([.. Kinds.Keys]);
        var command = new Command("decide", "A person's decision on a mine site or dump, kept with author, time and reason") { code, status, reason, of };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            string site = parsed.GetRequiredValue(code), word = parsed.GetRequiredValue(status);
            DecidedKind kind = parsed.GetValue(of) is { } named ? Kinds[named] : KindOf(store, site);
            DateTimeOffset at = session.Time.GetUtcNow();
            DecisionState state = word == Undo
                ? SiteDecision.Undo(store, kind, site, parsed.GetValue(reason), CommandSession.Author, at)
                : SiteDecision.Write(store, kind, site, word, parsed.GetValue(reason), CommandSession.Author, at);
            session.Terminal.Result(state, output => output.WriteLine($"{state.Code}: {state.PreviousStatus ?? "-"} -> {state.Status ?? "-"}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static DecidedKind KindOf(WorkspaceStore store, string code)
    {
        DecidedKind[] having = [.. Kinds.Values.Where(kind => store.Layer(kind.Layer.Id).Find(code) is not null)];
        return having.Length == 2
            ? throw new InputException("the decision", code, "a mine site and a dump have this code", "name the kind with --kind")
            : having.FirstOrDefault() ?? throw new NotFoundException("mine site or dump", code);
    }
}
