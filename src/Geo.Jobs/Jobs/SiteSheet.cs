using Geo.Core;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Decisions;

namespace Geo.Jobs.Jobs;

/// <summary>All that the workspace knows of one mine site, for its page.</summary>
/// <param name="Code">The site.</param>
/// <param name="KnownOn">The instant whose knowledge this is; null for now.</param>
/// <param name="Properties">Its row of mine-sites, every column.</param>
/// <param name="Series">Growing seasons.</param>
/// <param name="Observations">Its rows of observations, in order of time, with their ids.</param>
/// <param name="History">Its rows of site-history, oldest first, with their ids: register, proposal, decision, undo.</param>
/// <param name="NextStatuses">What a person may decide now; the present status may be confirmed besides.</param>
/// <param name="CanUndo">A decision stands that can be taken back.</param>
public sealed record SiteSheet(
    string Code, DateTimeOffset? KnownOn, IReadOnlyDictionary<string, object?> Properties, SeasonSeries Series,
    IReadOnlyList<IReadOnlyDictionary<string, object?>> Observations, IReadOnlyList<IReadOnlyDictionary<string, object?>> History,
    IReadOnlyList<string> NextStatuses, bool CanUndo)
{
    /// <summary>Reads the store and assesses the site from its observations.</summary>
    /// <param name="store">The store.</param>
    /// <param name="code">Code of the mine site.</param>
    /// <param name="knownOn">As it was known then; null for now.</param>
    /// <exception cref="NotFoundException">There was no such mine site.</exception>
    public static SiteSheet Of(WorkspaceStore store, string code, DateTimeOffset? knownOn)
    {
        Feature site = Row(store, code, knownOn);
        var observations = TrackingFeatures.ObservationsOf(store, TrackedSite.MineSite, code, knownOn);
        SiteAssessment assessed = SiteAssessor.Of([.. observations.Select(o => o.Observation)], RestorationRules.Default);
        Feature[] history = [.. store.Layer("site-history").Items(Rows(code, knownOn))];
        var current = StatusCode.Parse<MineStatus>(site.Properties["status"] as string);
        var undone = history.Select(row => row.Properties["undoes"] as string).ToHashSet();
        Feature? last = history.LastOrDefault(row => row.Properties["source"] is "register" or "decision" && !undone.Contains(row.Id));
        return new SiteSheet(code, knownOn, site.Properties, assessed.Series,
            [.. observations.Select(o => WithId(o.Row))], [.. history.Select(WithId)],
            [.. MineTransitions.From(current).Select(s => StatusCode.Of(s))], last?.Properties["source"] is "decision");
    }

    private static Feature Row(WorkspaceStore store, string code, DateTimeOffset? knownOn) => store.Layer("mine-sites")
        .Items(new ItemsRequest { Limit = 1, AsKnownOn = knownOn, Matching = new Dictionary<string, string> { ["id"] = code } }).FirstOrDefault()
        ?? throw new NotFoundException("mine site", code);

    private static ItemsRequest Rows(string code, DateTimeOffset? knownOn) => new()
    {
        Limit = int.MaxValue,
        AsKnownOn = knownOn,
        Matching = new Dictionary<string, string> { ["site_kind"] = TrackedSite.MineSite, ["site_code"] = code },
    };

    private static Dictionary<string, object?> WithId(Feature row)
    {
        var all = new Dictionary<string, object?> { ["id"] = row.Id };
        foreach (var (name, value) in row.Properties) all[name] = value;
        return all;
    }
}
