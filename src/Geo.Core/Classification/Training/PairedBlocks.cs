namespace Geo.Core.Classification.Training;

/// <summary>A labelled pixel as two models see it.</summary>
/// <param name="Block">Number of its spatial block.</param>
/// <param name="Truth">Number of its class.</param>
/// <param name="Old">What the old model takes it for; negative for nothing that is asked for.</param>
/// <param name="New">What the new one takes it for.</param>
internal readonly record struct JudgedRow(int Block, int Truth, int Old, int New);

/// <summary>
/// The difference of two models' mean F1 on the same pixels, and how sure it is. Pixels of a block resemble one another,
/// so blocks are the sample: the difference is linearised and its variance taken between blocks.
/// </summary>
/// <param name="Blocks">Blocks with pixels.</param>
/// <param name="Old">Mean F1 of the old model over the classes asked for.</param>
/// <param name="New">That of the new one.</param>
/// <param name="StandardError">Of the difference; null with fewer than two blocks.</param>
/// <remarks>
/// F1 = 2a/(m + r) with a pixels right, m mapped, r reference: a ratio of totals over blocks, whose linearised contribution of
/// block b is (2a_b − F1·(m_b + r_b))/(m + r) (Woodruff 1971, https://doi.org/10.1080/01621459.1971.10482279). The contributions
/// of both models are subtracted block by block (paired) and averaged over classes; with B blocks the variance is
/// B/(B − 1)·Σ z_b², as they sum to 0.
/// </remarks>
internal sealed record PairedBlocks(int Blocks, double Old, double New, double? StandardError)
{
    /// <param name="rows">Judged pixels.</param>
    /// <param name="classes">Numbers of the classes whose mean F1 counts; those in fewer than two blocks are left out, as no model can both learn and be judged on them.</param>
    public static PairedBlocks Of(IReadOnlyList<JudgedRow> rows, IReadOnlyCollection<int> classes)
    {
        int[] wanted = [.. classes.Where(k => rows.Where(r => r.Truth == k).Select(r => r.Block).Distinct().Take(2).Count() == 2).Order()];
        int[] blocks = [.. rows.Select(r => r.Block).Distinct().Order()];
        if (wanted.Length == 0) return new PairedBlocks(blocks.Length, 0, 0, null);
        var number = blocks.Select((b, i) => (b, i)).ToDictionary(b => b.b, b => b.i);
        double[] z = new double[blocks.Length];
        double before = 0, after = 0;
        foreach (int k in wanted)
        {
            before += Add(r => r.Old, k, -1) / wanted.Length;
            after += Add(r => r.New, k, 1) / wanted.Length;
        }

        double? error = blocks.Length < 2 ? null : Math.Sqrt(blocks.Length / (blocks.Length - 1.0) * z.Sum(v => v * v));
        return new PairedBlocks(blocks.Length, before, after, error);

        double Add(Func<JudgedRow, int> mapped, int k, int sign)
        {
            double[] right = new double[blocks.Length], both = new double[blocks.Length];
            foreach (var row in rows)
            {
                int b = number[row.Block];
                if (mapped(row) == k && row.Truth == k) right[b]++;
                if (mapped(row) == k) both[b]++;
                if (row.Truth == k) both[b]++;
            }

            double total = both.Sum(), f1 = 2 * right.Sum() / total;
            for (int b = 0; b < z.Length; b++) z[b] += sign * (2 * right[b] - f1 * both[b]) / total / wanted.Length;
            return f1;
        }
    }
}
