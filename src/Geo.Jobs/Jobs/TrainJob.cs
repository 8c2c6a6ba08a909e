using System.Diagnostics;
using System.Globalization;
using Geo.Core.Classification;
using Geo.Core.Classification.Promises;
using Geo.Core.Predictors;
using Geo.Jobs.Cli;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Samples">Absolute path of the labelled polygons or points.</param>
/// <param name="LabelField">Field of the class name; null looks for label, class, 类别.</param>
/// <param name="Scenes">Scenes to sample; null or empty takes all optical scenes.</param>
/// <param name="Model">Name of the model; null is "default".</param>
/// <param name="Predictors">Name of a set of data/predictors.json; null takes the first whose bands are there.</param>
internal sealed record TrainParameters(string Samples, string? LabelField, IReadOnlyList<string>? Scenes, string? Model, string? Predictors = null);

/// <summary>Trains a model in a child process and puts it on the shelf in one rename.</summary>
internal static class TrainJob
{
    public const string Kind = "train";

    // What the card is asked for; surveys ask for what they want.
    private const double PromisedRecall = 0.90;

    public static async Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var parameters = JobTable.Parameters<TrainParameters>(context);
        string name = parameters.Model ?? "default";
        ModelShelf.CheckName(name);
        if (parameters.Predictors is { } set) PredictorDeclaration.Named(set);
        string fitted = Path.Combine(context.TemporaryFolder, "model");
        await FitInChild(context, fitted, cancel);
        FailPoint.Reach("train-fitted");
        // The token is checked by an empty write: a run that was taken over must not replace the model.
        context.Write(_ => ModelShelf.Put(context.Store.Workspace, name, fitted, context.TemporaryFolder));
        FailPoint.Reach("train-shelved");
        ModelCard card = ModelShelf.Card(context.Store.Workspace, name);
        return new { model = name, run_id = context.Run.Id, scores = card.Scores, promise = RecallPromise.Of(card.Evidence?.Objects ?? [], PromisedRecall) };
    }

    private static async Task FitInChild(RunContext context, string into, CancellationToken cancel)
    {
        using var child = new Process { StartInfo = OwnProgram("--workspace", context.Store.Workspace.Folder, FitCommand.Name, context.Run.Id, into) };
        var errors = new List<string>();
        child.OutputDataReceived += (_, line) =>
        {
            if (double.TryParse(line.Data, CultureInfo.InvariantCulture, out double share))
            {
                context.Progress.Report(share * 0.98);
            }
        };
        child.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
            {
                errors.Add(line.Data);
            }
        };
        child.Start();
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        try
        {
            await child.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            throw;
        }

        if (child.ExitCode != 0)
        {
            throw new TrainingFailedException(errors.LastOrDefault() ?? string.Create(CultureInfo.InvariantCulture, $"training ended with exit code {child.ExitCode}"));
        }
    }

    /// <summary>Starts geowfc itself, whether this process is geowfc, dotnet with geowfc.dll, or a test host.</summary>
    private static ProcessStartInfo OwnProgram(params string[] arguments)
    {
        string dll = Path.Combine(AppContext.BaseDirectory, "geowfc.dll");
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("GEOWFC_FAILPOINT");
        foreach (string argument in (string[])["exec", dll, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
