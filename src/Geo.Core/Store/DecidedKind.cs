using Geo.Core.Inventory;
using Geo.Core.Inventory.Sampling;
using Geo.Core.Sites;
using Geo.Core.Store.Inventory;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Decisions;

namespace Geo.Core.Store;

/// <summary>What differs between a person's decision on a mine site and on a dump.</summary>
public sealed class DecidedKind
{
    private readonly Func<WorkspaceStore, Feature, string, (string Problem, string Mend)?> _refusal;

    private DecidedKind(LayerDefinition layer, string kind, string noun, IReadOnlyList<string> statuses, Func<WorkspaceStore, Feature, string, (string, string)?> refusal) =>
        (Layer, Kind, Noun, Statuses, _refusal) = (layer, kind, noun, statuses, refusal);

    /// <summary>The listed legacy mines.</summary>
    public static DecidedKind MineSite { get; } = new(Layers.MineSites, TrackedSite.MineSite, "mine site", Codes<MineStatus>(), (_, site, status) =>
    {
        var (current, next) = (StatusCode.Parse<MineStatus>(site.Properties["status"] as string), StatusCode.Parse<MineStatus>(status)!.Value);
        return MineTransitions.Allowed(current, next) ? null
            : ($"{status} cannot follow {site.Properties["status"] ?? "no status"}", Mend(MineTransitions.From(current).Select(s => StatusCode.Of(s))));
    });

    /// <summary>The inventory of dumps.</summary>
    public static DecidedKind Dump { get; } = new(Layers.Dumps, TrackedSite.Dump, "dump", Codes<DumpStatus>(), (store, site, status) =>
    {
        var (current, next) = (StatusCode.Parse<DumpStatus>(site.Properties["status"] as string), StatusCode.Parse<DumpStatus>(status)!.Value);
        if (current == next) return null;
        bool identify = SamplingRules.Default.ReasonFor(site.Properties) is not null;
        if (!DumpTransitions.Allowed(current, next, identify))
        {
            return (DumpTransitions.Problem(current, next, identify), Mend(DumpTransitions.From(current, identify).Select(s => StatusCode.Of(s))));
        }

        string[] missing = [.. StepEvidence.For(next, DumpEvidence.FactsOf(store, site)).Where(e => e.Needed && !e.Present).Select(e => e.Text.En)];
        return missing.Length == 0 ? null : ($"{status} needs {string.Join(" and ", missing)}", "bring the evidence first");
    });

    /// <summary>The collection.</summary>
    public LayerDefinition Layer { get; }

    /// <summary>site_kind in site-history.</summary>
    public string Kind { get; }

    /// <summary>Its statuses in the order of the work.</summary>
    public IReadOnlyList<string> Statuses { get; }

    internal string Noun { get; }

    /// <summary>Why a status cannot be given, and what to do; null where it can.</summary>
    internal (string Problem, string Mend)? Refusal(WorkspaceStore store, Feature site, string status) => _refusal(store, site, status);

    private static string[] Codes<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(s => StatusCode.Of(s))];

    private static string Mend(IEnumerable<string> next) => string.Join(", ", next) is { Length: > 0 } codes
        ? $"use one of {codes}, or take the last decision back by undo"
        : "nothing can follow; take the last decision back by undo";
}
