using System.Xml.Linq;
using CsCheck;

namespace Geo.Api.Tests.Tiles;

/// <summary>WMTS requests, those that are kept and others made of them: never a 500, and what is refused is named by its locator.</summary>
[Collection(nameof(Served))]
public sealed class WmtsFuzzTests(ServedWorkspace server)
{
    private static readonly (string Told, string Query)[] Corpus =
        [.. File.ReadAllLines(Path.Combine(Folder(), "Corpus", "wmts.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1]))];

    [Fact]
    public async Task What_is_kept_is_answered_as_it_was()
    {
        foreach (var (told, query) in Corpus)
        {
            using var answer = await server.Client.GetAsync("/wmts?" + query);
            string type = answer.Content.Headers.ContentType?.MediaType ?? "";
            Assert.Equal($"{told} {query}", $"{((int)answer.StatusCode == 400 ? "!" + Locator(await answer.Content.ReadAsStringAsync()) : type)} {query}");
        }
    }

    [Fact]
    public void Whatever_is_made_of_it_is_no_error_of_ours()
    {
        string[] pieces = ["", "&", "=", "%00", "%", "-1", "9999999999999999999", "1e3", "河", "../", "'", "image/", "WMTS", "<", "0x1", "+", " "];
        Gen.Select(Gen.Int[0, Corpus.Length - 1], Gen.Select(Gen.Int[0, 400], Gen.Int[0, 8], Gen.Int[0, pieces.Length - 1]).Array[1, 3]).Sample((seed, edits) =>
        {
            string query = edits.Aggregate(Corpus[seed].Query, (text, edit) =>
            {
                int at = text.Length == 0 ? 0 : edit.Item1 % text.Length;
                return text[..at] + pieces[edit.Item3] + text[Math.Min(text.Length, at + edit.Item2)..];
            });
            using var answer = server.Client.GetAsync("/wmts?" + query).GetAwaiter().GetResult();
            Assert.True((int)answer.StatusCode is 200 or 400, $"{query}: {(int)answer.StatusCode}");
            if ((int)answer.StatusCode == 400) Assert.False(string.IsNullOrEmpty(Locator(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult())), query);
        }, iter: 300, threads: 1);
    }

    private static string? Locator(string xml) => XDocument.Parse(xml).Descendants(XName.Get("Exception", "http://www.opengis.net/ows/1.1")).Single().Attribute("locator")?.Value;

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
