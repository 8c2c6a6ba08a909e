using System.Text.Json;

namespace Geo.Core.Cases;

/// <summary>A responsible unit (责任单位).</summary>
/// <param name="Code">As it is stored: ecology_bureau.</param>
/// <param name="Zh">区生态环境分局.</param>
/// <param name="En">English name.</param>
/// <param name="Aliases">Other ways of writing it.</param>
/// <param name="Town">Name of the town whose government it is; null for bureaus.</param>
/// <param name="Roles">Roles of accounts whose cases these are.</param>
public sealed record Unit(string Code, string Zh, string En, IReadOnlyList<string>? Aliases = null, string? Town = null, IReadOnlyList<string>? Roles = null);

/// <summary>The units of the district (data/units.json).</summary>
public sealed class Units
{
    private static readonly Lazy<Units> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "units.json")));

    private readonly Dictionary<string, Unit> _byCode;

    private Units(string where, IReadOnlyList<Unit> all)
    {
        foreach (var unit in all)
        {
            if (string.IsNullOrWhiteSpace(unit.Code) || string.IsNullOrWhiteSpace(unit.Zh) || string.IsNullOrWhiteSpace(unit.En))
            {
                throw new InputException(where, unit.Code, "a unit has no code or no name", "give code, zh and en");
            }
        }

        if (all.GroupBy(u => u.Code).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InputException(where, twice.Key, "the code stands twice", "give each unit a code of its own");
        if (all.Count == 0) throw new InputException(where, "units", "there are none", "compare with data/units.json");
        (All, _byCode) = (all, all.ToDictionary(u => u.Code, StringComparer.Ordinal));
    }

    /// <summary>The units that the program brings.</summary>
    public static Units Default => Shipped.Value;

    /// <summary>All, in the order of the file.</summary>
    public IReadOnlyList<Unit> All { get; }

    /// <summary>The unit of a code; null where there is none.</summary>
    public Unit? Find(string? code) => code is not null && _byCode.TryGetValue(code, out var unit) ? unit : null;

    /// <summary>The unit of a code, a name or an alias, as people write it.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public Unit Named(string text) => Find(text) ?? All.FirstOrDefault(u => u.Zh == text || u.En.Equals(text, StringComparison.OrdinalIgnoreCase) || (u.Aliases ?? []).Contains(text))
        ?? throw new InputException("the case", "unit", $"'{text}' is no unit", $"use one of {string.Join(", ", All.Select(u => u.Code))}");

    /// <summary>The unit of a town's government; null where it has none of its own.</summary>
    public Unit? OfTown(string? town) => town is null ? null : All.FirstOrDefault(u => u.Town == town);

    /// <summary>Loads units from a file.</summary>
    /// <exception cref="InputException">A unit lacks code or name, or stands twice.</exception>
    public static Units Load(string file)
    {
        return new Units(file, RulesFile.Read<UnitFile>(file, "data/units.json", JsonSerializerOptions.Web).Units ?? []);
    }

    private sealed record UnitFile(IReadOnlyList<Unit> Units);
}
