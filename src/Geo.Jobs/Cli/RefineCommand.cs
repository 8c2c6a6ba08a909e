using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>refine</c>: lets a model's second stage learn from the verdicts on its surveys.</summary>
internal static class RefineCommand
{
    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "Model (default: the one in use)", HelpName = "NAME" };
        var verdicts = new Option<string?>("--verdicts") { Description = "Also the verdicts in this file, which 'survey --doubts' wrote", HelpName = "FILE" };
        var replace = TrainCommand.ReplaceOption();
        var command = new Command("refine", "Learn from verdicts which candidates are false alarms") { model, verdicts, replace };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            var parameters = new RefineParameters(parsed.GetValue(model), parsed.GetValue(verdicts) is { } file ? Path.GetFullPath(file) : null, parsed.GetValue(replace));
            JsonElement outputs = await session.Execute(store, RefineJob.Kind, parameters, "refine", cancel);
            session.Terminal.Result(outputs, output =>
            {
                string name = outputs.GetProperty("model").GetString()!;
                string undo = outputs.GetProperty("replaced").GetBoolean() ? $"; 'geowfc models rollback {name}' undoes it" : "";
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: learned from {outputs.GetProperty("used")} of {outputs.GetProperty("verdicts")} verdicts{undo}"));
                ComparisonText.Write(outputs, output);
            });
            return ExitCode.Done;
        }));
        return command;
    }
}
