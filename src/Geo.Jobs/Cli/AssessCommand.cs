using System.CommandLine;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>assess</c>: a model by its held-apart blocks, or a survey against true polygons.</summary>
internal static class AssessCommand
{
    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "This model's cross-validated scores, or on --truth", HelpName = "NAME" };
        var survey = new Option<string?>("--survey") { Description = "Assess this survey by its labelled sample, or against --truth", HelpName = "ID" };
        var truth = new Option<string?>("--truth") { Description = "True polygons with a field class or label", HelpName = "FILE" };
        var interpreter = new Option<string>("--interpreter") { Description = "Whose labels of the sample", HelpName = "1|2|agreed", DefaultValueFactory = _ => "agreed" };
        interpreter.AcceptOnlyFromAmong("1", "2", "agreed");
        var command = new Command("assess", "Accuracy per pixel, per object, area-adjusted") { model, survey, truth, interpreter };
        command.SetAction(CommandSession.Action((session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            Assessment assessment = (parsed.GetValue(model), parsed.GetValue(survey), parsed.GetValue(truth)) switch
            {
                ({ } name, null, { } file) => ModelAssessment.Of(store, name, file, cancel),
                ({ } name, null, null) => Assessment.OfModel(ModelShelf.Card(session.Workspace, name)),
                (null, { } id, { } file) => SurveyAssessment.Of(store, id, file, cancel),
                (null, { } id, null) => SampleAssessment.Of(store, id, parsed.GetRequiredValue(interpreter)),
                _ => throw new UsageException("assess: name either --model NAME, or --survey ID with its labelled sample or --truth FILE"),
            };
            session.Terminal.Result(assessment, assessment.Write);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
