using Geo.Core.Cases;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Casework;

namespace Geo.Jobs.Jobs;

/// <summary>Something that was done to a case.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Author">Who.</param>
/// <param name="Action">What.</param>
/// <param name="State">The state after it.</param>
/// <param name="Unit">The unit in charge after it.</param>
/// <param name="Reason">Why, or what was done.</param>
/// <param name="Verdict">The verdict after it.</param>
/// <param name="DueAt">The term after it.</param>
/// <param name="RunId">The run that did it; null where a person did.</param>
public sealed record CaseEvent(DateTimeOffset At, string Author, string? Action, string? State, string? Unit, string? Reason, string? Verdict, DateTimeOffset? DueAt, string? RunId);

/// <summary>A case in brief, as the command line and the pages list it.</summary>
public sealed record CaseBrief(
    string Id, string State, string Kind, string Source, string? Class, string? WasteCategory, string? PlaceKind, string? Town, string Unit, IReadOnlyList<string> CooperatingUnits, double Lon, double Lat,
    double? AreaM2, DateTimeOffset FoundAt, DateTimeOffset? AssignedAt, DateTimeOffset? DueAt, bool Overdue, int? DaysLeft, string? Verdict, DateTimeOffset? VerifiedAt, DateTimeOffset? HandledAt,
    DateTimeOffset? ClosedAt, string? Outcome, DateTimeOffset? LastSeenAt, int TimesRaised, string? PreviousCase, string? DetectionId, string? Note, bool Synthetic);

/// <summary>Cases told to people and programs.</summary>
public static class CaseTelling
{
    /// <summary>A case in brief, its term as it stands now.</summary>
    public static CaseBrief Brief(CaseFile c, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(c);
        var middle = c.Place.InteriorPoint;
        return new CaseBrief(
            c.Id, StatusCode.Of(c.State), StatusCode.Of(c.Kind), StatusCode.Of(c.Source), c.Class, c.WasteCategory, Code(c.PlaceKind), c.Town, c.Unit, c.Cooperating,
            Math.Round(middle.X, 7), Math.Round(middle.Y, 7), c.AreaM2, c.FoundAt, c.AssignedAt, c.DueAt, c.Overdue(now), c is { Open: true, DueAt: { } due } ? Deadlines.DaysLeft(due, now) : null,
            Code(c.Verdict), c.VerifiedAt, c.HandledAt, c.ClosedAt, Code(c.Outcome), c.LastSeenAt, c.TimesRaised, c.PreviousCase, c.DetectionId, c.Note, c.Synthetic);
    }

    /// <summary>All that was done to a case, the oldest first.</summary>
    public static IReadOnlyList<CaseEvent> History(WorkspaceStore store, string id)
    {
        ArgumentNullException.ThrowIfNull(store);
        return [.. store.Layer(CaseRows.Layer).Versions(id).Select(v =>
        {
            var p = v.Feature.Properties;
            return new CaseEvent(v.ValidFrom, v.Author, p["last_action"] as string, p["state"] as string, p["unit"] as string, p["last_reason"] as string, p["verdict"] as string, p["due_at"] as DateTimeOffset?, v.RunId);
        })];
    }

    private static string? Code<T>(T? value) where T : struct, Enum => value is { } v ? StatusCode.Of(v) : null;
}
