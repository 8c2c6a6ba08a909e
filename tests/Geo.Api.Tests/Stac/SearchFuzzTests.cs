using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Geo.Core;

namespace Geo.Api.Tests.Stac;

/// <summary>Search bodies of every kind: never a 500, and each refusal names a member. The kept corpus holds valid ones too, whose scenes are checked.</summary>
[Collection(nameof(Catalogued))]
public sealed class SearchFuzzTests(CatalogueServer served)
{
    private static readonly string[] Corpus = [.. File.ReadAllLines(Path.Combine(Folder(), "search-corpus.tsv")).Where(l => !l.StartsWith('#'))];

    [Fact]
    public async Task The_kept_corpus_is_answered_as_it_says()
    {
        Assert.Contains(Corpus, l => !l.Contains('!', StringComparison.Ordinal));
        foreach (string line in Corpus)
        {
            string[] parts = line.Split('\t');
            string told = parts[1].StartsWith('!') ? "!" + await served.Refused(parts[0]) : served.Names(await served.Search(parts[0]));
            Assert.Equal($"{parts[0]} {parts[1]}", $"{parts[0]} {told}");
        }
    }

    [Fact]
    public async Task Bodies_broken_at_random_are_taken_or_refused_by_name()
    {
        ulong state = 20261127;
        int Below(int bound) => (int)(SplitMix64.Next(ref state) % (ulong)bound);
        string[] pieces = ["null", "[]", "{}", "\"\"", "1e308", "-1", ",", "\"", "\\u0000", "\\ud83d", "]", "}", "{", "[", "true", "110", "scenes"];
        for (int i = 0; i < 400; i++)
        {
            string body = Corpus[Below(Corpus.Length)].Split('\t')[0];
            for (int cuts = 1 + Below(3); cuts > 0 && body.Length > 0; cuts--)
            {
                int at = Below(body.Length), length = Math.Min(Below(4), body.Length - at);
                body = body[..at] + pieces[Below(pieces.Length)] + body[(at + length)..];
            }

            using var answer = await served.Send(HttpMethod.Post, "/stac/search", body);
            string text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{i}: {body}: {answer.StatusCode} {text}");
            if (answer.StatusCode == HttpStatusCode.BadRequest)
            {
                Assert.True(JsonElement.Parse(text).TryGetProperty("field", out _), $"{body}: {text}");
            }
        }
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
