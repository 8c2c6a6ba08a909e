using System.Globalization;
using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Core.Store.Reports;
using Geo.Jobs.Reports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Api.Reports;

/// <summary>A sentence that a person writes.</summary>
internal sealed record AskedSentence(string? Key, string? Text, string? Reason);

/// <summary>A number that a person writes.</summary>
internal sealed record AskedNumber(string? Key, double? Value, string? Reason);

/// <summary>What <c>PUT /reports/{month}/corrections</c> takes: all corrections; those left out are taken back.</summary>
internal sealed record AskedCorrections(int? Edit, string? DocumentNumber, Dictionary<string, string>? Remarks, IReadOnlyList<AskedSentence>? Sentences, IReadOnlyList<AskedNumber>? Numbers);

/// <summary>What the other writes take: the state that was seen, a note, a reason.</summary>
internal sealed record AskedStep(int? Edit, string? Note, string? Reason);

/// <summary>Monthly reports over HTTP.</summary>
internal static class ReportPages
{
    /// <summary>GET /reports</summary>
    public static IResult List(HttpContext http, WorkspaceStore store, TimeProvider time)
    {
        http.Response.Headers.CacheControl = "no-store";
        DateTimeOffset now = time.GetUtcNow();
        ReportMonth last = ReportMonth.Of(now).Previous;
        return TypedResults.Json(new JsonObject
        {
            ["due_day"] = ReportSettings.Default.DueDay,
            ["month"] = last.ToString(),
            ["due_on"] = Day(last.DueOn(ReportSettings.Default)),
            ["open"] = Open(store, now),
            ["reports"] = new JsonArray([.. store.Reports.List().Select(Brief)]),
        }, Json.Pages);
    }

