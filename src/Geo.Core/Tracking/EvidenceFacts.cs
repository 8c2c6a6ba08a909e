using Geo.Core.Sites;

namespace Geo.Core.Tracking;

/// <summary>The three corners of 天地空一体化 (plan, section 17).</summary>
public enum EvidenceSource
{
    /// <summary>天: observations from satellite scenes.</summary>
    Satellite = 0,
    /// <summary>空: orthomosaics and surface models from drones.</summary>
    Drone,
    /// <summary>地: field checks.</summary>
    Ground,
}

/// <summary>One thing that tells of a site.</summary>
/// <param name="Source">Which corner.</param>
/// <param name="At">When it was seen, UTC.</param>
/// <param name="Id">Scene or field check.</param>
/// <param name="Share">Satellite: valid share of the site; drone: share of the site within the footprint; ground: 1, or 0 where the check lies too far from the site to be of it.</param>
public sealed record Evidence(EvidenceSource Source, DateTimeOffset At, string Id, double Share);

/// <summary>What is known of a site's evidence.</summary>
/// <param name="Code">Code of the mine site.</param>
/// <param name="Name">Its name.</param>
/// <param name="Town">Its town.</param>
/// <param name="Status">As decided or registered; null is taken as not started.</param>
/// <param name="StatusAt">When it became so; null where that is not known.</param>
/// <param name="WorksEndedAt">When it first left in_progress for vegetating, restored or accepted; null where it has not, or that is not known.</param>
/// <param name="Items">All that tells of it, in any order.</param>
public sealed record EvidenceFacts(
    string Code, string Name, string? Town, MineStatus? Status, DateTimeOffset? StatusAt, DateTimeOffset? WorksEndedAt, IReadOnlyList<Evidence> Items);

/// <summary>How a corner stands.</summary>
public enum EvidenceState
{
    /// <summary>Present and young enough.</summary>
    Ok = 0,
    /// <summary>Nothing that counts was ever there.</summary>
    Missing,
    /// <summary>There was, and it counts no longer.</summary>
    TooOld,
}

/// <summary>One corner of a site.</summary>
/// <param name="Source">Which.</param>
/// <param name="State">How it stands.</param>
/// <param name="LastAt">When what counts was last seen, UTC; null where nothing counts.</param>
/// <param name="LastId">Scene or field check of that.</param>
/// <param name="Due">By when it is, or was, wanted anew, UTC; null where it is wanted at once or never again in this status.</param>
/// <param name="ReasonZh">Why, in Chinese.</param>
/// <param name="ReasonEn">Why, in English.</param>
public sealed record EvidenceCorner(
    EvidenceSource Source, EvidenceState State, DateTimeOffset? LastAt, string? LastId, DateTimeOffset? Due, string ReasonZh, string ReasonEn);

/// <summary>The triangle of a site.</summary>
/// <param name="Code">Code of the mine site.</param>
/// <param name="Name">Its name.</param>
/// <param name="Town">Its town.</param>
/// <param name="Status">Its status, null where it has none.</param>
/// <param name="Corners">Satellite, drone, ground.</param>
public sealed record SiteEvidence(string Code, string Name, string? Town, MineStatus? Status, IReadOnlyList<EvidenceCorner> Corners)
{
    /// <summary>Corners that want something, as the column evidence_missing of mine-sites has them: satellite, drone, ground.</summary>
    public IReadOnlyList<string> Missing => [.. Corners.Where(c => c.State != EvidenceState.Ok).Select(c => StatusCode.Of(c.Source))];
}
