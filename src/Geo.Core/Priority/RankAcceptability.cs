namespace Geo.Core.Priority;

/// <summary>How often each dump takes each rank over the draws: a square of whole numbers whose rows and columns each sum to the number of draws.</summary>
/// <remarks>The rank acceptability indices of SMAA-2 (Lahdelma &amp; Salminen 2001, https://doi.org/10.1287/opre.49.3.444.11220), all ranks distinct as ties stand by code.</remarks>
public sealed class RankAcceptability
{
    private const int Batch = 64;

    private readonly int[] _counts;

    private RankAcceptability(int count, int draws, int[] counts) => (Count, Draws, _counts) = (count, draws, counts);

    /// <summary>Dumps.</summary>
    public int Count { get; }

    /// <summary>Draws.</summary>
    public int Draws { get; }

    /// <summary>How often a dump takes a rank.</summary>
    /// <param name="place">Its place in the table.</param>
    /// <param name="rank">From 1.</param>
    public int this[int place, int rank] => _counts[place * Count + rank - 1];

    /// <summary>Mean rank of a dump.</summary>
    public double MeanRank(int place) => Enumerable.Range(1, Count).Sum(r => (double)r * this[place, r]) / Draws;

    /// <summary>Least rank that at least this share of the draws does not exceed.</summary>
    public int Quantile(int place, double share)
    {
        long needed = (long)Math.Ceiling(share * Draws), sum = 0;
        for (int rank = 1; rank <= Count; rank++)
        {
            if ((sum += this[place, rank]) >= needed) return rank;
        }

        return Count;
    }

    /// <summary>Draws and ranks; the draws are those of <see cref="TopShares"/>.</summary>
    /// <param name="table">The dumps; memory grows with the square of their number (100 MB for 5,000).</param>
    /// <param name="weights">Mean of the drawn weights.</param>
    /// <param name="method">Method.</param>
    /// <param name="draws">Number of draws, a multiple of four.</param>
    /// <param name="options">The draws.</param>
    /// <param name="progress">Share of the draws done.</param>
    /// <param name="threads">Threads; the answer does not depend on it.</param>
    /// <param name="cancel">Ends the drawing.</param>
    public static RankAcceptability Of(ValueTable table, IReadOnlyList<double> weights, RankMethod method, int draws, DrawOptions options, IProgress<double>? progress, int threads, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(weights);
        if (draws <= 0 || draws % DrawScores.Together != 0) throw new InputException("stability", "draws", $"{draws} is no positive multiple of 4", "give for example 10000");
        var scorer = new DrawScores(table, weights, method, options);
        int n = table.Count;
        int[] counts = new int[checked(n * n)];
        int[][] ranks = [.. Enumerable.Range(0, Batch).Select(_ => new int[n])];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel };
        for (int first = 0; first < draws; first += Batch)
        {
            int here = Math.Min(Batch, draws - first);
            Parallel.For(0, here / DrawScores.Together, parallel, () => new double[DrawScores.Together * scorer.Stride], (quad, _, scores) =>
            {
                scorer.Score(first + quad * DrawScores.Together, scores);
                for (int d = 0; d < DrawScores.Together; d++)
                {
                    int[] order = Ranking.Order(scores.AsSpan(d * scorer.Stride, n));
                    int[] into = ranks[quad * DrawScores.Together + d];
                    for (int r = 0; r < n; r++) into[order[r]] = r;
                }

                return scores;
            }, _ => { });
            for (int i = 0; i < n; i++)
            {
                for (int d = 0; d < here; d++) counts[i * n + ranks[d][i]]++;
            }

            progress?.Report((double)(first + here) / draws);
        }

        return new RankAcceptability(n, draws, counts);
    }
}
