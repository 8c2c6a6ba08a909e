namespace Geo.Core.Priority;

/// <summary>How sure a place among the first is: the share of draws in which each dump is among the k first.</summary>
/// <param name="Draws">Number of draws.</param>
/// <param name="K">k.</param>
/// <param name="Counts">How often each was among them, by place in the table; they sum to draws × k, exactly.</param>
/// <remarks>Stochastic multicriteria acceptability analysis: Lahdelma, Hokkanen &amp; Salminen 1998, https://doi.org/10.1016/S0377-2217(97)00163-X.</remarks>
public sealed record TopShares(int Draws, int K, IReadOnlyList<long> Counts)
{
    /// <summary>Share of a dump in [0, 1].</summary>
    public double Share(int place) => (double)Counts[place] / Draws;

    /// <summary>Draws and counts.</summary>
    /// <param name="table">The dumps.</param>
    /// <param name="weights">Mean of the drawn weights.</param>
    /// <param name="method">Method.</param>
    /// <param name="k">How many are first; all where there are fewer.</param>
    /// <param name="draws">Number of draws, a multiple of four.</param>
    /// <param name="options">The draws.</param>
    /// <param name="threads">Threads; the answer does not depend on it.</param>
    /// <param name="cancel">Ends the drawing.</param>
    /// <exception cref="InputException">Not a positive multiple of four, or k negative.</exception>
    public static TopShares Of(ValueTable table, IReadOnlyList<double> weights, RankMethod method, int k, int draws, DrawOptions options, int threads, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(weights);
        if (draws <= 0 || draws % DrawScores.Together != 0 || k < 0)
        {
            throw new InputException("stability", "draws", $"{draws} draws of the first {k} cannot be taken", "give a positive multiple of 4, and k from 0 on");
        }

        var scorer = new DrawScores(table, weights, method, options);
        int first = Math.Min(k, table.Count), quads = draws / DrawScores.Together, parts = Math.Clamp(threads, 1, quads);
        var selections = new TopSelection[parts];
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts, CancellationToken = cancel }, part =>
        {
            var selection = selections[part] = new TopSelection(scorer.Count, scorer.Stride, first, scorer.ScoreOf);
            double[] keys = new double[DrawScores.Together * scorer.Stride];
            for (int quad = (int)((long)quads * part / parts); quad < (int)((long)quads * (part + 1) / parts); quad++)
            {
                cancel.ThrowIfCancellationRequested();
                scorer.Keys(quad * DrawScores.Together, keys);
                for (int d = 0; d < DrawScores.Together; d++) selection.Take(keys.AsSpan(d * scorer.Stride, scorer.Stride));
            }
        });
        long[] counts = new long[table.Count];
        foreach (var selection in selections)
        {
            for (int i = 0; i < counts.Length; i++) counts[i] += selection.Counts[i];
        }

        return new TopShares(draws, first, counts);
    }
}
