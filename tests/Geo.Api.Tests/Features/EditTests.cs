using System.Net;
using System.Text;
using System.Text.Json;
using Geo.Api.Tests.Conformance;
using Geo.Core.Store;

namespace Geo.Api.Tests.Features;

/// <summary>OGC API – Features Part 4 on the registers: its abstract tests by name, and our rules beyond. A server of its own.</summary>
public sealed class EditTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private const string Crud = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete";
    private const string Patching = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update";
    private const string Locking = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-etags";
    private const string OfFeatures = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features";
    private const string Areas = "/collections/sensitive-areas/items";
    private const string Square = """{"type":"Polygon","coordinates":[[[110.3,40.5],[110.31,40.5],[110.31,40.51],[110.3,40.51],[110.3,40.5]]]}""";

    private static string Feature(string properties, string geometry = Square, string extra = "") => $$"""{"type":"Feature",{{extra}}"geometry":{{geometry}},"properties":{{properties}}}""";

    private async Task<HttpResponseMessage> Send(string method, string path, string? body, string? type = "application/geo+json", params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + ServedWorkspace.Token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (type is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return await served.Client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> Expect(Task<HttpResponseMessage> sending, int status)
    {
        var answer = await sending;
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return answer;
    }

    private static async Task<string> Field(Task<HttpResponseMessage> sending, int status = 400)
    {
        using var answer = await Expect(sending, status);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("field").GetString()!;
    }

    private async Task<string> Created(string properties = """{"name":"school","kind":"school"}""", string geometry = Square, params (string, string)[] headers)
    {
        using var answer = await Expect(Send("POST", Areas, Feature(properties, geometry), headers: headers), 201);
        return answer.Headers.Location!.ToString();
    }

    private async Task<(JsonElement Body, string Tag)> Read(string path)
    {
        using var answer = await served.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (JsonElement.Parse(await answer.Content.ReadAsStringAsync()), answer.Headers.GetValues("ETag").Single());
    }

    [Fact]
    [Proves(Crud, "options"), Proves(Patching, "options"), Proves(OfFeatures, "endpoints")]
    public async Task Options_say_what_may_be_done()
    {
        string item = await Created();
        foreach (var (path, allowed) in ((string, string[])[])[(Areas, ["POST"]), (item, ["PUT", "PATCH", "DELETE"])])
        {
            using var may = await Expect(Send("OPTIONS", path, null), 200);
            Assert.Superset(allowed.ToHashSet(), may.Content.Headers.Allow.ToHashSet());
            Assert.True(may.Headers.Contains(path == Areas ? "Accept-Post" : "Accept-Patch"));
            using var nobody = await served.Send(HttpMethod.Options, path);
            Assert.Equal(["GET", "HEAD", "OPTIONS"], nobody.Content.Headers.Allow);
        }

        using var made = await Expect(Send("OPTIONS", "/collections/detections/items", null), 200);
        Assert.DoesNotContain("POST", made.Content.Headers.Allow);
        using var refused = await Expect(Send("POST", "/collections/detections/items", Feature("{}")), 405);
        Assert.Contains("GET", refused.Content.Headers.Allow);
    }

    [Fact]
    [Proves(Crud, "create"), Proves(Crud, "create-content-type")]
    public async Task A_new_item_answers_at_once_where_its_location_says()
    {
        using var answer = await Expect(Send("POST", Areas, Feature("""{"name":"小学","kind":"school","weight":2}""")), 201);
        string location = answer.Headers.Location!.ToString();
        Assert.StartsWith($"{served.Url}{Areas}/", location, StringComparison.Ordinal);
        var (item, tag) = await Read(location);
        Assert.Equal(answer.Headers.GetValues("ETag").Single(), tag);
        Assert.Equal(("小学", "school", 2.0), (item.GetProperty("properties").GetProperty("name").GetString(), item.GetProperty("properties").GetProperty("kind").GetString(), item.GetProperty("properties").GetProperty("weight").GetDouble()));
        // The area is measured: about 848 m by 1110 m.
        Assert.InRange(item.GetProperty("properties").GetProperty("area_m2").GetDouble(), 930_000, 950_000);
        // An identifier in the body becomes the code; the same again is refused.
        string named = Feature("""{"name":"b"}""", extra: "\"id\":\"named-1\",");
        using (var second = await Expect(Send("POST", Areas, named), 201)) Assert.EndsWith("/named-1", second.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("properties.code", await Field(Send("POST", Areas, named)));
        Assert.Equal("Content-Type", await Field(Send("POST", Areas, Feature("{}"), type: null)));
    }

    [Fact]
    [Proves(Crud, "replace"), Proves(Crud, "replace-content-type"), Proves(Crud, "replace-rid"), Proves(Crud, "replace-exceptions"), Proves(OfFeatures, "geojson")]
    public async Task A_replaced_item_has_the_new_content_and_only_that()
    {
        string item = await Created("""{"name":"old","kind":"school","weight":3,"town":"河东镇"}""");
        const string other = """{"type":"Point","coordinates":[110.4,40.6]}""";
        using (await Expect(Send("PUT", item, Feature("""{"name":"new"}""", other), headers: ("If-Match", "*")), 204)) { }
        var (body, _) = await Read(item);
        var properties = body.GetProperty("properties");
        Assert.Equal("new", properties.GetProperty("name").GetString());
        Assert.All((string[])["kind", "weight", "town", "area_m2"], name => Assert.Equal(JsonValueKind.Null, properties.GetProperty(name).ValueKind));
        Assert.Equal("[110.4,40.6]", body.GetProperty("geometry").GetProperty("coordinates").GetRawText());
        Assert.Equal("Content-Type", await Field(Send("PUT", item, Feature("{}"), type: null, ("If-Match", "*"))));
        Assert.Equal("id", await Field(Send("PUT", item, Feature("{}", extra: "\"id\":\"another\","), headers: ("If-Match", "*"))));
        foreach (string match in (string[])["*", "\"xyz\""])
        {
            using (await Expect(Send("PUT", Areas + "/not-there", Feature("{}"), headers: ("If-Match", match)), 404)) { }
        }

        using var still = await served.Client.GetAsync(Areas + "/not-there");
        Assert.Equal(HttpStatusCode.NotFound, still.StatusCode);
    }

    [Fact]
    [Proves(Crud, "delete"), Proves(Locking, "delete")]
    public async Task A_deleted_item_is_gone_and_its_history_stays()
    {
        string item = await Created();
        var (_, tag) = await Read(item);
        using (await Expect(Send("DELETE", item, null, headers: ("If-Match", "\"0\"")), 412)) { }
        using (await Expect(Send("DELETE", item, null), 428)) { }
        using (await Expect(Send("DELETE", item, null, headers: ("If-Match", tag)), 204)) { }
        using (await Expect(served.Client.GetAsync(item), 404)) { }
        using (await Expect(Send("DELETE", item, null, headers: ("If-Match", tag)), 404)) { }
        string id = item.Split('/')[^1];
        var versions = served.Store.Layer("sensitive-areas").Versions(id);
        Assert.Equal(("token", true), (versions.Single().Author, versions.Single().EndRevision is not null));
        Assert.Equal(["item.delete", "item.create"], served.Store.Audit.List(new(Subject: $"sensitive-areas/{id}")).Select(l => l.Action));
    }

    [Fact]
    [Proves(Patching, "update"), Proves(Patching, "update-content-type"), Proves(Patching, "update-rid"), Proves(OfFeatures, "json-merge-patch")]
    public async Task A_patch_changes_what_it_names()
    {
        string item = await Created("""{"name":"old","kind":"school","weight":3}""");
        var (before, _) = await Read(item);
        using (await Expect(Send("PATCH", item, """{"properties":{"name":"new","weight":null,"town":"河东镇"},"geometry":{"type":"Point","coordinates":[110.4,40.6]}}""", "application/merge-patch+json", ("If-Match", "*")), 204)) { }
        var (after, _) = await Read(item);
        var properties = after.GetProperty("properties");
        Assert.Equal(("new", "河东镇", "school"), (properties.GetProperty("name").GetString(), properties.GetProperty("town").GetString(), properties.GetProperty("kind").GetString()));
        Assert.Equal(JsonValueKind.Null, properties.GetProperty("weight").ValueKind);
        Assert.Equal("Point", after.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(before.GetProperty("id").GetString(), after.GetProperty("id").GetString());
        Assert.Equal("Content-Type", await Field(Send("PATCH", item, """{"properties":{}}""", null, ("If-Match", "*"))));
        Assert.Equal("id", await Field(Send("PATCH", item, """{"id":"another"}""", "application/merge-patch+json", ("If-Match", "*"))));
        Assert.Equal("properties.code", await Field(Send("PATCH", item, """{"properties":{"code":"another"}}""", "application/merge-patch+json", ("If-Match", "*"))));
        Assert.Equal("geometry", await Field(Send("PATCH", item, """{"geometry":null}""", "application/merge-patch+json", ("If-Match", "*"))));
    }

    [Theory]
    [InlineData("PUT"), InlineData("PATCH")]
    [Proves(Locking, "get-etag"), Proves(Locking, "replace"), Proves(Locking, "update")]
    public async Task Nobody_writes_over_what_they_have_not_seen(string method)
    {
        string item = await Created();
        var (_, tag) = await Read(item);
        Assert.Matches("^\"[^\"]+\"$", tag);
        string body = Feature("""{"name":"second"}""");
        using (await Expect(Send(method, item, body, headers: ("If-Match", "\"0\"")), 412)) { }
        Assert.Equal("school", (await Read(item)).Body.GetProperty("properties").GetProperty("name").GetString());
        using (var written = await Expect(Send(method, item, body, headers: ("If-Match", tag)), 204))
        {
            Assert.NotEqual(tag, written.Headers.GetValues("ETag").Single());
            Assert.Equal((await Read(item)).Tag, written.Headers.GetValues("ETag").Single());
        }

        using (await Expect(Send(method, item, body, headers: ("If-Match", tag)), 412)) { } // seen before the last write
        using (await Expect(Send(method, item, body), 428)) { }
        using var known = await served.Send(HttpMethod.Get, item, null, ("If-None-Match", (await Read(item)).Tag));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Fact]
    [Proves(OfFeatures, "crs")]
    public async Task A_body_is_read_in_the_system_that_it_declares()
    {
        var plain = (await Read(await Created(geometry: """{"type":"Point","coordinates":[110.05,40.5]}"""))).Body.GetProperty("geometry").GetProperty("coordinates");
        // gdaltransform, as in CrsTests; each in the authority's axis order.
        foreach (var (crs, position) in ((string, string)[])[("4326", "40.5,110.05"), ("4490", "40.5,110.05"), ("4546", "4485482.35641488,419470.039262079"), ("3857", "12250709.9617998,4938869.1757863"), ("32649", "419502.251246935,4483688.16358688")])
        {
            string item = await Created(geometry: $$"""{"type":"Point","coordinates":[{{position}}]}""", headers: ("Content-Crs", $"<http://www.opengis.net/def/crs/EPSG/0/{crs}>"));
            var read = (await Read(item)).Body.GetProperty("geometry").GetProperty("coordinates");
            Assert.Equal(plain[0].GetDouble(), read[0].GetDouble(), 2e-7);
            Assert.Equal(plain[1].GetDouble(), read[1].GetDouble(), 2e-7);
        }

        Assert.Equal("Content-Crs", await Field(Send("POST", Areas, Feature("{}"), headers: ("Content-Crs", "<http://www.opengis.net/def/crs/EPSG/0/9999>"))));
        // Latitude first without saying so.
        Assert.Equal("geometry", await Field(Send("POST", Areas, Feature("{}", """{"type":"Point","coordinates":[40.5,110.05]}"""))));
    }

    [Theory]
    [InlineData("""{"name":5}""", "properties.name"), InlineData("""{"kind":"castle"}""", "properties.kind"), InlineData("""{"weight":"heavy"}""", "properties.weight"), InlineData("""{"weight":-1}""", "properties.weight")]
    [InlineData("""{"colour":"red"}""", "properties.colour"), InlineData("""{"area_m2":5}""", "properties.area_m2"), InlineData("""{"run_id":"r"}""", "properties.run_id"), InlineData("""{"code":"a/b"}""", "properties.code"), InlineData("[]", "properties")]
    [Proves(OfFeatures, "schema")]
    public async Task What_does_not_fit_the_schema_is_named(string properties, string field)
    {
        long before = served.Store.Revision;
        Assert.Equal(field, await Field(Send("POST", Areas, Feature(properties))));
        Assert.Equal(before, served.Store.Revision);
    }

    [Theory]
    [InlineData("", "body"), InlineData("{", "body"), InlineData("[]", "type"), InlineData("""{"type":"FeatureCollection","features":[]}""", "type"), InlineData("""{"type":"Feature","properties":{}}""", "geometry")]
    [InlineData("""{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,2]]]}}""", "geometry"), InlineData("""{"type":"Feature","properties":{},"geometry":{"type":"Ellipse"}}""", "geometry"), InlineData("""{"type":"Feature","properties":{},"geometry":5}""", "geometry"), InlineData("""{"type":"Feature","id":[1],"geometry":null}""", "id")]
    public async Task A_broken_body_is_named(string body, string field) => Assert.Equal(field, await Field(Send("POST", Areas, body)));

    [Fact]
    public async Task A_new_site_begins_its_history_and_keeps_what_runs_and_people_say()
    {
        Assert.Equal("properties.code", await Field(Send("POST", "/collections/mine-sites/items", Feature("""{"name":"x"}"""))));
        using var made = await Expect(Send("POST", "/collections/mine-sites/items", Feature("""{"code":"N1","planned_year":2026}""")), 201);
        string item = made.Headers.Location!.ToString();
        var row = served.Store.Layer("mine-sites").Get("N1");
        Assert.Equal(("not_started", "N1"), ((string?)row.Properties["status"], (string?)row.Properties["name"]));
        Assert.Single(served.Store.Layer("site-history").Items(ItemsRequest.Everything), h => (string?)h.Properties["site_code"] == "N1");
        Assert.Equal("properties.status", await Field(Send("PATCH", item, """{"properties":{"status":"accepted"}}""", headers: ("If-Match", "*"))));
        // What comes back unchanged is no change: QGIS sends whole features.
        using (await Expect(Send("PUT", item, Feature("""{"code":"N1","name":"named","status":"not_started","area_m2":null}"""), headers: ("If-Match", "*")), 204)) { }
        Assert.Equal("not_started", served.Store.Layer("mine-sites").Get("N1").Properties["status"]);
    }

    [Fact]
    public async Task Nobody_writes_without_the_right()
    {
        using var nobody = await served.Send(HttpMethod.Post, Areas, Feature("{}"));
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var viewer = await served.Send(HttpMethod.Post, Areas, Feature("{}"), served.Key("viewer"));
        Assert.Equal(HttpStatusCode.Forbidden, viewer.StatusCode);
        using var ecology = await served.Send(HttpMethod.Post, Areas, Feature("""{"name":"by ecology"}"""), served.Key("ecology"));
        Assert.Equal(HttpStatusCode.Created, ecology.StatusCode);
        string id = ecology.Headers.Location!.ToString().Split('/')[^1];
        Assert.Equal("k-ecology", served.Store.Layer("sensitive-areas").Versions(id).Single().Author);
    }
}
