using System.Globalization;
using Geo.Core.Sites;
using Geo.Core.Tracking.Decisions;

namespace Geo.Core.Store;

/// <summary>How a mine site stands after a decision.</summary>
/// <param name="Code">The site.</param>
/// <param name="Status">Status now.</param>
/// <param name="StatusAt">Since when, UTC.</param>
/// <param name="DecidedBy">Who decided it; null where the register says it.</param>
/// <param name="DecisionReason">Why; null as before.</param>
/// <param name="PreviousStatus">Status before this decision or undo.</param>
/// <param name="HistoryId">The row of site-history that keeps it.</param>
/// <param name="Undoes">The row that an undo took back; null for a decision.</param>
/// <param name="TestAnswer">What the restoration test said at that moment; null where it was never made.</param>
public sealed record DecisionState(
    string Code, string? Status, DateTimeOffset? StatusAt, string? DecidedBy, string? DecisionReason, string? PreviousStatus,
    string HistoryId, string? Undoes, string? TestAnswer);

/// <summary>
/// A person's decision on a mine site. It changes the site's status and adds a row to site-history, whose rows are never
/// changed; an undo adds a row of its own and brings back the status before.
/// </summary>
public static class SiteDecision
{
    /// <summary>Characters that a reason may have.</summary>
    public const int LongestReason = 1000;

    private const string Where = "the decision", Sites = "mine-sites", History = "site-history", Kind = "mine_site";

    /// <summary>Writes a decision; the same status by the same person for the same reason again changes nothing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="code">Code of the mine site.</param>
    /// <param name="status">Code of a status; the present one confirms it.</param>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="author">Who decides.</param>
    /// <param name="at">When, UTC.</param>
    /// <exception cref="NotFoundException">There is no such mine site.</exception>
    /// <exception cref="InputException">No status, no reason, or a status that cannot follow; nothing was written.</exception>
    public static DecisionState Write(WorkspaceStore store, string code, string status, string? reason, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        var next = Enum.GetValues<MineStatus>().Where(s => StatusCode.Of(s) == status).Select(s => (MineStatus?)s).FirstOrDefault()
            ?? throw new InputException(Where, "status", $"'{status}' is none of a mine site", $"use one of {Codes(Enum.GetValues<MineStatus>())}");
        string why = Reason(reason);
        DecisionState? state = null;
        store.Write(author, null, null, writer =>
        {
            Feature site = Site(writer, code);
            string? before = site.Properties["status"] as string;
            var current = StatusCode.Parse<MineStatus>(before);
            if (!MineTransitions.Allowed(current, next))
            {
                throw new InputException(Where, "status", $"{status} cannot follow {before ?? "no status"}",
                    $"use one of {Codes(MineTransitions.From(current))}, or take the last decision back by undo");
            }

            if (AssessedSites.Standing(AssessedSites.HistoryOf(store, code, null)) is [.., var last] && IsDecision(last) && before == status
                && Equals(last.Properties["decided_by"], author) && Equals(last.Properties["reason"], why))
            {
                state = State(site, last.Properties["previous_status"] as string, last.Id, null);
                return;
            }

            Feature row = Row(writer, code, status, at, "decision", author, why, before, site);
            writer.Put(History, row);
            writer.Put(Sites, Decided(code, status, at, author, why));
            writer.Audit($"decision.{status}", $"{Sites}/{code}", why);
            state = State(writer.Find(Sites, code)!, before, row.Id, null);
        });
        return state!;
    }

    /// <summary>Takes the last decision that stands back: the status before it holds again, as it was given.</summary>
    /// <param name="store">The store.</param>
    /// <param name="code">Code of the mine site.</param>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="author">Who takes it back.</param>
    /// <param name="at">When, UTC.</param>
    /// <exception cref="NotFoundException">There is no such mine site.</exception>
    /// <exception cref="InputException">No reason, or no decision that stands; nothing was written.</exception>
    public static DecisionState Undo(WorkspaceStore store, string code, string? reason, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        string why = Reason(reason);
        DecisionState? state = null;
        store.Write(author, null, null, writer =>
        {
            Feature site = Site(writer, code);
            string? now = site.Properties["status"] as string;
            IReadOnlyList<Feature> standing = AssessedSites.Standing(AssessedSites.HistoryOf(store, code, null));
            if (standing is not [.., var last] || !IsDecision(last))
            {
                throw new InputException(Where, "undo", $"no decision on {code} stands: its status is the register's", "look at its history");
            }

            string? before = last.Properties["previous_status"] as string;
            Feature row = Row(writer, code, before, at, "undo", author, why, now, site);
            var properties = new Dictionary<string, object?>(row.Properties) { ["undoes"] = last.Id };
            writer.Put(History, row with { Properties = properties });
            writer.Audit("decision.undo", $"{Sites}/{code}", why);
            // Whoever gave that status before, and when, stands again.
            Feature? earlier = standing.Count > 1 ? standing[^2] : null;
            bool decided = earlier is not null && IsDecision(earlier);
            writer.Put(Sites, Decided(code, before, earlier?.Properties["status_at"] as DateTimeOffset?,
                decided ? earlier!.Properties["decided_by"] as string : null, decided ? earlier!.Properties["reason"] as string : null));
            state = State(writer.Find(Sites, code)!, now, row.Id, last.Id);
        });
        return state!;
    }

    /// <summary>An id that no row of site-history has yet.</summary>
    internal static string FreeId(StoreWriter writer, string code, DateTimeOffset at, string source)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{Kind}-{code}-{at.UtcDateTime:yyyyMMddTHHmmssfffZ}-{source}");
        string free = id;
        for (int i = 2; writer.Find(History, free) is not null; i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{id}-{i}");
        }

        return free;
    }

    private static bool IsDecision(Feature row) => row.Properties["source"] is "decision";

    private static Feature Site(StoreWriter writer, string code) => writer.Find(Sites, code) ?? throw new NotFoundException("mine site", code);

    private static string Reason(string? reason)
    {
        string why = reason?.Trim() ?? "";
        return why.Length == 0 ? throw new InputException(Where, "reason", "it is missing", "say why, so that it can be explained in three years")
            : why.Length > LongestReason ? throw new InputException(Where, "reason", $"is {why.Length} characters long", $"use at most {LongestReason}")
            : why;
    }

    private static Feature Row(
        StoreWriter writer, string code, string? status, DateTimeOffset at, string source, string author, string reason, string? before, Feature site) =>
        new(FreeId(writer, code, at, source), null, new Dictionary<string, object?>
        {
            ["site_kind"] = Kind,
            ["site_code"] = code,
            ["status"] = status,
            ["status_at"] = at,
            ["source"] = source,
            ["decided_by"] = author,
            ["reason"] = reason,
            ["previous_status"] = before,
            ["test_answer"] = site.Properties["test_answer"],
        });

    private static Feature Decided(string code, string? status, DateTimeOffset? at, string? author, string? reason) =>
        new(code, null, new Dictionary<string, object?>
        {
            ["status"] = status,
            ["status_at"] = at,
            ["decided_by"] = author,
            ["decision_reason"] = reason,
        });

    private static DecisionState State(Feature site, string? before, string historyId, string? undoes)
    {
        var p = site.Properties;
        return new DecisionState(site.Id, p["status"] as string, p["status_at"] as DateTimeOffset?, p["decided_by"] as string,
            p["decision_reason"] as string, before, historyId, undoes, p["test_answer"] as string);
    }

    private static string Codes(IEnumerable<MineStatus> statuses) => string.Join(", ", statuses.Select(s => StatusCode.Of(s)));
}
