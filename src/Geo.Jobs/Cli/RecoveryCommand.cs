using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>recovery [CODE…] [--out FILE]</c>: the recovery raster of the mine sites.</summary>
internal static class RecoveryCommand
{
    public static Command Create()
    {
        var codes = new Argument<string[]>("CODE") { Arity = ArgumentArity.ZeroOrMore, Description = "Mine sites; all where none is named" };
        var file = new Option<string?>("--out") { Description = "Also copy the raster here", HelpName = "FILE.tif" };
        var command = new Command("recovery", "Map recovered, recovering, bare, relapsed and water pixels of the mine sites (results/recovery.tif)") { codes, file };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            string? target = parsed.GetValue(file) is { } asked ? Path.GetFullPath(asked) : null;
            if (target is not null && !Directory.Exists(Path.GetDirectoryName(target)))
            {
                throw new InputException(target, "--out", "its folder does not exist", $"make {Path.GetDirectoryName(target)} first");
            }

            using WorkspaceStore store = session.OpenStore();
            JsonElement outputs = await session.Execute(store, RecoveryJob.Kind, new RecoveryParameters(parsed.GetValue(codes)), "recovery", cancel);
            if (target is not null)
            {
                string unfinished = target + ".partial";
                RasterFile.Copy(store.Workspace.RecoveryRaster, unfinished);
                RasterFile.Move(unfinished, target);
            }

            session.Terminal.Result(outputs, output =>
            {
                output.WriteLine(target ?? store.Workspace.RecoveryRaster);
                foreach (JsonProperty one in outputs.GetProperty("area_m2_by_class").EnumerateObject())
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Name}: {one.Value.GetDouble() / 10_000:0.00} ha"));
                }
            });
            return ExitCode.Done;
        }));
        return command;
    }
}
