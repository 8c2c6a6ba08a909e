using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CsCheck;

namespace Geo.Api.Tests.Features;

/// <summary>Whatever is sent, the answer is right or names what is wrong: never a 500, a stack or a path. The kept corpus stands in Fixtures. A server of its own: bodies write.</summary>
public sealed class FuzzTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private const string Items = "/collections/mine-sites/items";
    private static readonly Kept[] Corpus = JsonSerializer.Deserialize<Kept[]>(File.ReadAllText(Path.Combine(Folder(), "..", "Fixtures", "items-corpus.json")), JsonSerializerOptions.Web)!;
    private static readonly string[] Pieces = ["", ",", "-", "/", "..", "Z", "T", "+", " ", "0", "9", "1e9", "NaN", "é", "河", "\0", "\n", "\"", "'", "%", "&", "=", "\\", "😀", "[EPSG:", "]", "9999999999999999999"];
    private static readonly string[] Bodies =
    [
        """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[110.3,40.5],[110.31,40.5],[110.31,40.51],[110.3,40.5]]]},"properties":{"name":"x","kind":"school","weight":2}}""",
        """{"type":"Feature","id":"F-1","geometry":{"type":"Point","coordinates":[110.4,40.6,900]},"properties":null}""",
        """{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[110.4,40.6]}]},"properties":{"code":"C-1"}}""",
    ];

    public static TheoryData<string, string?, string[]?> KeptRequests
    {
        get
        {
            var data = new TheoryData<string, string?, string[]?>();
            foreach (var kept in Corpus) data.Add(kept.Query, kept.Field, kept.Ids);
            return data;
        }
    }

    [Theory, MemberData(nameof(KeptRequests))]
    public async Task The_kept_requests_are_answered_as_they_should_be(string query, string? field, string[]? ids)
    {
        if (field is not null) Assert.Equal(field, (await served.Problem($"{Items}?{query}", 400)).GetProperty("field").GetString());
        else Assert.Equal(ids, (await served.Json($"{Items}?{query}")).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()));
    }

    [Fact]
    public void A_mutated_query_is_answered_or_named() => Mutated([.. Corpus.Select(c => Uri.UnescapeDataString(c.Query))]).Sample(query =>
    {
        string[] parts = [.. query.Split('&').Select(p => p.Split('=', 2) is [var name, var value] ? $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}" : Uri.EscapeDataString(p))];
        using var answer = served.Client.GetAsync($"{Items}?{string.Join('&', parts)}").GetAwaiter().GetResult();
        string text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            return;
        }

        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{query}: {answer.StatusCode} {text}");
        Named(text);
        string field = JsonElement.Parse(text).GetProperty("field").GetString()!;
        Assert.Contains(field, parts.Select(p => Uri.UnescapeDataString(p.Split('=')[0])));
    }, iter: 900, threads: 1);

    [Fact]
    public void A_mutated_body_is_taken_or_named() => Mutated(Bodies).Sample(body =>
    {
        using var answer = served.Send(HttpMethod.Post, "/collections/sensitive-areas/items", body, ("Authorization", "Bearer " + ServedWorkspace.Token)).GetAwaiter().GetResult();
        string text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{body}: {answer.StatusCode} {text}");
            Named(text);
        }
    }, iter: 400, threads: 1);

    [Fact]
    public async Task Answers_carry_the_headers_of_safety()
    {
        foreach (string path in (string[])[Items, Items + "/M01", Items + "?bbox=1", "/collections/nothing/items"])
        {
            using var answer = await served.Client.GetAsync(path);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task A_page_of_another_site_may_ask_and_see_the_headers()
    {
        using var preflight = await served.Send(HttpMethod.Options, Items, null, ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization"));
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("*", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using var answer = await served.Send(HttpMethod.Get, Items, null, ("Origin", "https://elsewhere.example"));
        string exposed = string.Join(',', answer.Headers.GetValues("Access-Control-Expose-Headers"));
        Assert.All((string[])["Link", "Content-Crs", "ETag"], header => Assert.Contains(header, exposed, StringComparison.Ordinal));
        // Reading is all that other sites are let to.
        using var write = await served.Send(HttpMethod.Options, Items, null, ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "POST"));
        Assert.DoesNotContain("POST", write.Headers.TryGetValues("Access-Control-Allow-Methods", out var allowed) ? string.Join(',', allowed) : "", StringComparison.Ordinal);
    }

    private static void Named(string text)
    {
        var problem = JsonElement.Parse(text);
        Assert.Equal(JsonValueKind.String, problem.GetProperty("field").ValueKind);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(".cs:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/tmp/", text, StringComparison.Ordinal);
    }

    // One to three cuts, insertions or replacements.
    private static Gen<string> Mutated(string[] seeds) =>
        from seed in Gen.Int[0, seeds.Length - 1]
        from edits in Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 6], Gen.Int[0, Pieces.Length - 1]).Array[1, 3]
        select edits.Aggregate(seeds[seed], (text, edit) =>
        {
            int at = text.Length == 0 ? 0 : edit.Item1 % text.Length;
            return text[..at] + Pieces[edit.Item3] + text[Math.Min(text.Length, at + edit.Item2)..];
        });

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed record Kept(string Query, string? Field, string[]? Ids);
}
