using System.Globalization;

namespace Geo.Core.Store;

/// <summary>How a mine site or dump stands after a decision.</summary>
/// <param name="Code">The site.</param>
/// <param name="Status">Status now.</param>
/// <param name="StatusAt">Since when, UTC.</param>
/// <param name="DecidedBy">Who decided it; null where the register says it.</param>
/// <param name="DecisionReason">Why; null as before.</param>
/// <param name="PreviousStatus">Status before this decision or undo.</param>
/// <param name="HistoryId">The row of site-history that keeps it.</param>
/// <param name="Undoes">The row that an undo took back; null for a decision.</param>
/// <param name="TestAnswer">What the restoration test said at that moment; null where it was never made, and for dumps.</param>
public sealed record DecisionState(
    string Code, string? Status, DateTimeOffset? StatusAt, string? DecidedBy, string? DecisionReason, string? PreviousStatus,
    string HistoryId, string? Undoes, string? TestAnswer);

/// <summary>
/// A person's decision on a mine site or a dump. It changes the site's status and adds a row to site-history, whose rows are never
/// changed; an undo adds a row of its own and brings back the status before.
/// </summary>
public static class SiteDecision
{
    /// <summary>Characters that a reason may have.</summary>
    public const int LongestReason = 1000;

    private const string Where = "the decision", History = "site-history";

    /// <summary>Writes a decision; the same status by the same person for the same reason again changes nothing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="kind">Mine sites or dumps.</param>
    /// <param name="code">Code of the site.</param>
    /// <param name="status">Code of a status; the present one confirms it.</param>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="author">Who decides.</param>
    /// <param name="at">When, UTC.</param>
    /// <exception cref="NotFoundException">There is no such site.</exception>
    /// <exception cref="InputException">No status, no reason, a status that cannot follow, or evidence that is missing; nothing was written.</exception>
    public static DecisionState Write(WorkspaceStore store, DecidedKind kind, string code, string status, string? reason, string author, DateTimeOffset at) =>
        Write(store, kind, code, status, reason, author, at, null, null);

    /// <summary>The same, with columns that change with the status and come back with its undo.</summary>
    internal static DecisionState Write(
        WorkspaceStore store, DecidedKind kind, string code, string status, string? reason, string author, DateTimeOffset at,
        IReadOnlyDictionary<string, object?>? besides, Action<StoreWriter>? also)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(kind);
        if (!kind.Statuses.Contains(status))
        {
            throw new InputException(Where, "status", $"'{status}' is none of a {kind.Noun}", $"use one of {string.Join(", ", kind.Statuses)}");
        }

