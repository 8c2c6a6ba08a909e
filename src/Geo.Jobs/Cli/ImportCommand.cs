using System.CommandLine;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>import KIND FILE</c>: takes a register in, and reports row by row.</summary>
internal static class ImportCommand
{
    private const int MostCodes = 20;

    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = "mine-sites, dumps, sensitive-areas, key-control-areas, towns or rivers" };
        kind.AcceptOnlyFromAmong("mine-sites", "dumps", "sensitive-areas", "key-control-areas", "towns", "rivers");
        var file = new Argument<string>("FILE") { Description = "XLSX, XLS, CSV, GeoJSON, GeoPackage, Shapefile, KML, KMZ or a ZIP of one" };
        var layer = new Option<string?>("--layer") { Description = "Layer or sheet of the file", HelpName = "L" };
        var crs = new Option<string?>("--source-crs") { Description = "CRS of the coordinates: EPSG:n, gcj02, bd09, or EPSG:n+towgs84=DX,DY,DZ for the old datums", HelpName = "CRS" };
        var map = new Option<string[]>("--map") { Description = "Column of a field, as code=编号", AllowMultipleArgumentsPerToken = true, HelpName = "FIELD=COLUMN" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Report only, store nothing" };
        var command = new Command("import", "Take a register in") { kind, file, layer, crs, map, dryRun };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            RegisterOutcome outcome = RegisterFile.Import(store, parsed.GetRequiredValue(kind), Path.GetFullPath(parsed.GetRequiredValue(file)), new RegisterOptions
            {
                Layer = parsed.GetValue(layer),
                SourceCrs = parsed.GetValue(crs),
                Map = Pairs.Parse("--map", parsed.GetValue(map)) ?? [],
            }, parsed.GetValue(dryRun), CommandSession.Author, session.Time, cancel);
            ImportReport report = outcome.Report;
            string lang = parsed.GetValue(GlobalOptions.Lang) ?? "en";
            session.Terminal.Result(RegisterReport.Document(outcome, lang), output => Tell(output, outcome, lang));
            if (!parsed.GetValue(dryRun) && report.Taken + report.Changed > 0 && InventoryRefresh.Registers.Contains(parsed.GetRequiredValue(kind))) await session.RefreshInventory(store, cancel);
            return report.Refused == 0 ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    private static void Tell(TextWriter output, RegisterOutcome outcome, string lang)
    {
        bool zh = lang == "zh";
        var (reading, report) = outcome;
        string where = reading.HeadLine is { } head ? zh ? $"工作表“{reading.Layer}”，表头在第 {head} 行；" : $"sheet '{reading.Layer}', head in row {head}; " : "";
        output.WriteLine(zh ? $"新增 {report.Taken}，变更 {report.Changed}，未变 {report.Same}，拒绝 {report.Refused}" : $"taken {report.Taken}, changed {report.Changed}, the same {report.Same}, refused {report.Refused}");
        output.WriteLine(zh ? $"  {where}坐标系 {reading.Crs}" : $"  {where}coordinates in {reading.Crs}");
        foreach (Reason remark in reading.Remarks) output.WriteLine($"  {remark.In(lang)}");
        if (outcome.Fit is { } fit) output.WriteLine($"  {fit.Sentence.In(lang)}");
        foreach (ImportRow row in report.Rows.Where(row => row.State == "refused" || row.Changes.Count > 0))
        {
            string name = row.Line is { } line ? zh ? $"第 {row.Row} 条（表中第 {line} 行）" : $"row {row.Row} (line {line})" : zh ? $"第 {row.Row} 条" : $"row {row.Row}";
            string said = row.State == "refused" ? string.Join("; ", row.Reasons.Select(reason => reason.In(lang)))
                : $"{row.Code} " + string.Join("; ", row.Changes.Select(c => $"{c.Field}: {c.Before ?? "–"} → {c.After ?? "–"}"));
            output.WriteLine($"  {name}: {said}");
        }

        if (report.Missing.Count > 0)
        {
            string codes = string.Join(", ", report.Missing.Take(MostCodes)) + (report.Missing.Count > MostCodes ? ", …" : "");
            output.WriteLine(zh ? $"  文件中没有、保持不变：{report.Missing.Count} 条（{codes}）" : $"  not in the file and left as they are: {report.Missing.Count} ({codes})");
        }
    }
}
