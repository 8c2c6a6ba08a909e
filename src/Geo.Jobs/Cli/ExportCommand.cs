using System.CommandLine;
using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Filters;
using Geo.Core.Store;
using Geo.Core.Vectors;

namespace Geo.Jobs.Cli;

/// <summary><c>export LAYER FILE</c>: GeoJSON, GeoPackage, CSV, XLSX or FlatGeobuf, by extension, through OGR.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var layer = new Argument<string>("LAYER") { Description = "Layer id; 'geowfc layers' lists them" };
        var file = new Argument<string>("FILE") { Description = "Target: .geojson, .gpkg, .csv, .xlsx or .fgb" };
        var filter = new Option<string?>("--filter") { Description = "CQL2 text on the layer's properties, geometries in longitude/latitude: \"area_m2 > 5000\"", HelpName = "CQL2" };
        var datetime = new Option<string?>("--datetime") { Description = "The layer as it was known then; a date means its end in Asia/Shanghai", HelpName = "T" };
        var command = new Command("export", "Write a layer to a file") { layer, file, filter, datetime };
        command.SetAction(CommandSession.Action((session, parsed, cancel) =>
        {
            DateTimeOffset? knownAt = Times.KnownAt("--datetime", parsed.GetValue(datetime));
            string target = Path.GetFullPath(parsed.GetRequiredValue(file));
            using WorkspaceStore store = session.OpenStore();
            LayerDefinition definition = Core.Store.Layers.Get(parsed.GetRequiredValue(layer));
            var asked = parsed.GetValue(filter) is { } text ? Filter.Of(text, FilterLanguage.Text, FilterCrs.Crs84, definition.Queryables, new FilterPlace("--filter", null)) : null;
            var features = store.Layer(definition.Id).Items(ItemsRequest.Everything with { AsKnownOn = knownAt, Filter = asked }).ToList();
            cancel.ThrowIfCancellationRequested();
            if (!Directory.Exists(Path.GetDirectoryName(target)))
            {
                throw new InputException(target, null, "its folder does not exist", $"make {Path.GetDirectoryName(target)} first");
            }

            VectorFile.Write(target, definition.Table, WellKnown.Crs84, OgrFields.Of(definition),
                features.Select((feature, i) => new VectorFeature(i + 1, feature.Geometry, OgrFields.Attributes(feature))));
            session.Terminal.Result(new { layer = definition.Id, file = target, count = features.Count }, output => output.WriteLine(target));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
