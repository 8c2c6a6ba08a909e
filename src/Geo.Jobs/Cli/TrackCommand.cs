using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>track</c>: observes every site on every scene not yet observed and proposes statuses.</summary>
internal static class TrackCommand
{
    public static Command Create()
    {
        var scenes = SurveyCommand.SceneOption();
        var command = new Command("track", "Observe the sites on the scenes and propose statuses") { scenes };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            JsonElement outputs = await session.Execute(store, TrackJob.Kind, new TrackParameters(parsed.GetValue(scenes)), "track", cancel);
            session.Terminal.Result(outputs, output =>
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"observations: {outputs.GetProperty("observations")}")));
            return ExitCode.Done;
        }));
        return command;
    }
}
