using System.Text.Json;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Inventory.Sampling;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Geo.Core.Vectors;
using Geo.Jobs.Jobs;
using NetTopologySuite.Geometries;

namespace Geo.Api.Dumps;

/// <summary>What <c>POST /dumps/{code}/sampling</c> takes.</summary>
/// <param name="Points">How many; null by the rule.</param>
/// <param name="Places">Longitude and latitude of each, where a person put them.</param>
/// <param name="Reason">A remark.</param>
internal sealed record NewPlan(int? Points, IReadOnlyList<double[]>? Places, string? Reason);

/// <summary>What a point of a plan takes.</summary>
internal sealed record NewPoint(string? State, DateTimeOffset? SampledAt, double? DepthM, string? Note);

/// <summary>What <c>POST /dumps/{code}/results</c> takes as JSON.</summary>
internal sealed record NewResults(string? Laboratory, string? ReportNumber, DateTimeOffset? ReportedAt, IReadOnlyList<Dictionary<string, JsonElement>>? Results);

/// <summary>What <c>POST /dumps/{code}/identification</c> takes.</summary>
internal sealed record NewVerdict(string? Verdict, string? WasteCategory, string? Reason);

/// <summary>Sampling of a dump: plan, points, results, verdict, and the plan as a file.</summary>
internal static class SamplingPages
{
    /// <summary>Bytes of a laboratory's table.</summary>
    public const int LargestBody = 4_000_000;

    /// <summary>POST /dumps/{code}/sampling</summary>
    public static async Task<IResult> Plan(string code, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewPlan>(http, "{\"points\": 8}", cancel) ?? new NewPlan(null, null, null);
        if (asked.Places?.Any(p => p.Length != 2) == true) throw new InputException("request", "places", "a place is not [longitude, latitude]", "give two numbers a place");
        var rows = SamplingPlans.Plan(store, code, asked.Points, asked.Places is { } places ? [.. places.Select(p => new Point(p[0], p[1]))] : null, asked.Reason, Visitor.Of(http).Name, time.GetUtcNow());
        return TypedResults.Json(new { plan_id = rows[0].Properties["plan_id"], points = rows.Select(Told) }, Json.Pages);
    }

    /// <summary>POST /dumps/{code}/sampling/{number}</summary>
    public static async Task<IResult> Point(string code, int number, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewPoint>(http, "{\"state\": \"sampled\"}", cancel) ?? throw new InputException("request", null, "the body is null", "send {\"state\": …}");
        return TypedResults.Json(Told(SamplingPlans.Record(store, code, number, new PointWord(asked.State, asked.SampledAt?.ToUniversalTime(), asked.DepthM, asked.Note), Visitor.Of(http).Name, time.GetUtcNow())), Json.Pages);
    }

    /// <summary>POST /dumps/{code}/results: JSON, or a CSV with laboratory, report and date in the query.</summary>
    public static async Task<IResult> Results(string code, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var (report, results) = http.Request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true
            ? await Table(http, cancel)
            : Listed(await JsonBody.Read<NewResults>(http, "{\"laboratory\": …, \"report_number\": …, \"results\": [{\"point\": 1, \"parameter\": …, \"value\": …, \"unit\": …}]}", cancel));
        var rows = SamplingPlans.Enter(store, code, report, results, Visitor.Of(http).Name, time.GetUtcNow());
        return TypedResults.Json(new { points = rows.Select(Told) }, Json.Pages);
    }

    /// <summary>POST /dumps/{code}/identification</summary>
    public static async Task<IResult> Identify(string code, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewVerdict>(http, "{\"verdict\": \"general\", \"reason\": \"…\"}", cancel) ?? throw new InputException("request", null, "the body is null", "send {\"verdict\": …, \"reason\": …}");
        return TypedResults.Json(DumpIdentification.Decide(store, code, asked.Verdict, asked.WasteCategory, asked.Reason, Visitor.Of(http).Name, time.GetUtcNow()), Json.Pages);
    }

    /// <summary>GET /dumps/{code}/sampling.geojson, .kml, .csv and .xlsx</summary>
    public static IResult File(string code, string format, WorkspaceStore store)
    {
        if (!SamplingFile.Formats.TryGetValue(format, out string? type)) throw new NotFoundException("format", format);
        var points = SamplingPlans.Current(SamplingPlans.Rows(store, [code]));
        return points.Count > 0 ? FileAnswer.Of($"sampling-{code}.{format}", type, file => SamplingFile.Write(points, file)) : throw new NotFoundException("sampling plan of", code);
    }

    private static (LabReport, ILookup<int, LabResult>) Listed(NewResults? asked)
    {
        if (asked?.Results is not { Count: > 0 } list) throw new InputException("request", "results", "there are none", "give a row a point and parameter");
        string[] columns = [.. list.SelectMany(row => row.Keys).Distinct()];
        var rows = list.Select(row => (IReadOnlyDictionary<string, object?>)row.ToDictionary(c => c.Key, c => Cell(c.Value)));
        return (new LabReport(asked.Laboratory, asked.ReportNumber, asked.ReportedAt?.ToUniversalTime()), ResultTable.Read("results", columns, rows));
    }

    private static object? Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        _ => throw new InputException("request", "results", $"{value} is no number or text", "write plain values"),
    };

    private static async Task<(LabReport, ILookup<int, LabResult>)> Table(HttpContext http, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("geowfc-");
        try
        {
            string file = Path.Combine(folder.FullName, "results.csv");
            await using (var target = System.IO.File.Create(file)) await http.Request.Body.CopyToAsync(target, cancel);
            VectorLayer layer = VectorFile.Read(file);
            string? Query(string name) => http.Request.Query[name] is [{ Length: > 0 } text] ? text : null;
            return (new LabReport(Query("laboratory"), Query("report_number"), Query("reported_at") is { } at ? Day(at) : null),
                ResultTable.Read("the table", layer.Fields, layer.Features.Select(f => f.Attributes)));
        }
        catch (GdalException broken)
        {
            throw new InputException("request", "body", "it is no CSV that can be read", "save the table as CSV (UTF-8)", broken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DateTimeOffset Day(string text) => DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out var at)
        ? at
        : throw Parameters.Wrong("reported_at", $"'{text}' is no date", "write it as 2026-11-27");

    private static Dictionary<string, object?> Told(Feature row)
    {
        var all = new Dictionary<string, object?>(row.Properties) { ["id"] = row.Id, ["geometry"] = row.Geometry is { } g ? GeoJson.Element(g) : null };
        all["results"] = SamplingPlans.ToPoint(row).Results;
        return all;
    }
}
