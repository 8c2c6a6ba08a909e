using System.CommandLine;
using System.Globalization;
using Geo.Core.Store;
using Geo.Core.Store.Keeping;

namespace Geo.Jobs.Cli;

/// <summary><c>prune</c>: what the workspace no longer needs; nothing is deleted without <c>--apply</c>.</summary>
internal static class PruneCommand
{
    public static Command Create()
    {
        var apply = new Option<bool>("--apply") { Description = "Delete it; without, it is only listed" };
        var command = new Command("prune", "List what no stored number needs: superseded class rasters, old checkpoints, orphans, old run logs") { apply };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            IReadOnlyList<Prunable> plan = Pruning.Plan(store, session.Time.GetUtcNow());
            bool applied = parsed.GetValue(apply);
            if (applied) Pruning.Apply(store, plan, CommandSession.Author);
            long bytes = plan.Sum(one => one.Bytes);
            session.Terminal.Result(new { applied, bytes, items = plan.Select(one => new { kind = Name(one.Kind), path = one.Path, bytes = one.Bytes }) }, output =>
            {
                foreach (Prunable one in plan) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name(one.Kind),-14} {one.Bytes / 1e6,10:0.00} MB  {one.Path}"));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plan.Count} {session.Terminal.Say("项", "items")}, {bytes / 1e6:0.0} MB{(applied || plan.Count == 0 ? "" : session.Terminal.Say("；加 --apply 才删除", "; nothing deleted: give --apply"))}"));
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static string Name(PruneKind kind) => kind switch
    {
        PruneKind.ClassRaster => "class_raster",
        PruneKind.UpgradeCopy => "upgrade_copy",
        PruneKind.RunLog => "run_log",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
