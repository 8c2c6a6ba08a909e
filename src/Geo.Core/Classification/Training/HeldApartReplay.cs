namespace Geo.Core.Classification.Training;

/// <summary>
/// Judges an earlier model on blocks that it may have seen. On a fold without any of its labels it answers as it stands; on
/// any other, its samples and settings are trained again without the labels in that fold's blocks: an ensemble answers nearly
/// without error where it was trained, and no new model could ever pass.
/// </summary>
internal sealed class HeldApartReplay
{
    private readonly SampleSet _samples, _learned;
    private readonly SpatialFolds _folds;
    private readonly ForestModel _old;
    private readonly SampleBlocks _blocks;
    private readonly int[] _foldOfLearned;

    /// <param name="samples">What both models are judged on.</param>
    /// <param name="folds">Its folds.</param>
    /// <param name="old">The earlier model with its card.</param>
    /// <param name="learned">What it was trained on.</param>
    public HeldApartReplay(SampleSet samples, SpatialFolds folds, ForestModel old, SampleSet learned)
    {
        (_samples, _folds, _old, _learned) = (samples, folds, old, learned);
        _blocks = SampleBlocks.Of(samples, folds.BlockDegrees);
        var foldOfBlock = new Dictionary<(int, int), int>();
        foreach (int area in samples.AreaOfRow.Distinct()) foldOfBlock[BlockOf(area)] = folds.FoldOfArea[area];

        // Labels in blocks that nothing is judged on may be learned from always.
        _foldOfLearned = [.. learned.Areas.Select(a => foldOfBlock.GetValueOrDefault(_blocks.Of(a), -1))];
        var seen = learned.AreaOfRow.Distinct().Select(a => _blocks.Of(learned.Areas[a])).ToHashSet();
        SeenBlocks = foldOfBlock.Keys.Count(seen.Contains);
    }

    /// <summary>Blocks to judge in which the old model had labels.</summary>
    public int SeenBlocks { get; }

    /// <summary>Block of an area that is judged.</summary>
    public (int Row, int Col) BlockOf(int area) => _blocks.Of(_samples.Areas[area]);

    /// <summary>Name of the class that each row is taken for; null where the fold leaves nothing to learn.</summary>
    /// <param name="view">The rows to judge with the old model's predictors.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancel">Looked at between fits.</param>
    public string?[] Judge(SampleSet view, IProgress<double>? progress, CancellationToken cancel)
    {
        var says = new string?[view.Count];
        int done = 0;
        for (int fold = 0; fold < _folds.Folds; fold++)
        {
            int[] rows = [.. Enumerable.Range(0, view.Count).Where(r => _folds.FoldOfArea[view.AreaOfRow[r]] == fold)];
            int[] kept = [.. Enumerable.Range(0, _learned.Count).Where(r => _foldOfLearned[_learned.AreaOfRow[r]] != fold)];
            var (names, forest) = kept.Length == _learned.Count ? (_old.Classes, _old.Forest) : Again(kept, cancel);
            var columns = view.Columns.Select(c => rows.Select(r => c[r]).ToArray()).ToArray();
            float[][] scores = [.. names.Select(_ => new float[rows.Length])];
            forest?.Scores(columns, rows.Length, scores);
            int[] likeliest = forest is null ? [] : Likeliest(scores, [.. forest.Classes.Select(c => c.Calibration)], rows.Length);
            for (int i = 0; i < likeliest.Length; i++) says[rows[i]] = names[likeliest[i]];
            progress?.Report(++done / (double)_folds.Folds);
        }

        return says;
    }

    // Classes that the other folds hold nothing of are left out; the calibration is the old model's own.
    private (IReadOnlyList<string> Names, FlatForest? Forest) Again(int[] kept, CancellationToken cancel)
    {
        var card = _old.Card!;
        var algorithm = Enum.Parse<ForestAlgorithm>(card.Algorithm);
        int[] present = [.. kept.Select(r => _learned.ClassOfRow[r]).Distinct().Order()];
        if (present.Length < 2) return ([], null);
        var options = TrainingOptions.Of(card);
        var ensembles = new FlatEnsemble[present.Length];
        Parallel.For(0, present.Length, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            int own = _old.Classes.ToList().IndexOf(_learned.Classes[present[i]]);
            ensembles[i] = EnsembleReader.Flatten(BinaryTrainer.Fit(_learned, kept, present[i], algorithm, options), card.Calibration[own]);
        });
        return ([.. present.Select(k => _learned.Classes[k])], new FlatForest(ensembles, _learned.Predictors.Count));
    }

    /// <summary>The class of the highest calibrated score of each row, the first of equals; −1 where all scores are NaN.</summary>
    internal static int[] Likeliest(IReadOnlyList<float[]> scores, IReadOnlyList<PlattScaling> calibration, int count)
    {
        var best = new int[count];
        for (int row = 0; row < count; row++)
        {
            float highest = float.NegativeInfinity;
            best[row] = -1;
            for (int k = 0; k < scores.Count; k++)
            {
                float p = calibration[k].Of(scores[k][row]);
                if (p > highest) (best[row], highest) = (k, p); // false for NaN
            }
        }

        return best;
    }
}
