namespace Geo.Core.Store;

/// <summary>How an alert stands.</summary>
/// <param name="Id">Id of the alert.</param>
/// <param name="State">open, acknowledged or closed.</param>
/// <param name="HandledBy">Who said so.</param>
/// <param name="HandledAt">When, UTC.</param>
/// <param name="HandledReason">Why.</param>
public sealed record AlertState(string Id, string? State, string? HandledBy, DateTimeOffset? HandledAt, string? HandledReason);

/// <summary>A person's word on an alert (处置). Earlier states stay in the alert's history.</summary>
public static class AlertHandling
{
    /// <summary>Characters that a reason may have.</summary>
    public const int LongestReason = 500;

    /// <summary>open, acknowledged, closed.</summary>
    public static IReadOnlyList<string> States { get; } = ["open", "acknowledged", "closed"];

    /// <summary>Writes the state; the same by the same person for the same reason again changes nothing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">Id of the alert.</param>
    /// <param name="state">One of <see cref="States"/>.</param>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="author">Who says so.</param>
    /// <param name="at">When, UTC.</param>
    /// <exception cref="NotFoundException">There is no such alert.</exception>
    /// <exception cref="InputException">No state, or no reason; nothing was written.</exception>
    public static AlertState Write(WorkspaceStore store, string id, string state, string? reason, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!States.Contains(state))
        {
            throw new InputException("the alert", "state", $"'{state}' is none", $"use one of {string.Join(", ", States)}");
        }

        string why = reason?.Trim() ?? "";
        if (why.Length is 0 or > LongestReason)
        {
            throw new InputException("the alert", "reason", why.Length == 0 ? "it is missing" : $"is {why.Length} characters long", $"say why in at most {LongestReason} characters");
        }

        store.Write(author, null, null, writer =>
        {
            Feature stored = writer.Find(Layers.Alerts.Id, id) ?? throw new NotFoundException("alert", id);
            var p = stored.Properties;
            if (Equals(p["state"], state) && Equals(p["handled_by"], author) && Equals(p["handled_reason"], why)) return;
            writer.Put(Layers.Alerts.Id, new Feature(id, null, new Dictionary<string, object?>
            {
                ["state"] = state,
                ["handled_by"] = author,
                ["handled_at"] = at,
                ["handled_reason"] = why,
            }));
            writer.Audit($"alert.{state}", $"{Layers.Alerts.Id}/{id}", why);
        });
        var now = store.Layer(Layers.Alerts.Id).Get(id).Properties;
        return new AlertState(id, (string?)now["state"], (string?)now["handled_by"], (DateTimeOffset?)now["handled_at"], (string?)now["handled_reason"]);
    }
}