    /// <summary>GET /reports/{month}</summary>
    public static IResult Get(string month, HttpContext http, WorkspaceStore store)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(Document(store, MonthlyReports.RecordOf(store, ReportMonth.Parse(month), VersionOf(http)), Request.Of(http).Language.Tag()), Json.Pages);
    }

    /// <summary>PUT /reports/{month}/corrections</summary>
    public static async Task<IResult> Correct(string month, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<AskedCorrections>(http, "{\"edit\": 1, \"remarks\": {\"sites\": \"…\"}}", cancel) ?? new(null, null, null, null, null);
        var wanted = ReportMonth.Parse(month);
        var corrections = new Corrections(
            asked.DocumentNumber, asked.Remarks ?? [],
            [.. (asked.Sentences ?? []).Select(s => new SentenceCorrection(s.Key ?? "", s.Text ?? "", s.Reason ?? "", "", default))],
            [.. (asked.Numbers ?? []).Select(n => new NumberCorrection(n.Key ?? "", null, n.Value ?? double.NaN, n.Reason ?? "", "", default))]);
        MonthlyReports.Correct(store, wanted, corrections, Seen(asked.Edit), visitor.Name, time.GetUtcNow());
        return Answer(http, store, wanted);
    }

    /// <summary>POST /reports/{month}/freeze</summary>
    public static async Task<IResult> Freeze(string month, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<AskedStep>(http, "{\"edit\": 1}", cancel);
        var wanted = ReportMonth.Parse(month);
        await Task.Run(() => MonthlyReports.Freeze(store, wanted, Seen(asked?.Edit), visitor.Name, time.GetUtcNow()), cancel);
        return Answer(http, store, wanted);
    }

    /// <summary>POST /reports/{month}/sent</summary>
    public static async Task<IResult> Send(string month, HttpContext http, Visitor visitor, WorkspaceStore store, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<AskedStep>(http, "{\"note\": \"…\"}", cancel);
        var wanted = ReportMonth.Parse(month);
        MonthlyReports.Send(store, wanted, asked?.Note, visitor.Name);
        return Answer(http, store, wanted);
    }

    /// <summary>POST /reports/{month}/reopen</summary>
    public static async Task<IResult> Reopen(string month, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<AskedStep>(http, "{\"reason\": \"…\"}", cancel);
        var wanted = ReportMonth.Parse(month);
        await Task.Run(() => MonthlyReports.Reopen(store, wanted, asked?.Reason, visitor.Name, time.GetUtcNow(), cancel), cancel);
        return Answer(http, store, wanted);
    }

    /// <summary>Reports that somebody must see to: also part of the session, so that every page can say so.</summary>
    public static JsonArray Open(WorkspaceStore store, DateTimeOffset now) => new([.. ReportDue.Open(store, now).Select(o => new JsonObject
    {
        ["month"] = o.Month.ToString(),
        ["state"] = o.State,
        ["due_on"] = Day(o.DueOn),
        ["overdue"] = o.Overdue,
        ["urgent"] = o.Urgent,
    })]);

    /// <summary>The version that a request asks for; null for the newest.</summary>
    public static int? VersionOf(HttpContext http) => !http.Request.Query.TryGetValue("version", out var text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : throw Parameters.Wrong("version", $"'{text}' is no number", "give for example version=1");

    private static JsonHttpResult<JsonObject> Answer(HttpContext http, WorkspaceStore store, ReportMonth month) =>
        TypedResults.Json(Document(store, MonthlyReports.RecordOf(store, month, null), Request.Of(http).Language.Tag()), Json.Pages);

    private static int Seen(int? edit) => edit ?? throw new InputException("request", "edit", "it is missing", "send the edit of the report as you read it");

    private static JsonObject Brief(ReportRecord r) => new()
    {
        ["month"] = r.Month.ToString(),
        ["version"] = r.Version,
        ["state"] = r.State,
        ["edit"] = r.Edit,
        ["due_on"] = Day(r.Month.DueOn(ReportSettings.Default)),
        ["drafted_at"] = Json.Instant(r.DraftedAt),
        ["drafted_by"] = r.DraftedBy,
        ["run_id"] = r.RunId,
        ["frozen_at"] = Instant(r.FrozenAt),
        ["frozen_by"] = r.FrozenBy,
        ["sha256"] = r.Sha256,
        ["sent_at"] = Instant(r.SentAt),
        ["sent_by"] = r.SentBy,
        ["sent_note"] = r.SentNote,
        ["reopened_at"] = Instant(r.ReopenedAt),
        ["reopened_by"] = r.ReopenedBy,
        ["reopened_reason"] = r.ReopenedReason,
    };

    private static JsonObject Document(WorkspaceStore store, ReportRecord record, string language)
    {
        MonthlyReport report = store.Reports.Read(record.Month, record.Version);
        var made = MonthlySentences.Of(report.Data, report.Corrections.Applied(report.Figures), language);
        string at = $"/reports/{record.Month}", version = string.Create(CultureInfo.InvariantCulture, $"?version={record.Version}");
        JsonObject document = Brief(record);
        document["title"] = MonthlyDocument.Title(record.Month, language).Replace("\n", "", StringComparison.Ordinal);
        document["synthetic"] = report.Data.Synthetic;
        document["known_at"] = Json.Instant(report.Data.KnownAt);
        document["since"] = new JsonObject { ["kind"] = report.Data.Since.Kind, ["at"] = Json.Instant(report.Data.Since.At), ["version"] = report.Data.Since.Version };
        document["numbers"] = new JsonObject(report.Corrections.Applied(report.Figures).Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value)));
        document["computed"] = new JsonObject(report.Figures.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value)));
        document["sentences"] = new JsonArray([.. MonthlyDocument.Sentences(report, language).Select(s => new JsonObject { ["key"] = s.Key, ["text"] = s.Value, ["made"] = made[s.Key] })]);
        document["sections"] = new JsonArray([.. Corrections.Sections.Select(s => JsonValue.Create(s))]);
        document["corrections"] = CorrectionsOf(report.Corrections);
        document["stale"] = new JsonArray([.. report.Corrections.Stale(report.Figures).Select(n => JsonValue.Create(n.Key))]);
        document["tables"] = new JsonArray([.. MonthlyDocument.Tables(report, language).Select(t => TableOf(t, language))]);
        document["changes"] = new JsonArray([.. report.Data.Sites.Where(MonthlyFigures.Changed).Select(s => ChangeOf(report, s, at, version, language))]);
        document["missing"] = new JsonArray([.. report.Data.Missing.Select(m => new JsonObject { ["part"] = m.Part, ["why"] = m.Why.In(language) })]);
        document["notes"] = new JsonArray([.. report.Data.Notes.Select(n => JsonValue.Create(n.In(language)))]);
        document["blocks"] = ReportBlocks.Of(MonthlyDocument.Of(report, language), at, version);
        document["map"] = $"{at}/map.png{version}";
        document["docx"] = $"{at}.docx{version}";
        document["xlsx"] = $"{at}.xlsx{version}";
        document["versions"] = new JsonArray([.. store.Reports.Versions(record.Month).Select(Brief)]);
        return document;
    }

    private static JsonObject CorrectionsOf(Corrections c) => new()
    {
        ["document_number"] = c.DocumentNumber,
        ["remarks"] = new JsonObject(c.Remarks.Select(r => KeyValuePair.Create(r.Key, (JsonNode?)r.Value))),
        ["sentences"] = new JsonArray([.. c.Sentences.Select(s => new JsonObject { ["key"] = s.Key, ["text"] = s.Text, ["reason"] = s.Reason, ["by"] = s.By, ["at"] = Json.Instant(s.At) })]),
        ["numbers"] = new JsonArray([.. c.Numbers.Select(n => new JsonObject { ["key"] = n.Key, ["value"] = n.Value, ["computed"] = n.Computed, ["reason"] = n.Reason, ["by"] = n.By, ["at"] = Json.Instant(n.At) })]),
    };

    private static JsonObject TableOf(ReportTable table, string language) => new()
    {
        ["id"] = table.Id,
        ["caption"] = table.Caption,
        ["head"] = new JsonArray([.. table.Head.Select(h => JsonValue.Create(h))]),
        ["rows"] = new JsonArray([.. table.Rows.Select(row => new JsonArray([.. row.Select(c => new JsonObject
        {
            ["text"] = c.Shown(language),
            ["key"] = c.Key,
            ["room"] = c.Key is null ? null : MonthlyFigures.RoomOf(c.Key),
            ["corrected"] = c.Corrected,
        })]))]),
    };

    private static JsonObject ChangeOf(MonthlyReport report, SiteRow s, string at, string version, string language)
    {
        var pair = report.Data.Pictures.FirstOrDefault(p => p.Code == s.Code);
        JsonObject? Shown(Shot? shot) => shot is null ? null : new JsonObject
        {
            ["image"] = $"{at}/pictures/{shot.File}{version}",
            ["scene_id"] = shot.Scene,
            ["at"] = Json.Instant(shot.At),
            ["sensor"] = shot.Sensor,
        };
        return new JsonObject
        {
            ["code"] = s.Code,
            ["name"] = s.Name,
            ["town"] = s.Town,
            ["unit"] = s.Unit,
            ["before"] = s.Before,
            ["known_before"] = s.KnownBefore,
            ["status"] = s.Status,
            ["decided_by"] = s.DecidedBy,
            ["decided_at"] = Instant(s.DecidedAt),
            ["reason"] = s.Reason,
            ["pictures"] = pair is null ? null : new JsonObject { ["before"] = Shown(pair.Before), ["after"] = Shown(pair.After), ["why"] = pair.Why.In(language) },
        };
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Instant(DateTimeOffset? at) => at is { } instant ? Json.Instant(instant) : null;
}
