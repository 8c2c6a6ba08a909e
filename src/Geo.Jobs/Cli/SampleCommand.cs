using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Classification.Accuracy;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>sample draw</c> and <c>sample import</c>: accuracy samples out to interpreters and back.</summary>
internal static class SampleCommand
{
    private const int DefaultCount = 300;

    public static Command Create() => new("sample", "Accuracy samples out and in") { Draw(), Import() };

    private static Command Draw()
    {
        var survey = new Option<string>("--survey") { Description = "Survey id", HelpName = "ID", Required = true };
        var count = new Option<int>("--count") { Description = "Places to draw", HelpName = "N", DefaultValueFactory = _ => DefaultCount };
        var seed = new Option<int>("--seed") { Description = "The same seed draws the same places", HelpName = "S", DefaultValueFactory = _ => 1 };
        var file = new Argument<string>("FILE") { Description = "Target: .gpkg, .geojson or .csv; interpreters fill label_1, label_2 and label_agreed" };
        var command = new Command("draw", "Draw a stratified random sample of a survey's map") { survey, count, seed, file };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            string target = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (!Directory.Exists(Path.GetDirectoryName(target)))
            {
                throw new InputException(target, null, "its folder does not exist", $"make {Path.GetDirectoryName(target)} first");
            }

            using WorkspaceStore store = session.OpenStore();
            _ = store.Layer("surveys").Get(parsed.GetRequiredValue(survey));
            var parameters = new SampleParameters(parsed.GetRequiredValue(survey), parsed.GetValue(count), parsed.GetValue(seed), target);
            JsonElement outputs = await session.Execute(store, SampleJob.Kind, parameters, "sample", cancel);
            session.Terminal.Result(outputs, output =>
            {
                output.WriteLine(outputs.GetProperty("file").GetString());
                foreach (JsonElement one in outputs.GetProperty("strata").EnumerateArray())
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"  {one.GetProperty("name")}: {one.GetProperty("places")} of {one.GetProperty("pixels")} pixels"));
                }
            });
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "A drawn sample with labels" };
        var command = new Command("import", "Take interpreters' labels in; the two are kept apart") { file };
        command.SetAction(CommandSession.Action((session, parsed, cancel) =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(file));
            using WorkspaceStore store = session.OpenStore();
            VectorLayer layer = VectorFile.Read(path);
            if (SampleTable.Columns.FirstOrDefault(column => !layer.Fields.Contains(column)) is { } missing)
            {
                throw new InputException(path, missing, "there is no such field", "import a file that 'geowfc sample draw' wrote, with all its columns");
            }

            string id = layer.Features.Select(one => one.Attributes[SampleTable.SurveyField]?.ToString()).FirstOrDefault(one => one is not null)
                ?? throw new InputException(path, SampleTable.SurveyField, "no row names the survey", "leave this column as it went out");
            cancel.ThrowIfCancellationRequested();
            IReadOnlyList<SampleRow> rows = [];
            AccuracySample sample = SampleShelf.Change(store, id, CommandSession.Author, $"import of {Path.GetFileName(path)}", before =>
            {
                (AccuracySample taken, rows) = SampleTable.Take(before, layer.Features);
                return taken;
            });
            int Count(string state) => rows.Count(row => row.State == state);
            Agreement agreement = sample.Agreement;
            session.Terminal.Result(new { survey_id = id, taken = Count("taken"), changed = Count("changed"), same = Count("same"), refused = Count("refused"), rows, agreement }, output =>
            {
                output.WriteLine($"taken {Count("taken")}, changed {Count("changed")}, refused {Count("refused")}");
                foreach (SampleRow row in rows.Where(row => row.State is "refused" or "changed")) output.WriteLine($"  row {row.Row}: {row.State}: {row.Reason}");
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the interpreters agree on {agreement.Same} of {agreement.Both} places that both labelled"));
                foreach (Disagreement one in agreement.Disagreements)
                {
                    output.WriteLine($"  number {one.Number}: 1 says {one.Label1}, 2 says {one.Label2}, {(one.LabelAgreed is null ? "open: fill label_agreed" : $"settled as {one.LabelAgreed}")}");
                }
            });
            return Task.FromResult(Count("refused") == 0 ? ExitCode.Done : ExitCode.Failed);
        }));
        return command;
    }
}
