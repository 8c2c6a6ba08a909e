using Geo.Core.Sites;

namespace Geo.Core.Tracking.Proposals;

/// <summary>What the satellites propose for a mine site; a person decides.</summary>
/// <param name="Status">Null where the evidence is insufficient. Never <see cref="MineStatus.Accepted"/>.</param>
/// <param name="Evidence">Why, in figures; or what is missing.</param>
/// <param name="Rule">Id of the rule; null where none holds.</param>
public sealed record StatusProposal(MineStatus? Status, Reason Evidence, string? Rule);

/// <summary>Applies declared rules to the figures of an assessment.</summary>
public static class StatusRules
{
    /// <summary>The proposal of the first rule whose conditions hold and whose sentence can be made from the figures.</summary>
    /// <param name="figures">Numbers (double) and texts by name; null or missing where there are none.</param>
    /// <param name="rules">Rules and values.</param>
    public static StatusProposal Propose(IReadOnlyDictionary<string, object?> figures, RestorationRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var rule in rules.Statuses)
        {
            if (rule.When.All(c => c.Holds(figures, rules.Value)) && Sentence(rule.Zh, figures, rules) is { } zh && Sentence(rule.En, figures, rules) is { } en)
            {
                return new StatusProposal(StatusCode.Parse<MineStatus>(rule.Status), new Reason(zh, en), rule.Id);
            }
        }

        return new StatusProposal(null, new Reason("证据不足：没有适用的规则", "insufficient evidence: no rule applies"), null);
    }

    /// <summary>Refuses rules without a source, of unknown status, or that name what there is not.</summary>
    /// <exception cref="InputException">What is wrong with which rule.</exception>
    internal static void Check(string where, IReadOnlyList<StatusRule> rules, IReadOnlyDictionary<string, double> values)
    {
        foreach (var rule in rules)
        {
            InputException Wrong(string problem, string mend) => new(where, rule.Id ?? "statuses", problem, mend);
            if (string.IsNullOrWhiteSpace(rule.Id) || rule.When is null || string.IsNullOrWhiteSpace(rule.Zh) || string.IsNullOrWhiteSpace(rule.En)) throw Wrong("the rule lacks id, when, zh or en", "compare with data/rules/restoration.json");
            if (string.IsNullOrWhiteSpace(rule.Document) || string.IsNullOrWhiteSpace(rule.Date)) throw Wrong("the rule has no source document or no date", "say where it comes from, or that it is your own choice");
            if (rule.Status is { } status && (status == StatusCode.Of(MineStatus.Accepted) || !Enum.GetValues<MineStatus>().Any(s => StatusCode.Of(s) == status))) throw Wrong($"'{status}' cannot be proposed", "accepted is only ever set by a person; use another status, or null");
            string[] named = [.. rule.When.SelectMany(c => c.Named)];
            if (named.FirstOrDefault(n => !values.ContainsKey(n)) is { } value) throw Wrong($"there is no value {value}", "name one of values, which has its source");
            string[] figures = [.. rule.When.Select(c => c.Figure), .. RuleSentence.Names(rule.Zh + rule.En).Where(n => !values.ContainsKey(n))];
            if (figures.FirstOrDefault(f => !SiteFigures.Names.Contains(f)) is { } figure) throw Wrong($"there is no figure {figure}", $"use one of {string.Join(", ", SiteFigures.Names)}");
        }

        if (rules.Count == 0 || rules.Select(r => r.Id).Distinct().Count() != rules.Count)
        {
            throw new InputException(where, "statuses", "there are no rules, or two of one id", "compare with data/rules/restoration.json");
        }
    }

    /// <summary>The sentence with its places filled; null where a figure is not there.</summary>
    private static string? Sentence(string template, IReadOnlyDictionary<string, object?> figures, RestorationRules rules) =>
        RuleSentence.Fill(template, name => SiteFigures.Names.Contains(name) ? figures.GetValueOrDefault(name) : rules.Value(name));
}
