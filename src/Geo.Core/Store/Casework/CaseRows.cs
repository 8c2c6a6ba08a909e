using Geo.Core.Cases;
using Geo.Core.Sites;

namespace Geo.Core.Store.Casework;

/// <summary>Cases to rows of the layer cases and back.</summary>
public static class CaseRows
{
    /// <summary>Id of the layer.</summary>
    public const string Layer = "cases";

    /// <summary>The whole row: what the case does not have is null.</summary>
    public static Feature ToFeature(CaseFile c)
    {
        ArgumentNullException.ThrowIfNull(c);
        return new Feature(c.Id, c.Place, new Dictionary<string, object?>
        {
            ["class"] = c.Class,
            ["state"] = StatusCode.Of(c.State),
            ["source"] = StatusCode.Of(c.Source),
            ["kind"] = StatusCode.Of(c.Kind),
            ["waste_category"] = c.WasteCategory,
            ["place_kind"] = Code(c.PlaceKind),
            ["detection_id"] = c.DetectionId,
            ["track_id"] = c.TrackId,
            ["town"] = c.Town,
            ["unit"] = c.Unit,
            ["cooperating_units"] = c.Cooperating,
            ["routed_by_rule"] = c.RoutedByRule,
            ["found_at"] = c.FoundAt,
            ["assigned_at"] = c.AssignedAt,
            ["due_at"] = c.DueAt,
            ["verified_at"] = c.VerifiedAt,
            ["verdict"] = Code(c.Verdict),
            ["handled_at"] = c.HandledAt,
            ["closed_at"] = c.ClosedAt,
            ["field_check_id"] = c.FieldCheckId,
            ["drone_scene_id"] = c.DroneSceneId,
            ["closing_check_id"] = c.ClosingCheckId,
            ["closing_survey_id"] = c.ClosingSurveyId,
            ["closing_evidence"] = c.ClosingEvidence,
            ["outcome"] = Code(c.Outcome),
            ["note"] = c.Note,
            ["area_m2"] = c.AreaM2,
            ["previous_case"] = c.PreviousCase,
            ["times_raised"] = (long)c.TimesRaised,
            ["last_seen_at"] = c.LastSeenAt,
            ["reported_by"] = c.ReportedBy,
            ["last_action"] = StatusCode.Of(c.LastAction),
            ["last_reason"] = c.LastReason,
            ["handled_by"] = c.HandledBy,
            ["synthetic"] = c.Synthetic,
        });
    }

    /// <summary>The case of a row.</summary>
    public static CaseFile Of(Feature row)
    {
        ArgumentNullException.ThrowIfNull(row);
        string? Text(string name) => row.Properties[name] as string;
        DateTimeOffset? At(string name) => row.Properties[name] as DateTimeOffset?;
        return new CaseFile(
            row.Id, StatusCode.Parse<CaseState>(Text("state")) ?? CaseState.Found, StatusCode.Parse<CaseKind>(Text("kind")) ?? CaseKind.Suspected,
            StatusCode.Parse<CaseSource>(Text("source")) ?? CaseSource.Satellite, row.Geometry!, Text("unit")!, At("found_at")!.Value)
        {
            Class = Text("class"),
            WasteCategory = Text("waste_category"),
            PlaceKind = StatusCode.Parse<PlaceKind>(Text("place_kind")),
            DetectionId = Text("detection_id"),
            TrackId = Text("track_id"),
            Town = Text("town"),
            Cooperating = [.. row.Properties["cooperating_units"] as IEnumerable<string> ?? []],
            RoutedByRule = Text("routed_by_rule"),
            AssignedAt = At("assigned_at"),
            DueAt = At("due_at"),
            VerifiedAt = At("verified_at"),
            Verdict = StatusCode.Parse<CaseVerdict>(Text("verdict")),
            HandledAt = At("handled_at"),
            ClosedAt = At("closed_at"),
            FieldCheckId = Text("field_check_id"),
            DroneSceneId = Text("drone_scene_id"),
            ClosingCheckId = Text("closing_check_id"),
            ClosingSurveyId = Text("closing_survey_id"),
            ClosingEvidence = Text("closing_evidence"),
            Outcome = StatusCode.Parse<CaseOutcome>(Text("outcome")),
            Note = Text("note"),
            AreaM2 = row.Properties["area_m2"] as double?,
            PreviousCase = Text("previous_case"),
            TimesRaised = (int)(row.Properties["times_raised"] as long? ?? 1),
            LastSeenAt = At("last_seen_at"),
            ReportedBy = Text("reported_by"),
            LastAction = StatusCode.Parse<CaseAction>(Text("last_action")) ?? CaseAction.Raise,
            LastReason = Text("last_reason"),
            HandledBy = Text("handled_by"),
            Synthetic = row.Properties["synthetic"] as bool? ?? false,
        };
    }

    /// <summary>All cases, by id.</summary>
    /// <param name="store">The store.</param>
    public static IReadOnlyList<CaseFile> All(WorkspaceStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return [.. store.Layer(Layer).Items(ItemsRequest.Everything).Where(row => row.Geometry is not null && row.Properties["unit"] is string).Select(Of).OrderBy(c => c.Id, StringComparer.Ordinal)];
    }

    private static string? Code<T>(T? value) where T : struct, Enum => value is { } v ? StatusCode.Of(v) : null;
}
