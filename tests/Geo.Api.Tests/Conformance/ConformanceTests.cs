using System.Reflection;
using System.Text.Json;

namespace Geo.Api.Tests.Conformance;

/// <summary>The conformance page says what these tests prove, and nothing else.</summary>
[Collection(nameof(Served))]
public sealed class ConformanceTests(ServedWorkspace server)
{
    private static readonly JsonSerializerOptions Style = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Every_proof_names_an_abstract_test_of_its_class()
    {
        var known = AbstractTests();
        Assert.All(Proofs(), proof => Assert.Contains(proof.AbstractTest, known.GetValueOrDefault(proof.ConformanceClass) ?? []));
    }

    [Fact]
    public void The_approved_list_holds_the_classes_whose_abstract_tests_all_stand_here()
    {
        var proved = Proofs().ToLookup(proof => proof.ConformanceClass, proof => proof.AbstractTest);
        string[] classes = [.. AbstractTests().Where(known => known.Value.Length > 0 && known.Value.All(proved[known.Key].Contains)).Select(known => known.Key).Order(StringComparer.Ordinal)];
        string approved = Path.Combine(Repository(), "data", "conformance.json");
        if (Environment.GetEnvironmentVariable("GEOWFC_APPROVE") == "1")
        {
            File.WriteAllText(approved, JsonSerializer.Serialize(classes, Style) + "\n");
        }

        Assert.Equal(JsonSerializer.Deserialize<string[]>(File.ReadAllText(approved)), classes);
    }

    [Fact]
    public async Task The_page_holds_the_approved_list()
    {
        var page = await server.Json("/conformance");
        string[] approved = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Repository(), "data", "conformance.json")))!;
        Assert.Equal(approved, page.GetProperty("conformsTo").EnumerateArray().Select(one => one.GetString()!));
    }

    private static Dictionary<string, string[]> AbstractTests() =>
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(Path.Combine(Repository(), "tests", "Geo.Api.Tests", "Conformance", "abstract-tests.json")))!;

    private static IEnumerable<ProvesAttribute> Proofs() =>
        from type in typeof(ConformanceTests).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetCustomAttribute<FactAttribute>() is { Skip: null }
        from proof in method.GetCustomAttributes<ProvesAttribute>()
        select proof;

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GeoWfc.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
