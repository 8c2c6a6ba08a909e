using System.Globalization;

namespace Geo.Core.Priority;

/// <summary>
/// What would have to change for a dump to be funded: one criterion, its cost, the budget, or the weights; each time the
/// smallest change found, and applied to see that the dump enters. For the weighted sum and the sum of scores the smallest
/// there is: a dump that is in stays in when its own score rises or its own cost falls. With TOPSIS a change moves the
/// ideals, with hazard × volume the objective: there it is the smallest that halving finds.
/// </summary>
public sealed class Counterfactuals
{
    private const int Halvings = 20, WeightsTried = 4;
    private const int LargestTable = 3_000_000;

    private readonly PriorityAnswer _answer;
    private readonly int _place;
    private readonly CancellationToken _cancel;

    private Counterfactuals(PriorityAnswer answer, int place, CancellationToken cancel) => (_answer, _place, _cancel) = (answer, place, cancel);

    /// <summary>Changes that would bring a dump in; empty where it is in, or was ruled out.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="place">Place of the dump.</param>
    /// <param name="cancel">Ends the search.</param>
    public static IReadOnlyList<Counterfactual> Of(PriorityAnswer answer, int place, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Funded.Funded[place] || answer.Question.Cannot.Contains(answer.Table.Dumps[place].Code)) return [];
        var search = new Counterfactuals(answer, place, cancel);
        return [.. search.Criteria(), .. search.Cost(), .. search.Budget(), .. search.Weights()];
    }

    /// <summary>True where the dump is funded when a reading is this.</summary>
    internal static bool EntersWith(PriorityAnswer answer, int place, int criterion, CriterionReading reading) =>
        Prioritiser.Answer(answer.Question, answer.Weights, answer.Table.With(criterion, place, reading), answer.Funded.Costs).Funded.Funded[place];

    internal static bool EntersWith(PriorityAnswer answer, int place, int cost)
    {
        int?[] costs = [.. answer.Funded.Costs];
        costs[place] = cost;
        return Portfolio.Of(answer.Table, answer.Scores, costs, answer.Question).Funded[place];
    }

    internal static bool EntersWithBudget(PriorityAnswer answer, int place, int budget) =>
        Portfolio.Of(answer.Table, answer.Scores, answer.Funded.Costs, answer.Question with { BudgetWan = budget }).Funded[place];

    internal static bool EntersWith(PriorityAnswer answer, int place, IReadOnlyList<double> weights) =>
        Prioritiser.Answer(answer.Question, new CriteriaWeights(weights, []), answer.Table, answer.Funded.Costs).Funded.Funded[place];

    private IEnumerable<Counterfactual> Criteria()
    {
        if (_answer.Funded.Costs[_place] is null) yield break;
        var set = _answer.Table.Set;
        for (int c = 0; c < set.Criteria.Count; c++)
        {
            _cancel.ThrowIfCancellationRequested();
            var (criterion, now) = (set.Criteria[c], _answer.Table[c, _place]);
            var then = criterion.Function is null ? Class(c, criterion, now) : Measured(c, criterion, now);
            if (then is not { } found) continue;
            string from = now.Missing ? "?" : now.Class ?? Number(now.Measured!.Value), to = found.Class ?? Number(found.Measured!.Value);
            yield return new Counterfactual("criterion", criterion.Code, now.Measured, found.Measured, now.Class, found.Class, now.Value, found.Value, null,
                Remark.Of("priority_if_criterion", $"if {criterion.En} were {to} {criterion.Unit} instead of {from}", ("criterion", criterion.Code), ("criterion_zh", criterion.Zh), ("criterion_en", criterion.En), ("from", from), ("to", to), ("unit", criterion.Unit)));
        }
    }

    private CriterionReading? Class(int index, Criterion criterion, CriterionReading now)
    {
        IEnumerable<(string Code, double Urgency)> classes = criterion.Classes?.Select(c => (c.Key, c.Value)) ?? [("present", 1)];
        foreach (var (code, urgency) in classes.Where(c => c.Urgency > now.Value).OrderBy(c => c.Urgency).ThenBy(c => c.Code, StringComparer.Ordinal))
        {
            var then = new CriterionReading(urgency, urgency, urgency, null, code, now.Column ?? criterion.Presence?.Column ?? criterion.Read[0].Column);
            if (EntersWith(_answer, _place, index, then)) return then;
        }

        return null;
    }

    private CriterionReading? Measured(int index, Criterion criterion, CriterionReading now)
    {
        var dump = _answer.Table.Dumps[_place];
        double factor = CriterionReading.Factor(criterion, dump);
        if (factor <= 0) return null;
        CriterionReading? At(double urgency) => criterion.Function!.Needed(Math.Min(1, urgency / factor)) is { } measured ? now.Measuring(criterion, dump, measured) : null;
        double low = now.Value, high = factor * criterion.Function!.Points.Max(p => p.Value);
        if (!(high > low) || At(high) is not { } best || !EntersWith(_answer, _place, index, best)) return null;
        for (int step = 0; step < Halvings && high - low > 1e-7; step++)
        {
            double middle = (low + high) / 2;
            if (At(middle) is { } tried && EntersWith(_answer, _place, index, tried)) (high, best) = (middle, tried);
            else low = middle;
        }

        // A number that can be said: a few digits, rounded to the urgent side, where that enters too.
        double unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1e-9, Math.Abs(best.Measured!.Value)))) - 2);
        double said = (criterion.Function.MoreIsUrgent ? Math.Ceiling(best.Measured.Value / unit) : Math.Floor(best.Measured.Value / unit)) * unit;
        var spoken = now.Measuring(criterion, dump, Math.Round(said, 9));
        return EntersWith(_answer, _place, index, spoken) ? spoken : best;
    }

    private IEnumerable<Counterfactual> Cost()
    {
        if (_answer.Funded.Worths[_place] == 0) yield break;
        int now = _answer.Funded.Costs[_place] ?? _answer.Question.BudgetWan + 1, low = 0, high = now;
        if (!EntersWith(_answer, _place, low)) yield break;
        while (high - low > 1)
        {
            _cancel.ThrowIfCancellationRequested();
            int middle = low + (high - low) / 2;
            if (EntersWith(_answer, _place, middle)) low = middle;
            else high = middle;
        }

        yield return new Counterfactual("cost", null, null, null, null, null, now, low, null,
            Remark.Of("priority_if_cost", $"if it cost {low} 万元 instead of {(_answer.Funded.Costs[_place] is { } known ? Number(known) : "?")}", ("to", low), ("from", _answer.Funded.Costs[_place] is { } said ? Number(said) : "?")));
    }

    // Not monotone: with more money another set may be better. A table over all budgets finds the least at which the dump is in.
    private IEnumerable<Counterfactual> Budget()
    {
        var (funded, question, table) = (_answer.Funded, _answer.Question, _answer.Table);
        if (funded.Costs[_place] is not { } cost || funded.Worths[_place] == 0) yield break;
        HashSet<int> must = [.. question.Must.Select(table.IndexOf)], cannot = [.. question.Cannot.Select(table.IndexOf)];
        int reserved = (int)must.Sum(i => (long)funded.Costs[i]!.Value), free = question.BudgetWan - reserved;
        int[] others = [.. Enumerable.Range(0, table.Count).Where(i => i != _place && !must.Contains(i) && !cannot.Contains(i) && funded.Worths[i] > 0 && funded.Costs[i] is > 0)];
        long all = others.Sum(i => (long)funded.Costs[i]!.Value) + cost;
        // More than everything costs is never needed; a table of millions of budgets would take too long.
        int largest = (int)Math.Min(all, Math.Min(LargestTable, free + Math.Max(16L * cost, 4096)));
        if (largest <= free) yield break;
        long[] best = BudgetTable.Of([.. others.Select(i => checked(funded.Worths[i] * (largest + 1L) - funded.Costs[i]!.Value))], [.. others.Select(i => funded.Costs[i]!.Value)], largest, _cancel);
        long own = checked(funded.Worths[_place] * (largest + 1L) - cost);
        for (int budget = Math.Max(free + 1, cost); budget <= largest; budget++)
        {
            if (best[budget - cost] + own <= best[budget]) continue;
            int then = budget + reserved;
            if (!EntersWithBudget(_answer, _place, then)) continue;
            yield return new Counterfactual("budget", null, null, null, null, null, question.BudgetWan, then, null,
                Remark.Of("priority_if_budget", $"if the budget were {then} 万元 instead of {question.BudgetWan}", ("to", then), ("from", question.BudgetWan)));
            yield break;
        }
    }

    private IEnumerable<Counterfactual> Weights()
    {
        var (set, weights) = (_answer.Table.Set, _answer.Weights.Weights);
        double Ahead(int c) => _answer.Table[c, _place].Value - _answer.Table.Values[c].Average();
        if (_answer.Funded.Costs[_place] is null) yield break;
        foreach (int c in Enumerable.Range(0, weights.Count).Where(c => Ahead(c) > 0).OrderByDescending(Ahead).Take(WeightsTried))
        {
            _cancel.ThrowIfCancellationRequested();
            // The criterion gains weight, all others lose in proportion.
            double[] Moved(double share) => [.. weights.Select((w, i) => (1 - share) * w + (i == c ? share : 0))];
            double low = 0, high = 0;
            foreach (double share in (double[])[0.02, 0.05, 0.1, 0.2, 0.4, 0.7])
            {
                if (EntersWith(_answer, _place, Moved(share)))
                {
                    high = share;
                    break;
                }

                low = share;
            }

            if (high == 0) continue;
            for (int step = 0; step < 8; step++)
            {
                double middle = (low + high) / 2;
                if (EntersWith(_answer, _place, Moved(middle))) high = middle;
                else low = middle;
            }

            double[] then = Moved(high);
            yield return new Counterfactual("weights", set.Criteria[c].Code, null, null, null, null, weights[c], then[c], then,
                Remark.Of("priority_if_weights", $"if {set.Criteria[c].En} weighed {then[c]:P1} instead of {weights[c]:P1}, the others less in proportion", ("criterion", set.Criteria[c].Code), ("criterion_zh", set.Criteria[c].Zh), ("criterion_en", set.Criteria[c].En), ("to_share", then[c]), ("from_share", weights[c])));
            yield break;
        }
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.###", CultureInfo.InvariantCulture);
}
