using System.Text.Json;
using Geo.Core.Filters;
using Geo.Testing;
using static Geo.Core.Tests.Filters.FilterText;

namespace Geo.Core.Tests.Filters;

/// <summary>The standard's own examples (OGC 21-065r2, schema/examples), each as text and as JSON.</summary>
public sealed class StandardExampleTests
{
    [SkippableFact]
    public void Text_and_JSON_of_every_example_mean_the_same_and_survive_writing()
    {
        using var pairs = JsonDocument.Parse(File.ReadAllText(SharedData.Path("standards", "cql2_pairs.json")));
        var wrong = new List<string>();
        int count = 0;
        foreach (var pair in pairs.RootElement.EnumerateArray())
        {
            string id = pair.GetProperty("id").GetString()!;
            var text = Tree(pair.GetProperty("text").GetString()!);
            var json = FromJson(pair.GetProperty("json").GetRawText());
            if (!text.Equals(json)) wrong.Add($"{id}: {Filter.Write(text, FilterLanguage.Json)} is not {Filter.Write(json, FilterLanguage.Json)}");
            if (!text.Equals(Tree(Filter.Write(text, FilterLanguage.Text)))) wrong.Add($"{id}: text is not read as written: {Filter.Write(text, FilterLanguage.Text)}");
            if (!text.Equals(FromJson(Filter.Write(text, FilterLanguage.Json)))) wrong.Add($"{id}: JSON is not read as written");
            count++;
        }

        Assert.Empty(wrong);
        Assert.Equal(120, count);
    }
}
