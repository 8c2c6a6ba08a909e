using Geo.Api.Tests.Conformance;
using Geo.Core;
using Geo.Core.Filters;
using Geo.Core.Store;

namespace Geo.Api.Tests.Filters;

/// <summary>The abstract tests of CQL2 (OGC 21-065r2, annex A) that go over every queryable, over HTTP on our own layers, as text and JSON by turns.</summary>
[Collection(nameof(Served))]
public sealed class AbstractTests(ServedWorkspace served)
{
    private const string Conf = "http://www.opengis.net/spec/cql2/1.0/conf/";
    private static readonly FilterPlace s_place = new("test", "filter");
    private static readonly LayerDefinition[] s_layers = [Layers.MineSites, Layers.Detections];
    private static readonly string[] s_signs = ["=", "<>", ">", "<", ">=", "<="];

    private static readonly Dictionary<FilterType, string> s_values = new()
    {
        [FilterType.Text] = "'foo'",
        [FilterType.Number] = "3.14",
        [FilterType.Boolean] = "true",
        [FilterType.Timestamp] = "TIMESTAMP('2022-04-14T14:48:46Z')",
    };

    private int _turn;

    [Fact]
    [Proves(Conf + "basic-cql2", "basic-test")]
    public async Task Every_layer_has_queryables_with_their_types()
    {
        foreach (var layer in Layers.All.Where(l => l.Visibility == Visibility.Public))
        {
            var properties = (await served.Json($"/collections/{layer.Id}/queryables")).GetProperty("properties").EnumerateObject().ToList();
            Assert.Equal(layer.Queryables.All.Select(q => q.Name).Order(StringComparer.Ordinal), properties.Select(p => p.Name).Order(StringComparer.Ordinal));
            Assert.All(properties, p => Assert.True(p.Value.TryGetProperty("type", out _) || p.Value.GetProperty("$ref").GetString()!.StartsWith("https://geojson.org/schema/", StringComparison.Ordinal), p.Name));
            Assert.Contains(properties, p => p.Value.TryGetProperty("type", out var type) && type.GetString() != "array");
        }
    }

