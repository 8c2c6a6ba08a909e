using System.CommandLine;
using Geo.Core;
using Geo.Core.Classification.Networks;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>models import FILE.onnx</c>: puts a bureau's own segmentation network on the shelf.</summary>
internal static class ModelsImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "ONNX, one input 1 × bands × height × width and one output 1 × classes × height × width, 32-bit floats" };
        var model = new Option<string?>("--model") { Description = "Name of the model (default: the file's)", HelpName = "NAME" };
        var bands = new Option<string>("--bands") { Description = "What the input's channels are, in order, as Blue,Green,Red,Nir", HelpName = "ROLES", Required = true };
        var classes = new Option<string>("--classes") { Description = "What the output's channels are, in order, as other,stockpile,unrestored_pit; a single one is set against the rest", HelpName = "NAMES", Required = true };
        var scale = new Option<float>("--scale") { Description = "What reflectance is multiplied by; 10000 for a network trained on digital numbers", HelpName = "X", DefaultValueFactory = _ => 1 };
        var logits = new Option<bool>("--logits") { Description = "The output is not yet a probability: take softmax over the channels" };
        var tile = new Option<int>("--tile") { Description = "Side of a tile, pixels (default: the network's own, or 256)", HelpName = "N" };
        var rim = new Option<int>("--rim") { Description = "Pixels dropped on each side of a tile: at least the network's reach (default: an eighth of the tile)", HelpName = "N", DefaultValueFactory = _ => -1 };
        var overlap = new Option<int>("--overlap") { Description = "Pixels that neighbouring tiles blend (default: an eighth of the tile)", HelpName = "N", DefaultValueFactory = _ => -1 };
        var command = new Command("import", "Take in a segmentation network (ONNX)") { file, model, bands, classes, scale, logits, tile, rim, overlap };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            string onnx = Path.GetFullPath(parsed.GetRequiredValue(file)), name = parsed.GetValue(model) ?? Path.GetFileNameWithoutExtension(onnx);
            ModelShelf.CheckName(name);
            string temporary = Path.Combine(session.Workspace.Temporary, $"network-{Guid.NewGuid():N}"), made = Path.Combine(temporary, "model");
            try
            {
                NetworkModel.Import(onnx, made, name, [.. Names(parsed.GetRequiredValue(bands)).Select(Role)], Names(parsed.GetRequiredValue(classes)),
                    new NetworkCard(parsed.GetValue(scale), parsed.GetValue(logits), parsed.GetValue(tile), parsed.GetValue(rim), parsed.GetValue(overlap)), session.Time);
                store.Write(CommandSession.Author, null, null, writer =>
                {
                    ModelShelf.Put(session.Workspace, name, made, temporary);
                    writer.Audit("model.import", $"models/{name}", Path.GetFileName(onnx));
                });
            }
            finally
            {
                if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            }

            return ListCommands.Told(session, ModelShelf.Card(session.Workspace, name));
        }));
        return command;
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BandRole Role(string name) =>
        Enum.TryParse(name, ignoreCase: true, out BandRole role) && Enum.IsDefined(role) && !char.IsAsciiDigit(name[0])
            ? role
            : throw new InputException("--bands", name, "is no band role", "use " + string.Join(", ", Enum.GetNames<BandRole>().Where(one => one != nameof(BandRole.Other))));
}
