using Geo.Core.Cases;
using Geo.Core.Crs;
using Geo.Core.Measure;
using Geo.Core.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Geo.Core.Store.Casework;

/// <summary>What a person reports: a place and what is there.</summary>
/// <param name="Id">Made by who enters it (a UUID), so that it can be sent again; null lets each sending make a case.</param>
/// <param name="Source">drone, ground or public_report.</param>
/// <param name="Place">Point or polygon.</param>
/// <param name="Crs">wgs84 (as CGCS2000), gcj02 or bd09: which map the coordinates come from; null means wgs84.</param>
/// <param name="Note">What was seen; needed.</param>
/// <param name="WasteCategory">What kind of waste, where it is known.</param>
/// <param name="PlaceKind">What kind of place, where it is known.</param>
/// <param name="SeenAt">When it was seen; null means now.</param>
public sealed record CaseEntry(string? Id, string? Source, Geometry? Place, string? Crs, string? Note, string? WasteCategory, string? PlaceKind, DateTimeOffset? SeenAt);

/// <summary>A case after a report.</summary>
/// <param name="Case">The case.</param>
/// <param name="IsNew">False where an open case was there already, or the same report came before.</param>
public sealed record ReportedCase(CaseFile Case, bool IsNew);

/// <summary>Cases from people: drone, ground, public report (群众举报).</summary>
public static class CaseReport
{
    /// <summary>Characters that a note may have.</summary>
    public const int LongestNote = 2000;

    /// <summary>Where reports come from.</summary>
    public static IReadOnlyList<CaseSource> Sources { get; } = [CaseSource.Ground, CaseSource.PublicReport, CaseSource.Drone];

    /// <summary>Coordinate systems that people copy from.</summary>
    public static IReadOnlyList<string> Systems { get; } = ["wgs84", "gcj02", "bd09"];

