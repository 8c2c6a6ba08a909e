namespace Geo.Core.Store;

/// <summary>How a detection stands after a verdict.</summary>
/// <param name="Id">Id of the detection.</param>
/// <param name="Review">candidate, confirmed, rejected or unsure.</param>
/// <param name="ReviewReason">Why; null where none was given.</param>
/// <param name="ReviewedAt">When, UTC; null for a candidate.</param>
public sealed record ReviewState(string Id, string? Review, string? ReviewReason, DateTimeOffset? ReviewedAt);

/// <summary>A person's verdict on a detection (复核). Earlier verdicts stay in the detection's history, with who gave them and when.</summary>
public static class DetectionReview
{
    /// <summary>Characters that a reason may have.</summary>
    public const int LongestReason = 500;

    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal)
    {
        ["confirm"] = "confirmed",
        ["reject"] = "rejected",
        ["unsure"] = "unsure",
        ["withdraw"] = "candidate",
    };

    /// <summary>What can be said: confirm, reject, unsure; withdraw takes the last verdict back.</summary>
    public static IReadOnlyCollection<string> Verdicts => States.Keys;

    /// <summary>Writes a verdict; the same verdict with the same reason again changes nothing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">Id of the detection.</param>
    /// <param name="verdict">One of <see cref="Verdicts"/>.</param>
    /// <param name="reason">Why, at most <see cref="LongestReason"/> characters; null where none is given.</param>
    /// <param name="author">Who says so.</param>
    /// <param name="at">When, UTC.</param>
    /// <returns>The detection as it now stands.</returns>
    /// <exception cref="NotFoundException">There is no such detection.</exception>
    /// <exception cref="InputException">No verdict, or too long a reason; nothing was written.</exception>
    public static ReviewState Write(WorkspaceStore store, string id, string verdict, string? reason, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!States.TryGetValue(verdict, out string? state))
        {
            throw new InputException("the review", "verdict", $"'{verdict}' is none", $"use one of {string.Join(", ", Verdicts)}");
        }

        reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        if (reason?.Length > LongestReason)
        {
            throw new InputException("the review", "reason", $"is {reason.Length} characters long", $"use at most {LongestReason}");
        }

        bool withdrawn = state == "candidate";
        string layer = Layers.Detections.Id;
        store.Write(author, null, null, writer =>
        {
            Feature stored = writer.Find(layer, id) ?? throw new NotFoundException($"item of {layer}", id);
            string? kept = withdrawn ? null : reason;
            if (Equals(stored.Properties["review"], state) && Equals(stored.Properties["review_reason"], kept)) return;
            writer.Audit($"review.{verdict}", $"{layer}/{id}", reason);
            writer.Put(layer, new Feature(id, null, new Dictionary<string, object?>
            {
                ["review"] = state,
                ["review_reason"] = kept,
                ["reviewed_at"] = withdrawn ? null : at,
            }));
        });
        var now = store.Layer(layer).Get(id).Properties;
        return new ReviewState(id, (string?)now["review"], (string?)now["review_reason"], (DateTimeOffset?)now["reviewed_at"]);
    }
}
