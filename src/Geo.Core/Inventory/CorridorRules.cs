using Geo.Core.Sites;

namespace Geo.Core.Inventory;

/// <summary>How far the corridor along the river reaches, and what in the register is river, main stem and reach (data/rules/corridor.json).</summary>
public sealed class CorridorRules
{
    /// <summary>River ranks as they are stored.</summary>
    public const string MainStem = "main_stem", Tributary = "tributary";

    private static readonly Lazy<CorridorRules> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "corridor.json")));
    private readonly Ranking _mainStem;
    private readonly IReadOnlyList<string> _reachKinds;

    private CorridorRules(string where, RuleFile read)
    {
        Values = read.Values;
        var values = new SourcedValues(where, read.Values);
        Bands = [(int)values.Get("near_m"), (int)values.Get("middle_m"), (int)values.Get("far_m")];
        if (!(Bands[0] > 0 && Bands[0] < Bands[1] && Bands[1] < Bands[2]))
        {
            throw new InputException(where, "values", "near_m, middle_m and far_m must rise from above 0", "mend the values");
        }

        if (string.IsNullOrWhiteSpace(read.MainStem.Document) || string.IsNullOrWhiteSpace(read.MainStem.Date))
        {
            throw new InputException(where, "main_stem", "it has no source document or no date", "say where it comes from, or that it is your own choice");
        }

        (_mainStem, _reachKinds) = (read.MainStem, read.ReachKinds);
    }

    /// <summary>The rules that the program brings.</summary>
    public static CorridorRules Default => Shipped.Value;

    /// <summary>All values with their sources.</summary>
    public IReadOnlyList<RuleValue> Values { get; }

    /// <summary>Distances of the bands, m, rising; the last is the corridor's edge.</summary>
    public IReadOnlyList<int> Bands { get; }

    /// <summary>True where a row of the rivers is a reach of a river, not a river.</summary>
    public bool IsReach(River row) => row.Kind is { } kind && _reachKinds.Contains(kind);

    /// <summary><see cref="MainStem"/> or <see cref="Tributary"/>.</summary>
    public string RankOf(River river) =>
        (river.Kind is { } kind && _mainStem.Kinds.Contains(kind)) || (river.Kind is not Tributary and not "支流" && _mainStem.Names.Any(name => river.Name.Contains(name, StringComparison.Ordinal)))
            ? MainStem : Tributary;

    /// <summary>The least band that holds a distance, m; null beyond the last.</summary>
    public int? Band(double metres) => Bands.Where(band => metres <= band).Select(band => (int?)band).FirstOrDefault();

    /// <summary>Loads rules from a file.</summary>
    /// <exception cref="InputException">A value is missing, has no source, or contradicts another.</exception>
    public static CorridorRules Load(string file)
    {
        return new CorridorRules(file, RulesFile.Read<RuleFile>(file, "data/rules/corridor.json",
            whole: read => read is { Values: not null, MainStem: { Kinds: not null, Names: not null }, ReachKinds: not null }));
    }

    private sealed record RuleFile(IReadOnlyList<RuleValue> Values, Ranking MainStem, IReadOnlyList<string> ReachKinds);

    private sealed record Ranking(IReadOnlyList<string> Kinds, IReadOnlyList<string> Names, string Document, string Date);
}
