using System.CommandLine;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>learn</c>: a new model from the labels of an earlier one and from all that people reviewed or missed since.</summary>
internal static class LearnCommand
{
    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "Model (default: the one in use)", HelpName = "NAME" };
        var missed = TrainCommand.MissedOption();
        var replace = TrainCommand.ReplaceOption();
        var command = new Command("learn", "Train a model again with confirmed, rejected and missed places") { model, missed, replace };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            var parameters = new LearnParameters(parsed.GetValue(model), TrainCommand.FileOf(parsed.GetValue(missed)), parsed.GetValue(replace));
            JsonElement outputs = await session.Execute(store, LearnJob.Kind, parameters, "learn", cancel);
            session.Terminal.Result(outputs, output =>
            {
                output.WriteLine(outputs.GetProperty("model").GetString());
                ComparisonText.Write(outputs, output);
            });
            return ExitCode.Done;
        }));
        return command;
    }
}
