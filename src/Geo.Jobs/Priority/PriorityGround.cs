using System.Runtime.CompilerServices;
using Geo.Core.Priority;
using Geo.Core.Store;

namespace Geo.Jobs.Priority;

/// <summary>The dumps of a revision, read by a criteria set. The last few are kept, so that moving a weight reads nothing.</summary>
/// <param name="Revision">Revision read.</param>
/// <param name="Prioritiser">Who answers.</param>
/// <param name="Rows">Rows of all dumps by code, ranked or not.</param>
/// <param name="LeftOut">Codes of dumps that are not ranked: they have their money.</param>
public sealed record PriorityGround(long Revision, Prioritiser Prioritiser, IReadOnlyDictionary<string, Feature> Rows, IReadOnlyList<string> LeftOut)
{
    private const int Kept = 4;

    private static readonly ConditionalWeakTable<WorkspaceStore, List<(long Revision, string Json, PriorityGround Ground)>> s_kept = [];

    /// <summary>The criteria.</summary>
    public CriteriaSet Set => Prioritiser.Table.Set;

    /// <summary>The dumps of a revision.</summary>
    /// <param name="store">The store.</param>
    /// <param name="set">The criteria.</param>
    /// <param name="revision">Revision; null for the present one.</param>
    public static PriorityGround Of(WorkspaceStore store, CriteriaSet set, long? revision = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(set);
        long at = revision ?? store.Revision;
        var kept = s_kept.GetOrCreateValue(store);
        lock (kept)
        {
            if (kept.Find(k => k.Revision == at && k.Json == set.Json).Ground is { } known) return known;
        }

        var ground = Read(store, set, at);
        lock (kept)
        {
            kept.Add((at, set.Json, ground));
            if (kept.Count > Kept) kept.RemoveAt(0);
        }

        return ground;
    }

    private static PriorityGround Read(WorkspaceStore store, CriteriaSet set, long revision)
    {
        var rows = store.Layer(Layers.Dumps.Id).Items(ItemsRequest.At(revision)).ToDictionary(row => row.Id, StringComparer.Ordinal);
        var prioritiser = Prioritiser.Of(set, rows.Values.Select(row => new PriorityDump(row.Id, row.Properties["name"] as string ?? row.Id, row.Properties["town"] as string, row.Properties)));
        return new PriorityGround(revision, prioritiser, rows,
            [.. rows.Keys.Except(prioritiser.Table.Dumps.Select(d => d.Code)).Order(StringComparer.Ordinal)]);
    }
}
