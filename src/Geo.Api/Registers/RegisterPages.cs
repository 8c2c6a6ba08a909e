using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Api.Runs;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api.Registers;

/// <summary>A register's file: what would become of it, and its import.</summary>
internal static class RegisterPages
{
    /// <summary>Rows that a preview draws; a report tells all of them.</summary>
    public const int MostDrawn = 5000;

    /// <summary>POST /registers/{kind}/preview: nothing is stored.</summary>
    public static async Task<IResult> Preview(string kind, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        Require(kind, http);
        using var form = await RegisterForm.Read(http, cancel);
        var outcome = await Task.Run(() => RegisterFile.Preview(store, kind, form.File, form.Options, visitor.Name, time, cancel), cancel);
        var language = Languages.Of(http.Request, http.RequestServices.GetRequiredService<ServerSettings>().Language);
        var told = RegisterReport.Document(outcome, language.Tag()).ToDictionary();
        var reading = outcome.Reading;
        told["file"] = form.Options.FileName;
        told["header"] = reading.Header.Select(c => new { c.Name, c.Samples });
        told["fields"] = reading.Fields.Select(f => new { name = f, title = Layers.Get(kind).Column(f) is { } column ? language.Pick(column.TitleZh, column.TitleEn) : null });
        told["guess"] = reading.Guess is not { } guess ? null : new
        {
            question = guess.Question().In(language.Tag()),
            guess.Rows,
            guess.ByDistrict,
            guess.Declared,
            candidates = guess.Candidates.Select(c => new { c.Crs, name = language.Pick(c.Zh, c.En), c.Inside, c.NeedsParameters }),
        };
        told["geojson"] = Places(outcome);
        return TypedResults.Json(told, Json.Pages);
    }

    /// <summary>POST /registers/{kind}: all that can be taken, in one transaction.</summary>
    public static async Task<IResult> Import(string kind, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, StartRun start, CancellationToken cancel)
    {
        Require(kind, http);
        using var form = await RegisterForm.Read(http, cancel);
        var outcome = await Task.Run(() => RegisterFile.Import(store, kind, form.File, form.Options, dryRun: false, visitor.Name, time, cancel), cancel);
        var language = Languages.Of(http.Request, http.RequestServices.GetRequiredService<ServerSettings>().Language);
        var told = RegisterReport.Document(outcome, language.Tag()).ToDictionary();
        told["file"] = form.Options.FileName;
        told["run_id"] = Follow(store, kind, outcome, visitor, start);
        return TypedResults.Json(told, Json.Pages);
    }

    // What rests on the register is made anew by a run; the import stands without it.
    private static string? Follow(WorkspaceStore store, string kind, RegisterOutcome outcome, Visitor visitor, StartRun start)
    {
        try
        {
            return RegisterFile.Due(store, kind, outcome.Report) is { } due ? start(due.Kind, due.Parameters, visitor.Name).Id : null;
        }
        catch (UnavailableException)
        {
            return null;
        }
    }

    private static void Require(string kind, HttpContext http)
    {
        Query.Check(http.Request, ["f", "lang"]);
        if (!RegisterEdit.IsRegister(kind)) throw new Core.NotFoundException("register", kind);
        Collections.RequireReading(kind, http);
    }

    private static JsonObject Places(RegisterOutcome outcome)
    {
        var states = outcome.Report.Rows.ToDictionary(r => r.Row, r => r.State);
        return new JsonObject
        {
            ["type"] = "FeatureCollection",
            ["features"] = new JsonArray([.. outcome.Reading.Rows.Where(r => r.Taken).Take(MostDrawn).Select(r => (JsonNode)new JsonObject
            {
                ["type"] = "Feature",
                ["id"] = r.Row,
                ["geometry"] = JsonNode.Parse(GeoJson.Element(r.Entry!.Geometry).GetRawText()),
                ["properties"] = new JsonObject { ["row"] = r.Row, ["code"] = r.Code, ["name"] = r.Entry.Name, ["state"] = states[r.Row] },
            })]),
        };
    }
}
