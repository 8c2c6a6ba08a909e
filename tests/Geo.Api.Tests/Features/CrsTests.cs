using System.Globalization;
using System.Net;
using System.Text.Json;
using Geo.Api.Tests.Conformance;

namespace Geo.Api.Tests.Features;

/// <summary>OGC API – Features Part 2, its abstract tests 1 to 10 by number, and what they leave open.</summary>
[Collection(nameof(Served))]
public sealed class CrsTests(ServedWorkspace served)
{
    private const string Class = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs";
    private const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
    private const string Epsg = "http://www.opengis.net/def/crs/EPSG/0/";
    private const string Items = "/collections/mine-sites/items";

    // The lower left corner of M05 is (110.05, 40.5), its sides are 0.004° long. Numbers of
    // gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:N (GDAL 3.6.2), which gives east before north: here in the authority's order, as Part 2 wants it.
    public static TheoryData<string, double, double, string> Corners => new()
    {
        { Crs84, 110.05, 40.5, "110.051,40.501,110.052,40.502" },
        { Epsg + "4326", 40.5, 110.05, "40.501,110.051,40.502,110.052" },
        { Epsg + "4490", 40.5, 110.05, "40.501,110.051,40.502,110.052" },
        { Epsg + "4546", 4485482.356, 419470.039, "4485600,419550,4485690,419640" },
        { Epsg + "3857", 12250709.962, 4938869.176, "12250840,4939050,12250910,4939120" },
        { Epsg + "32649", 419502.251, 4483688.164, "419600,4483820,419660,4483880" },
    };

    private static (double First, double Second) FirstPosition(JsonElement geometry)
    {
        var at = geometry.GetProperty("coordinates");
        while (at[0].ValueKind == JsonValueKind.Array)
        {
            at = at[0];
        }

        return (at[0].GetDouble(), at[1].GetDouble());
    }

    private async Task<(JsonElement Body, string ContentCrs)> Get(string path)
    {
        using var answer = await served.Client.GetAsync(path);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {text}");
        return (JsonElement.Parse(text), answer.Headers.GetValues("Content-Crs").Single());
    }

    [Fact]
    [Proves(Class, "1"), Proves(Class, "2"), Proves(Class, "3")]
    public async Task Collections_list_uris_of_systems_the_default_and_their_own()
    {
        var all = (await served.Json("/collections")).GetProperty("collections").EnumerateArray().ToList();
        foreach (var listed in all)
        {
            var one = await served.Json("/collections/" + listed.GetProperty("id").GetString());
            foreach (var collection in (JsonElement[])[listed, one])
            {
                if (!collection.TryGetProperty("crs", out var crs))
                {
                    Assert.False(collection.TryGetProperty("extent", out var extent) && extent.TryGetProperty("spatial", out _), "a collection with places lists no crs");
                    continue;
                }

                string[] uris = [.. crs.EnumerateArray().Select(c => c.GetString()!)];
                Assert.All(uris, uri => Assert.Matches(@"^http://www\.opengis\.net/def/crs/(OGC/1\.3/CRS84|EPSG/0/\d+)$", uri)); // 1
                Assert.Contains(Crs84, uris); // 2
                Assert.Contains(collection.GetProperty("storageCrs").GetString(), uris); // 3
                Assert.Equal([Crs84, Epsg + "4326", Epsg + "4490", Epsg + "4546", Epsg + "3857", Epsg + "32649"], uris);
            }
        }
    }

    [Theory, MemberData(nameof(Corners))]
    [Proves(Class, "4"), Proves(Class, "6"), Proves(Class, "7")]
    public async Task Coordinates_come_in_the_system_asked_for_in_its_axis_order(string crs, double first, double second, string _)
    {
        foreach (string path in (string[])[$"{Items}?code=M05&crs={crs}", $"{Items}/M05?crs={crs}"])
        {
            var (body, contentCrs) = await Get(path);
            Assert.Equal($"<{crs}>", contentCrs);
            var feature = body.TryGetProperty("features", out var features) ? features[0] : body;
            var (x, y) = FirstPosition(feature.GetProperty("geometry"));
            double tolerance = first > 1000 ? 0.002 : 1e-7;
            Assert.InRange(x, first - tolerance, first + tolerance);
            Assert.InRange(y, second - tolerance, second + tolerance);
        }
    }

