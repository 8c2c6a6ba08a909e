using System.Globalization;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <summary>The inventory follows what it rests on: after an import, a survey or a measurement it is to be made anew, once for the same layers.</summary>
internal static class InventoryRefresh
{
    // Their writes are no input of the inventory.
    private static readonly string[] s_noInput = [InventoryJob.Kind, PriorityJob.Kind, CasesJob.Kind, TrackJob.Kind, ReportJob.Kind];

    /// <summary>Registers that the inventory reads.</summary>
    public static IReadOnlyList<string> Registers { get; } = ["dumps", "sensitive-areas", "key-control-areas", "rivers", "towns"];

    /// <summary>Parameters of the run.</summary>
    public static string Parameters { get; } = JsonSerializer.Serialize(new InventoryParameters(), JobTable.JsonStyle);

    /// <summary>True for a kind of run whose results the inventory rests on.</summary>
    public static bool Follows(string kind) => kind is SurveyJob.Kind or VolumeJob.Kind;

    /// <summary>What the run's inputs are, as a hash; null where there is no dump, and so nothing to do.</summary>
    public static string? InputHash(WorkspaceStore store) => store.Layer("dumps").Count() == 0 ? null
        : RunLedger.HashOf(InventoryJob.Kind, Parameters, store.RevisionWithout(s_noInput).ToString(CultureInfo.InvariantCulture), Programs.Current);

    /// <summary>Queues the run, where there are dumps; the run of the same inputs is returned where there is one, and one that still waits will read all of it anyway.</summary>
    public static Run? Queue(RunQueue queue, WorkspaceStore store, string author) => InputHash(store) is not { } hash ? null
        : store.Runs.List().FirstOrDefault(run => run is { Kind: InventoryJob.Kind, State: "queued" }) ?? queue.Enqueue(InventoryJob.Kind, Parameters, author, hash);
}
