using System.Globalization;
using System.Net;
using System.Text.Json;
using CsCheck;

namespace Geo.Api.Tests.Tiles;

/// <summary>Addresses and expressions, those that are kept and others made of them: never a 500, and what is refused is named.</summary>
[Collection(nameof(Served))]
public sealed class TileFuzzTests(ServedWorkspace server)
{
    private static readonly string[] Corpus = [.. File.ReadAllLines(Path.Combine(Folder(), "Corpus", "tiles.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public async Task What_is_kept_is_answered_as_it_was()
    {
        foreach (string line in Corpus)
        {
            string[] parts = line.Split(' ', 3);
            using var answer = await server.Client.GetAsync(parts[2]);
            Assert.True(parts[0] == ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture), $"{line}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            if ((int)answer.StatusCode >= 400) await IsNamed(answer, line);
            if (parts[1] == "-") continue;
            int counted = parts[2].Contains("/preview", StringComparison.Ordinal) ? await Pixels(parts[2]) : (await server.Vector(parts[2])).Values.Sum(features => features.Count);
            Assert.True(parts[1] == counted.ToString(CultureInfo.InvariantCulture), $"{line}: {counted}");
        }
    }

    [Fact]
    public void Whatever_is_made_of_it_is_no_error_of_ours()
    {
        const string characters = "0123456789-+.,;/?&=%()^*ansrf ";
        Gen.Select(Gen.Int[0, Corpus.Length - 1], Gen.Int[1, 400], Gen.Int[0, 2], Gen.Char[characters]).Array[1, 3].Sample(changes =>
        {
            string path = Corpus[changes[0].Item1].Split(' ', 3)[2];
            foreach (var (_, place, kind, character) in changes)
            {
                int at = 1 + place % (path.Length - 1);
                path = kind switch { 0 => path.Insert(at, character.ToString()), 1 => path.Remove(at, 1), _ => path[..at] + character + path[(at + 1)..] };
                if (path.Length < 2) path = "/tiles";
            }

            if (!Uri.TryCreate(new Uri(server.Url), path, out var address) || address.Authority != new Uri(server.Url).Authority) return;
            using var answer = server.Client.GetAsync(address).GetAwaiter().GetResult();
            Assert.True((int)answer.StatusCode < 500, $"{path}: {(int)answer.StatusCode}");
            // A path that is no route of ours is only not found.
            if (answer.StatusCode == HttpStatusCode.BadRequest && answer.Content.Headers.ContentLength != 0) IsNamed(answer, path).GetAwaiter().GetResult();
        }, iter: 400, threads: 1);
    }

    private static async Task IsNamed(HttpResponseMessage answer, string line)
    {
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.True(problem.TryGetProperty("field", out _) || problem.TryGetProperty("kind", out _), $"{line}: {problem}");
    }

    private async Task<int> Pixels(string path)
    {
        using var picture = await server.Picture(path);
        return picture.Pixels.Count(p => p.Alpha > 0);
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
