using System.CommandLine;
using System.Globalization;
using Geo.Core.Classification.Explanations;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>why ID</c>: what made a detection one.</summary>
internal static class WhyCommand
{
    private const int Shown = 10;

    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "Detection id" };
        var command = new Command("why", "Why a detection was given its class: what each predictor did, and which samples are alike") { id };
        command.SetAction(CommandSession.Action((session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            WhyCard why = Explanation.Of(store, parsed.GetRequiredValue(id), cancel);
            session.Terminal.Result(why, output =>
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{why.Class}: probability {why.Probability:0.000}, {why.AboveThreshold:+0.000;-0.000} from the threshold"));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"score {why.Score:0.000} = {why.Bias:0.000} of the average sample, and"));
                foreach (PredictorContribution one in why.Contributions.Take(Shown))
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {one.Contribution,7:+0.000;-0.000}  {one.Predictor} = {one.Value:0.####}"));
                }

                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {why.Contributions.Skip(Shown).Sum(one => one.Contribution),7:+0.000;-0.000}  all others"));
                foreach (SimilarSample one in why.Similar)
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"like {one.Label} at {one.Longitude:0.00000}, {one.Latitude:0.00000}: {one.SharedLeaves:0 %} of the leaves"));
                }
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
