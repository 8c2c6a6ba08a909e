using System.Net;
using Geo.Api.Auth;
using Geo.Api.Tests.Reports;
using Geo.Core.Classification.Accuracy;
using Geo.Core.Priority;
using Geo.Core.Store;
using Geo.Core.Store.People;
using Geo.Jobs.Jobs;
using Geo.Jobs.Priority;
using Geo.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Geo.Api.Tests.Auth;

/// <summary>A server of its own: every route that writes is driven.</summary>
public sealed class RouteRightTests(WorkingServer served) : IClassFixture<WorkingServer>
{
    private static readonly (string, string) Token = ("Authorization", "Bearer " + ServedWorkspace.Token);

    private const string Check = """{"id":"driven-check","site_kind":"mine_site","site_code":"M01","checked_at":"2025-07-14T03:20:00Z","source":"ground","finding":"agrees"}""", Photo = "a photo", Register = "a register";

    /// <summary>For each route that writes one request that it takes, in an order in which they go. A new route needs its row here.</summary>
    private static readonly (string Method, string Route, string Path, string? Body)[] Drives =
    [
        ("POST", "/people", "/people", """{"name":"driven","role":"viewer","password":"a long enough one"}"""),
        ("POST", "/session", "/session", """{"user":"driven","password":"a long enough one"}"""),
        ("PUT", "/people/{name}", "/people/driven", """{"display_name":"Driven","reason":"a test"}"""),
        ("POST", "/people/{name}/keys", "/people/driven/keys", """{"name":"QGIS"}"""),
        ("DELETE", "/people/{name}/keys/{id}", "/people/driven/keys/KEY", null),
        ("PUT", "/session/password", "/session/password", """{"old":"a long enough one","new":"another long one"}"""),
        ("DELETE", "/session", "/session", null),
        ("POST", "/people/{name}/password", "/people/driven/password", null),
        // Before the layers change: a draft is frozen only as it was read.
        ("PUT", "/reports/{month}/corrections", "/reports/2020-02/corrections", """{"edit":1,"document_number":"1"}"""),
        ("POST", "/reports/{month}/freeze", "/reports/2020-02/freeze", """{"edit":2}"""),
        ("POST", "/reports/{month}/sent", "/reports/2020-02/sent", """{"note":"by mail"}"""),
        ("POST", "/reports/{month}/reopen", "/reports/2020-02/reopen", """{"reason":"a test"}"""),
        ("POST", "/collections/detections/items/{fid}/review", "/collections/detections/items/D1/review", """{"verdict":"confirm","reason":"seen"}"""),
        ("POST", "/mine-sites/{code}/decision", "/mine-sites/M01/decision", """{"status":"accepted","reason":"seen"}"""),
        ("POST", "/dumps/{code}/decision", "/dumps/driven-1/decision", """{"status":"listed","reason":"seen"}"""),
        ("POST", "/dumps/{code}/grade", "/dumps/driven-1/grade", """{"grade":"I","reason":"seen"}"""),
        ("POST", "/dumps/{code}/sampling", "/dumps/driven-1/sampling", """{"points":1}"""),
        ("POST", "/dumps/{code}/sampling/{number:int}", "/dumps/driven-1/sampling/1", """{"state":"sampled"}"""),
        ("POST", "/dumps/{code}/results", "/dumps/driven-1/results", """{"laboratory":"L","report_number":"R","results":[{"point":1,"parameter":"pH","value":7,"unit":"-"}]}"""),
        ("POST", "/dumps/{code}/identification", "/dumps/driven-2/identification", """{"verdict":"general","reason":"seen"}"""),
        ("POST", "/dumps/{code}/split", "/dumps/driven-2/split", """{"line":{"type":"LineString","coordinates":[[110.305,40],[110.305,41]]},"parts":[{"code":"driven-3"},{"code":"driven-4"}],"reason":"seen"}"""),
        ("POST", "/dumps/merge", "/dumps/merge", """{"codes":["driven-3","driven-4"],"code":"driven-5","reason":"seen"}"""),
        ("POST", "/collections/detections/items/{fid}/candidate", "/collections/detections/items/driven/candidate", """{"code":"driven-6","reason":"seen"}"""),
        ("POST", "/collections/{id}/items", "/collections/rivers/items", """{"type":"Feature","geometry":{"type":"LineString","coordinates":[[110.1,40.5],[110.2,40.6]]},"properties":{"code":"driven-river"}}"""),
        ("PUT", "/collections/{id}/items/{fid}", "/collections/rivers/items/driven-river", """{"type":"Feature","geometry":{"type":"LineString","coordinates":[[110.1,40.5],[110.2,40.7]]},"properties":{"name":"r"}}"""),
        ("PATCH", "/collections/{id}/items/{fid}", "/collections/rivers/items/driven-river", """{"properties":{"kind":"k"}}"""),
        ("DELETE", "/collections/{id}/items/{fid}", "/collections/rivers/items/driven-river", null),
        ("POST", "/alerts/{id}/handle", "/alerts/driven/handle", """{"state":"closed","reason":"seen"}"""),
        ("POST", "/field-checks", "/field-checks", Check),
        ("PUT", "/field-checks/{id}", "/field-checks/driven-check", Check.Replace("agrees", "unclear", StringComparison.Ordinal)),
        ("POST", "/field-checks/{id}/photos", "/field-checks/driven-check/photos", Photo),
        ("POST", "/cases", "/cases", """{"source":"ground","lon":110.55,"lat":40.55,"note":"heap"}"""),
        ("POST", "/cases/{id}/{action}", "/cases/driven-case/assign", """{"unit":"ecology_bureau"}"""),
        ("PUT", "/labels/{name}", "/labels/driven", """{"type":"FeatureCollection","features":[]}"""),
        ("PUT", "/areas/{name}", "/areas/driven", """{"type":"Polygon","coordinates":[[[110,40],[110.1,40],[110.1,40.1],[110,40]]]}"""),
        ("DELETE", "/areas/{name}", "/areas/driven", null),
        ("POST", "/models/{name}/promote", "/models/driven/promote", null),
        ("POST", "/models/{name}/rollback", "/models/driven/rollback", null),
        ("PUT", "/surveys/{id}/sample/places/{number:int}", "/surveys/S1/sample/places/1", """{"interpreter":"1","label":"stockpile"}"""),
        ("POST", "/priority/scenarios", "/priority/scenarios", """{"name":"driven","question":{"budget_wan":100}}"""),
        ("DELETE", "/priority/scenarios/{id}", "/priority/scenarios/SCENARIO", null),
        ("POST", "/priority/scenarios/{id}/adopt", "/priority/scenarios/ADOPTED/adopt", null),
        ("POST", "/registers/{kind}", "/registers/mine-sites", Register),
        ("POST", "/runs", "/runs", """{"kind":"survey","parameters":{}}"""),
        ("POST", "/runs/{id}/cancel", "/runs/RUN/cancel", null),
        ("PUT", "/inbox/files/{name}", "/inbox/files/driven.tif", "x"),
        ("POST", "/schedule/{task}", "/schedule/survey", """{"action":"pause","reason":"seen"}"""),
        ("POST", "/processes/{id}/execution", "/processes/survey/execution", """{"inputs":{"scenes":["driven"]}}"""),
        ("DELETE", "/jobs/{id}", "/jobs/JOB", null),
    ];

