using Geo.Core.Reporting.Monthly;

namespace Geo.Core.Store.Reports;

/// <summary>How a version of a monthly report stands; its content is read apart.</summary>
/// <param name="Month">Its month.</param>
/// <param name="Version">1 for the first.</param>
/// <param name="Edit">Counts the changes: who corrects names the one that was seen.</param>
/// <param name="DraftedAt">When its numbers were read, UTC.</param>
/// <param name="DraftedBy">By whom; the job's author for the job.</param>
/// <param name="RunId">The run that made the draft; null where none did.</param>
/// <param name="FrozenAt">Null for a draft.</param>
/// <param name="FrozenBy">As before.</param>
/// <param name="Sha256">Of the frozen report's text; null for a draft.</param>
/// <param name="Files">Hashes of its files by name; empty for a draft.</param>
/// <param name="SentAt">When it was sent; null where it was not.</param>
/// <param name="SentBy">By whom.</param>
/// <param name="SentNote">How, or to whom.</param>
/// <param name="ReopenedAt">When a newer version was begun; null where none was.</param>
/// <param name="ReopenedBy">By whom.</param>
/// <param name="ReopenedReason">Why.</param>
public sealed record ReportRecord(
    ReportMonth Month, int Version, int Edit, DateTimeOffset DraftedAt, string DraftedBy, string? RunId,
    DateTimeOffset? FrozenAt, string? FrozenBy, string? Sha256, IReadOnlyDictionary<string, string> Files,
    DateTimeOffset? SentAt, string? SentBy, string? SentNote, DateTimeOffset? ReopenedAt, string? ReopenedBy, string? ReopenedReason)
{
    /// <summary>draft, frozen or sent.</summary>
    public string State => SentAt is not null ? "sent" : FrozenAt is not null ? "frozen" : "draft";
}
