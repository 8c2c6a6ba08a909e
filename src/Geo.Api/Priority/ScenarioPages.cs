using System.Text.Json;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Api.Runs;
using Geo.Core.Priority;
using Geo.Core.Reporting;
using Geo.Core.Reporting.Docx;
using Geo.Core.Store;
using Geo.Jobs.Priority;

namespace Geo.Api.Priority;

/// <summary>What <c>POST /priority/scenarios</c> takes.</summary>
internal sealed record NewScenario(string? Name, string? Note, AskedPriority? Question);

/// <summary>Scenarios: kept, opened, compared, adopted; and the ranking as files.</summary>
internal static class ScenarioPages
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int FileDraws = 10_000;

    private static readonly string[] s_brief =
        ["name", "note", "criteria_set", "method", "objective", "budget_wan", "revision_read", "known_at", "created_by", "created_at", "dumps", "funded", "spent_wan", "funded_codes", "must", "cannot", "adopted_at", "adopted_by"];

    /// <summary>GET /priority/scenarios</summary>
    public static IResult List(HttpContext http, WorkspaceStore store)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new { scenarios = store.Layer(PriorityLayers.Scenarios.Id).Items(ItemsRequest.Everything).OrderByDescending(s => (DateTimeOffset)s.Properties["created_at"]!).Select(Brief) }, Json.Pages);
    }

    /// <summary>GET /priority/scenarios/{id}: computed again from what was kept.</summary>
    public static IResult Get(string id, HttpContext http, WorkspaceStore store)
    {
        var open = PriorityScenarios.Open(store, id);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new { scenario = Brief(open.Row), question = open.Asked, answer = PriorityDocument.Of(open.Ground, open.Asked, parts: true) }, Json.Pages);
    }

    /// <summary>POST /priority/scenarios</summary>
    public static async Task<IResult> Add(HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewScenario>(http, "{\"name\": \"…\", \"question\": {\"budget_wan\": 2000}}", cancel);
        var made = PriorityScenarios.Save(store, CriteriaSet.Default, asked?.Question ?? new AskedPriority(), asked?.Name, asked?.Note, visitor.Name, time.GetUtcNow());
        return TypedResults.Text(JsonSerializer.Serialize(Brief(made), Json.Pages), Media.Json, statusCode: 201).WithLocation($"/priority/scenarios/{made.Id}");
    }

    /// <summary>DELETE /priority/scenarios/{id}</summary>
    public static IResult Delete(string id, Visitor visitor, WorkspaceStore store)
    {
        PriorityScenarios.Delete(store, id, visitor.Name);
        return TypedResults.Json(new { id, deleted = true }, Json.Pages);
    }

    /// <summary>POST /priority/scenarios/{id}/adopt: a run writes it to the dumps.</summary>
    public static IResult Adopt(string id, Visitor visitor, WorkspaceStore store, StartRun start)
    {
        var open = PriorityScenarios.Open(store, id);
        store.Write(visitor.Name, null, null, writer => writer.Audit("priority.adopt", $"{PriorityLayers.Scenarios.Id}/{id}", open.Row.Properties["name"] as string));
        var run = start("priority", JsonSerializer.Serialize(new { scenario = id }), visitor.Name);
        return TypedResults.Text(JsonSerializer.Serialize(RunBrief.Of(run), Json.Pages), Media.Json, statusCode: 202).WithLocation($"/runs/{run.Id}");
    }

    /// <summary>GET /priority/compare?a=&amp;b=: scenarios by id; left out, the working criteria on the present dumps.</summary>
    public static IResult Compare(HttpContext http, WorkspaceStore store)
    {
        var (a, b) = (Asked(http, store, "a"), Asked(http, store, "b"));
        var told = AnswerComparison.Of(a.Answer, b.Answer);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new
        {
            a = new { id = http.Request.Query["a"].ToString(), a.Name, budget_wan = a.Answer.Question.BudgetWan, spent_wan = a.Answer.Funded.SpentWan, funded = a.Answer.Funded.Count },
            b = new { id = http.Request.Query["b"].ToString(), b.Name, budget_wan = b.Answer.Question.BudgetWan, spent_wan = b.Answer.Funded.SpentWan, funded = b.Answer.Funded.Count },
            told.Entered,
            told.Left,
            told.Stayed,
            told.Dumps,
        }, Json.Pages);
    }

    /// <summary>GET /priority.{extension}?scenario=: the ranking with the parts of every score.</summary>
    public static IResult File(string extension, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        string type = extension switch { "xlsx" => Xlsx, "csv" => "text/csv; charset=utf-8", "geojson" => Media.GeoJson, _ => throw new NotFoundException("form of the ranking", extension) };
        var asked = Asked(http, store, "scenario");
        var folder = Directory.CreateTempSubdirectory("geowfc-");
        try
        {
            string file = Path.Combine(folder.FullName, $"priority.{extension}");
            PriorityFiles.Write(file, asked.Ground, asked.Answer, asked.Answer.Stability(FileDraws, Environment.ProcessorCount, cancel));
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.File(System.IO.File.ReadAllBytes(file), type, $"priority.{extension}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>GET /priority/dumps/{code}/sheet.docx?scenario=: one page for the project reserve.</summary>
    public static IResult Sheet(string code, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = Asked(http, store, "scenario");
        int place = asked.Answer.Table.IndexOf(code);
        var point = asked.Ground.Rows[code].Geometry is { IsEmpty: false } geometry ? geometry.InteriorPoint.Coordinate : null;
        var sheet = ProjectSheet.Of(new ProjectSheetInput(asked.Answer, place, asked.Ground.Prioritiser.Costs[place], asked.Answer.Question.Costs.ContainsKey(code),
            asked.Answer.Stability(FileDraws, Environment.ProcessorCount, cancel), Counterfactuals.Of(asked.Answer, place, cancel), asked.Name, point is null ? null : (point.X, point.Y),
            asked.KnownAt ?? time.GetUtcNow(), store.Scenes.List().Any(s => s.Synthetic)), Request.Of(http).Language.Tag());
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(DocxWriter.Write(sheet, new Dictionary<string, byte[]>()), Docx, $"{string.Concat(code.Where(char.IsLetterOrDigit))}-project.docx");
    }

    private static (PriorityGround Ground, PriorityAnswer Answer, string? Name, DateTimeOffset? KnownAt) Asked(HttpContext http, WorkspaceStore store, string name)
    {
        if (http.Request.Query[name].ToString() is { Length: > 0 } id)
        {
            Features.Collections.RequireReading(PriorityLayers.Scenarios.Id, http);
            var open = PriorityScenarios.Open(store, id);
            return (open.Ground, open.Answer, open.Row.Properties["name"] as string, open.Row.Properties["known_at"] as DateTimeOffset?);
        }

        var ground = PriorityGround.Of(store, CriteriaSet.Default);
        return (ground, ground.Prioritiser.Answer(new AskedPriority().ToQuestion(ground.Set)), null, null);
    }

    private static Dictionary<string, object?> Brief(Feature scenario)
    {
        var brief = s_brief.ToDictionary(column => column, column => scenario.Properties[column]);
        brief["id"] = scenario.Id;
        return brief;
    }
}
