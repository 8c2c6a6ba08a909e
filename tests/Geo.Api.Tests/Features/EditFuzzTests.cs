using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Geo.Api.Tests.Features;

/// <summary>Bodies of PUT and PATCH (Part 4), those that are kept and others made of them: what is taken stands in the item, what is refused is named, never a 500.</summary>
public sealed class EditFuzzTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private const string Items = "/collections/sensitive-areas/items";
    private const string Before = """{"type":"Feature","geometry":{"type":"Point","coordinates":[110.3,40.5]},"properties":{"name":"before","kind":"school","weight":1}}""";
    private static readonly Kept[] Corpus = JsonSerializer.Deserialize<Kept[]>(File.ReadAllText(Path.Combine(Folder(), "..", "Fixtures", "edits-corpus.json")), JsonSerializerOptions.Web)!;
    private static readonly string[] Pieces = ["", ",", "null", "[]", "{}", "\"", "\\ud83d", "1e999", "-", "]", "}", "{", "[", "true", "Point", "河", "\0"];

    [Fact]
    public async Task The_kept_bodies_are_answered_as_they_should_be()
    {
        Assert.Contains(Corpus, kept => kept.Field is null);
        foreach (var kept in Corpus)
        {
            var (path, tag) = await Fresh();
            using var answer = await Write(kept.Method, path, tag, kept.Body);
            string text = await answer.Content.ReadAsStringAsync();
            var item = await served.Json(path);
            if (kept.Field is { } field)
            {
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{kept.Body}: {answer.StatusCode} {text}");
                Assert.Equal($"{kept.Body} {field}", $"{kept.Body} {JsonElement.Parse(text).GetProperty("field").GetString()}");
                Assert.Equal("before", item.GetProperty("properties").GetProperty("name").GetString());
                continue;
            }

            Assert.True(answer.StatusCode == HttpStatusCode.NoContent, $"{kept.Body}: {answer.StatusCode} {text}");
            Assert.All(kept.Then!, one => Assert.Equal($"{kept.Body} {one.Key} {one.Value}", $"{kept.Body} {one.Key} {(item.GetProperty("properties").TryGetProperty(one.Key, out var value) ? value : default)}"));
            Assert.Equal(kept.At!, item.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(c => c.GetDouble()));
        }
    }

    [Fact]
    public async Task A_mutated_body_is_taken_or_named()
    {
        var (path, _) = await Fresh();
        (from kept in Gen.Int[0, Corpus.Length - 1]
         from edits in Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 6], Gen.Int[0, Pieces.Length - 1]).Array[1, 3]
         select (Corpus[kept].Method, Body: edits.Aggregate(Corpus[kept].Body, (text, edit) =>
         {
             int at = text.Length == 0 ? 0 : edit.Item1 % text.Length;
             return text[..at] + Pieces[edit.Item3] + text[Math.Min(text.Length, at + edit.Item2)..];
         }))).Sample(one =>
        {
            using var answer = Write(one.Method, path, "*", one.Body).GetAwaiter().GetResult();
            string text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
            Assert.True(answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.BadRequest, $"{one.Method} {one.Body}: {answer.StatusCode} {text}");
            if (answer.StatusCode == HttpStatusCode.BadRequest) Assert.Equal(JsonValueKind.String, JsonElement.Parse(text).GetProperty("field").ValueKind);
        }, iter: 300, threads: 1);
    }

    private async Task<(string Path, string Tag)> Fresh()
    {
        using var made = await served.Send(HttpMethod.Post, Items, Before, ("Authorization", "Bearer " + ServedWorkspace.Token));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        string path = new Uri(new Uri(served.Url), made.Headers.Location!).AbsolutePath;
        using var item = await served.Client.GetAsync(path);
        return (path, item.Headers.ETag!.ToString());
    }

    private async Task<HttpResponseMessage> Write(string method, string path, string tag, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, method == "PATCH" ? "application/merge-patch+json" : "application/geo+json") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + ServedWorkspace.Token);
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await served.Client.SendAsync(request);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed record Kept(string Method, string Body, string? Field, Dictionary<string, JsonElement>? Then, double[]? At);
}