    private IEnumerable<(string Method, string Route, RouteEndpoint Endpoint)> Writing() =>
        served.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<Computing>() is null) // PriorityTests drives those
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Where(m => m is not ("GET" or "HEAD" or "OPTIONS")).Select(m => (m, e.RoutePattern.RawText!, e)) ?? [("*", e.RoutePattern.RawText!, e)]);

    [Fact]
    public void Every_route_that_writes_declares_its_right_and_its_line_in_the_audit_log() =>
        Assert.All(Writing(), w => Assert.True(w.Endpoint.Metadata.GetMetadata<Need>() is { Action.Length: > 0 }, $"{w.Method} {w.Route}: write .Needs(Right.…, \"action\") behind it in Routes.cs"));

    [Fact]
    public void Every_route_that_writes_is_driven_here() =>
        Assert.Equal(Writing().Where(w => !w.Route.StartsWith("/admin", StringComparison.Ordinal)).Select(w => $"{w.Method} {w.Route}").Order(StringComparer.Ordinal), Drives.Select(d => $"{d.Method} {d.Route}").Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_write_leaves_its_line_with_its_author()
    {
        Prepare();
        string? cookie = null;
        foreach (var (method, route, path, body) in Drives)
        {
            // What belongs to a session is done by it, all else by the token.
            bool own = route.StartsWith("/session", StringComparison.Ordinal);
            string Scenario(string name) => served.Store.Layer("priority-scenarios").Items(ItemsRequest.All).FirstOrDefault(s => s.Properties["name"] as string == name)?.Id ?? "";
            string where = path.Replace("SCENARIO", Scenario("driven"), StringComparison.Ordinal).Replace("ADOPTED", Scenario("prepared"), StringComparison.Ordinal).Replace("KEY", served.People.Keys.List("driven") is [var made, ..] ? made.Id : "", StringComparison.Ordinal).Replace("JOB", route == "/jobs/{id}" ? served.Store.Runs.Enqueue("survey", "{}", "test", "test").Id : "", StringComparison.Ordinal).Replace("RUN", route.Contains("cancel", StringComparison.Ordinal) ? served.Store.Runs.Enqueue("survey", "{}", "test", "test").Id : "", StringComparison.Ordinal);
            long before = served.Store.Audit.List(new(1)) is [var youngest, ..] ? youngest.Seq : 0;
            using var answer = body == Register ? await SendRegister(where) : body == Photo ? await served.SendPhoto(where, ExifJpeg.Plain, "image/jpeg", Token) : await served.Send(new HttpMethod(method), where, body, own && cookie is not null ? [("Cookie", cookie), ("Origin", served.Url)] : [Token, .. route.StartsWith("/collections/{id}/items/", StringComparison.Ordinal) || (method, route) == ("DELETE", "/areas/{name}") ? [("If-Match", "*")] : Array.Empty<(string, string)>()]);
            Assert.True(answer.IsSuccessStatusCode, $"{method} {where}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            if (own && answer.Headers.TryGetValues("Set-Cookie", out var set)) cookie = set.First().Split(';')[0];
            string action = Writing().Single(w => w.Method == method && w.Route == route).Endpoint.Metadata.GetMetadata<Need>()!.Action!;
            // The worker may have its own say meanwhile.
            var line = served.Store.Audit.List(new()).LastOrDefault(l => l.Seq > before && l.Action.StartsWith(action, StringComparison.Ordinal));
            Assert.True(line is not null, $"{method} {where} left no line that begins with {action}");
            Assert.Equal(own ? "driven" : "token", line.Author);
            Assert.NotNull(line.Subject);
        }

        var told = served.Store.Audit.List(new(Subject: "detections/D1")).Single();
        Assert.Equal(("review.confirm", "seen", served.Store.Layer("detections").Versions("D1")[^1].Revision), (told.Action, told.Reason, told.Revision!.Value));
    }

    private async Task<HttpResponseMessage> SendRegister(string path)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent("code,lon,lat\ndriven-mine,110.1,40.5\n"u8.ToArray()), "file", "r.csv" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.TryAddWithoutValidation(Token.Item1, Token.Item2);
        return await served.Client.SendAsync(request);
    }

    [Theory]
    [InlineData("viewer"), InlineData("town"), InlineData("ecology"), InlineData("natural_resources")]
    public async Task A_role_is_refused_where_the_table_gives_it_no_right_and_told_which(string role)
    {
        var key = served.Key(role);
        var rights = Rights.Of(Roles.Parse(role));
        foreach (var (method, route, path, _) in Drives)
        {
            var need = Writing().Single(w => w.Method == method && w.Route == route).Endpoint.Metadata.GetMetadata<Need>()!;
            using var answer = await served.Send(new HttpMethod(method), path, null, key);
            string text = await answer.Content.ReadAsStringAsync();
            if (rights.Contains(need.Right)) Assert.DoesNotContain($"\"right\":\"{need.Right.Name()}\"", text, StringComparison.Ordinal);
            else Assert.Contains($"\"status\":403,\"detail\":\"the role {role} has no right to this ({need.Right.Name()})", text, StringComparison.Ordinal);
        }

        foreach (string path in (string[])["/people", "/people/k-admin", "/audit", "/admin/jobs"])
        {
            using var answer = await served.Send(HttpMethod.Get, path, null, key);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_is_asked_to_sign_in_wherever_a_right_is_declared()
    {
        foreach (var (method, route, path, _) in Drives.Where(d => d.Route != "/session"))
        {
            using var answer = await served.Send(new HttpMethod(method), path);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, route);
        }
    }

    [Fact]
    public async Task A_route_that_writes_and_declares_nothing_is_refused_to_everyone()
    {
        var http = new DefaultHttpContext { RequestServices = served.Services };
        http.Request.Method = "POST";
        http.Request.Headers.Authorization = "Bearer " + ServedWorkspace.Token;
        http.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/forgotten"), 0, null, null));
        Assert.Equal(403, (await Assert.ThrowsAsync<AccessException>(() => Gate.CheckRight(http, _ => Task.CompletedTask))).Status);
    }

    private void Prepare()
    {
        string models = served.Store.Workspace.Models;
        ModelTests.Shelve(Path.Combine(models, "driven"), "driven", "h1", 1);
        ModelTests.Shelve(Path.Combine(models, ".before", "driven"), "driven", "h0", 1);
        served.Store.Write("test", null, null, writer => writer.Put("alerts", [new Feature("driven", null, new Dictionary<string, object?> { ["kind"] = "overdue", ["state"] = "open" })]));
        Feature Dump(string code, string status, double lon) => new(code, new NetTopologySuite.IO.WKTReader().Read(FormattableString.Invariant($"POLYGON (({lon} 40.5, {lon + 0.01} 40.5, {lon + 0.01} 40.51, {lon} 40.51, {lon} 40.5))")),
            new Dictionary<string, object?> { ["code"] = code, ["status"] = status, ["responsible_party"] = "none", ["waste_category"] = "tailings" });
        served.Store.Write("test", null, null, writer => writer.Put("dumps", [Dump("driven-1", "candidate", 110.2), Dump("driven-2", "sampled", 110.3)]));
        served.Store.Write("test", null, null, writer => writer.Put("detections", [Dump("driven", "", 110.4) with { Properties = new Dictionary<string, object?> { ["class"] = "stockpile", ["review"] = "confirmed" } }]));
        served.Store.Write("test", null, null, writer => writer.Put("cases", [new Feature("driven-case", new NetTopologySuite.Geometries.Point(110.6, 40.6), new Dictionary<string, object?> { ["state"] = "found", ["unit"] = "ecology_bureau", ["found_at"] = new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero) })]));
        served.Store.Write("test", null, null, writer => writer.Put("dumps", [new Feature("D-1", null, new Dictionary<string, object?> { ["name"] = "a", ["area_m2"] = 900.0 })]));
        PriorityScenarios.Save(served.Store, CriteriaSet.Default, new AskedPriority(BudgetWan: 100), "prepared", null, "test", DateTimeOffset.UnixEpoch);
        served.Store.Write("test", null, null, writer => writer.Put("surveys", [new Feature("S1", null, new Dictionary<string, object?> { ["threshold"] = 0.5 })]));
        ReportTests.Draft(served.Store, "2020-02");
        new AccuracySample
        {
            SurveyId = "S1",
            Options = new Core.Classification.Accuracy.DrawOptions(1, 3),
            Threshold = 0.5,
            PixelAreaM2 = 100,
            Classes = ["stockpile"],
            Strata = [new SampleStratum("stockpile", 400, 1)],
            Places = [new SamplePlace { Number = 1, Col = 1, Row = 1, Longitude = 110, Latitude = 40.5, Stratum = "stockpile", MapClass = "stockpile", InclusionProbability = 0.01 }],
        }.Save(SampleShelf.PathOf(served.Store.Workspace, "S1"));
    }
}

/// <summary>With a worker inside, so that runs can be started.</summary>
public sealed class WorkingServer : ServedWorkspace
{
    protected override bool WithWorker => true;
}
