using System.Net;
using System.Text.Json;

namespace Geo.Api.Tests.Auth;

/// <summary>Detections and scenes are staff's, surveys the administrators', the rest public.</summary>
public sealed class VisibilityTests(ClosedWorkspace served) : IClassFixture<ClosedWorkspace>
{
    [Theory]
    [InlineData("/collections/detections"), InlineData("/collections/detections/items"), InlineData("/collections/detections/items/D1"), InlineData("/collections/detections/items?f=html")]
    [InlineData("/collections/detections/queryables"), InlineData("/collections/detections/schema"), InlineData("/collections/detections/items/D1/why")]
    [InlineData("/stac/collections"), InlineData("/stac/collections/scenes"), InlineData("/stac/collections/scenes/items"), InlineData("/stac/collections/scenes/items/scene-1")]
    [InlineData("/scenes"), InlineData("/scenes/scene-1/scene-1.tif"), InlineData("/scenes/scene-1/image.png?bbox=12250000,4930000,12260000,4940000&width=8&height=8")]
    [InlineData("/collections/detections/tiles"), InlineData("/collections/detections/tiles/WebMercatorQuad"), InlineData("/collections/detections/tiles/WebMercatorQuad/9/192/412"), InlineData("/collections/detections/preview"), InlineData("/styles/detections"), InlineData("/styles/detections.qml")]
    [InlineData("/scenes/scene-1/tiles"), InlineData("/scenes/scene-1/tiles/WebMercatorQuad"), InlineData("/scenes/scene-1/tiles/WebMercatorQuad/12/1543/3300"), InlineData("/scenes/scene-1/preview")]
    public async Task Nobody_reads_what_is_staffs_and_staff_does(string path)
    {
        using var nobody = await served.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var conditional = await served.Send(HttpMethod.Get, path, null, ("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.Unauthorized, conditional.StatusCode);
        using var viewer = await served.Send(HttpMethod.Get, path, null, served.Key("viewer"));
        Assert.True(viewer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{path}: {viewer.StatusCode}"); // why: the fixture's detections were made by no model
        Assert.Equal("no-store, private", Sorted(viewer));
        Assert.Null(viewer.Headers.ETag);
        Assert.Equal("*", viewer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(viewer.Headers.Contains("Access-Control-Allow-Credentials")); // so that no browser lets a foreign page read what a cookie opened
    }

    [Theory]
    [InlineData("/collections/surveys"), InlineData("/collections/surveys/items"), InlineData("/samples")]
    public async Task What_is_the_administrators_is_forbidden_to_staff(string path)
    {
        await served.Problem(path, 401);
        using var viewer = await served.Send(HttpMethod.Get, path, null, served.Key("ecology"));
        Assert.Equal(HttpStatusCode.Forbidden, viewer.StatusCode);
        Assert.Equal("read_admin", JsonElement.Parse(await viewer.Content.ReadAsStringAsync()).GetProperty("right").GetString());
        using var admin = await served.Send(HttpMethod.Get, path, null, served.Key("admin"));
        Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
    }

    [Fact]
    public async Task Lists_the_definition_and_the_figures_tell_each_visitor_of_their_own_collections()
    {
        foreach (var (header, detections, surveys) in new[] { (("X-Nothing", ""), false, false), (served.Key("viewer"), true, false), (served.Key("admin"), true, true) })
        {
            foreach (string path in (string[])["/collections?f=json", "/collections?f=html", "/api?f=json", "/api.html", "/metrics"])
            {
                using var answer = await served.Send(HttpMethod.Get, path, null, header);
                string text = await answer.Content.ReadAsStringAsync();
                Assert.Contains("mine-sites", text, StringComparison.Ordinal);
                string Of(string id) => path switch { "/metrics" => $"collection=\"{id}\"", "/api?f=json" or "/api.html" => $"/collections/{id}/queryables", _ => $"/collections/{id}/items" };
                Assert.True(text.Contains(Of("detections"), StringComparison.Ordinal) == detections, $"{path} {detections}");
                Assert.True(text.Contains(Of("surveys"), StringComparison.Ordinal) == surveys, $"{path} {surveys}");
            }
        }
    }

    [Fact]
    public async Task An_answer_for_one_visitor_is_never_taken_for_anothers()
    {
        using var nobody = await served.Client.GetAsync("/collections");
        using var viewer = await served.Send(HttpMethod.Get, "/collections", null, served.Key("viewer"));
        Assert.NotEqual(nobody.Headers.ETag, viewer.Headers.ETag);
        Assert.Equal("no-cache", Sorted(nobody));
        Assert.Equal("no-cache, private", Sorted(viewer));
        Assert.Contains("Cookie", string.Join(',', nobody.Headers.Vary), StringComparison.Ordinal);
        Assert.Contains("Authorization", string.Join(',', nobody.Headers.Vary), StringComparison.Ordinal);
        using var stale = await served.Send(HttpMethod.Get, "/collections", null, ("If-None-Match", viewer.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, stale.StatusCode);
        using var open = await served.Send(HttpMethod.Get, "/collections/mine-sites/items", null, served.Key("viewer"));
        Assert.Equal("no-cache, private", Sorted(open));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false, "Sec-Fetch-Mode", "cors"), InlineData(false, "X-Requested-With", "geowfc"), InlineData(false, "Accept", "text/html"), InlineData(false, "Origin", "https://x.example"), InlineData(false, "Cookie", "geowfc_session=over")]
    public async Task A_gis_program_is_asked_for_a_password_and_a_browser_is_not(bool basic, string name = "X-Nothing", string value = "")
    {
        using var answer = await served.Send(HttpMethod.Get, "/collections/detections/items", null, (name, value));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(basic ? ["Bearer", "Basic"] : (string[])["Bearer"], answer.Headers.WwwAuthenticate.Select(w => w.Scheme));
    }

    [Fact]
    public async Task A_verdict_needs_both_the_right_and_the_reading()
    {
        using var nobody = await served.Send(HttpMethod.Post, "/collections/detections/items/D1/review", """{"verdict":"confirm"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var town = await served.Send(HttpMethod.Post, "/collections/detections/items/D1/review", """{"verdict":"confirm"}""", served.Key("town"));
        Assert.Equal(HttpStatusCode.OK, town.StatusCode);
    }

    // HttpClient prints the directives in its own order.
    private static string Sorted(HttpResponseMessage answer) => string.Join(", ", (answer.Headers.CacheControl?.ToString() ?? "").Split(", ").Order(StringComparer.Ordinal));
}

/// <summary>A workspace with collections that are not for everyone.</summary>
public sealed class ClosedWorkspace : ServedWorkspace
{
    protected override string? Visibility => """{"detections": "staff", "scenes": "staff", "surveys": "admin"}""";
}
