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

    private static readonly Dictionary<string, (Job Job, Type Parameters)> Kinds = new(StringComparer.Ordinal)
    {
        [IngestJob.Kind] = (IngestJob.Execute, typeof(IngestParameters)),
        [TrainJob.Kind] = (TrainJob.Execute, typeof(TrainParameters)),
        [AdviseJob.Kind] = (AdviseJob.Execute, typeof(AdviseParameters)),
        [RefineJob.Kind] = (RefineJob.Execute, typeof(RefineParameters)),
        [LearnJob.Kind] = (LearnJob.Execute, typeof(LearnParameters)),
        [SurveyJob.Kind] = (SurveyJob.Execute, typeof(SurveyParameters)),
        [TrackJob.Kind] = (TrackJob.Execute, typeof(TrackParameters)),
        [SampleJob.Kind] = (SampleJob.Execute, typeof(SampleParameters)),
        [DossierJob.Kind] = (DossierJob.Execute, typeof(DossierParameters)),
        [RecoveryJob.Kind] = (RecoveryJob.Execute, typeof(RecoveryParameters)),
        [VolumeJob.Kind] = (VolumeJob.Execute, typeof(VolumeParameters)),
        [InventoryJob.Kind] = (InventoryJob.Execute, typeof(InventoryParameters)),
        [CasesJob.Kind] = (CasesJob.Execute, typeof(CasesParameters)),
        [ReportJob.Kind] = (ReportJob.Execute, typeof(ReportParameters)),
        [InboxJob.Kind] = (InboxJob.Execute, typeof(InboxParameters)),
        [PriorityJob.Kind] = (PriorityJob.Execute, typeof(PriorityParameters)),
    };

    /// <summary>Each kind with the record of its parameters.</summary>
    public static IEnumerable<(string Kind, Type Type)> ParameterTypes => Kinds.Select(k => (k.Key, k.Value.Parameters));

    public static Job Get(string kind) => Kinds.TryGetValue(kind, out var known)
        ? known.Job
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
