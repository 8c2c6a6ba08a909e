using System.CommandLine;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>assess</c>: a model by its held-apart blocks, or a survey against true polygons.</summary>
internal static class AssessCommand
{
    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "Show this model's cross-validated scores", HelpName = "NAME" };
        var survey = new Option<string?>("--survey") { Description = "Assess this survey against --truth", HelpName = "ID" };
        var truth = new Option<string?>("--truth") { Description = "True polygons with a field class or label", HelpName = "FILE" };
        var command = new Command("assess", "Accuracy per pixel, per object, area-adjusted") { model, survey, truth };
        command.SetAction(CommandSession.Action((session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            Assessment assessment = (parsed.GetValue(model), parsed.GetValue(survey), parsed.GetValue(truth)) switch
            {
                ({ } name, null, _) => Assessment.OfModel(ModelShelf.Card(session.Workspace, name)),
                (null, { } id, { } file) => SurveyAssessment.Of(store, id, file, cancel),
                (null, not null, null) => throw new UsageException("assess: --survey needs --truth FILE"),
                _ => throw new UsageException("assess: name either --model NAME or --survey ID with --truth FILE"),
            };
            session.Terminal.Result(assessment, assessment.Write);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
