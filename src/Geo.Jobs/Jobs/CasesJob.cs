using Geo.Core.Cases;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Casework;
using Geo.Core.Tracking;
using Geo.Jobs.Runs;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <param name="Survey">The survey whose detections are looked at; null takes the one of the youngest imagery.</param>
internal sealed record CasesParameters(string? Survey);

/// <summary>Detections outside every listed site become cases; open cases follow review and register; alerts of terms and of dumping again.</summary>
internal static class CasesJob
{
    public const string Kind = "cases";

    // A case lies in a listed site where half of it does, as a neighbour's edge is no reason to drop it.
    private const double WithinSite = 0.5;

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        WorkspaceStore store = context.Store;
        string? wanted = JobTable.Parameters<CasesParameters>(context).Survey;
        Feature? survey = wanted is not null ? store.Layer(Layers.Surveys.Id).Get(wanted)
            : store.Layer(Layers.Surveys.Id).Items(ItemsRequest.Everything).OrderByDescending(s => s.Properties["acquired_at"] as DateTimeOffset?).ThenByDescending(s => s.Properties["surveyed_at"] as DateTimeOffset?).FirstOrDefault();
        var matcher = new SiteMatcher(TrackingFeatures.TrackedSites(store));
        CaseDistrict district = CaseGrounds.Of(store);
        var river = new CaseRiver(store);
        DateTimeOffset now = context.Time.GetUtcNow();
        HashSet<string> shown = [.. survey?.Properties["scene_ids"] as IEnumerable<string> ?? []];
        bool synthetic = store.Scenes.List().Any(scene => scene.Synthetic && shown.Contains(scene.Id));
        object? outputs = null;
        cancel.ThrowIfCancellationRequested();
        context.Write(writer =>
        {
            // Read inside the transaction: nobody writes meanwhile.
            Dictionary<string, Found> detections = Detections(store, matcher, survey?.Id);
            Dictionary<string, CaseFile> cases = CaseRows.All(store).ToDictionary(c => c.Id);
            int rejected = 0, listed = 0;
            foreach (CaseFile file in cases.Values.Where(c => c.Open && c.Source == CaseSource.Satellite).ToArray())
            {
                CaseFile kept = Kept(matcher, detections, file, context.Run.Author, now);
                if (kept == file) continue;
                if (kept.Outcome == CaseOutcome.Listed) listed++; else rejected++;
                cases[file.Id] = kept;
                Put(writer, river, kept);
            }

            SeenPlace[] own = [.. detections.Values.Where(d => survey is not null && d.Survey == survey.Id).Select(d => d.Place)];
            SeenPlace[] refused = [.. detections.Values.Select(d => d.Place).Where(d => d.Review == "rejected")];
            IReadOnlyList<RaisedPlace> answers = CaseRaising.Of(own, [.. cases.Values], refused, CaseRules.Default);
            var raised = new List<string>();
            foreach (RaisedPlace answer in answers)
            {
                if (answer.What == Raising.Seen)
                {
                    // Two detections may show one case; the larger, which comes first, stands for it.
                    CaseFile open = cases[answer.Case!.Id];
                    if (!(answer.Detection.AcquiredAt > open.LastSeenAt)) continue;
                    Put(writer, river, cases[open.Id] = CaseUpkeep.Seen(open, answer.Detection));
                }
                else if (answer.What is Raising.New or Raising.Redump or Raising.Changed)
                {
                    CaseFile file = Raised(writer, answer, cases.Keys, district, synthetic, context.Run.Author, now);
                    cases.Add(file.Id, file);
                    raised.Add(file.Id);
                    Put(writer, river, file);
                    if (file.Kind == CaseKind.Redump) writer.Put(Layers.Alerts.Id, CaseAlerts.Redump(file, answer.Case!, now));
                }
            }

            CaseAlerts.Terms(writer, [.. cases.Values], [.. store.Layer(Layers.Alerts.Id).Items(ItemsRequest.Everything).Where(a => a.Properties["site_kind"] is CaseAlerts.SiteKind)], now);
            outputs = new
            {
                run_id = context.Run.Id,
                survey_id = survey?.Id,
                detections = own.Length,
                raised = raised.Count,
                by_answer = answers.GroupBy(a => StatusCode.Of(a.What)).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()),
                closed_rejected = rejected,
                closed_listed = listed,
                open = cases.Values.Count(c => c.Open),
                overdue = cases.Values.Count(c => c.Overdue(now)),
                cases = raised,
            };
        });
        return Task.FromResult(outputs!);
    }

    private static void Put(StoreWriter writer, CaseRiver river, CaseFile file) => writer.Put(CaseRows.Layer, river.Row(file));

    private static CaseFile Kept(SiteMatcher matcher, Dictionary<string, Found> detections, CaseFile file, string author, DateTimeOffset now)
    {
        if (file.DetectionId is { } id && detections.TryGetValue(id, out Found? found))
        {
            SeenPlace seen = found.Place;
            bool stands = CaseRules.Default.Raises(seen.Class, seen.Probability, seen.AreaM2);
            CaseFile reviewed = CaseUpkeep.Reviewed(file, seen.Review, stands, found.Reason, author, now);
            if (!reviewed.Open) return reviewed;
        }

        SiteMatch site = matcher.Match(file.Place);
        bool inside = site.DistanceMetres == 0 && (site.OverlapShare >= WithinSite || file.Place.Dimension == Dimension.Point);
        return CaseUpkeep.Listed(file, inside ? site.SiteCode : null, author, now);
    }

    private static CaseFile Raised(StoreWriter writer, RaisedPlace answer, IEnumerable<string> ids, CaseDistrict district, bool synthetic, string author, DateTimeOffset now)
    {
        SeenPlace seen = answer.Detection;
        CaseGround ground = district.Of(seen.Place);
        CaseRoute route = Routing.Default.Of(new CaseFacts(seen.Class, answer.Case?.WasteCategory, answer.Case?.PlaceKind, ground));
        CaseKind kind = answer.What switch { Raising.Redump => CaseKind.Redump, Raising.Changed => CaseKind.Changed, _ => CaseKind.Suspected };
        return new CaseFile(CaseWork.NextId(writer, ids, now), CaseState.Found, kind, CaseSource.Satellite, seen.Place, route.Unit, now)
        {
            Class = seen.Class,
            // What people found out of this place before still tells what lies there.
            WasteCategory = answer.Case?.WasteCategory,
            PlaceKind = answer.Case?.PlaceKind,
            DetectionId = seen.Id,
            TrackId = seen.TrackId,
            Town = ground.Town,
            Cooperating = route.Cooperating,
            RoutedByRule = route.Rule.Id,
            DueAt = Deadlines.Of(CaseState.Found, kind, now, CaseRules.Default, WorkingDays.Default),
            Synthetic = synthetic,
            AreaM2 = seen.AreaM2,
            PreviousCase = answer.Case?.Id,
            LastSeenAt = seen.AcquiredAt,
            LastAction = CaseAction.Raise,
            LastReason = answer.Why,
            HandledBy = author,
        };
    }

    private static Dictionary<string, Found> Detections(WorkspaceStore store, SiteMatcher matcher, string? survey)
    {
        Dictionary<string, DateTimeOffset?> surveyed = store.Layer(Layers.Surveys.Id).Items(ItemsRequest.Everything).ToDictionary(s => s.Id, s => s.Properties["surveyed_at"] as DateTimeOffset?);
        return store.Layer(Layers.Detections.Id).Items(ItemsRequest.Everything).Where(d => d.Geometry is not null && d.Properties["acquired_at"] is DateTimeOffset).Select(d =>
        {
            var p = d.Properties;
            string of = p["survey_id"] as string ?? "";
            var acquired = (DateTimeOffset)p["acquired_at"]!;
            return new Found(of, p["review_reason"] as string, new SeenPlace(
                d.Id, p["class"] as string ?? "", p["object_probability"] as double? ?? p["probability"] as double? ?? 0, p["area_m2"] as double? ?? 0, d.Geometry!,
                acquired, surveyed.GetValueOrDefault(of) ?? acquired, p["track_id"] as string,
                // Asked of the register as it is now: a site may have been listed since the survey.
                of == survey ? matcher.Match(d.Geometry!).SiteCode : null, p["review"] as string, p["reviewed_at"] as DateTimeOffset?));
        }).ToDictionary(d => d.Place.Id);
    }

    private sealed record Found(string Survey, string? Reason, SeenPlace Place);
}