    [Fact]
    [Proves(Conf + "basic-cql2", "comparison")]
    [Proves(Conf + "property-property", "comparison-value-property")]
    public async Task Comparisons_with_every_queryable_exclude_their_opposites()
    {
        foreach (var (layer, name, type) in Scalars())
        {
            foreach (string form in (string[])["{0} {2} {1}", "{1} {2} {0}"])
            {
                var ids = new Dictionary<string, string[]>();
                foreach (string sign in s_signs) ids[sign] = await Ids(layer, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, name, s_values[type], sign));
                Assert.Empty(ids["="].Intersect(ids["<>"]));
                Assert.Empty(ids[">"].Intersect(ids["<="]));
                Assert.Empty(ids["<"].Intersect(ids[">="]));
            }
        }
    }

    [Fact]
    [Proves(Conf + "basic-cql2", "is-null")]
    public async Task Nothing_and_something_exclude_each_other_and_are_all()
    {
        foreach (var layer in s_layers)
        {
            foreach (var property in layer.Queryables.All)
            {
                string[] nothing = await Ids(layer, $"{property.Name} IS NULL"), something = await Ids(layer, $"{property.Name} is not null");
                Assert.Empty(nothing.Intersect(something));
                Assert.Equal(served.Store.Layer(layer.Id).Count(), nothing.Length + something.Length);
            }
        }
    }

    [Fact]
    [Proves(Conf + "basic-cql2", "boolean")]
    public async Task True_is_all_and_false_is_none()
    {
        foreach (var layer in s_layers)
        {
            Assert.Equal(served.Store.Layer(layer.Id).Count(), (await Ids(layer, "true")).Length);
            Assert.Empty(await Ids(layer, "false"));
        }
    }

    [Fact]
    [Proves(Conf + "advanced-comparison-operators", "like"), Proves(Conf + "case-insensitive-comparison", "casei"), Proves(Conf + "case-insensitive-comparison", "casei-like")]
    [Proves(Conf + "accent-insensitive-comparison", "accenti"), Proves(Conf + "accent-insensitive-comparison", "accenti-like"), Proves(Conf + "accent-insensitive-comparison", "accenti-casei"), Proves(Conf + "accent-insensitive-comparison", "accenti-casei-like")]
    public async Task Patterns_and_foldings_of_every_text_run()
    {
        foreach (var (layer, q, _) in Scalars().Where(s => s.Type == FilterType.Text))
        {
            Assert.Empty((await Ids(layer, $"{q} like '_%'")).Intersect(await Ids(layer, $"{q} like ''")));
            Assert.Equal(await Ids(layer, $"{q} LIKE '%'"), await Ids(layer, $"{q} like '%%'"));
            Assert.Empty((await Ids(layer, $"CASEI({q}) = casei('foo')")).Intersect(await Ids(layer, $"CASEI({q}) <> casei('FOO')")));
            Assert.Equal(await Ids(layer, $"CASEI({q}) LIKE casei('m%')"), await Ids(layer, $"CASEI({q}) LIKE casei('M%')"));
            Assert.Empty((await Ids(layer, $"ACCENTI({q}) = accenti('äöüéáí')")).Intersect(await Ids(layer, $"ACCENTI({q}) <> accenti('aoueai')")));
            Assert.Equal(await Ids(layer, $"ACCENTI({q}) LIKE accenti('Ä%')"), await Ids(layer, $"ACCENTI({q}) LIKE accenti('A%')"));
            Assert.Equal(await Ids(layer, $"ACCENTI(CASEI({q})) = accenti(casei('ÄÉ'))"), await Ids(layer, $"ACCENTI(CASEI({q})) = accenti(casei('ae'))"));
            Assert.Equal(await Ids(layer, $"ACCENTI(CASEI({q})) LIKE accenti(casei('Ä%'))"), await Ids(layer, $"ACCENTI(CASEI({q})) LIKE accenti(casei('a%'))"));
            await Ids(layer, $@"{q} like '\%\_'");
        }
    }

    [Fact]
    [Proves(Conf + "advanced-comparison-operators", "between"), Proves(Conf + "advanced-comparison-operators", "in"), Proves(Conf + "arithmetic", "arithmetic")]
    public async Task Ranges_lists_and_sums_of_every_number_run()
    {
        foreach (var (layer, q, type) in Scalars())
        {
            string[] all = await Ids(layer, $"{q} IS NOT NULL");
            Assert.Equal(all, (await Ids(layer, $"{q} IN ({s_values[type]})")).Concat(await Ids(layer, $"{q} NOT IN ({s_values[type]})")).Order(StringComparer.Ordinal));
            if (type != FilterType.Number) continue;
            Assert.Equal(await Ids(layer, $"{q} >= 0 AND {q} <= 100"), await Ids(layer, $"{q} BETWEEN 0 AND 100"));
            Assert.Empty(await Ids(layer, $"{q} between 100.0 and 1.0"));
            Assert.Equal(all, await Ids(layer, $"{q} + 2 * 3 = {q} + 6 AND {q} - 1 < {q} AND {q} / 2 * 2 = {q} AND {q} ^ 1 = {q} AND {q} div 1 <= abs({q}) AND {q} % 1 < 1"));
        }
    }

    [Fact]
    [Proves(Conf + "basic-spatial-functions", "s_intersects"), Proves(Conf + "basic-spatial-operators", "s_intersects"), Proves(Conf + "basic-spatial-functions-plus", "s_intersects"), Proves(Conf + "spatial-functions", "s_intersects")]
    [Proves(Conf + "spatial-functions", "s_disjoint"), Proves(Conf + "spatial-functions", "s_equals"), Proves(Conf + "spatial-functions", "s_touches"), Proves(Conf + "spatial-functions", "s_crosses")]
    [Proves(Conf + "spatial-functions", "s_within"), Proves(Conf + "spatial-functions", "s_contains"), Proves(Conf + "spatial-functions", "s_overlaps")]
    public async Task Relations_of_the_geometry_run_and_a_place_off_the_earth_is_refused()
    {
        const string world = "POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))";
        foreach (var layer in s_layers)
        {
            string[] placed = await Ids(layer, "geometry IS NOT NULL");
            Assert.Equal(placed, await Ids(layer, "S_INTERSECTS(geometry,BBOX(-180,-90,180,90))"));
            Assert.Equal(placed, await Ids(layer, $"S_INTERSECTS(geometry,{world})"));
            Assert.Equal(placed, await Ids(layer, $"S_WITHIN(geometry,{world})"));
            Assert.Empty(await Ids(layer, $"S_DISJOINT(geometry,{world})"));
            Assert.Empty(await Ids(layer, "S_INTERSECTS(geometry,BBOX(-180,-90,-90,90)) AND S_INTERSECTS(geometry,BBOX(90,-90,180,90))"));
            foreach (string relation in (string[])["INTERSECTS", "DISJOINT", "EQUALS", "TOUCHES", "CROSSES", "WITHIN", "CONTAINS", "OVERLAPS"])
            {
                foreach (string place in (string[])["BBOX(-180,-90,180,90)", world, "LINESTRING(7 50,10 51)", "POINT(7.02 49.92)", "MULTIPOINT(7 50,10 51)", "MULTILINESTRING((-180 -45, 0 -45), (0 45, 180 45))", "MULTIPOLYGON(((-180 -90, -90 -90, -90 90, -180 90, -180 -90), (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50)),((0 0, 10 0, 10 10, 0 10, 0 0)))", "GEOMETRYCOLLECTION(POINT(7.02 49.92), POLYGON((0 0, 10 0, 10 10, 0 10, 0 0)))"])
                {
                    await Ids(layer, $"S_{relation}(geometry,{place})");
                }
            }

            await Refused(layer, "S_INTERSECTS(geometry,POINT(90 180))");
            await Refused(layer, "S_INTERSECTS(geometry,MULTIPOINT(7.02 49.92, 90 180))");
        }
    }

    [Fact]
    [Proves(Conf + "temporal-functions", "temporal-functions-1"), Proves(Conf + "temporal-functions", "temporal-functions-2")]
    public async Task Relations_in_time_of_every_instant_run()
    {
        string[] instants = [.. Scalars().Where(s => s.Type == FilterType.Timestamp && s.Layer == Layers.MineSites).Select(s => s.Name)];
        const string year = "INTERVAL('2021-01-01T00:00:00Z','2021-12-31T23:59:59Z')";
        foreach (string q in instants)
        {
            foreach (string relation in (string[])["AFTER", "BEFORE", "DISJOINT", "EQUALS", "INTERSECTS"])
            {
                await Ids(Layers.MineSites, $"T_{relation}({q},TIMESTAMP('2022-04-24T07:59:57Z'))");
                await Ids(Layers.MineSites, $"T_{relation}({q},{year})");
            }
        }

        foreach (string relation in Enum.GetNames<TemporalRelation>())
        {
            await Ids(Layers.MineSites, $"T_{relation}(INTERVAL({instants[0]},{instants[1]}),{year})");
        }

        Assert.Equal(5, (await Ids(Layers.MineSites, "T_DURING(last_observed_at,INTERVAL('2025-05-10T03:20:00Z','2025-05-16T03:20:00Z'))")).Length);
    }

    [Fact]
    [Proves(Conf + "array-functions", "array-predicates")]
    public async Task Sets_of_every_list_run()
    {
        foreach (var layer in s_layers)
        {
            foreach (var list in layer.Queryables.All.Where(q => q.Type == FilterType.Array))
            {
                foreach (string relation in Enum.GetNames<ArrayRelation>()) await Ids(layer, $"A_{relation}({list.Name},('foo','bar'))");
            }
        }

        Assert.Equal(["D1"], await Ids(Layers.Detections, "A_CONTAINS(scene_ids,('s2'))"));
        Assert.Equal(["D1"], await Ids(Layers.Detections, "A_EQUALS(scene_ids,('s2','s1'))"));
        Assert.Equal(["D1"], await Ids(Layers.Detections, "A_CONTAINEDBY(scene_ids,('s1','s2','s3')) AND A_OVERLAPS(scene_ids,('s1','x'))"));
    }

    [Fact]
    [Proves(Conf + "property-property", "comparison-property-property"), Proves(Conf + "property-property", "comparison-value-value")]
    public async Task Properties_and_values_compare_with_themselves()
    {
        foreach (var (layer, q, type) in Scalars())
        {
            string[] all = await Ids(layer, $"{q} IS NOT NULL");
            foreach (string sign in s_signs)
            {
                bool holds = sign is "=" or ">=" or "<=";
                Assert.Equal(holds ? all : [], await Ids(layer, $"{q} {sign} {q}"));
                Assert.Equal(holds, (await Ids(Layers.Detections, $"{s_values[type]} {sign} {s_values[type]}")).Length > 0);
            }
        }

        Assert.Equal(2, (await Ids(Layers.Detections, "DATE('2022-04-14') = DATE('2022-04-14')")).Length);
    }

    [Fact]
    [Proves(Conf + "functions", "functions")]
    public async Task Every_function_stands_in_conditions()
    {
        string Call(FilterFunction f) => $"{f.Name}({string.Join(", ", f.Arguments.Select((a, i) => a.Type switch { FilterType.Geometry => i == 0 ? "geometry" : "POINT(110 40)", FilterType.Timestamp => "last_observed_at", FilterType.Text => "name", _ => "area_m2" }))})";
        foreach (var function in FilterFunction.All)
        {
            string[] all = await Ids(Layers.MineSites, $"{Call(function)} IS NOT NULL");
            Assert.NotEmpty(all);
            Assert.Equal(all, await Ids(Layers.MineSites, $"{Call(function)} >= 0 AND NOT {Call(function)} < 0 AND {Call(function)} + 1 > 0"));
        }

        // M01 begins 0.01 degrees east: 847.6 m, by echo "40.502 110 40.502 110.01" | geod -I +ellps=GRS80 +units=m; M02 as far again.
        Assert.Equal(["M01"], await Ids(Layers.MineSites, "distance_m(geometry, POINT(110 40.502)) < 900"));
        var listed = (await served.Json("/functions")).GetProperty("functions").EnumerateArray().Select(f => f.GetProperty("name").GetString());
        Assert.Equal(FilterFunction.All.Select(f => f.Name), listed);
    }

    [Fact]
    [Proves(Conf + "advanced-comparison-operators", "logical"), Proves(Conf + "case-insensitive-comparison", "logical"), Proves(Conf + "accent-insensitive-comparison", "logical"), Proves(Conf + "basic-spatial-functions", "logical"), Proves(Conf + "basic-spatial-operators", "logical")]
    [Proves(Conf + "spatial-functions", "logical"), Proves(Conf + "temporal-functions", "logical"), Proves(Conf + "array-functions", "logical"), Proves(Conf + "property-property", "logical"), Proves(Conf + "arithmetic", "logical")]
    public async Task Random_combinations_are_what_their_parts_say()
    {
        string[] parts =
        [
            "name LIKE '矿%'", "planned_year BETWEEN 2021 AND 2022", "town IN ('河东镇')", "CASEI(code) = CASEI('m07')", "ACCENTI(town) = ACCENTI('河东镇')", "S_INTERSECTS(geometry,BBOX(110.05,40.5,110.15,40.6))", "S_TOUCHES(geometry,POINT(110.05 40.5))",
            "T_AFTER(last_observed_at,TIMESTAMP('2025-05-12T00:00:00Z'))", "A_CONTAINS(evidence_missing,('foo'))", "code = name", "area_m2 / 2 > 5000", "status IS NULL", "2022 <= planned_year",
        ];
        var known = new Dictionary<string, (HashSet<string> True, HashSet<string> False)>();
        foreach (string part in parts) known[part] = ([.. await Ids(Layers.MineSites, part)], [.. await Ids(Layers.MineSites, $"NOT ({part})")]);
        string[] all = await Ids(Layers.MineSites, "true");
        ulong random = 11;
        string Pick() => parts[(int)(SplitMix64.Next(ref random) % (ulong)parts.Length)];
        for (int i = 0; i < 60; i++)
        {
            string p1 = Pick(), p2 = Pick(), p3 = Pick(), p4 = Pick();
            bool? Of(string part, string id) => known[part].True.Contains(id) ? true : known[part].False.Contains(id) ? false : null;
            var expected = all.Where(id => ((!Of(p1, id) & Of(p2, id)) | (Of(p3, id) & !Of(p4, id)) | !(Of(p1, id) & Of(p4, id))) == true);
            Assert.Equal(expected, await Ids(Layers.MineSites, $"((NOT {p1} AND {p2}) OR ({p3} and NOT {p4}) or not ({p1} AND {p4}))"));
        }
    }

    [Theory]
    [Proves(Conf + "cql2-text", "escaping")]
    [InlineData("it's"), InlineData("a\u0007b"), InlineData("a\bb"), InlineData("a\tb"), InlineData("a\nb"), InlineData("a\u000bb"), InlineData("a\fb"), InlineData("a\rb")]
    public async Task Escaped_and_control_characters_come_through(string value)
    {
        string doubled = value.Replace("'", "''", StringComparison.Ordinal);
        Assert.Equal(2, (await Ids(Layers.Detections, $"'{doubled}' = '{value.Replace("'", "\\'", StringComparison.Ordinal)}' AND char_length('{doubled}') = {value.Length}")).Length);
    }

    private static IEnumerable<(LayerDefinition Layer, string Name, FilterType Type)> Scalars() =>
        from layer in s_layers
        from property in layer.Queryables.All
        where s_values.ContainsKey(property.Type)
        select (layer, property.Name, property.Type);

    private string Address(LayerDefinition layer, string text)
    {
        bool json = _turn++ % 2 == 1;
        string filter = json ? Filter.Write(Filter.Parse(text, FilterLanguage.Text, s_place), FilterLanguage.Json) : text;
        return $"/collections/{layer.Id}/items?limit=1000&filter={Uri.EscapeDataString(filter)}{(json ? "&filter-lang=cql2-json" : "")}";
    }

    private async Task<string[]> Ids(LayerDefinition layer, string text) =>
        [.. (await served.Json(Address(layer, text))).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!)];

    private async Task Refused(LayerDefinition layer, string text) =>
        Assert.Equal("filter", (await served.Problem(Address(layer, text), 400)).GetProperty("field").GetString());
}
