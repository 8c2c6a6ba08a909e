using System.Text;
using Geo.Core.Filters;
using Microsoft.Data.Sqlite;
using static Geo.Core.Tests.Filters.FilterText;

namespace Geo.Core.Tests.Filters;

/// <summary>Filters from the kept corpus (Corpus/SOURCE.md), as they are, broken, and random bytes: an answer or an InputException, never anything else.</summary>
public sealed class FuzzTests
{
    private static readonly string s_corpus = Path.Combine(Repository(), "tests", "Geo.Core.Tests", "Filters", "Corpus");

    public static TheoryData<string, string> Valid()
    {
        var rows = new TheoryData<string, string>();
        foreach (string line in File.ReadLines(Path.Combine(s_corpus, "valid.tsv")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            string[] parts = line.Split('\t');
            rows.Add(parts[1], parts[0]);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_filter_of_the_corpus_selects_its_rows(string text, string rows)
    {
        var filter = Filter.Of(text, text[0] == '{' ? FilterLanguage.Json : FilterLanguage.Text, FilterCrs.Crs84, Things, Place);
        Assert.Equal(rows, string.Join(' ', FilterTable.Select(s_three.Value, filter)));
    }

    [Fact]
    public void What_once_broke_a_reader_is_refused_in_a_sentence()
    {
        foreach (string line in File.ReadLines(Path.Combine(s_corpus, "invalid.txt")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            string text = line.Replace("␀", "\0", StringComparison.Ordinal).Replace("␤", "\n", StringComparison.Ordinal);
            Assert.False(Try(text, FilterLanguage.Text) | Try(text, FilterLanguage.Json), line);
        }
    }

    [Theory]
    [InlineData(1UL), InlineData(2UL)]
    public void Broken_filters_end_in_an_answer_or_a_sentence(ulong seed)
    {
        string[] seeds = [.. Valid().Select(row => (string)row[0])];
        ulong random = seed;
        int Below(int n) => (int)(SplitMix64.Next(ref random) % (ulong)n);
        int answered = 0;
        for (int i = 0; i < 4000; i++)
        {
            var text = new StringBuilder(seeds[Below(seeds.Length)]);
            for (int changes = Below(3); changes >= 0 && text.Length > 0; changes--)
            {
                int at = Below(text.Length);
                switch (Below(5))
                {
                    case 0:
                        text.Remove(at, Math.Min(Below(6) + 1, text.Length - at));
                        break;
                    case 1:
                        text.Insert(at, (char)Below(0x10000));
                        break;
                    case 2:
                        string other = seeds[Below(seeds.Length)];
                        int from = Below(other.Length);
                        text.Insert(at, other.AsSpan(from, Math.Min(other.Length - from, Below(20))));
                        break;
                    case 3:
                        text[at] = "()',\"{}[]-+.0E=<>%_\\:"[Below(21)];
                        break;
                    default:
                        text.Insert(at, text.ToString(at, Math.Min(text.Length - at, Below(10))));
                        break;
                }
            }

            answered += Try(text.ToString(), FilterLanguage.Text) | Try(text.ToString(), FilterLanguage.Json) ? 1 : 0;
        }

        Assert.InRange(answered, 100, 3900); // both outcomes are met
    }

    [Fact]
    public void Random_bytes_end_in_a_sentence()
    {
        ulong random = 7;
        for (int i = 0; i < 4000; i++)
        {
            byte[] bytes = new byte[SplitMix64.Next(ref random) % 60];
            for (int b = 0; b < bytes.Length; b++) bytes[b] = (byte)SplitMix64.Next(ref random);
            Try(Encoding.UTF8.GetString(bytes), FilterLanguage.Text);
            Try(Encoding.Latin1.GetString(bytes), FilterLanguage.Json);
        }
    }

    // Read, check, translate and run: false where a sentence said no.
    private static bool Try(string text, FilterLanguage language)
    {
        try
        {
            var filter = Filter.Of(text, language, FilterCrs.Crs84, Things, Place);
            FilterTable.Select(s_three.Value, filter);
            Assert.Equal(filter.Expression, FromJson(Filter.Write(filter.Expression, FilterLanguage.Json)));
            return true;
        }
        catch (InputException e)
        {
            Assert.Equal("filter", e.Field);
            Assert.DoesNotContain("\n", e.Problem, StringComparison.Ordinal);
            return false;
        }
    }

    private static readonly Lazy<SqliteConnection> s_three = new(FilterTable.Three);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GeoWfc.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
