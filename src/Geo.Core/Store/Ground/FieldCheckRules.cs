using Geo.Core.Field;
using Geo.Core.Sites;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Core.Store.Ground;

/// <summary>What a field check may say.</summary>
internal static class FieldCheckRules
{
    /// <summary>Characters that a note may have.</summary>
    public const int LongestNote = 2000;

    public static readonly string[] Kinds = [TrackedSite.MineSite, TrackedSite.Dump, TrackedSite.Unlisted];
    public static readonly string[] Sources = ["ground", "drone"];
    public static readonly string[] Findings = ["agrees", "disagrees", "unclear"];
    public static readonly string[] Verdicts = [.. Enum.GetValues<Geo.Core.Cases.CaseVerdict>().Select(v => StatusCode.Of(v))];
    public static readonly string[] PositionSources = ["gps", "picked", "typed"];

    // A phone's clock may be wrong, yet not by a day; satellites of this kind began in the seventies, checks of ours later.
    private static readonly TimeSpan FastClock = TimeSpan.FromHours(26);
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Refuses what is wrong in itself, whatever the store holds.</summary>
    /// <exception cref="InputException">With the field's name as it is sent.</exception>
    public static void Check(FieldCheckEntry entry, DateTimeOffset now)
    {
        if (entry.Id is { } id && (id.Length is < 8 or > 64 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
        {
            throw Wrong("id", $"'{id}' is no id", "send a UUID, or leave it out");
        }

        OneOf("site_kind", entry.SiteKind, Kinds);
        OneOf("source", entry.Source, Sources);
        OneOf("finding", entry.Finding, Findings);
        if (entry.SiteKind == TrackedSite.Unlisted ? (entry.DetectionId is null && entry.CaseId is null) || entry.SiteCode is not null : entry.SiteCode is null)
        {
            throw Wrong("site_code", "it does not fit the kind of site", "name the site by site_kind and site_code, or a place outside all sites by site_kind unlisted and detection_id or case_id");
        }

        if (entry.CaseId is not null && entry.SiteKind != TrackedSite.Unlisted) throw Wrong("case_id", "a case lies outside all listed sites", "send site_kind unlisted with it");
        if (entry.Verdict is { } verdict) OneOf("verdict", verdict, entry.SiteKind == TrackedSite.Unlisted ? Verdicts : []);
        if (entry.WasteCategory is { } waste && RegisterSchema.CodeOf("waste_category", waste) != waste) throw Wrong("waste_category", $"'{waste}' is none", $"use one of {RegisterSchema.Words("waste_category")}");

        if (entry.CheckedAt is not { } at || at > now + FastClock || at < Earliest)
        {
            throw Wrong("checked_at", entry.CheckedAt is null ? "it is missing" : "it lies in the future, or long ago", "send the time of the check, such as 2025-07-14T03:20:00Z; set the phone's clock");
        }

        if (entry.StatusSeen is { } seen) OneOf("status_seen", seen, StatusesOf(entry.SiteKind!));
        foreach (string work in entry.Works ?? [])
        {
            if (work is null || !Works.Has(work)) throw Wrong("works", $"'{work}' is not in the list of works", $"use {string.Join(", ", Works.All.Select(w => w.Code))}");
        }

        Within("cover_share", entry.CoverShare, 0, 1);
        Within("position_accuracy_m", entry.PositionAccuracyM, 0, 100_000);
        Within("lon", entry.Lon, -180, 180);
        Within("lat", entry.Lat, -90, 90);
        if (entry.Lon is null != entry.Lat is null) throw Wrong("lon", "a position has two numbers", "send lon and lat, or neither");
        if (entry.Lon is null != entry.PositionSource is null) throw Wrong("position_source", "it belongs to a position", "send it with lon and lat, and only then");
        if (entry.PositionSource is { } source) OneOf("position_source", source, PositionSources);
        if (entry.Note?.Length > LongestNote) throw Wrong("note", $"it is {entry.Note.Length} characters long", $"use at most {LongestNote}");
    }

    /// <summary>Statuses that can be seen at a kind of site.</summary>
    public static string[] StatusesOf(string kind) => kind switch
    {
        TrackedSite.MineSite => [.. Enum.GetValues<MineStatus>().Select(s => StatusCode.Of(s))],
        TrackedSite.Dump => [.. Enum.GetValues<DumpStatus>().Select(s => StatusCode.Of(s))],
        _ => [],
    };

    /// <summary>The entry's place; null where it has none.</summary>
    public static Point? PlaceOf(FieldCheckEntry entry) => entry is { Lon: { } lon, Lat: { } lat } ? new Point(lon, lat) : null;

    public static InputException Wrong(string field, string problem, string mend) => new("the field check", field, problem, mend);

    private static void OneOf(string field, string? value, string[] allowed)
    {
        if (!allowed.Contains(value))
        {
            throw Wrong(field, value is null ? "it is missing" : $"'{value}' is none", allowed.Length == 0 ? "leave it out" : $"use one of {string.Join(", ", allowed)}");
        }
    }

    private static void Within(string field, double? value, double from, double to)
    {
        if (value is { } number && !(number >= from && number <= to)) throw Wrong(field, FormattableString.Invariant($"{number} is not in [{from}, {to}]"), "send a number within");
    }
}
