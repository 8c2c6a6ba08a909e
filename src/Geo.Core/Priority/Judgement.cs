namespace Geo.Core.Priority;

/// <summary>A comparison of two things on Saaty's scale.</summary>
/// <param name="A">The first.</param>
/// <param name="B">The second.</param>
/// <param name="Favours">How many times the first counts more: 1 alike, 2 to 9; −2 to −9 where the second counts more. (Values between 1/9 and 9 by their own names.)</param>
public sealed record Judgement(string A, string B, int Favours)
{
    /// <summary>All values that a judgement can take, from the second's favour to the first's.</summary>
    public static IReadOnlyList<int> Scale { get; } = [-9, -8, -7, -6, -5, -4, -3, -2, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    /// <summary>The ratio in the matrix.</summary>
    public double Ratio => RatioOf(Favours);

    /// <summary>The ratio of a value of the scale.</summary>
    public static double RatioOf(int favours) => favours > 0 ? favours : -1.0 / favours;

    /// <summary>The matrix of complete judgements.</summary>
    /// <param name="where">What is compared, for messages.</param>
    /// <param name="codes">The things, in order.</param>
    /// <param name="judgements">One for each pair, either way round.</param>
    /// <exception cref="InputException">A pair is missing, judged twice, unknown, or off the scale.</exception>
    public static double[,] Matrix(string where, IReadOnlyList<string> codes, IReadOnlyList<Judgement> judgements)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(judgements);
        int n = codes.Count;
        var matrix = new double[n, n];
        for (int i = 0; i < n; i++) matrix[i, i] = 1;
        foreach (var one in judgements)
        {
            int a = Index(one.A), b = Index(one.B);
            if (a == b || !Scale.Contains(one.Favours))
            {
                throw new InputException(where, $"{one.A}/{one.B}", $"{one.Favours} is not on Saaty's scale, or the two are one", "use 1 for alike, 2 to 9 for the first, -2 to -9 for the second");
            }

            if (matrix[a, b] != 0) throw new InputException(where, $"{one.A}/{one.B}", "the pair is judged twice", "leave one out");
            (matrix[a, b], matrix[b, a]) = (one.Ratio, 1 / one.Ratio);
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (matrix[i, j] == 0) throw new InputException(where, $"{codes[j]}/{codes[i]}", "the pair is not judged", "compare every pair");
            }
        }

        return matrix;

        int Index(string code) => codes.Index().Where(c => c.Item == code).Select(c => (int?)c.Index).FirstOrDefault()
            ?? throw new InputException(where, code, "nothing of this name is compared here", $"use {string.Join(", ", codes)}");
    }
}
