using Geo.Core.Field;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Core.Store.Ground;

/// <summary>A person's check of a site on the ground. Earlier states stay in its history; a check is never deleted.</summary>
public static class FieldCheckWrite
{
    /// <summary>Characters that a note may have.</summary>
    public const int LongestNote = FieldCheckRules.LongestNote;

    /// <summary>Kinds of site that can be checked.</summary>
    public static IReadOnlyList<string> Kinds => FieldCheckRules.Kinds;

    /// <summary>By what a check was made.</summary>
    public static IReadOnlyList<string> Sources => FieldCheckRules.Sources;

    /// <summary>What a check can find.</summary>
    public static IReadOnlyList<string> Findings => FieldCheckRules.Findings;

    /// <summary>What a check of a case can say of it.</summary>
    public static IReadOnlyList<string> Verdicts => FieldCheckRules.Verdicts;

    /// <summary>Where a position comes from.</summary>
    public static IReadOnlyList<string> PositionSources => FieldCheckRules.PositionSources;

    /// <summary>The town of what is checked; null where the register names none.</summary>
    /// <exception cref="InputException">The kind of site is none.</exception>
    /// <exception cref="NotFoundException">There is no such site or detection.</exception>
    public static string? TownOf(WorkspaceStore store, FieldCheckEntry entry) => (string?)SiteOf(store, entry).Properties["town"];

    /// <summary>Writes a check. A position far from the site is stored with its doubt, not refused.</summary>
    /// <param name="store">The store.</param>
    /// <param name="entry">What was entered.</param>
    /// <param name="author">Who enters it; who entered it first stays as checked_by.</param>
    /// <param name="at">Now, UTC.</param>
    /// <param name="replace">False: a check of this id that is there already is left as it is, so that sending twice is the same as sending once. True: it is changed to what is entered now; its site stays.</param>
    /// <exception cref="InputException">A field is wrong; nothing was written.</exception>
    /// <exception cref="NotFoundException">There is no such site or detection.</exception>
    public static FieldCheckState Write(WorkspaceStore store, FieldCheckEntry entry, string author, DateTimeOffset at, bool replace)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(entry);
        FieldCheckRules.Check(entry, at);
        var site = SiteOf(store, entry);
        string id = entry.Id ?? Guid.CreateVersion7(at).ToString();
        string layer = Layers.FieldChecks.Id;
        var done = PutState.Same;
        store.Write(author, null, null, writer =>
        {
            var stored = writer.Find(layer, id);
            if (stored is not null && !replace) return;
            if (stored is not null && (!Equals(stored.Properties["site_kind"], entry.SiteKind) || !Equals(stored.Properties["site_code"], entry.SiteCode) || !Equals(stored.Properties["case_id"], entry.CaseId)))
            {
                throw FieldCheckRules.Wrong("site_code", "this check is one of another site", "make a new check for this site");
            }

            var place = FieldCheckRules.PlaceOf(entry) ?? stored?.Geometry as Point;
            var (metres, doubts) = PlaceDoubts.OfCheck(place, site.Geometry, EvidenceRules.Default.CheckMetres);
            var row = new Dictionary<string, object?>
            {
                ["site_kind"] = entry.SiteKind,
                ["site_code"] = entry.SiteCode,
                ["town"] = site.Properties["town"],
                ["detection_id"] = entry.DetectionId,
                ["case_id"] = entry.CaseId,
                ["verdict"] = entry.Verdict,
                ["waste_category"] = entry.WasteCategory,
                ["checked_at"] = entry.CheckedAt!.Value.ToUniversalTime(),
                ["source"] = entry.Source,
                ["finding"] = entry.Finding,
                ["status_seen"] = entry.StatusSeen,
                ["works"] = Works.All.Select(w => w.Code).Where((entry.Works ?? []).Contains).ToArray(),
                ["cover_share"] = entry.CoverShare,
                ["note"] = string.IsNullOrWhiteSpace(entry.Note) ? null : entry.Note.Trim(),
                ["site_distance_m"] = metres,
                ["doubts"] = doubts,
            };
            if (entry.Lon is not null) (row["position_source"], row["position_accuracy_m"]) = (entry.PositionSource, entry.PositionAccuracyM);
            if (stored is null)
            {
                (row["checked_by"], row["received_at"], row["photos"]) = (author, at, Array.Empty<string>());
                row["satellite_status"] = entry.SiteKind == TrackedSite.Unlisted ? site.Properties["class"] : site.Properties["proposed_status"] ?? site.Properties["status"];
            }

            done = writer.Put(layer, new Feature(id, FieldCheckRules.PlaceOf(entry), row));
            if (done != PutState.Same) writer.Audit(done == PutState.New ? "field-check.add" : "field-check.change", $"{layer}/{id}", entry.SiteCode ?? entry.DetectionId);
        });
        return new FieldCheckState(store.Layer(layer).Get(id), done);
    }

    /// <summary>The row of what a check is of.</summary>
    internal static Feature SiteOf(WorkspaceStore store, FieldCheckEntry entry) => SiteOf(store, entry.SiteKind, entry.SiteCode, entry.DetectionId, entry.CaseId);

    /// <summary>The same by its names.</summary>
    internal static Feature SiteOf(WorkspaceStore store, string? kind, string? code, string? detection, string? caseId)
    {
        // A detection that is named must be there, also beside a listed site.
        if (kind is TrackedSite.MineSite or TrackedSite.Dump && code is null) throw FieldCheckRules.Wrong("site_code", "it is missing", "name the site");
        var seen = detection is null ? null : store.Layer(Layers.Detections.Id).Get(detection);
        var handed = caseId is null ? null : store.Layer(Casework.CaseRows.Layer).Get(caseId);
        return kind switch
        {
            TrackedSite.MineSite => store.Layer(Layers.MineSites.Id).Get(code!),
            TrackedSite.Dump => store.Layer(Layers.Dumps.Id).Get(code!),
            TrackedSite.Unlisted => handed ?? seen ?? throw FieldCheckRules.Wrong("detection_id", "it is missing", "name the detection, or the case"),
            _ => throw FieldCheckRules.Wrong("site_kind", "it is none", $"use one of {string.Join(", ", FieldCheckRules.Kinds)}"),
        };
    }
}
