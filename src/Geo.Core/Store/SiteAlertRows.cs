using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;

namespace Geo.Core.Store;

/// <summary>
/// Alerts as rows. A site has at most one alert of a kind that is not closed: raised again it stays the same row with the youngest
/// evidence. One that a person closed is not opened again for the same event. What is merely a state (overdue, not observed) is
/// closed by tracking once it no longer is so.
/// </summary>
public static class SiteAlertRows
{
    private const string Alerts = "alerts";

    /// <summary>Writes what an assessment raised for one mine site.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="site">Its row of mine-sites.</param>
    /// <param name="known">Its alerts until now.</param>
    /// <param name="raised">What was raised.</param>
    /// <param name="at">Now, UTC.</param>
    public static void Write(StoreWriter writer, Feature site, IReadOnlyList<Feature> known, IReadOnlyList<AlertCandidate> raised, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(site);
        foreach (var one in raised)
        {
            string id = $"{TrackedSite.MineSite}-{site.Id}-{one.Kind}-{one.Event}";
            Feature? open = known.FirstOrDefault(a => (string?)a.Properties["kind"] == one.Kind && (string?)a.Properties["state"] != "closed");
            if (open is null && known.Any(a => a.Id == id))
            {
                continue; // closed by a person, for this very event
            }

            writer.Put(Alerts, Row(open?.Id ?? id, site, one, open is null ? at : null));
        }

        foreach (Feature gone in known.Where(a => a.Properties["state"] is not "closed"
            && a.Properties["kind"] is SiteAlerts.Overdue or SiteAlerts.NoRecentObservation && raised.All(r => r.Kind != (string?)a.Properties["kind"])))
        {
            writer.Put(Alerts, new Feature(gone.Id, null, new Dictionary<string, object?>
            {
                ["state"] = "closed",
                ["handled_by"] = "track",
                ["handled_at"] = at,
                ["handled_reason"] = "情况已消除 no longer so",
            }));
        }
    }

    private static Feature Row(string id, Feature site, AlertCandidate one, DateTimeOffset? raisedAt)
    {
        var values = new Dictionary<string, object?>
        {
            ["site_kind"] = TrackedSite.MineSite,
            ["site_code"] = site.Id,
            ["site_name"] = site.Properties["name"],
            ["town"] = site.Properties["town"],
            ["kind"] = one.Kind,
            ["alert_at"] = one.At,
            ["change_share"] = one.ChangeShare,
            ["months_late"] = (long?)one.MonthsLate,
            ["evidence"] = one.Evidence.Zh,
            ["evidence_en"] = one.Evidence.En,
            ["scene_ids"] = one.SceneIds,
        };
        if (raisedAt is { } at)
        {
            (values["state"], values["raised_at"]) = ("open", at);
        }

        return new Feature(id, site.Geometry, values);
    }
}