    /// <summary>Writes a report: a new case, or a note on the open case at its place.</summary>
    /// <param name="store">The store.</param>
    /// <param name="entry">What was reported.</param>
    /// <param name="surroundings">The district round it.</param>
    /// <param name="author">Who.</param>
    /// <param name="at">Now, UTC.</param>
    /// <exception cref="InputException">A field is wrong; nothing was written.</exception>
    public static ReportedCase Write(WorkspaceStore store, CaseEntry entry, CaseDistrict surroundings, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(surroundings);
        var rules = CaseRules.Default;
        CaseSource source = CaseWork.Parse<CaseSource>("source", entry.Source) is { } said && Sources.Contains(said) ? said
            : throw Wrong("source", entry.Source is null ? "it is missing" : $"'{entry.Source}' is none for a report", $"use one of {string.Join(", ", Sources.Select(s => StatusCode.Of(s)))}");
        Geometry place = PlaceOf(entry);
        string note = entry.Note?.Trim() is { Length: > 0 } text ? text : throw Wrong("note", "it is missing", "say what was seen");
        if (note.Length > LongestNote) throw Wrong("note", $"it is {note.Length} characters long", $"use at most {LongestNote}");
        if (entry.SeenAt > at.AddHours(1)) throw Wrong("seen_at", "it lies in the future", "give the time at which it was seen");
        var river = new CaseRiver(store);
        ReportedCase? done = null;
        store.Write(author, null, null, writer =>
        {
            if (entry.Id is { } own && store.Layer(CaseRows.Layer).Items(ItemsRequest.Everything with { Matching = new Dictionary<string, string> { ["track_id"] = ReportTrack(own) } }).FirstOrDefault() is { } before)
            {
                done = new ReportedCase(CaseRows.Of(before), false);
                return;
            }

            IReadOnlyList<CaseFile> cases = CaseRows.All(store);
            CaseFile[] here = [.. cases.Where(c => OverlapMeasure.SamePlace(place, c.Place, rules))];
            if (here.FirstOrDefault(c => c.Open) is { } open)
            {
                // One place, one case: a second voice is told on it.
                var heard = open with
                {
                    TimesRaised = open.TimesRaised + 1,
                    LastAction = CaseAction.Seen,
                    LastReason = $"{StatusCode.Of(source)}: {note}",
                    LastSeenAt = (entry.SeenAt ?? at) > open.LastSeenAt ? entry.SeenAt ?? at : open.LastSeenAt,
                };
                writer.Put(CaseRows.Layer, CaseRows.ToFeature(heard));
                writer.Audit("case.report", $"{CaseRows.Layer}/{open.Id}", note);
                done = new ReportedCase(heard, false);
                return;
            }

            var ground = surroundings.Of(place);
            string? category = CaseWork.Category(entry.WasteCategory);
            PlaceKind? kind = CaseWork.Parse<PlaceKind>("place_kind", entry.PlaceKind);
            var route = Routing.Default.Of(new CaseFacts(null, category, kind, ground));
            var last = here.OrderByDescending(c => c.ClosedAt).FirstOrDefault();
            var why = last?.Outcome is CaseOutcome.Handled or CaseOutcome.Exception ? CaseKind.Redump : last is null ? CaseKind.Suspected : CaseKind.Changed;
            var file = new CaseFile(CaseWork.NextId(writer, cases.Select(c => c.Id), at), CaseState.Found, why, source, place, route.Unit, at)
            {
                Cooperating = route.Cooperating,
                RoutedByRule = route.Rule.Id,
                WasteCategory = category,
                PlaceKind = kind,
                Town = ground.Town,
                TrackId = entry.Id is null ? null : ReportTrack(entry.Id),
                AreaM2 = place.Dimension == Dimension.Surface ? Ellipsoid.Area(place).Value : null,
                DueAt = Deadlines.Of(CaseState.Found, why, at, rules, WorkingDays.Default),
                Note = note,
                ReportedBy = author,
                HandledBy = author,
                LastSeenAt = entry.SeenAt?.ToUniversalTime() ?? at,
                PreviousCase = last?.Id,
                LastAction = CaseAction.Raise,
            };
            writer.Put(CaseRows.Layer, river.Row(file));
            if (why == CaseKind.Redump) writer.Put(Layers.Alerts.Id, CaseAlerts.Redump(file, last!, at));
            writer.Audit("case.report", $"{CaseRows.Layer}/{file.Id}", note);
            done = new ReportedCase(file, true);
        });
        return done!;
    }

    private static string ReportTrack(string id) => id.Length is >= 8 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? $"report-{id}" : throw Wrong("id", $"'{id}' is no id", "send a UUID, or leave it out");

    private static Geometry PlaceOf(CaseEntry entry)
    {
        if (entry.Place is not (Point or Polygon or MultiPolygon) || entry.Place.IsEmpty) throw Wrong("geometry", "it is missing, or neither a point nor a polygon", "give a point or a polygon as GeoJSON");
        string system = entry.Crs ?? Systems[0];
        if (!Systems.Contains(system)) throw Wrong("crs", $"'{system}' is none", $"use one of {string.Join(", ", Systems)}");
        Geometry place = system switch
        {
            "gcj02" => ChineseOffsets.Move(entry.Place, ChineseOffsets.Gcj02ToWgs84),
            "bd09" => ChineseOffsets.Move(entry.Place, ChineseOffsets.Bd09ToWgs84),
            _ => entry.Place,
        };
        var box = place.EnvelopeInternal;
        if (box.MinX < 73 || box.MaxX > 136 || box.MinY < 17 || box.MaxY > 54) throw Wrong("geometry", FormattableString.Invariant($"it lies at {box.MinX:0.###}, {box.MinY:0.###}, outside of China"), "give longitude first, then latitude, in degrees");
        return new IsValidOp(place) is { IsValid: false } check ? throw Wrong("geometry", $"the outline is not valid ({check.ValidationError?.Message})", "draw it without crossing lines") : place;
    }

    private static InputException Wrong(string field, string problem, string mend) => new("the report", field, problem, mend);
}
