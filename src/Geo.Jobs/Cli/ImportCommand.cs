using System.CommandLine;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>import KIND FILE</c>: takes a register in, and reports row by row.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = "mine-sites, dumps, sensitive-areas, key-control-areas, towns or rivers" };
        kind.AcceptOnlyFromAmong("mine-sites", "dumps", "sensitive-areas", "key-control-areas", "towns", "rivers");
        var file = new Argument<string>("FILE") { Description = "GeoJSON, GeoPackage or CSV" };
        var layer = new Option<string?>("--layer") { Description = "Layer of the file", HelpName = "L" };
        var crs = new Option<string?>("--source-crs") { Description = "CRS of the coordinates: EPSG:n, gcj02 or bd09", HelpName = "CRS" };
        var map = new Option<string[]>("--map") { Description = "Column of a field, as code=编号", AllowMultipleArgumentsPerToken = true, HelpName = "FIELD=COLUMN" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Report only, store nothing" };
        var command = new Command("import", "Take a register in") { kind, file, layer, crs, map, dryRun };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            ImportReport report = RegisterFile.Import(store, parsed.GetRequiredValue(kind), Path.GetFullPath(parsed.GetRequiredValue(file)), new RegisterOptions
            {
                Layer = parsed.GetValue(layer),
                SourceCrs = parsed.GetValue(crs),
                Map = Pairs.Parse("--map", parsed.GetValue(map)) ?? [],
            }, parsed.GetValue(dryRun), CommandSession.Author, session.Time, cancel);
            string lang = parsed.GetValue(GlobalOptions.Lang) ?? "en";
            var rows = report.Rows.Select(row => new
            {
                row.Row,
                row.Code,
                row.State,
                reason = row.Reasons.Count == 0 ? null : string.Join("; ", row.Reasons.Select(reason => reason.In(lang))),
            }).ToList();
            session.Terminal.Result(new { report.Taken, report.Changed, report.Same, report.Refused, rows }, output =>
            {
                output.WriteLine($"taken {report.Taken}, changed {report.Changed}, refused {report.Refused}");
                foreach (var row in rows.Where(row => row.State == "refused"))
                {
                    output.WriteLine($"  row {row.Row}: {row.reason}");
                }
            });
            // One sentence on whether the outlines lie on what the imagery shows.
            if (!parsed.GetValue(dryRun) && report.Taken + report.Changed > 0 && RegisterCheck.Check(store, parsed.GetRequiredValue(kind), CommandSession.Author, session.Time, cancel) is { } check)
            {
                session.Terminal.Message(session.Terminal.Say(check.Sentence.Zh, check.Sentence.En));
            }

            if (!parsed.GetValue(dryRun) && report.Taken + report.Changed > 0 && InventoryRefresh.Registers.Contains(parsed.GetRequiredValue(kind))) await session.RefreshInventory(store, cancel);
            return report.Refused == 0 ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }
}
