using Geo.Core.Measure;
using Geo.Core.Sites;
using Geo.Core.Tracking;

namespace Geo.Core.Store.Inventory;

/// <summary>A confirmed stockpile that no register lists becomes a candidate of the inventory by a person's word.</summary>
public static class CandidateDump
{
    private const string Where = "the candidate", Dumps = "dumps", Detections = "detections";

    /// <summary>Adds the dump; all detections of the same place are its own from now on.</summary>
    /// <param name="store">The store.</param>
    /// <param name="detectionId">The detection.</param>
    /// <param name="code">Code of the dump; not in use.</param>
    /// <param name="name">Its name; null for the code.</param>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="author">Who says so.</param>
    /// <param name="at">When, UTC.</param>
    /// <exception cref="NotFoundException">There is no such detection.</exception>
    /// <exception cref="InputException">It is no confirmed, unlisted stockpile, the code is used, or there is no reason; nothing was written.</exception>
    public static Feature Add(WorkspaceStore store, string detectionId, string? code, string? name, string? reason, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        string why = SiteDecision.Reason(reason), key = code?.Trim() ?? "";
        store.Write(author, null, null, writer =>
        {
            Feature found = writer.Find(Detections, detectionId) ?? throw new NotFoundException("detection", detectionId);
            var p = found.Properties;
            if (p["class"] is not "stockpile") throw new InputException(Where, detectionId, $"it is a {p["class"]}, no stockpile", "only stockpiles become dumps");
            if (p["review"] is not "confirmed") throw new InputException(Where, detectionId, "nobody has confirmed it", "confirm it in the review first");
            if (p["site_code"] is string site) throw new InputException(Where, detectionId, $"it lies on {site}, which is listed", "look at that site");
            if (found.Geometry is null) throw new InputException(Where, detectionId, "it has no outline", "choose another");
            if (key.Length == 0) throw new InputException(Where, "code", "it is missing", "give the new dump a code");
            if (store.Layer(Dumps).Versions(key).Count > 0) throw new InputException(Where, "code", $"{key} is or was the code of a dump", "give a code that was never used");
            var dump = new Feature(key, found.Geometry, new Dictionary<string, object?>
            {
                ["code"] = key,
                ["name"] = string.IsNullOrWhiteSpace(name) ? key : name.Trim(),
                ["town"] = InventoryReading.TownsOf(store).Around(found.Geometry),
                ["waste_category"] = "unknown",
                ["responsible_party"] = StatusCode.Of(ResponsibleParty.Unknown),
                ["identification_state"] = "pending",
                ["area_m2"] = Ellipsoid.Area(found.Geometry).Value,
                ["status"] = StatusCode.Of(DumpStatus.Candidate),
                ["status_at"] = at,
                ["decided_by"] = author,
                ["decision_reason"] = why,
            });
            writer.Put(Dumps, dump);
            writer.Put("site-history", SiteDecision.Row(writer, DecidedKind.Dump, key, StatusCode.Of(DumpStatus.Candidate), at, "register", author, why, null, dump));
            string? track = p["track_id"] as string;
            Feature[] same = track is null ? [found] : [.. store.Layer(Detections).Items(ItemsRequest.Everything with { Matching = new Dictionary<string, string> { ["track_id"] = track } })
                .Where(d => d.Properties["site_code"] is null)];
            writer.Put(Detections, same.Select(d => new Feature(d.Id, null, new Dictionary<string, object?> { ["site_kind"] = TrackedSite.Dump, ["site_code"] = key, ["site_distance_m"] = 0.0 })));
            writer.Audit("dump.candidate", $"{Dumps}/{key}", why);
        });
        return store.Layer(Dumps).Get(key);
    }
}
