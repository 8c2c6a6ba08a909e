using Geo.Core.Sites;

namespace Geo.Core.Inventory.Grading;

/// <summary>How a control grade is proposed (data/rules/grading.json).</summary>
public sealed class GradingRules
{
    private static readonly Lazy<GradingRules> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "grading.json")));
    private readonly SourcedValues _values;
    private readonly IReadOnlyDictionary<string, Reason> _figures;
    private readonly bool _first;

    private GradingRules(string where, RuleFile read)
    {
        Values = read.Values;
        _values = new SourcedValues(where, read.Values);
        (Rules, _figures, _first) = (read.Rules, read.Figures, read.Choose == "first");
        if (read.Choose is not "first" and not "highest") throw new InputException(where, "choose", $"'{read.Choose}' is neither first nor highest", "write one of the two");
        if (read.Rules.Count == 0 || read.Rules.Select(r => r.Id).Distinct().Count() != read.Rules.Count)
        {
            throw new InputException(where, "rules", "there are no rules, or two of one id", "compare with data/rules/grading.json");
        }

        if (!(Value("slope_ring_inner_m") >= 0 && Value("slope_ring_outer_m") > Value("slope_ring_inner_m"))) throw new InputException(where, "slope_ring_outer_m", "it must lie above slope_ring_inner_m", "mend the values");
        foreach (GradingRule rule in read.Rules)
        {
            InputException Wrong(string problem, string mend) => new(where, rule.Id ?? "rules", problem, mend);
            if (string.IsNullOrWhiteSpace(rule.Id) || rule.When is null || string.IsNullOrWhiteSpace(rule.Zh) || string.IsNullOrWhiteSpace(rule.En)) throw Wrong("the rule lacks id, when, zh or en", "compare with data/rules/grading.json");
            if (string.IsNullOrWhiteSpace(rule.Document) || string.IsNullOrWhiteSpace(rule.Date)) throw Wrong("the rule has no source document or no date", "say where it comes from, or that it is your own choice");
            if (!ControlGrade.All.Contains(rule.Grade)) throw Wrong($"'{rule.Grade}' is no grade", $"use one of {string.Join(", ", ControlGrade.All)}");
            if (rule.When.SelectMany(c => c.Named).FirstOrDefault(n => !_values.ByName.ContainsKey(n)) is { } value) throw Wrong($"there is no value {value}", "name one of values, which has its source");
            if (rule.When.Select(c => c.Figure).Concat(RuleSentence.Names(rule.Zh + rule.En).Where(n => !_values.ByName.ContainsKey(n))).FirstOrDefault(f => !_figures.ContainsKey(f)) is { } figure)
            {
                throw Wrong($"there is no figure {figure}", $"use one of {string.Join(", ", _figures.Keys)}");
            }
        }
    }

    /// <summary>The rules that the program brings.</summary>
    public static GradingRules Default => Shipped.Value;

    /// <summary>All values with their sources.</summary>
    public IReadOnlyList<RuleValue> Values { get; }

    /// <summary>The rules in the order written.</summary>
    public IReadOnlyList<GradingRule> Rules { get; }

    /// <summary>Columns of a dump that the rules look at.</summary>
    public IReadOnlyCollection<string> Figures => [.. _figures.Keys];

    /// <summary>A value by its name.</summary>
    public double Value(string name) => _values.Get(name);

    /// <summary>The grade that the rules propose.</summary>
    /// <param name="columns">Columns of the dump by name: numbers as double, texts; null or missing where not known.</param>
    public GradeProposal Propose(IReadOnlyDictionary<string, object?> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        object? Of(string name) => _figures.ContainsKey(name) ? columns.GetValueOrDefault(name) : _values.Get(name);
        var holding = Rules.Where(rule => rule.When.All(c => c.Holds(columns, _values.Get)))
            .Select(rule => (Rule: rule, Zh: RuleSentence.Fill(rule.Zh, Of), En: RuleSentence.Fill(rule.En, Of)))
            .Where(rule => rule.Zh is not null && rule.En is not null).ToArray();
        string? grade = _first ? holding.Select(rule => rule.Rule.Grade).FirstOrDefault() : ControlGrade.All.FirstOrDefault(g => holding.Any(rule => rule.Rule.Grade == g));
        var own = _first ? holding.Take(1) : holding.Where(rule => rule.Rule.Grade == grade);
        // A figure that is not known can only be missed where a rule of a graver grade asks for it.
        string[] missing = [.. Rules.Where(rule => grade is null || string.CompareOrdinal(rule.Grade, grade) < 0).SelectMany(rule => rule.When)
            .Where(c => !c.Absent && c.Named.Any()).Select(c => c.Figure).Distinct().Where(f => columns.GetValueOrDefault(f) is null)];
        string zh = string.Join("；", own.Select(rule => rule.Zh)), en = string.Join("; ", own.Select(rule => rule.En));
        if (zh.Length == 0) (zh, en) = ("没有适用的规则", "no rule holds");
        return new GradeProposal(grade, missing.Length == 0 ? new Reason(zh, en) : new Reason(
            $"{zh}（未计入，尚无数据：{string.Join("、", missing.Select(f => _figures[f].Zh))}）",
            $"{en} (not known and not counted: {string.Join(", ", missing.Select(f => _figures[f].En))})"), [.. holding.Select(rule => rule.Rule.Id)], missing);
    }

    /// <summary>Loads rules from a file.</summary>
    /// <exception cref="InputException">A value or rule has no source, or names what there is not.</exception>
    public static GradingRules Load(string file)
    {
        return new GradingRules(file, RulesFile.Read<RuleFile>(file, "data/rules/grading.json",
            whole: read => read is { Values: not null, Rules: not null, Figures: not null }));
    }

    private sealed record RuleFile(string Choose, IReadOnlyList<RuleValue> Values, IReadOnlyDictionary<string, Reason> Figures, IReadOnlyList<GradingRule> Rules);
}
