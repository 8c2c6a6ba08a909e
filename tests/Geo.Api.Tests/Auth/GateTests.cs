using System.Net;

namespace Geo.Api.Tests.Auth;

[Collection(nameof(Served))]
public sealed class GateTests(ServedWorkspace served)
{
    private const string NewRun = """{"kind":"survey","parameters":{}}""";
    private const string Cookie = "geowfc_token=" + ServedWorkspace.Token;

    [Theory]
    [InlineData("Authorization", "Bearer wrong"), InlineData("Authorization", "Basic " + ServedWorkspace.Token), InlineData("Cookie", "geowfc_token=wrong"), InlineData("X-Nothing", "")]
    public async Task A_writer_without_the_token_is_refused(string header, string value)
    {
        foreach (string path in (string[])["/runs", "/runs/none/cancel"])
        {
            using var answer = await served.Send(HttpMethod.Post, path, NewRun, (header, value));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    // RFC 6750, 3.1: expired, revoked, malformed or invalid for other reasons.
    [Theory]
    [InlineData("Bearer wrong"), InlineData("bearer wrong"), InlineData("Bearer gwk_wrong"), InlineData("Bearer"), InlineData("Bearer ey.x.y")]
    public async Task Who_shows_a_wrong_token_learns_it_where_anybody_may_read_too(string header)
    {
        foreach (string path in (string[])["/collections/mine-sites/items", "/collections/mine-sites/items?f=csv", "/collections/mine-sites/items/M01", "/collections", "/stac/search", "/scenes/scene-1/tiles/WebMercatorQuad/0/0/0", "/collections/mine-sites/tiles/WebMercatorQuad/0/0/0", "/session"])
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
            {
                using var answer = await served.Send(method, path, null, ("Authorization", header));
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {answer.StatusCode}");
                Assert.Contains("error=\"invalid_token\"", answer.Headers.WwwAuthenticate.First(w => w.Scheme == "Bearer").Parameter, StringComparison.Ordinal);
                Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            }
        }

        // No scheme of ours: a proxy in front may ask for it.
        using var basic = await served.Send(HttpMethod.Get, "/collections/mine-sites/items", null, ("Authorization", "Basic dXNlcjpwYXNz"));
        Assert.Equal(HttpStatusCode.OK, basic.StatusCode);
        using var nobody = await served.Send(HttpMethod.Post, "/runs", NewRun);
        Assert.DoesNotContain("error", nobody.Headers.WwwAuthenticate.Single().Parameter, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT"), InlineData("DELETE"), InlineData("PATCH")]
    public async Task Any_method_that_writes_needs_the_token_first(string method)
    {
        using var answer = await served.Send(new HttpMethod(method), "/collections/mine-sites/items/M01");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_dashboard_needs_the_token()
    {
        using var answer = await served.Send(HttpMethod.Get, "/admin/jobs");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(null), InlineData("https://elsewhere.example"), InlineData("null")]
    public async Task A_write_by_cookie_from_a_foreign_page_is_refused(string? origin)
    {
        using var answer = await served.Send(HttpMethod.Post, "/runs/none/cancel", null, [("Cookie", Cookie), .. origin is null ? [] : new[] { ("Origin", origin) }]);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_write_by_cookie_from_our_own_page_is_taken()
    {
        using var answer = await served.Send(HttpMethod.Post, "/runs/none/cancel", null, ("Cookie", Cookie), ("Origin", served.Url));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("evil.example", 421), InlineData("localhost:1", 200), InlineData("192.168.1.7:5080", 200), InlineData("127.0.0.1.evil.example", 421)]
    public async Task Only_our_own_hosts_are_answered(string host, int status)
    {
        using var answer = await served.Send(HttpMethod.Get, "/session", null, ("Host", host));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task The_token_page_sets_a_cookie_that_no_script_reads()
    {
        using var form = await served.Send(HttpMethod.Get, "/token", null, ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        using var wrong = await served.Send(HttpMethod.Get, "/token?token=wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        using var right = await served.Send(HttpMethod.Get, "/token?token=" + ServedWorkspace.Token);
        using var quiet = await served.Send(HttpMethod.Get, "/token?token=" + ServedWorkspace.Token, null, ("Accept", "application/json"));
        Assert.Equal(HttpStatusCode.NoContent, quiet.StatusCode);
        Assert.True(quiet.Headers.Contains("Set-Cookie"));
        Assert.Equal("/map", right.Headers.Location?.ToString());
        string cookie = right.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith(Cookie, cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_keep_the_headers_of_safety()
    {
        using var answer = await served.Send(HttpMethod.Get, "/collections/nothing");
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(answer.Headers.Contains("ETag"));
    }
}
