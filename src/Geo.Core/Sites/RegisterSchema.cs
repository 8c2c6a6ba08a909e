using System.Text;
using System.Text.Json;

namespace Geo.Core.Sites;

/// <summary>A field of a register: its name in the layer, how its column may be called, what its cells may hold, and for numbers the unit (m2 or t).</summary>
internal sealed record RegisterField(
    string Name, string Type, string? List, IReadOnlyList<string> Aliases, IReadOnlyDictionary<string, double>? Scaled, string? Unit = null);

/// <summary>What a register of one kind holds (data/registers.json).</summary>
internal sealed record RegisterSchema(string Zh, string En, string Geometry, bool CodeRequired, IReadOnlyList<RegisterField> Fields)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly Lazy<File> Loaded = new(Load);

    public static IReadOnlyCollection<string> Kinds => [.. Loaded.Value.Registers.Keys];

    public static RegisterSchema Of(string kind) => Loaded.Value.Registers.TryGetValue(kind, out var schema)
        ? schema
        : throw new InputException("import", kind, "there is no such register", $"use one of {string.Join(", ", Kinds)}");

    /// <summary>The code that a cell's word means; null for an unknown word.</summary>
    public static string? CodeOf(string list, string word)
    {
        string key = Normalise(word);
        return Loaded.Value.Lists[list].FirstOrDefault(c => Normalise(c.Key) == key || c.Value.Any(alias => Normalise(alias) == key)).Key;
    }

    /// <summary>The codes of a list.</summary>
    public static IReadOnlyList<string> CodesOf(string list) => [.. Loaded.Value.Lists[list].Keys];

    /// <summary>The words that a list knows, for a message: code and first alias.</summary>
    public static string Words(string list) =>
        string.Join(", ", Loaded.Value.Lists[list].Select(c => c.Value.Count > 0 ? $"{c.Key} ({c.Value[0]})" : c.Key));

    /// <summary>The Chinese name of a code: its first alias; the code itself where there is none.</summary>
    public static string NameOf(string list, string code) => Loaded.Value.Lists[list].TryGetValue(code, out var words) && words.Count > 0 ? words[0] : code;

    /// <summary>Without case, width, spaces and punctuation: "面积（公顷）" and "面积公顷" are one header.</summary>
    public static string Normalise(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (char c in TextWidth.Narrow(text))
        {
            _ = c switch
            {
                '²' => result.Append('2'),
                '³' => result.Append('3'),
                '㎡' => result.Append("m2"),
                '㎥' => result.Append("m3"),
                '㎢' => result.Append("km2"),
                _ when char.IsLetterOrDigit(c) => result.Append(char.ToLowerInvariant(c)),
                _ => result,
            };
        }

        return result.ToString();
    }

    private static File Load()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "data");
        var file = JsonSerializer.Deserialize<File>(System.IO.File.ReadAllText(Path.Combine(folder, "registers.json")), Options)!;
        var waste = JsonSerializer.Deserialize<WasteFile>(System.IO.File.ReadAllText(Path.Combine(folder, "waste-categories.json")), Options)!;
        file.Lists["waste_category"] = waste.Categories.ToDictionary(c => c.Code, c => (IReadOnlyList<string>)[c.Zh, c.En, .. c.Aliases]);
        return file;
    }

    private sealed record File(Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Lists, Dictionary<string, RegisterSchema> Registers);

    private sealed record WasteFile(IReadOnlyList<WasteCategory> Categories);

    private sealed record WasteCategory(string Code, string Zh, string En, bool Yard, IReadOnlyList<string> Aliases);
}
