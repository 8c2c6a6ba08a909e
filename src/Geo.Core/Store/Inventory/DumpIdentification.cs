using Geo.Core.Inventory.Sampling;
using Geo.Core.Sites;

namespace Geo.Core.Store.Inventory;

/// <summary>A person's verdict on what a dump holds. The laboratory's results only propose one.</summary>
public static class DumpIdentification
{
    private const string Where = "the identification";

    /// <summary>Writes the verdict: general or hazardous makes a sampled dump identified, inconclusive leaves it under way. Its undo is the undo of the status.</summary>
    /// <param name="store">The store.</param>
    /// <param name="code">Code of the dump.</param>
    /// <param name="verdict">general, hazardous or inconclusive.</param>
    /// <param name="category">Waste category from now on; null leaves it, but for hazardous waste, which becomes suspected_hazardous.</param>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="author">Who decides.</param>
    /// <param name="at">When, UTC.</param>
    /// <exception cref="NotFoundException">There is no such dump.</exception>
    /// <exception cref="InputException">No such verdict or category, or the dump is not sampled; nothing was written.</exception>
    public static DecisionState Decide(WorkspaceStore store, string code, string? verdict, string? category, string? reason, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        Feature dump = store.Layer("dumps").Find(code) ?? throw new NotFoundException("dump", code);
        string[] verdicts = [IdentificationProposal.General, IdentificationProposal.Hazardous, IdentificationProposal.Inconclusive];
        if (!verdicts.Contains(verdict)) throw new InputException(Where, "verdict", $"'{verdict}' is none", $"use one of {string.Join(", ", verdicts)}");
        if (category is not null && WasteCategories.Default.All.All(c => c.Code != category))
        {
            throw new InputException(Where, "waste_category", $"'{category}' is none", $"use one of {string.Join(", ", WasteCategories.Default.All.Select(c => c.Code))}");
        }

        var current = StatusCode.Parse<DumpStatus>(dump.Properties["status"] as string);
        if (current is not (DumpStatus.Sampled or DumpStatus.Identified))
        {
            throw new InputException(Where, "status", $"the dump is {dump.Properties["status"] ?? "without status"}", "decide that it is sampled first");
        }

        bool hazardous = verdict == IdentificationProposal.Hazardous, open = verdict == IdentificationProposal.Inconclusive;
        var besides = new Dictionary<string, object?>
        {
            ["identification_state"] = open ? "under_way" : verdict,
            ["identified_by"] = open ? null : author,
            ["identified_at"] = open ? null : at,
        };
        if (hazardous || category is not null) besides["waste_category"] = hazardous ? "suspected_hazardous" : category;
        string status = StatusCode.Of(open ? DumpStatus.Sampled : DumpStatus.Identified);
        return SiteDecision.Write(store, DecidedKind.Dump, code, status, reason, author, at, besides, null);
    }
}
