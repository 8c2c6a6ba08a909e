using System.Globalization;
using System.Text;
using Geo.Api.Ogc;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Ground;
using Geo.Core.Tracking;

namespace Geo.Api.Field;

/// <summary>A corner of the triangle as it is answered.</summary>
internal sealed record CornerAnswer(string Source, string State, DateTimeOffset? LastAt, string? LastId, DateTimeOffset? Due, string ReasonZh, string ReasonEn)
{
    public static CornerAnswer Of(EvidenceCorner c) => new(StatusCode.Of(c.Source), StatusCode.Of(c.State), c.LastAt, c.LastId, c.Due, c.ReasonZh, c.ReasonEn);
}

/// <summary>A site of the to-do list as it is answered.</summary>
internal sealed record ToDoAnswer(string Code, string Name, string? Town, string? Status, IReadOnlyList<string> Missing, IReadOnlyList<CornerAnswer> Corners);

/// <summary>天地空 to-do list: which evidence of which mine site is missing or too old.</summary>
internal static class ToDoPages
{
    /// <summary>GET /todo: every mine site, the most urgent first; <c>town</c> picks one town.</summary>
    public static IResult Get(HttpContext http, WorkspaceStore store, TimeProvider time)
    {
        var sites = Sites(http, store, time);
        return TypedResults.Json(new
        {
            generated_at = time.GetUtcNow(),
            sites = sites.Select(s => new ToDoAnswer(s.Code, s.Name, s.Town, s.Status is { } status ? StatusCode.Of(status) : null, s.Missing, [.. s.Corners.Select(CornerAnswer.Of)])),
            rules = EvidenceRules.Default.Values,
        }, Json.Pages);
    }

    /// <summary>GET /todo.csv: the same, a row a site, with a byte order mark for Excel.</summary>
    public static IResult Csv(HttpContext http, WorkspaceStore store, TimeProvider time)
    {
        var language = Languages.Of(http.Request, http.RequestServices.GetRequiredService<ServerSettings>().Language);
        var sources = Enum.GetValues<EvidenceSource>().Select(s => StatusCode.Of(s));
        var text = new StringBuilder("\uFEFF");
        Line(text, ["code", "name", "town", "status", "missing", .. sources.SelectMany(s => (string[])[$"{s}_state", $"{s}_last_at", $"{s}_due", $"{s}_reason"])]);
        foreach (var s in Sites(http, store, time))
        {
            Line(text, [s.Code, s.Name, s.Town, s.Status is { } status ? StatusCode.Of(status) : null, string.Join(' ', s.Missing),
                .. s.Corners.SelectMany(c => (string?[])[StatusCode.Of(c.State), Instant(c.LastAt), Instant(c.Due), language.Pick(c.ReasonZh, c.ReasonEn)])]);
        }

        http.Response.Headers.ContentLanguage = language.Tag();
        http.Response.Headers.ContentDisposition = "attachment; filename=\"todo.csv\"";
        return TypedResults.Text(text.ToString(), "text/csv", Encoding.UTF8);
    }

    private static IReadOnlyList<SiteEvidence> Sites(HttpContext http, WorkspaceStore store, TimeProvider time) =>
        EvidenceReading.ToDo(store, time.GetUtcNow(), http.Request.Query.TryGetValue("town", out var town) && town.ToString().Length > 0 ? town.ToString() : null);

    private static string? Instant(DateTimeOffset? at) => at is { } when ? Json.Instant(when) : null;

    // RFC 4180. What a spreadsheet would take for a formula becomes text.
    private static void Line(StringBuilder text, IEnumerable<string?> cells) => text.AppendJoin(',', cells.Select(cell =>
    {
        string value = cell ?? "";
        if (value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r') value = "'" + value;
        return value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    })).Append(CultureInfo.InvariantCulture, $"\r\n");
}
