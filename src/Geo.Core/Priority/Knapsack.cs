using System.Diagnostics;

namespace Geo.Core.Priority;

/// <summary>A choice under a budget.</summary>
/// <param name="Taken">By item.</param>
/// <param name="Profit">Sum of profits.</param>
/// <param name="Cost">Sum of costs, at most the budget.</param>
/// <param name="Proven">True where no choice has a greater profit, and none of this profit costs less.</param>
/// <param name="States">Partial choices that were kept.</param>
internal sealed record KnapsackChoice(bool[] Taken, long Profit, long Cost, bool Proven, int States);

/// <summary>
/// The best choice of whole items under a budget, exactly: greatest profit, of those the least cost; of items alike in
/// profit and cost those of lower place.
/// </summary>
/// <remarks>
/// Dynamic programming over an expanding core round the break item: Pisinger 1997, A minimal algorithm for the 0-1 knapsack
/// problem, https://doi.org/10.1287/opre.45.5.758. Cost is folded into the profit (profit × (budget + 1) − cost), which keeps
/// everything whole numbers.
/// </remarks>
internal sealed class Knapsack
{
    private readonly record struct State(long Cost, long Profit, int Node);

    private readonly long _budget;
    private readonly (long Profit, long Cost, int Item)[] _items;
    private readonly int _limit;
    private readonly List<(int Parent, int At)> _nodes = [];
    private long _best;
    private int _bestNode = -1;
    private bool _improved;

    private Knapsack(long budget, (long, long, int)[] items, int limit) => (_budget, _items, _limit) = (budget, items, limit);

    /// <summary>Chooses.</summary>
    /// <param name="profit">From 0 on.</param>
    /// <param name="cost">From 0 on.</param>
    /// <param name="budget">From 0 on.</param>
    /// <param name="limit">Partial choices kept at most; beyond it the best so far is given and not called proven.</param>
    /// <exception cref="OverflowException">Profits times budget do not fit 64 bits.</exception>
    public static KnapsackChoice Choose(ReadOnlySpan<long> profit, ReadOnlySpan<long> cost, long budget, int limit = 30_000_000)
    {
        bool[] taken = new bool[profit.Length];
        long total = 0;
        var items = new List<(long Profit, long Cost, int Item)>();
        for (int i = 0; i < profit.Length; i++)
        {
            Debug.Assert(profit[i] >= 0 && cost[i] >= 0);
            if (profit[i] == 0 || cost[i] > budget) continue;
            if (cost[i] == 0) taken[i] = true;
            else items.Add((profit[i], cost[i], i));
            total = checked(total + cost[i]);
        }

        long scale = checked(Math.Min(budget, total) + 1), sum = 0;
        (long Profit, long Cost, int Item)[] keyed = [.. items.Select(x => (checked(x.Profit * scale - x.Cost), x.Cost, x.Item))];
        foreach (var item in keyed) sum = checked(sum + item.Profit);
        Array.Sort(keyed, static (a, b) =>
        {
            int side = ((Int128)b.Profit * a.Cost).CompareTo((Int128)a.Profit * b.Cost);
            return side != 0 ? side : a.Item.CompareTo(b.Item);
        });
        var solver = new Knapsack(budget, keyed, limit);
        bool proven = solver.Solve(taken);
        Canonical(profit, cost, keyed, taken);
        long profits = 0, costs = 0;
        for (int i = 0; i < taken.Length; i++)
        {
            if (taken[i]) (profits, costs) = (profits + profit[i], costs + cost[i]);
        }

        return new KnapsackChoice(taken, profits, costs, proven, solver._nodes.Count);
    }

