using System.Text.Json;

namespace Geo.Core.Classification;

/// <summary>One class of ground.</summary>
/// <param name="Name">As in labels and results.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="Colour">#rrggbb for maps.</param>
/// <param name="Reported">True for what surveys report; false for confusers and background.</param>
public sealed record GroundClass(string Name, string TitleZh, string TitleEn, string Colour, bool Reported);

/// <summary>The classes of data/classes.json; any other label is kept as a background class.</summary>
public sealed class ClassCatalogue
{
    private static readonly Lazy<ClassCatalogue> Shipped =
        new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "classes.json")));

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private ClassCatalogue(IReadOnlyList<GroundClass> classes) => Classes = classes;

    /// <summary>The catalogue beside the program.</summary>
    public static ClassCatalogue Standard => Shipped.Value;

    /// <summary>All classes in the order of the file.</summary>
    public IReadOnlyList<GroundClass> Classes { get; }

    /// <summary>Names of what surveys report.</summary>
    public IEnumerable<string> Reported => Classes.Where(c => c.Reported).Select(c => c.Name);

    /// <summary>Reads a catalogue.</summary>
    /// <exception cref="InputException">Not a catalogue, or a name stands in it twice.</exception>
    public static ClassCatalogue Load(string path)
    {
        CatalogueFile? file;
        try
        {
            file = JsonSerializer.Deserialize<CatalogueFile>(File.ReadAllBytes(path), SnakeCase);
        }
        catch (JsonException e)
        {
            throw new InputException(path, null, $"is not a class catalogue ({e.Message})", "restore the file", e);
        }

        var classes = file?.Classes ?? [];
        if (classes.Length == 0) throw new InputException(path, "classes", "holds no class", "restore the file");
        if (classes.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new InputException(path, "name", $"'{twice.Key}' stands twice", "give every class a name of its own");
        }

        return new ClassCatalogue(classes);
    }

    /// <summary>The class of a name; an unknown name is a background class titled as it is named, grey.</summary>
    public GroundClass Get(string name) =>
        Classes.FirstOrDefault(c => c.Name == name) ?? new GroundClass(name, name, name, "#9a9a9a", false);

    /// <summary>Names in the order of the catalogue, the unknown ones after them in ordinal order.</summary>
    public IReadOnlyList<string> InOrder(IEnumerable<string> names)
    {
        var known = Classes.Select((c, i) => (c.Name, i)).ToDictionary(c => c.Name, c => c.i);
        return [.. names.Distinct().OrderBy(n => known.GetValueOrDefault(n, int.MaxValue)).ThenBy(n => n, StringComparer.Ordinal)];
    }

    private sealed record CatalogueFile(GroundClass[] Classes);
}
