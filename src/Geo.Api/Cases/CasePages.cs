using System.Globalization;
using System.Text.Json;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Cases;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Casework;
using Geo.Core.Store.People;
using Geo.Jobs.Jobs;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Geo.Api.Cases;

/// <summary>What <c>POST /cases</c> takes: geometry as GeoJSON, or lon and lat.</summary>
internal sealed record NewCase(
    string? Id, string? Source, JsonElement? Geometry, double? Lon, double? Lat, string? Crs, string? Note, string? WasteCategory, string? PlaceKind, DateTimeOffset? SeenAt);

/// <summary>The board, one case, reports and steps.</summary>
internal static class CasePages
{
    private const string Example = """{"source": "public_report", "lon": 110.02, "lat": 40.58, "crs": "wgs84", "note": "…"}""";

    private static readonly JsonSerializerOptions GeoJsonStyle = new() { Converters = { new GeoJsonConverterFactory() } };

    /// <summary>GET /cases: the board's rows, those due first at the top, and its numbers; state, unit, town and overdue pick rows, the numbers are those of all.</summary>
    public static IResult List(HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<CaseFile> all = CaseRows.All(store);
        var rules = CaseRules.Default;
        CaseFile[] open = [.. all.Where(c => c.Open)];
        string month = ChinaTime.Day(now)[..7];
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new
        {
            generated_at = now,
            numbers = new
            {
                total = all.Count,
                open = open.Length,
                overdue = open.Count(c => c.Overdue(now)),
                due_soon = open.Count(c => !c.Overdue(now) && c.DueAt is { } due && Deadlines.DaysLeft(due, now) <= rules.DueSoonDays),
                found_this_month = all.Count(c => ChinaTime.Day(c.FoundAt)[..7] == month),
                closed_this_month = all.Count(c => c.ClosedAt is { } at && ChinaTime.Day(at)[..7] == month),
                by_state = Enum.GetValues<CaseState>().ToDictionary(s => StatusCode.Of(s), s => all.Count(c => c.State == s)),
            },
            mine = new { units = Units.Default.All.Where(u => IsMine(u, visitor)).Select(u => u.Code), visitor.Town },
            may_report = May(visitor, CaseAction.Raise, visitor.Town),
            units = Units.Default.All.Select(u => new { u.Code, u.Zh, u.En }),
            due_soon_days = rules.DueSoonDays,
            rules = rules.Values,
            cases = FilterOf(http).Of(all, now).Select(c => CaseTelling.Brief(c, now)),
        }, Json.Pages);
    }

    /// <summary>GET /cases/{id}: all that is known of a case.</summary>
    public static IResult Get(string id, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(CaseSheet.Of(store, CaseRows.Of(store.Layer(CaseRows.Layer).Get(id)), time.GetUtcNow(), action => May(visitor, action, store.Layer(CaseRows.Layer).Get(id).Properties["town"] as string)), Json.Pages);
    }

    /// <summary>POST /cases: a report; a second one at the place of an open case is told on that case.</summary>
    public static async Task<IResult> Report(HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewCase>(http, Example, cancel) ?? throw new InputException("request", null, "the body is null", $"send {Example}");
        var district = CaseGrounds.Of(store);
        var entry = new CaseEntry(asked.Id, asked.Source, Place(asked), asked.Crs, asked.Note, asked.WasteCategory, asked.PlaceKind, asked.SeenAt);
        if (visitor.Role == Role.Town && entry.Place is { IsEmpty: false } place) Require(visitor, CaseAction.Raise, district.Of(place).Town);
        var done = CaseReport.Write(store, entry, district, visitor.Name, time.GetUtcNow());
        return TypedResults.Json(CaseTelling.Brief(done.Case, time.GetUtcNow()), Json.Pages, statusCode: done.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>POST /cases/{id}/{action}: a step.</summary>
    public static async Task<IResult> Act(string id, string action, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        CaseAction step = CaseWork.Actions.Where(a => StatusCode.Of(a) == action).Select(a => (CaseAction?)a).FirstOrDefault() ?? throw new NotFoundException("step on a case", action);
        var asked = await JsonBody.Read<CaseRequest>(http, """{"state": "found", "unit": "ecology_bureau"}""", cancel) ?? new CaseRequest();
        Require(visitor, step, store.Layer(CaseRows.Layer).Get(id).Properties["town"] as string);
        return TypedResults.Json(CaseTelling.Brief(CaseWork.Do(store, id, action, asked, visitor.Name, time.GetUtcNow()), time.GetUtcNow()), Json.Pages);
    }

    /// <summary>Which rows a request asks for.</summary>
    public static CaseFilter FilterOf(HttpContext http)
    {
        string? Given(string name) => http.Request.Query.TryGetValue(name, out var v) && v.ToString().Length > 0 ? v.ToString() : null;
        return new CaseFilter(Given("state"), Given("unit"), Given("town"), Given("overdue") switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw Parameters.Wrong("overdue", $"'{other}' is neither true nor false", "use overdue=true"),
        });
    }

    /// <summary>True where a visitor may take a step on a case of a town.</summary>
    internal static bool May(Visitor visitor, CaseAction action, string? town) =>
        visitor.May(Right.FieldCheck) && (visitor.Role != Role.Town || (CaseSteps.OfTowns.Contains(action) && town is not null && town == visitor.Town));

    private static void Require(Visitor visitor, CaseAction action, string? town)
    {
        if (May(visitor, action, town)) return;
        string why = CaseSteps.OfTowns.Contains(action)
            ? $"an account of {visitor.Town} acts on the cases of its own town; this one lies in {town ?? "no town that the register names"}"
            : $"{StatusCode.Of(action)} is for the bureaus; a town's people report, verify and handle";
        throw new AccessException(StatusCodes.Status403Forbidden, why) { Right = Right.FieldCheck, Role = visitor.Role };
    }

    private static bool IsMine(Unit unit, Visitor visitor) => (visitor.Role is { } role && (unit.Roles ?? []).Contains(role.Name())) || (unit.Town is not null && unit.Town == visitor.Town);

    private static Geometry? Place(NewCase asked)
    {
        if (asked.Geometry is not { ValueKind: JsonValueKind.Object } geometry)
        {
            return asked is { Lon: { } lon, Lat: { } lat } ? double.IsFinite(lon) && double.IsFinite(lat) ? new Point(lon, lat) : null : null;
        }

        try
        {
            return geometry.Deserialize<Geometry>(GeoJsonStyle);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new InputException("request", "geometry", string.Create(CultureInfo.InvariantCulture, $"it is no GeoJSON geometry ({e.Message})"), "send a Point or a Polygon", e);
        }
    }
}
