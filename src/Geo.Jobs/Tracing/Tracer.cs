using System.Text.Json;
using Geo.Core;
using Geo.Core.Sites;
using Geo.Core.Store;

namespace Geo.Jobs.Tracing;

/// <summary>Traces a number to its run, its program, its model and its files, and computes it again from what was known then.</summary>
public static class Tracer
{
    /// <summary>Traces.</summary>
    /// <param name="store">The store.</param>
    /// <param name="layer">Id of the collection.</param>
    /// <param name="id">Id of the row.</param>
    /// <param name="property">Name of the column.</param>
    /// <param name="cancel">Looked at once a file and site.</param>
    /// <exception cref="NotFoundException">There is no such layer or row.</exception>
    /// <exception cref="InputException">The layer has no such column.</exception>
    public static Trace Of(WorkspaceStore store, string layer, string id, string property, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        LayerDefinition definition = Layers.Get(layer);
        ColumnDefinition column = definition.Column(property) ?? throw new InputException($"layer {layer}", "property", $"there is no '{property}'", $"use one of {string.Join(", ", definition.Columns.Select(c => c.Name))}");
        _ = store.Layer(layer).Get(id);
        // Who wrote the value is who first wrote it as it is now.
        IReadOnlyList<FeatureVersion> versions = store.Layer(layer).Versions(id);
        object? value = versions[^1].Feature.Properties[property];
        FeatureVersion set = versions.Reverse().TakeWhile(v => Same(v.Feature.Properties[property], value)).Last();
        Run? run = RunOf(store, set);
        Known known = new(store, set, property, run);
        Parts parts = layer switch
        {
            "observations" when run is not null => ObservationTrace.Of(known, cancel),
            "mine-sites" => SiteTrace.Of(known, cancel),
            "dumps" => DumpTrace.Of(known, cancel),
            "volumes" when run is not null => VolumeTrace.OfRow(known, cancel),
            "river-corridor" when run is not null => InventoryTrace.OfCorridor(known),
            "detections" when run is not null => DetectionTrace.OfDetection(known, cancel),
            "surveys" when run is not null => DetectionTrace.OfSurvey(known, cancel),
            _ => new Parts([], [], null, () => Recomputation.None("此图层的数值不由程序计算", "the values of this layer are not computed")),
        };
        TracedInput? other = parts.Inputs.FirstOrDefault(i => i.State is "differs" or "missing");
        Recomputation recomputed = other is null ? parts.Again() : new Recomputation("refused", null, null, other.State == "differs"
            ? new Reason($"输入文件 {other.File} 已与当时不同：记录 sha256 {other.Recorded}，现为 {other.Found}", $"the input {other.File} is not what it was: recorded sha256 {other.Recorded}, found {other.Found}")
            : new Reason($"输入文件 {other.File}（影像 {other.SceneId}）已不存在", $"the input {other.File} of scene {other.SceneId} is gone"));
        return new Trace(layer, id, property, new Reason(column.TitleZh, column.TitleEn), value, set.ValidFrom, set.Author, set.Revision,
            run is null ? null : new TracedRun(run.Id, run.Kind, run.State, run.Author, run.CreatedAt, run.StartedAt, run.EndedAt, run.CodeVersion, JsonElement.Parse(run.Parameters)),
            parts.Model, parts.Inputs, parts.Rows, parts.Rules, run?.CodeVersion, Programs.Current, recomputed);
    }

    // A person's write leaves the row's run_id as it is: the revision says who wrote.
    private static Run? RunOf(WorkspaceStore store, FeatureVersion set)
    {
        if (set.RunId is null)
        {
            return null;
        }

        try
        {
            Run run = store.Runs.Get(set.RunId);
            bool within = run.StartedAt is { } started && set.ValidFrom >= started && (run.EndedAt is null || set.ValidFrom <= run.EndedAt);
            return within ? run : null;
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private static bool Same(object? a, object? b) => (a, b) switch
    {
        (IEnumerable<string> x, IEnumerable<string> y) => x.SequenceEqual(y),
        _ => Equals(a, b),
    };
}

/// <summary>What is known of a value before it is computed again.</summary>
/// <param name="Store">The store.</param>
/// <param name="Set">The state that first had the value.</param>
/// <param name="Property">The column.</param>
/// <param name="Run">The run that wrote it; null where a person or a register did.</param>
internal sealed record Known(WorkspaceStore Store, FeatureVersion Set, string Property, Run? Run)
{
    public Feature Row => Set.Feature;

    public object? Value => Row.Properties[Property];

    /// <summary>Compares, where the column is among those that were made again.</summary>
    public Recomputation Among(IReadOnlyDictionary<string, object?> columns, string zh, string en)
    {
        var versions = Recomputation.Versions(Run!.CodeVersion, Programs.Current);
        return columns.TryGetValue(Property, out object? again)
            ? Recomputation.Of(Value, again, new Reason($"{zh}；{versions.Zh}", $"{en}; {versions.En}"))
            : Recomputation.None("此列不由该作业计算", "the run does not compute this column");
    }

    /// <summary>A row as it was at a revision; null where there was none.</summary>
    public Feature? RowAt(string layer, string id, long revision) =>
        Store.Layer(layer).Items(ItemsRequest.At(revision) with { Matching = new Dictionary<string, string> { ["id"] = id } }).FirstOrDefault();

    /// <summary>The revision that the run has read: as it says, else the last before it wrote.</summary>
    public long RevisionRead => Run!.Outputs is { } outputs && JsonElement.Parse(outputs).TryGetProperty("revision_read", out var read) ? read.GetInt64() : Set.Revision - 1;
}

/// <summary>What a layer's tracer finds out.</summary>
/// <param name="Inputs">Files.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Model">Model.</param>
/// <param name="Again">Computes the value again; called only where all inputs are as they were.</param>
internal sealed record Parts(IReadOnlyList<TracedInput> Inputs, IReadOnlyList<string> Rows, TracedModel? Model, Func<Recomputation> Again)
{
    /// <summary>Values and rules that decided it.</summary>
    public IReadOnlyList<TracedRule> Rules { get; init; } = [];
}