    private bool Solve(bool[] taken)
    {
        int split = 0;
        long cost = 0, profit = 0;
        while (split < _items.Length && cost + _items[split].Cost <= _budget)
        {
            (cost, profit) = (cost + _items[split].Cost, profit + _items[split].Profit);
            split++;
        }

        // The start: everything before the break item, and what of the rest still fits.
        bool[] start = new bool[_items.Length];
        (_best, long filled) = (profit, cost);
        for (int i = 0; i < _items.Length; i++)
        {
            start[i] = i < split;
            if (i < split || filled + _items[i].Cost > _budget) continue;
            (start[i], filled, _best) = (true, filled + _items[i].Cost, _best + _items[i].Profit);
        }

        bool proven = Expand(split, new State(cost, profit, -1));
        if (_improved)
        {
            for (int i = 0; i < start.Length; i++) start[i] = i < split;
            for (int node = _bestNode; node >= 0; node = _nodes[node].Parent) start[_nodes[node].At] = !start[_nodes[node].At];
        }

        for (int i = 0; i < start.Length; i++)
        {
            if (start[i]) taken[_items[i].Item] = true;
        }

        return proven;
    }

    // Items below left and above right are undecided: left stay in, right stay out, until their turn comes.
    private bool Expand(int split, State start)
    {
        var states = new List<State> { start };
        var next = new List<State>();
        int left = split - 1, right = split;
        while (states.Count > 0 && (left >= 0 || right < _items.Length))
        {
            if (right < _items.Length)
            {
                int item = right++;
                Merge(states, next, item, _items[item].Cost, _items[item].Profit, left, right);
                (states, next) = (next, states);
            }

            if (left >= 0)
            {
                int item = left--;
                Merge(states, next, item, -_items[item].Cost, -_items[item].Profit, left, right);
                (states, next) = (next, states);
            }

            if (_nodes.Count > _limit) return false;
        }

        return true;
    }

    // States stand by ascending cost and profit; one that costs as much as another and brings no more is left away.
    private void Merge(List<State> states, List<State> into, int item, long cost, long profit, int left, int right)
    {
        into.Clear();
        long last = long.MinValue;
        int kept = 0, changed = 0;
        while (kept < states.Count || changed < states.Count)
        {
            bool takeKept = changed >= states.Count || (kept < states.Count && Before(states[kept].Cost, states[kept].Profit, states[changed].Cost + cost, states[changed].Profit + profit));
            var source = takeKept ? states[kept++] : states[changed++];
            var state = takeKept ? source : new State(source.Cost + cost, source.Profit + profit, -1);
            if (state.Profit <= last) continue;
            last = state.Profit;
            bool better = !takeKept && state.Cost <= _budget && state.Profit > _best;
            if (!better && !Promising(state, left, right)) continue;
            if (!takeKept)
            {
                _nodes.Add((source.Node, item));
                state = state with { Node = _nodes.Count - 1 };
            }

            if (better) (_best, _bestNode, _improved) = (state.Profit, state.Node, true);
            if (Promising(state, left, right)) into.Add(state);
        }
    }

    private static bool Before(long costA, long profitA, long costB, long profitB) => costA != costB ? costA < costB : profitA >= profitB;

    // Could it still beat the best? Relaxed: room is filled by parts of the next item right, an excess is taken back by parts of the next left.
    private bool Promising(State state, int left, int right)
    {
        long missing = _best + 1 - state.Profit;
        if (state.Cost <= _budget)
        {
            return missing <= 0 || (right < _items.Length && (Int128)(_budget - state.Cost) * _items[right].Profit >= (Int128)missing * _items[right].Cost);
        }

        return left >= 0 && -(Int128)missing * _items[left].Cost >= (Int128)(state.Cost - _budget) * _items[left].Profit;
    }

    private static void Canonical(ReadOnlySpan<long> profit, ReadOnlySpan<long> cost, (long Profit, long Cost, int Item)[] items, bool[] taken)
    {
        foreach (var alike in items.GroupBy(i => (i.Profit, i.Cost)))
        {
            int[] places = [.. alike.Select(i => i.Item).Order()];
            int chosen = places.Count(p => taken[p]);
            for (int i = 0; i < places.Length; i++) taken[places[i]] = i < chosen;
        }
    }
}
