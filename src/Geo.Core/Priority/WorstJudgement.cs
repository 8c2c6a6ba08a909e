namespace Geo.Core.Priority;

/// <summary>The judgement that fits the others least, and what would mend it.</summary>
/// <param name="A">First of the pair.</param>
/// <param name="B">Second of the pair.</param>
/// <param name="Favours">What was judged.</param>
/// <param name="Off">How many times it is off what the weights say (a_ij·w_j/w_i, or its reciprocal where below 1).</param>
/// <param name="Says">Ratio that the weights give.</param>
/// <param name="Suggested">Value of the scale nearest to the judged one with which the ratio falls below the limit; where none does, the one that brings it lowest.</param>
/// <param name="RatioThen">Consistency ratio with the suggested value.</param>
public sealed record WorstJudgement(string A, string B, int Favours, double Off, double Says, int Suggested, double RatioThen)
{
    /// <summary>True where changing this judgement alone is enough.</summary>
    public bool Mends => RatioThen < Ahp.Refused;

    /// <summary>Finds it; null for fewer than three things, which cannot contradict each other.</summary>
    /// <param name="where">What is compared, for messages.</param>
    /// <param name="codes">The things.</param>
    /// <param name="judgements">Complete judgements.</param>
    /// <remarks>Saaty 2003, https://doi.org/10.1016/S0377-2217(02)00227-8, section 5: the entry with the largest a_ij·w_j/w_i is the one to look at again.</remarks>
    public static WorstJudgement? Of(string where, IReadOnlyList<string> codes, IReadOnlyList<Judgement> judgements)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(judgements);
        if (codes.Count < 3) return null;
        var weights = Ahp.Solve(Judgement.Matrix(where, codes, judgements)).Weights;
        double Weight(string code) => weights[codes.Index().First(c => c.Item == code).Index];
        double Off(Judgement one)
        {
            double off = one.Ratio * Weight(one.B) / Weight(one.A);
            return Math.Max(off, 1 / off);
        }

        var worst = judgements.MaxBy(Off)!;
        double RatioWith(int favours) => Ahp.Solve(Judgement.Matrix(where, codes, [.. judgements.Select(j => j == worst ? j with { Favours = favours } : j)])).ConsistencyRatio;
        int at = Position(worst.Favours);
        var tried = Judgement.Scale.Where(s => s != worst.Favours).OrderBy(s => Math.Abs(Position(s) - at)).Select(s => (Favours: s, Ratio: RatioWith(s))).ToArray();
        var chosen = tried.Any(t => t.Ratio < Ahp.Refused) ? tried.First(t => t.Ratio < Ahp.Refused) : tried.MinBy(t => t.Ratio);
        return new WorstJudgement(worst.A, worst.B, worst.Favours, Off(worst), Weight(worst.A) / Weight(worst.B), chosen.Favours, chosen.Ratio);
    }

    private static int Position(int favours) => favours > 0 ? favours - 1 : favours + 1;
}
