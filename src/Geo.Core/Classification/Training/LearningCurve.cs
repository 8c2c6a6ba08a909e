namespace Geo.Core.Classification.Training;

/// <summary>What models trained on part of the labels are worth on all labels, held apart.</summary>
/// <param name="Share">Share of each class's areas, (0, 1].</param>
/// <param name="Areas">Areas that were there to learn from.</param>
/// <param name="Rows">Pixels of them, of at most 300 a class.</param>
/// <param name="MacroF1">Mean F1 over classes.</param>
/// <param name="ReportedF1">Mean F1 of the classes that surveys report; null where none is labelled.</param>
public sealed record CurvePoint(double Share, int Areas, int Rows, double MacroF1, double? ReportedF1);

/// <summary>How accuracy grows with labels.</summary>
/// <param name="Points">By share, the last with all labels.</param>
/// <param name="AdviceRemark">Whether more labels would still help.</param>
/// <remarks>
/// Areas are drawn by class; every point is judged on the same held-apart blocks, the mean of three draws below the whole.
/// The outlook extends the inverse power law of error against labels (Figueroa et al. 2012, https://doi.org/10.1186/1472-6947-12-8)
/// through the half and the whole: with twice the labels the error shrinks once more by the same factor.
/// </remarks>
public sealed record LearningCurve(IReadOnlyList<CurvePoint> Points, Remark AdviceRemark)
{
    private const int Draws = 3;

    // As in the choice among algorithms: the areas are what counts, few pixels of each tell as much.
    private const int RowsPerClass = 300;

    // Less than this is within what another draw of areas would change.
    private const double Worthwhile = 0.01;

    private static readonly double[] _shares = [0.25, 0.5, 0.75, 1];

    /// <summary>Trains and judges, at the price of five and a half cross-validations on at most 300 rows a class.</summary>
    /// <param name="samples">At least two classes in two blocks.</param>
    /// <param name="algorithm">The algorithm that the model was trained with.</param>
    /// <param name="options">Its settings; the seed draws the areas.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancel">Looked at between fits.</param>
    public static LearningCurve Of(SampleSet samples, ForestAlgorithm algorithm, TrainingOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        var folds = SpatialFolds.Of(samples, options.Folds);
        samples = samples.Thin(RowsPerClass);
        double fits = (Draws * (_shares.Length - 1) + 1) * (double)folds.Folds * samples.Classes.Count;
        int done = 0;
        var points = new List<CurvePoint>();
        foreach (double share in _shares)
        {
            var drawn = Enumerable.Range(0, share < 1 ? Draws : 1).Select(draw =>
            {
                var learned = Draw(samples, share, options.Seed + draw);
                var judged = CrossValidation.Run(samples, folds, algorithm, options,
                    () => progress?.Report(Interlocked.Increment(ref done) / fits), cancel, learned.Contains);
                return (Areas: learned.Count, Rows: samples.AreaOfRow.Count(learned.Contains), judged.Confusion.MacroF1, judged.Confusion.ReportedF1);
            }).ToArray();
            points.Add(new CurvePoint(share, drawn[0].Areas, (int)Math.Round(drawn.Average(d => d.Rows)), drawn.Average(d => d.MacroF1), drawn.Average(d => d.ReportedF1)));
        }

        return new LearningCurve(points, AdviceOn(points));
    }

    /// <summary>The same number of areas of a class whatever the draw; a draw's larger shares hold its smaller ones.</summary>
    internal static HashSet<int> Draw(SampleSet samples, double share, int seed) =>
        [.. samples.AreaOfRow.Distinct().Order().GroupBy(a => samples.Areas[a].Label).SelectMany(g =>
        {
            int[] own = [.. g];
            new Random(unchecked(seed * 486_187_739 + samples.Classes.ToList().IndexOf(g.Key))).Shuffle(own);
            return own.Take((int)Math.Ceiling(share * own.Length));
        })];

    /// <summary>What is to be said on what more labels would bring.</summary>
    internal static Remark AdviceOn(IReadOnlyList<CurvePoint> points)
    {
        bool reported = points[^1].ReportedF1 is not null;
        string what = reported ? "F1 of the reported classes" : "mean F1", score = reported ? "reported_f1" : "macro_f1";
        double half = Score(points.Single(p => p.Share == 0.5)), whole = Score(points[^1]), gain = whole - half;
        double outlook = half >= 1 ? whole : 1 - (1 - whole) * (1 - whole) / (1 - half);
        if (gain >= Worthwhile && outlook - whole >= Worthwhile)
        {
            return Remark.Of("learning_rising",
                $"more labels would still help: from half of the areas to all of them the {what} rose from {half:0.00} to {whole:0.00}; as many again may bring about {outlook:0.00}",
                ("score", score), ("half_f1", half), ("whole_f1", whole), ("outlook_f1", outlook));
        }

        return gain <= -Worthwhile
            ? Remark.Of("learning_falling",
                $"more labels of the same kind would not help: the {what} fell from {half:0.00} with half of the areas to {whole:0.00} with all; look through the suspect areas first",
                ("score", score), ("half_f1", half), ("whole_f1", whole))
            : Remark.Of("learning_flat",
                $"more labels of the same kind would hardly help: the {what} was {half:0.00} with half of the areas and is {whole:0.00} with all; label the uncertain places, or other kinds of ground",
                ("score", score), ("half_f1", half), ("whole_f1", whole));

        double Score(CurvePoint p) => reported ? p.ReportedF1!.Value : p.MacroF1;
    }
}
