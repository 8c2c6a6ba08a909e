namespace Geo.Core.Store.Ground;

/// <summary>What a person enters of a field check (现场核查).</summary>
/// <param name="Id">Made by who enters it (a UUID), so that it can be sent again; null lets the store make one.</param>
/// <param name="SiteKind">mine_site, dump, or unlisted for a detection outside every listed site.</param>
/// <param name="SiteCode">Code of the site; null where unlisted.</param>
/// <param name="DetectionId">The detection that was looked at; may be left out for a listed site.</param>
/// <param name="CheckedAt">When, with its zone.</param>
/// <param name="Source">ground or drone.</param>
/// <param name="Finding">agrees, disagrees or unclear: what was seen, against what the satellite says.</param>
/// <param name="StatusSeen">A status of the site's kind as seen; null where it cannot be said.</param>
/// <param name="Works">Codes of data/works.json.</param>
/// <param name="CoverShare">Vegetation cover by eye, [0, 1].</param>
/// <param name="Note">Free text.</param>
/// <param name="Lon">Longitude, degrees, WGS 84.</param>
/// <param name="Lat">Latitude, degrees.</param>
/// <param name="PositionSource">gps, picked (on a map) or typed; null without a position.</param>
/// <param name="PositionAccuracyM">As the receiver says, m.</param>
/// <param name="CaseId">The case (线索) that was looked at; with it an unlisted place needs no detection.</param>
/// <param name="Verdict">What lies there, of a case or an unlisted place: waste, damaged_ground, no_waste, listed_site or legal_stock.</param>
/// <param name="WasteCategory">What kind of waste was seen; a code of data/waste-categories.json.</param>
public sealed record FieldCheckEntry(
    string? Id, string? SiteKind, string? SiteCode, string? DetectionId, DateTimeOffset? CheckedAt, string? Source, string? Finding, string? StatusSeen,
    IReadOnlyList<string>? Works, double? CoverShare, string? Note, double? Lon, double? Lat, string? PositionSource, double? PositionAccuracyM,
    string? CaseId = null, string? Verdict = null, string? WasteCategory = null);

/// <summary>A check as it stands after a write.</summary>
/// <param name="Check">The row of field-checks.</param>
/// <param name="Done">new, changed, or same: what was sent again, or says what is stored.</param>
public sealed record FieldCheckState(Feature Check, PutState Done);
