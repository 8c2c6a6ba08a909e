using System.Text.Json;

namespace Geo.Core.Field;

/// <summary>A kind of restoration work.</summary>
/// <param name="Code">As it is stored: slope_cutting.</param>
/// <param name="Zh">削坡.</param>
/// <param name="En">English name.</param>
public sealed record Work(string Code, string Zh, string En);

/// <summary>The codelist of restoration works (data/works.json).</summary>
public static class Works
{
    private static readonly Lazy<WorksFile> Shipped = new(() => JsonSerializer.Deserialize<WorksFile>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "works.json")), JsonSerializerOptions.Web)!);

    /// <summary>All, in the order of the list.</summary>
    public static IReadOnlyList<Work> All => Shipped.Value.Works;

    /// <summary>True for a code of the list.</summary>
    public static bool Has(string code) => All.Any(w => w.Code == code);

    private sealed record WorksFile(IReadOnlyList<Work> Works);
}
