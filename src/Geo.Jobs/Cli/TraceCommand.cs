using System.CommandLine;
using System.Globalization;
using Geo.Core.Store;
using Geo.Jobs.Tracing;

namespace Geo.Jobs.Cli;

/// <summary><c>trace LAYER ID PROPERTY</c>: where a number comes from, and what it is when computed again.</summary>
internal static class TraceCommand
{
    public static Command Create()
    {
        var layer = new Argument<string>("LAYER") { Description = "Layer id; 'geowfc layers' lists them" };
        var id = new Argument<string>("ID") { Description = "Id of the row" };
        var property = new Argument<string>("PROPERTY") { Description = "Name of the column" };
        var command = new Command("trace", "Where a number comes from: run, program, model, files; and compute it again. Exit 1 where an input is no longer what it was") { layer, id, property };
        command.SetAction(CommandSession.Action((session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            Trace trace = Tracer.Of(store, parsed.GetRequiredValue(layer), parsed.GetRequiredValue(id), parsed.GetRequiredValue(property), cancel);
            session.Terminal.Result(trace, output => Tell(session.Terminal, trace, output));
            if (trace.Recomputed.State != "refused")
            {
                return Task.FromResult(ExitCode.Done);
            }

            Console.Error.WriteLine(session.Terminal.Say(trace.Recomputed.Why.Zh, trace.Recomputed.Why.En));
            return Task.FromResult(ExitCode.Failed);
        }));
        return command;
    }

    private static void Tell(Terminal terminal, Trace trace, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trace.Layer}/{trace.Id} {trace.Property} = {Text(trace.Value)}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {terminal.Say("写入", "written")} {trace.SetAt:yyyy-MM-ddTHH:mm:ssZ} {trace.SetBy}, {terminal.Say("修订", "revision")} {trace.Revision}"));
        if (trace.Run is { } run)
        {
            output.WriteLine($"  {terminal.Say("作业", "run")} {run.Id} ({run.Kind}), {terminal.Say("程序", "program")} {run.CodeVersion}, {run.Parameters}");
        }

        if (trace.Model is { } model)
        {
            output.WriteLine($"  {terminal.Say("模型", "model")} {model.Name} {model.Hash}");
        }

        foreach (var input in trace.Inputs)
        {
            output.WriteLine($"  {terminal.Say("输入", "input")} {input.SceneId} {input.Role} {input.File} sha256 {input.Recorded}: {input.State}");
        }

        foreach (string row in trace.Rows)
        {
            output.WriteLine($"  {terminal.Say("记录", "row")} {row}");
        }

        foreach (var rule in trace.Rules)
        {
            output.WriteLine($"  {terminal.Say("规则", "rule")} {rule.Name}{(rule.Value is { } value ? $" = {Text(value)} {rule.Unit}".TrimEnd() : "")}: {rule.Document}, {rule.Date}");
        }

        output.WriteLine($"  {trace.Recomputed.State}: {Text(trace.Recomputed.Value)}{(trace.Recomputed.Difference is { } difference ? $" ({difference.ToString("+0.################;-0.################;0", CultureInfo.InvariantCulture)})" : "")}; {terminal.Say(trace.Recomputed.Why.Zh, trace.Recomputed.Why.En)}");
    }

    private static string Text(object? value) => value switch
    {
        null => "-",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IEnumerable<string> list => string.Join(", ", list),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "-",
    };
}
