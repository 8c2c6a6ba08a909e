namespace Geo.Core.Classification;

/// <summary>Accuracy of one class.</summary>
/// <param name="Class">Name.</param>
/// <param name="Mapped">Rows called so.</param>
/// <param name="Reference">Rows that are so.</param>
/// <param name="Precision">User's accuracy: right / mapped; NaN where none is mapped.</param>
/// <param name="Recall">Producer's accuracy: right / reference; NaN where there is none.</param>
/// <param name="F1">2 · right / (mapped + reference).</param>
/// <param name="IoU">right / (mapped + reference − right).</param>
public sealed record ClassAccuracy(string Class, long Mapped, long Reference, double Precision, double Recall, double F1, double IoU)
{
    /// <summary>漏判率: share of the reference that was missed, 1 − recall.</summary>
    public double OmissionRate => 1 - Recall;

    /// <summary>误判率: share of what was mapped that is something else, 1 − precision.</summary>
    public double CommissionRate => 1 - Precision;
}

/// <summary>Counts of rows by mapped (row) and reference (column) class, as Olofsson et al. 2014 set them out.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] _counts;

    /// <param name="classes">Names of rows and columns.</param>
    /// <param name="counts">counts[mapped, reference].</param>
    public ConfusionMatrix(IReadOnlyList<string> classes, long[,] counts)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.GetLength(0), classes.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.GetLength(1), classes.Count);
        (Classes, _counts) = ([.. classes], (long[,])counts.Clone());
    }

    /// <summary>Names of rows and columns.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Rows mapped as the first that are the second.</summary>
    public long this[int mapped, int reference] => _counts[mapped, reference];

    /// <summary>All rows.</summary>
    public long Total => Sum(_ => true);

    /// <summary>Share of rows on the diagonal.</summary>
    public double OverallAccuracy => (double)Sum(c => c.Mapped == c.Reference) / Total;

    /// <summary>Cohen's kappa; given for those who ask for it (Olofsson et al. advise against it).</summary>
    public double Kappa
    {
        get
        {
            double total = Total;
            double chance = Enumerable.Range(0, Classes.Count).Sum(k => Mapped(k) / total * (Reference(k) / total));
            return (OverallAccuracy - chance) / (1 - chance);
        }
    }

    /// <summary>Mean F1 of the classes that have reference rows.</summary>
    public double MacroF1 => ByClass.Where(c => c.Reference > 0).Average(c => c.F1);

    /// <summary>Mean F1 of the classes that surveys report and that have reference rows; null where there is none.</summary>
    public double? ReportedF1
    {
        get
        {
            var reported = ClassCatalogue.Standard.Reported.ToHashSet();
            return ByClass.Where(c => c.Reference > 0 && reported.Contains(c.Class)).Select(c => (double?)c.F1).Average();
        }
    }

    /// <summary>Accuracy of each class, in the order of <see cref="Classes"/>.</summary>
    public IReadOnlyList<ClassAccuracy> ByClass => [.. Enumerable.Range(0, Classes.Count).Select(k =>
    {
        long right = _counts[k, k], mapped = Mapped(k), reference = Reference(k);
        return new ClassAccuracy(Classes[k], mapped, reference, (double)right / mapped, (double)right / reference,
            2.0 * right / (mapped + reference), (double)right / (mapped + reference - right));
    })];

    /// <summary>Counts pairs of classes.</summary>
    /// <param name="classes">Names.</param>
    /// <param name="pairs">Mapped and reference class number of each row; negative is left out.</param>
    public static ConfusionMatrix Count(IReadOnlyList<string> classes, IEnumerable<(int Mapped, int Reference)> pairs)
    {
        var counts = new long[classes.Count, classes.Count];
        foreach (var (mapped, reference) in pairs)
        {
            if (mapped >= 0 && reference >= 0) counts[mapped, reference]++;
        }

        return new ConfusionMatrix(classes, counts);
    }

    /// <summary>The counts as rows of a table.</summary>
    public long[][] ToRows() => [.. Enumerable.Range(0, Classes.Count).Select(
        m => Enumerable.Range(0, Classes.Count).Select(r => _counts[m, r]).ToArray())];

    internal long Mapped(int k) => Sum(c => c.Mapped == k);

    internal long Reference(int k) => Sum(c => c.Reference == k);

    private long Sum(Func<(int Mapped, int Reference), bool> where)
    {
        long sum = 0;
        for (int m = 0; m < Classes.Count; m++)
        {
            for (int r = 0; r < Classes.Count; r++)
            {
                if (where((m, r))) sum += _counts[m, r];
            }
        }

        return sum;
    }
}
