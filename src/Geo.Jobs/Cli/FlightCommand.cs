using System.CommandLine;
using Geo.Core.Field;
using Geo.Core.Store;
using Geo.Core.Store.Ground;

namespace Geo.Jobs.Cli;

/// <summary><c>flight CODE… --out FILE.kml</c>: flight polygons for drones.</summary>
internal static class FlightCommand
{
    public static Command Create()
    {
        var codes = new Argument<string[]>("CODE") { Description = "Codes of mine sites", Arity = ArgumentArity.OneOrMore };
        var file = new Option<string>("--out") { Description = "The KML to write", HelpName = "FILE", Required = true };
        var buffer = new Option<double>("--buffer") { Description = "Metres round each boundary", HelpName = "M", DefaultValueFactory = _ => FlightKml.UsualBuffer };
        var command = new Command("flight", "Flight polygons of mine sites as KML, for a drone's remote control") { codes, file, buffer };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            string path = Path.GetFullPath(parsed.GetRequiredValue(file));
            var sites = FlightSites.Of(store, parsed.GetRequiredValue(codes));
            byte[] kml = FlightKml.Of(sites, parsed.GetValue(buffer));
            string partial = $"{path}.{Guid.NewGuid():N}.partial";
            File.WriteAllBytes(partial, kml);
            File.Move(partial, path, overwrite: true);
            session.Terminal.Result(new { File = path, Sites = sites.Count }, output => output.WriteLine($"{path}: {sites.Count}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
