namespace Geo.Core.Cases;

/// <summary>When a detection becomes a case, when a rejected one comes back, and the terms (data/rules/cases.json). A value without source and date is refused.</summary>
public sealed class CaseRules
{
    private static readonly Lazy<CaseRules> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "cases.json")));

    private readonly SourcedValues _values;

    private CaseRules(string where, IReadOnlyList<RuleValue> values)
    {
        Values = values;
        _values = new SourcedValues(where, values);
        foreach (var value in values.Where(v => v.Unit.StartsWith("share", StringComparison.Ordinal) && v.Name != "changed_growth_share" && v.Value is not (>= 0 and <= 1)))
        {
            throw new InputException(where, value.Name, FormattableString.Invariant($"{value.Value} is no share"), "give a number from 0 to 1");
        }

        foreach (string name in Needed)
        {
            if (!(_values.Get(name) >= 0)) throw new InputException(where, name, "the value is negative", "give 0 or more");
        }
    }

    /// <summary>The rules that the program brings.</summary>
    public static CaseRules Default => Shipped.Value;

    /// <summary>All values with their sources.</summary>
    public IReadOnlyList<RuleValue> Values { get; }

    /// <summary>Classes that become cases: those that have a probability and an area to be raised at.</summary>
    public bool Raises(string? kind, double probability, double areaM2) =>
        _values.ByName.TryGetValue($"raise_probability_{kind}", out double p) && _values.ByName.TryGetValue($"raise_area_m2_{kind}", out double a)
        && probability >= p && areaM2 >= a;

    /// <summary>Share of the smaller that two outlines of one place have in common at least.</summary>
    public double SamePlaceShare => _values.Get("same_place_overlap_share");

    /// <summary>Metres within which a point is the place.</summary>
    public double SamePlaceMetres => _values.Get("same_place_distance_m");

    /// <summary>Growth, as a share of the rejected area, from which a rejected place has changed.</summary>
    public double ChangedGrowth => _values.Get("changed_growth_share");

    /// <summary>With less of the smaller in common a rejected place has moved.</summary>
    public double ChangedOverlap => _values.Get("changed_overlap_share");

    /// <summary>Days before its end from which a term is called near.</summary>
    public int DueSoonDays => (int)_values.Get("due_soon_days");

    /// <summary>Metres that a check may lie outside its place to be evidence of it.</summary>
    public double CheckMetres => _values.Get("check_distance_m");

    /// <summary>The term of a state; working days where the rule says so.</summary>
    internal (int Days, bool Working)? Term(CaseState state, CaseKind kind) => state switch
    {
        CaseState.Found => ((int)_values.Get("found_working_days"), true),
        CaseState.Assigned => ((int)_values.Get("assigned_working_days"), true),
        CaseState.Verified => ((int)_values.Get(kind == CaseKind.Redump ? "redump_verified_days" : "verified_days"), false),
        CaseState.Handled => ((int)_values.Get("handled_working_days"), true),
        _ => null,
    };

    /// <summary>Loads rules from a file.</summary>
    /// <exception cref="InputException">A value is missing, has no source, or is out of range.</exception>
    public static CaseRules Load(string file)
    {
        return new CaseRules(file, RulesFile.Read<RuleFile>(file, "data/rules/cases.json").Values ?? []);
    }

    private static readonly string[] Needed =
    [
        "same_place_overlap_share", "same_place_distance_m", "changed_growth_share", "changed_overlap_share", "found_working_days", "assigned_working_days",
        "verified_days", "handled_working_days", "redump_verified_days", "due_soon_days", "check_distance_m",
    ];

    private sealed record RuleFile(IReadOnlyList<RuleValue> Values);
}
