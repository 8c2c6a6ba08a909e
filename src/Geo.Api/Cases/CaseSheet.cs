using Geo.Api.Ogc;
using Geo.Core.Cases;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Casework;
using Geo.Jobs.Jobs;

namespace Geo.Api.Cases;

/// <summary>All that is known of a case, for its page.</summary>
internal static class CaseSheet
{
    /// <summary>The document.</summary>
    /// <param name="store">The store.</param>
    /// <param name="file">The case.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="may">Whether the visitor may take a step.</param>
    public static object Of(WorkspaceStore store, CaseFile file, DateTimeOffset now, Func<CaseAction, bool> may)
    {
        var rules = CaseRules.Default;
        IReadOnlyList<Feature> checks = CaseEvidence.Checks(store, file);
        IReadOnlyList<SurveyEvidence> surveys = CaseEvidence.Surveys(store, file, rules);
        CaseGround ground = CaseGrounds.Of(store).Of(file.Place);
        CaseRoute route = Routing.Default.Of(new CaseFacts(file.Class, file.WasteCategory, file.PlaceKind, ground));
        RoutingRule? routed = Routing.Default.Rules.FirstOrDefault(r => r.Id == file.RoutedByRule);
        ILookup<string?, Feature> photos = store.Layer(Layers.FieldPhotos.Id).Items(ItemsRequest.Everything).ToLookup(p => p.Properties["check_id"] as string);
        bool handled = file.State == CaseState.Handled;
        return new
        {
            @case = CaseTelling.Brief(file, now),
            geometry = GeoJson.Element(file.Place),
            evidence = new { file.FieldCheckId, file.DroneSceneId, file.ClosingCheckId, file.ClosingSurveyId, file.ClosingEvidence, file.ReportedBy, file.TrackId, file.HandledBy },
            actions = CaseSteps.Allowed(file).Select(a => new { action = StatusCode.Of(a), may = may(a) }),
            terms = Enum.GetValues<CaseState>().Where(s => s != CaseState.Closed).ToDictionary(s => StatusCode.Of(s), s => Deadlines.DayOf(Deadlines.Of(s, file.Kind, now, rules, WorkingDays.Default)!.Value)),
            ground,
            routing = new
            {
                rule = routed is null ? null : new { routed.Id, routed.Document, routed.Date },
                // What the rules say of what is known by now: a verification may have found another kind of waste.
                suggested_unit = route.Unit,
                suggested_rule = new { route.Rule.Id, route.Rule.Document, route.Rule.Date },
                suggested_cooperating = route.Cooperating,
            },
            history = CaseTelling.History(store, file.Id),
            checks = checks.Select(c =>
            {
                var p = c.Properties;
                CheckEvidence evidence = CaseEvidence.Of(file, c);
                return new
                {
                    c.Id,
                    checked_at = p["checked_at"],
                    checked_by = p["checked_by"],
                    source = p["source"],
                    finding = p["finding"],
                    verdict = p["verdict"],
                    waste_category = p["waste_category"],
                    note = p["note"],
                    metres = evidence.Metres,
                    // Far from the place it is no evidence of it.
                    near = !(evidence.Metres > rules.CheckMetres),
                    closes = handled && CaseClosing.Wanting(file, evidence, [], rules) is null,
                    photos = photos[c.Id].Select(photo => new { href = $"/photos/{Path.GetFileName((string)photo.Properties["file"]!)}", taken_at = photo.Properties["taken_at"], direction_deg = photo.Properties["direction_deg"] }),
                };
            }),
            drones = CaseEvidence.Drones(store, file).Select(d => new { d.SceneId, d.AcquiredAt }),
            surveys = surveys.Select(s => new { s.SurveyId, s.AcquiredAt, s.Sees }),
            survey_since = handled ? CaseClosing.Since(file, surveys) : null,
            following = CaseRows.All(store).Where(c => c.PreviousCase == file.Id).Select(c => new { c.Id, kind = StatusCode.Of(c.Kind) }),
            links = new
            {
                item = $"/collections/cases/items/{Uri.EscapeDataString(file.Id)}",
                detection = file.DetectionId is { } d ? $"/collections/detections/items/{Uri.EscapeDataString(d)}" : null,
                run = store.Layer(CaseRows.Layer).Get(file.Id).Properties["run_id"] is string run ? $"/runs/{run}" : null,
            },
        };
    }
}
