using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>advise SAMPLES</c>: what labels lack, which look wrong, what more would bring, and where to label next.</summary>
internal static class AdviseCommand
{
    public static Command Create()
    {
        var samples = new Argument<string>("SAMPLES") { Description = "Labelled polygons or points (GeoJSON, GeoPackage, Shapefile)" };
        var labelField = new Option<string?>("--label-field") { Description = "Field that holds the class name", HelpName = "F" };
        var scenes = SurveyCommand.SceneOption();
        var model = new Option<string?>("--model") { Description = "Model whose doubts are looked for (default: one trained on the samples)", HelpName = "NAME" };
        var file = new Option<string?>("--out") { Description = "Write the places to label next: .geojson, .gpkg, .fgb or .csv; suspects beside it as NAME_suspects", HelpName = "FILE" };
        var command = new Command("advise", "Check labels and propose where to label next") { samples, labelField, scenes, model, file };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            string? target = parsed.GetValue(file) is { } wanted ? Path.GetFullPath(wanted) : null;
            AdviseJob.CheckTarget(target);
            using WorkspaceStore store = session.OpenStore();
            var parameters = new AdviseParameters(Path.GetFullPath(parsed.GetRequiredValue(samples)), parsed.GetValue(labelField), parsed.GetValue(scenes), parsed.GetValue(model), target);
            JsonElement outputs = await session.Execute(store, AdviseJob.Kind, parameters, "advise", cancel);
            session.Terminal.Result(outputs, output => Tell(outputs.Deserialize<Advice>(JobTable.JsonStyle)!, output));
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Tell(Advice advice, TextWriter output)
    {
        foreach (var c in advice.Classes) Line($"{c.Class}: {c.Areas} areas, {c.Rows} pixels, {c.AreaM2:0} m², {c.Blocks} blocks{(c.Advice is null ? "" : ": " + c.Advice)}");
        foreach (var s in advice.Suspects) Line($"suspect: record {s.Area} at {s.Longitude:0.00000}, {s.Latitude:0.00000} is labelled {s.Label} ({s.OwnProbability:0.00}) and looks like {s.LooksLike} ({s.OtherProbability:0.00})");
        foreach (var p in advice.LearningCurve) Line($"with {p.Share:0%} of the areas ({p.Areas}): mean F1 {p.MacroF1:0.000}{(p.ReportedF1 is { } f1 ? FormattableString.Invariant($", reported classes {f1:0.000}") : "")}");
        output.WriteLine(advice.LearningAdvice);
        foreach (var u in advice.Uncertain) Line($"label next: {u.Longitude:0.00000}, {u.Latitude:0.00000} ({u.SizeM:0} m): {u.First} ({u.FirstProbability:0.00}) or {u.Second} ({u.SecondProbability:0.00})");
        foreach (string note in advice.Notes) output.WriteLine(note);

        void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
