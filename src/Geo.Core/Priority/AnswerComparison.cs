namespace Geo.Core.Priority;

/// <summary>A dump in two answers.</summary>
/// <param name="Code">Code.</param>
/// <param name="RankA">Rank in the first; null where it is not ranked there.</param>
/// <param name="RankB">Rank in the second.</param>
/// <param name="FundedA">Funded in the first.</param>
/// <param name="FundedB">Funded in the second.</param>
public sealed record ComparedDump(string Code, int? RankA, int? RankB, bool FundedA, bool FundedB);

/// <summary>Two answers side by side.</summary>
/// <param name="Entered">Funded in the second and not in the first.</param>
/// <param name="Left">Funded in the first and not in the second.</param>
/// <param name="Stayed">Funded in both.</param>
/// <param name="Dumps">All, by rank in the second, then by code.</param>
public sealed record AnswerComparison(IReadOnlyList<string> Entered, IReadOnlyList<string> Left, IReadOnlyList<string> Stayed, IReadOnlyList<ComparedDump> Dumps)
{
    /// <summary>Compares.</summary>
    public static AnswerComparison Of(PriorityAnswer a, PriorityAnswer b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (ofA, ofB) = (ByCode(a), ByCode(b));
        ComparedDump[] dumps = [.. ofA.Keys.Union(ofB.Keys).Select(code =>
        {
            var (inA, inB) = (ofA.GetValueOrDefault(code), ofB.GetValueOrDefault(code));
            return new ComparedDump(code, inA.Rank, inB.Rank, inA.Funded, inB.Funded);
        }).OrderBy(d => d.RankB ?? int.MaxValue).ThenBy(d => d.Code, StringComparer.Ordinal)];
        return new AnswerComparison(
            [.. dumps.Where(d => d is { FundedB: true, FundedA: false }).Select(d => d.Code)],
            [.. dumps.Where(d => d is { FundedA: true, FundedB: false }).Select(d => d.Code)],
            [.. dumps.Where(d => d is { FundedA: true, FundedB: true }).Select(d => d.Code)], dumps);
    }

    private static Dictionary<string, (int? Rank, bool Funded)> ByCode(PriorityAnswer answer) =>
        answer.Table.Dumps.Select((d, i) => (d.Code, Rank: (int?)answer.Ranks[i], Funded: answer.Funded.Funded[i])).ToDictionary(x => x.Code, x => (x.Rank, x.Funded));
}
