using System.Net;
using System.Text.Json;
using Geo.Api.Tests.Conformance;

namespace Geo.Api.Tests.Features;

/// <summary>Schemas (OGC API – Features Part 5, OGC 23-058r2): its abstract tests by name, on every public collection.</summary>
public sealed class SchemaTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private const string Schemas = "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/schemas";
    private const string Roles = "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/advanced-property-roles";
    private const string Both = "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/returnables-and-receivables";
    private static readonly string[] Keywords = ["title", "description", "type", "format", "items", "enum", "readOnly", "writeOnly", "minimum", "maximum", "pattern"];
    private static readonly string[] Ucum = ["m", "m2", "m3", "t", "t/m3", "m2/a", "deg", "1", "By"]; // units of the case sensitive UCUM tables

    private async Task<List<(string Id, JsonElement Schema)>> All()
    {
        var all = new List<(string, JsonElement)>();
        foreach (var collection in (await served.Json("/collections")).GetProperty("collections").EnumerateArray())
        {
            string id = collection.GetProperty("id").GetString()!;
            string[] links = [.. collection.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == "http://www.opengis.net/def/rel/ogc/1.0/schema").Select(l => l.GetProperty("href").GetString()!)];
            Assert.Equal([$"{served.Url}/collections/{id}/schema"], links);
            using var answer = await served.Send(HttpMethod.Get, links[0], null, ("Accept", "application/schema+json"));
            Assert.Equal("application/schema+json", answer.Content.Headers.ContentType?.MediaType);
            all.Add((id, JsonElement.Parse(await answer.Content.ReadAsStringAsync())));
        }

        return all;
    }

    private static List<JsonProperty> WithRole(JsonElement schema, string role) =>
        [.. schema.GetProperty("properties").EnumerateObject().Where(p => p.Value.TryGetProperty("x-ogc-role", out var r) && r.GetString()!.StartsWith(role, StringComparison.Ordinal))];

    [Fact]
    [Proves(Schemas, "basic-schema-inspection"), Proves(Schemas, "role"), Proves(Schemas, "role-id"), Proves(Schemas, "property-seq"), Proves(Schemas, "unit"), Proves(Schemas, "definition"), Proves(Schemas, "nullvalues")]
    [Proves(Both, "link"), Proves(Both, "op-and-response")]
    public async Task Every_schema_is_as_the_standard_words_it()
    {
        foreach (var (id, schema) in await All())
        {
            Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
            Assert.Equal($"{served.Url}/collections/{id}/schema", schema.GetProperty("$id").GetString());
            Assert.Equal("object", schema.GetProperty("type").GetString());
            foreach (var property in schema.GetProperty("properties").EnumerateObject())
            {
                var p = property.Value;
                Assert.True(p.TryGetProperty("type", out var type) || p.GetProperty("format").GetString()!.StartsWith("geometry-", StringComparison.Ordinal), property.Name);
                Assert.All(p.EnumerateObject(), k => Assert.True(Keywords.Contains(k.Name) || k.Name.StartsWith("x-ogc-", StringComparison.Ordinal), k.Name));
                if (p.TryGetProperty("x-ogc-role", out var role)) Assert.Equal(JsonValueKind.String, role.ValueKind);
                Assert.True(p.GetProperty("x-ogc-propertySeq").TryGetInt32(out _));
                if (p.TryGetProperty("x-ogc-unit", out var unit))
                {
                    Assert.Contains(unit.GetString(), Ucum);
                    Assert.Contains(type.GetString(), (string[])["number", "integer"]);
                }

                Assert.False(p.TryGetProperty("x-ogc-definition", out _) || p.TryGetProperty("x-ogc-nullValues", out _));
            }

            Assert.Equal("string", Assert.Single(WithRole(schema, "id")).Value.GetProperty("type").GetString());
        }
    }

    [Fact]
    [Proves(Roles, "role-primary-geometry"), Proves(Roles, "role-primary-temporal"), Proves(Roles, "role-type")]
    public async Task Roles_are_given_once_and_to_what_can_have_them()
    {
        foreach (var (id, schema) in await All())
        {
            var geometry = WithRole(schema, "primary-geometry");
            Assert.True(geometry.Count <= 1, id);
            Assert.All(geometry, g => Assert.False(g.Value.TryGetProperty("type", out _)));
            Assert.Equal(geometry.Count, schema.GetProperty("properties").EnumerateObject().Count(p => p.Value.TryGetProperty("format", out var f) && f.GetString()!.StartsWith("geometry-", StringComparison.Ordinal)));
            var time = WithRole(schema, "primary-i");
            Assert.True(time.Count <= 1, id);
            Assert.All(time, t => Assert.Equal(("string", "date-time"), (t.Value.GetProperty("type").GetString(), t.Value.GetProperty("format").GetString())));
            Assert.Empty(WithRole(schema, "type"));
        }

        var mines = (await All()).Single(s => s.Id == "mine-sites").Schema;
        Assert.Equal("last_observed_at", WithRole(mines, "primary-i").Single().Name);
        Assert.Equal("m2", mines.GetProperty("properties").GetProperty("area_m2").GetProperty("x-ogc-unit").GetString());
    }

    [Fact]
    [Proves(Both, "get-conformance"), Proves(Both, "response-1")]
    public async Task What_is_returned_is_in_the_schema()
    {
        string?[] classes = [.. (await served.Json("/conformance")).GetProperty("conformsTo").EnumerateArray().Select(c => c.GetString())];
        Assert.Contains(Schemas, classes);
        Assert.Contains(Both, classes);
        foreach (var (id, schema) in await All())
        {
            Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
            var properties = schema.GetProperty("properties");
            foreach (var feature in (await served.Json($"/collections/{id}/items")).GetProperty("features").EnumerateArray())
            {
                foreach (var member in feature.GetProperty("properties").EnumerateObject())
                {
                    var p = properties.GetProperty(member.Name);
                    Assert.True(member.Value.ValueKind == JsonValueKind.Null || p.GetProperty("type").GetString() == member.Value.ValueKind switch // null: no value
                    {
                        JsonValueKind.Number => member.Value.TryGetInt64(out _) && p.GetProperty("type").GetString() == "integer" ? "integer" : "number",
                        JsonValueKind.True or JsonValueKind.False => "boolean",
                        JsonValueKind.Array => "array",
                        _ => "string",
                    }, $"{id} {member.Name}");
                }
            }
        }
    }

    [Fact]
    [Proves(Both, "response-2")]
    public async Task What_the_schema_says_can_be_written_can_be()
    {
        foreach (string id in (string[])["mine-sites", "dumps", "sensitive-areas", "key-control-areas", "towns", "rivers"])
        {
            var schema = (await All()).Single(s => s.Id == id).Schema;
            string geometry = id == "rivers" ? """{"type":"LineString","coordinates":[[110.1,40.5],[110.2,40.6]]}""" : """{"type":"Polygon","coordinates":[[[110.3,40.5],[110.31,40.5],[110.31,40.51],[110.3,40.5]]]}""";
            var values = new Dictionary<string, object?>();
            foreach (var p in schema.GetProperty("properties").EnumerateObject().Where(p => p.Name is not ("id" or "geometry") && !p.Value.TryGetProperty("readOnly", out _)))
            {
                values[p.Name] = p.Value.TryGetProperty("enum", out var codes) ? codes[0].GetString() : p.Value.GetProperty("type").GetString() switch { "integer" => 2026, "number" => 1.5, _ => $"new-{id}" };
            }

            string Body(Dictionary<string, object?> with) => $$"""{"type":"Feature","geometry":{{geometry}},"properties":{{JsonSerializer.Serialize(with)}}}""";
            using var made = await served.Send(HttpMethod.Post, $"/collections/{id}/items", Body(values), ("Authorization", "Bearer " + ServedWorkspace.Token));
            Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
            var back = (await served.Json(made.Headers.Location!.ToString())).GetProperty("properties");
            Assert.All(values, v => Assert.Equal(JsonSerializer.SerializeToElement(v.Value).GetRawText(), back.GetProperty(v.Key).GetRawText()));
            string readOnly = schema.GetProperty("properties").EnumerateObject().First(p => p.Name != "id" && p.Value.TryGetProperty("readOnly", out _) && p.Value.GetProperty("type").GetString() == "string").Name;
            using var refused = await served.Send(HttpMethod.Post, $"/collections/{id}/items", Body(new(values) { ["code"] = "other", [readOnly] = "x" }), ("Authorization", "Bearer " + ServedWorkspace.Token));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }
}
