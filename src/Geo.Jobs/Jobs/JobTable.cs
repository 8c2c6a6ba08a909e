using System.Text.Encodings.Web;
using System.Text.Json;
using Geo.Core;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <summary>A job: takes its run, returns what it found; the outputs are written as JSON in the ledger.</summary>
internal delegate Task<object> Job(RunContext context, CancellationToken cancel);

/// <summary>The kinds of run and the job of each.</summary>
internal static class JobTable
{
    /// <summary>How parameters and outputs are written in the ledger: the names of INTERFACE.md.</summary>
    public static readonly JsonSerializerOptions JsonStyle = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, Job> Kinds = new(StringComparer.Ordinal)
    {
        [IngestJob.Kind] = IngestJob.Execute,
        [TrainJob.Kind] = TrainJob.Execute,
        [AdviseJob.Kind] = AdviseJob.Execute,
        [RefineJob.Kind] = RefineJob.Execute,
        [LearnJob.Kind] = LearnJob.Execute,
        [SurveyJob.Kind] = SurveyJob.Execute,
        [TrackJob.Kind] = TrackJob.Execute,
        [SampleJob.Kind] = SampleJob.Execute,
        [DossierJob.Kind] = DossierJob.Execute,
        [RecoveryJob.Kind] = RecoveryJob.Execute,
        [VolumeJob.Kind] = VolumeJob.Execute,
        [InventoryJob.Kind] = InventoryJob.Execute,
        [CasesJob.Kind] = CasesJob.Execute,
        [ReportJob.Kind] = ReportJob.Execute,
        [PriorityJob.Kind] = PriorityJob.Execute,
    };

    public static Job Get(string kind) => Kinds.TryGetValue(kind, out Job? job)
        ? job
        : throw new InputException("run", "kind", $"'{kind}' is no kind of run", $"use one of {string.Join(", ", Kinds.Keys)}");

    /// <summary>The parameters of a run as the job's own type.</summary>
    public static T Parameters<T>(RunContext context)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(context.Run.Parameters, JsonStyle)
                ?? throw new InputException($"run {context.Run.Id}", "parameters", "there are none", "give a JSON object");
        }
        catch (JsonException exception)
        {
            throw new InputException($"run {context.Run.Id}", exception.Path, "does not fit the job's parameters", "see docs/jobs.md for their names", exception);
        }
    }
}