    [Fact]
    [Proves(Class, "4"), Proves(Class, "5")]
    public async Task Without_crs_it_is_crs84_and_another_one_is_refused_by_name()
    {
        foreach (string path in (string[])[Items, Items + "/M05"])
        {
            var (body, contentCrs) = await Get(path);
            Assert.Equal($"<{Crs84}>", contentCrs);
            foreach (string wrong in (string[])[Epsg + "9999", Epsg + "4979", "EPSG:4326", "", "4326"])
            {
                Assert.Equal("crs", (await served.Problem($"{path}?crs={wrong}", 400)).GetProperty("field").GetString());
            }
        }
    }

    [Theory, MemberData(nameof(Corners))]
    [Proves(Class, "8"), Proves(Class, "10")]
    public async Task Bbox_is_read_in_its_own_system_and_axis_order(string crs, double first, double second, string inside)
    {
        // A small box within M05, which meets it alone; a box of no size on its corner; one a kilometre off, between sites.
        Assert.Equal(["M05"], await Codes($"bbox={inside}&bbox-crs={crs}"));
        double near = first > 1000 ? 0.5 : 1e-5;
        string corner = string.Create(CultureInfo.InvariantCulture, $"{first - near:R},{second - near:R},{first + near:R},{second + near:R}");
        Assert.Equal(["M05"], await Codes($"bbox={corner}&bbox-crs={crs}"));
        double off = first > 1000 ? 2000 : 0.02; // north and east of it: beyond the row of sites
        string beyond = string.Create(CultureInfo.InvariantCulture, $"{first + off},{second + off},{first + 1.01 * off},{second + 1.01 * off}");
        Assert.Empty(await Codes($"bbox={beyond}&bbox-crs={crs}"));
        // The whole world, as far as the system goes.
        string world = crs switch { Crs84 => "-180,-90,180,90", _ when first < 1000 => "-90,-180,90,180", _ => "-20000000,-20000000,20000000,20000000" };
        Assert.Equal(ServedWorkspace.Sites - 1, (await Codes($"bbox={world}&bbox-crs={crs}&limit=100")).Count);
    }

    [Fact]
    [Proves(Class, "9")]
    public async Task Bbox_without_a_system_is_crs84_and_another_one_is_refused_by_name()
    {
        Assert.Equal(["M05"], await Codes("bbox=110.051,40.501,110.052,40.502"));
        Assert.Empty(await Codes("bbox=40.501,110.051,40.502,110.052"));
        Assert.Equal("bbox-crs", (await served.Problem($"{Items}?bbox=1,2,3,4&bbox-crs={Epsg}9999", 400)).GetProperty("field").GetString());
        Assert.Equal("bbox", (await served.Problem($"{Items}?bbox=41,110,40,111&bbox-crs={Epsg}4326", 400)).GetProperty("field").GetString());
    }

    // A box along the axes of 4546 is slanted in longitude and latitude: its envelope there takes in more than it does.
    [Fact]
    public async Task A_box_in_metres_is_met_exactly()
    {
        var all = await served.Json($"{Items}?limit=100&crs={Epsg}4546");
        foreach (var feature in all.GetProperty("features").EnumerateArray().Where(f => f.GetProperty("geometry").ValueKind != JsonValueKind.Null))
        {
            // The southernmost position of each, and a box of which it is 0.01 m outside, then 0.01 m inside.
            var ring = feature.GetProperty("geometry").GetProperty("coordinates")[0];
            double north = ring.EnumerateArray().Min(p => p[0].GetDouble()), east = ring.EnumerateArray().Min(p => p[1].GetDouble());
            string Box(double edge) => string.Create(CultureInfo.InvariantCulture, $"bbox={north - 50},{east - 20},{north + edge},{east + 700}&bbox-crs={Epsg}4546");
            string code = feature.GetProperty("id").GetString()!;
            Assert.DoesNotContain(code, await Codes(Box(-0.01)));
            Assert.Contains(code, await Codes(Box(0.01)));
        }
    }

    private async Task<List<string>> Codes(string query) =>
        [.. (await served.Json($"{Items}?{query}")).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!)];
}
