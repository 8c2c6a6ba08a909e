using System.Text.Json;

namespace Geo.Core.Sites;

/// <summary>A waste category (data/waste-categories.json).</summary>
/// <param name="Code">As it is stored.</param>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
/// <param name="Yard">One of the eight yard classes that Baotou itself screened.</param>
public sealed record WasteCategory(string Code, string Zh, string En, bool Yard);

/// <summary>The categories of what a dump may hold.</summary>
public sealed class WasteCategories
{
    private static readonly Lazy<WasteCategories> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "waste-categories.json")));

    private WasteCategories(IReadOnlyList<WasteCategory> all) => All = all;

    /// <summary>The categories that the program brings.</summary>
    public static WasteCategories Default => Shipped.Value;

    /// <summary>All, in the order written.</summary>
    public IReadOnlyList<WasteCategory> All { get; }

    /// <summary>Loads categories from a file.</summary>
    /// <exception cref="InputException">It cannot be read, or names a code twice.</exception>
    public static WasteCategories Load(string file)
    {
        var read = RulesFile.Read<CategoryFile>(file, "data/waste-categories.json", JsonSerializerOptions.Web).Categories ?? [];
        return read.Count > 0 && read.DistinctBy(c => c.Code).Count() == read.Count ? new WasteCategories(read)
            : throw new InputException(file, "categories", "there are none, or two of one code", "compare with data/waste-categories.json");
    }

    private sealed record CategoryFile(IReadOnlyList<WasteCategory> Categories);
}
