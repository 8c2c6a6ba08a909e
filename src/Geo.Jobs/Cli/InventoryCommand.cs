using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Geo.Core.Vectors;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>inventory</c>: brings settings, growth, proposed grades, sampling reasons and the corridor up to date; <c>inventory add</c> makes a candidate of a detection.</summary>
internal static class InventoryCommand
{
    public static Command Create()
    {
        var command = new Command("inventory", "Bring the inventory of dumps up to date: setting, growth, proposed grade, sampling, corridor of the river");
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            JsonElement outputs = await session.Execute(store, InventoryJob.Kind, new InventoryParameters(), "inventory", cancel);
            session.Terminal.Result(outputs, output => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"dumps: {outputs.GetProperty("dumps")}, proposed {outputs.GetProperty("by_proposed_grade")}, to be sampled: {outputs.GetProperty("to_be_sampled")}, in the corridor: {outputs.GetProperty("in_corridor")}")));
            return ExitCode.Done;
        }));
        command.Add(Add());
        command.Add(Bulk());
        return command;
    }

    private static Command Add()
    {
        var id = new Argument<string>("DETECTION") { Description = "Id of a confirmed stockpile that no register lists" };
        var code = new Option<string>("--code") { Description = "Code of the new dump", HelpName = "CODE", Required = true };
        var name = new Option<string?>("--name") { Description = "Its name; else the code", HelpName = "NAME" };
        var reason = new Option<string>("--reason") { Description = "Why", HelpName = "TEXT", Required = true };
        var command = new Command("add", "Make a candidate dump of a detection") { id, code, name, reason };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            Feature dump = CandidateDump.Add(store, parsed.GetRequiredValue(id), parsed.GetRequiredValue(code), parsed.GetValue(name), parsed.GetRequiredValue(reason), CommandSession.Author, session.Time.GetUtcNow());
            session.Terminal.Result(new { code = dump.Id, status = dump.Properties["status"], area_m2 = dump.Properties["area_m2"] }, output => output.WriteLine($"{dump.Id}: {dump.Properties["status"]}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Bulk()
    {
        var file = new Argument<string>("FILE") { Description = "Target: .xlsx, .csv, .geojson or .gpkg" };
        var command = new Command("bulk", "Write the list of dumps of 100,000 t or more (大宗工业固体废物堆存场所)") { file };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            string target = Path.GetFullPath(parsed.GetRequiredValue(file));
            IReadOnlyList<VectorFeature> rows = BulkList.Rows(store);
            BulkList.Write(rows, target);
            session.Terminal.Result(new { file = target, count = rows.Count }, output => output.WriteLine($"{target}: {rows.Count}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