        string why = Reason(reason), layer = kind.Layer.Id;
        DecisionState? state = null;
        store.Write(author, null, null, writer =>
        {
            Feature site = Site(writer, kind, code);
            also?.Invoke(writer);
            string? before = site.Properties["status"] as string;
            if (besides is null && kind.Refusal(store, site, status) is var (problem, mend))
            {
                throw new InputException(Where, "status", problem, mend);
            }

            if (AssessedSites.Standing(AssessedSites.HistoryOf(store, kind.Kind, code, null)) is [.., var last] && IsDecision(last) && before == status && besides is null
                && Equals(last.Properties["decided_by"], author) && Equals(last.Properties["reason"], why))
            {
                state = State(site, last.Properties["previous_status"] as string, last.Id, null);
                return;
            }

            Feature row = Row(writer, kind, code, status, at, "decision", author, why, before, site);
            writer.Put(History, besides is null ? row : With(row, ("changes", DecisionChanges.Text(site, besides))));
            writer.Put(layer, Decided(code, status, at, author, why, besides));
            writer.Audit($"decision.{status}", $"{layer}/{code}", why);
            state = State(writer.Find(layer, code)!, before, row.Id, null);
        });
        return state!;
    }

    /// <summary>Takes the last decision that stands back: the status before it holds again, as it was given, and what changed besides.</summary>
    /// <param name="store">The store.</param>
    /// <param name="kind">Mine sites or dumps.</param>
    /// <param name="code">Code of the site.</param>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="author">Who takes it back.</param>
    /// <param name="at">When, UTC.</param>
    /// <exception cref="NotFoundException">There is no such site.</exception>
    /// <exception cref="InputException">No reason, or no decision that stands; nothing was written.</exception>
    public static DecisionState Undo(WorkspaceStore store, DecidedKind kind, string code, string? reason, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(kind);
        string why = Reason(reason), layer = kind.Layer.Id;
        DecisionState? state = null;
        store.Write(author, null, null, writer =>
        {
            Feature site = Site(writer, kind, code);
            string? now = site.Properties["status"] as string;
            IReadOnlyList<Feature> standing = AssessedSites.Standing(AssessedSites.HistoryOf(store, kind.Kind, code, null));
            if (standing is not [.., var last] || !IsDecision(last))
            {
                throw new InputException(Where, "undo", $"no decision on {code} stands: its status is the register's", "look at its history");
            }

            string? before = last.Properties["previous_status"] as string;
            Feature row = Row(writer, kind, code, before, at, "undo", author, why, now, site);
            writer.Put(History, With(row, ("undoes", last.Id)));
            writer.Audit("decision.undo", $"{layer}/{code}", why);
            // Whoever gave that status before, and when, stands again.
            Feature? earlier = standing.Count > 1 ? standing[^2] : null;
            bool decided = earlier is not null && IsDecision(earlier);
            writer.Put(layer, Decided(code, before, earlier?.Properties["status_at"] as DateTimeOffset?,
                decided ? earlier!.Properties["decided_by"] as string : null, decided ? earlier!.Properties["reason"] as string : null,
                DecisionChanges.Before(kind.Layer, last.Properties["changes"] as string)));
            state = State(writer.Find(layer, code)!, now, row.Id, last.Id);
        });
        return state!;
    }

    /// <summary>An id that no row of site-history has yet.</summary>
    internal static string FreeId(StoreWriter writer, string kind, string code, DateTimeOffset at, string source)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{kind}-{code}-{at.UtcDateTime:yyyyMMddTHHmmssfffZ}-{source}");
        string free = id;
        for (int i = 2; writer.Find(History, free) is not null; i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{id}-{i}");
        }

        return free;
    }

    /// <summary>A reason as it is kept.</summary>
    /// <exception cref="InputException">It is missing or too long.</exception>
    internal static string Reason(string? reason)
    {
        string why = reason?.Trim() ?? "";
        return why.Length == 0 ? throw new InputException(Where, "reason", "it is missing", "say why, so that it can be explained in three years")
            : why.Length > LongestReason ? throw new InputException(Where, "reason", $"is {why.Length} characters long", $"use at most {LongestReason}")
            : why;
    }

    /// <summary>A row of site-history.</summary>
    internal static Feature Row(
        StoreWriter writer, DecidedKind kind, string code, string? status, DateTimeOffset at, string source, string author, string reason, string? before, Feature site) =>
        new(FreeId(writer, kind.Kind, code, at, source), null, new Dictionary<string, object?>
        {
            ["site_kind"] = kind.Kind,
            ["site_code"] = code,
            ["status"] = status,
            ["status_at"] = at,
            ["source"] = source,
            ["decided_by"] = author,
            ["reason"] = reason,
            ["previous_status"] = before,
            ["test_answer"] = site.Properties.GetValueOrDefault("test_answer"),
        });

    /// <summary>The row with more columns.</summary>
    internal static Feature With(Feature row, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var properties = new Dictionary<string, object?>(row.Properties);
        foreach (var (name, value) in more) properties[name] = value;
        return row with { Properties = properties };
    }

    private static bool IsDecision(Feature row) => row.Properties["source"] is "decision";

    private static Feature Site(StoreWriter writer, DecidedKind kind, string code) => writer.Find(kind.Layer.Id, code) ?? throw new NotFoundException(kind.Noun, code);

    private static Feature Decided(string code, string? status, DateTimeOffset? at, string? author, string? reason, IReadOnlyDictionary<string, object?>? besides) =>
        new(code, null, new Dictionary<string, object?>(besides ?? new Dictionary<string, object?>())
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
            p["decision_reason"] as string, before, historyId, undoes, p.GetValueOrDefault("test_answer") as string);
    }
}
