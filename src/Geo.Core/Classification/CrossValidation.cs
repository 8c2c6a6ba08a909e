namespace Geo.Core.Classification;

/// <summary>What one algorithm scores on blocks that it has not seen, and the calibration that follows from it.</summary>
/// <param name="Algorithm">What was judged.</param>
/// <param name="Confusion">Of all rows, each judged by the model that has not seen its block.</param>
/// <param name="Calibration">One a class, fitted on all folds.</param>
/// <param name="HeldApart">The models of the folds.</param>
internal sealed record CrossValidation(ForestAlgorithm Algorithm, ConfusionMatrix Confusion, PlattScaling[] Calibration, HeldApartModels HeldApart)
{
    /// <summary>What the choice rests on: mean F1 of the reported classes where the samples hold any, else of all.</summary>
    public double Score => Confusion.ReportedF1 ?? Confusion.MacroF1;

    /// <summary>Trains on all folds but one, scores that one, for each fold.</summary>
    /// <param name="fitted">Called after each of the folds × classes trainings.</param>
    /// <param name="cancel">Looked at between trainings.</param>
    /// <param name="learnsFrom">False for areas that are judged, but never trained or calibrated on; null: from all.</param>
    public static CrossValidation Run(
        SampleSet samples, SpatialFolds folds, ForestAlgorithm algorithm, TrainingOptions options, Action fitted,
        CancellationToken cancel, Func<int, bool>? learnsFrom = null)
    {
        int classes = samples.Classes.Count;
        var foldOfRow = samples.AreaOfRow.Select(a => folds.FoldOfArea[a]).ToArray();

        // Scores of each row by models that have not seen its block; NaN where the others hold no row of the class.
        var scores = Enumerable.Range(0, classes).Select(_ => Enumerable.Repeat(float.NaN, samples.Count).ToArray()).ToArray();
        var ensembles = new FlatEnsemble?[folds.Folds, classes];
        var work = Enumerable.Range(0, folds.Folds).SelectMany(f => Enumerable.Range(0, classes).Select(k => (Fold: f, Class: k)));
        Parallel.ForEach(work, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, job =>
        {
            int[] train = [.. Rows(f => f != job.Fold).Where(Learned)], test = [.. Rows(f => f == job.Fold)];
            if (test.Length > 0 && train.Any(r => samples.ClassOfRow[r] == job.Class) && train.Any(r => samples.ClassOfRow[r] != job.Class))
            {
                var ensemble = EnsembleReader.Flatten(
                    BinaryTrainer.Fit(samples, train, job.Class, algorithm, options), default);
                ensembles[job.Fold, job.Class] = ensemble;
                var held = samples.Columns.Select(c => test.Select(r => c[r]).ToArray()).ToArray();
                float[][] into = [new float[test.Length]];
                new FlatForest([ensemble], samples.Columns.Length).Scores(held, test.Length, into);
                for (int i = 0; i < test.Length; i++) scores[job.Class][test[i]] = into[0][i];
            }

            fitted();
        });

        // A row is judged with a calibration from the other folds; the model's own rests on all of them.
        var everyFold = Calibration(-1);
        var perFold = Enumerable.Range(0, folds.Folds).Select(Calibration).ToArray();
        int[] judged = [.. Enumerable.Range(0, samples.Count).Select(Best)];
        return new CrossValidation(
            algorithm, ConfusionMatrix.Count(samples.Classes, judged.Zip(samples.ClassOfRow)), everyFold,
            new HeldApartModels([.. Enumerable.Range(0, folds.Folds).Select(ModelOf)], folds.FoldOfArea, Judged())
            { RowProbabilities = Normalised(), RowScores = scores });

        bool Learned(int row) => learnsFrom is null || learnsFrom(samples.AreaOfRow[row]);

        // What rows of an area were taken for, each class once.
        IReadOnlyDictionary<int, IReadOnlySet<string>> Judged() => samples.AreaOfRow.Zip(judged).Where(r => r.Second >= 0).GroupBy(r => r.First)
            .ToDictionary(g => g.Key, g => (IReadOnlySet<string>)g.Select(r => samples.Classes[r.Second]).ToHashSet());

        // As ForestModel.Evaluate, over the classes that the row's fold has a model of.
        float[][] Normalised()
        {
            float[][] into = [.. scores.Select((own, k) => own.Select((score, row) => float.IsNaN(score) ? float.NaN : perFold[foldOfRow[row]][k].Of(score)).ToArray())];
            for (int row = 0; row < samples.Count; row++)
            {
                double sum = into.Sum(p => float.IsNaN(p[row]) ? 0 : (double)p[row]);
                foreach (float[] p in into) p[row] = sum > 0 || float.IsNaN(p[row]) ? (float)(p[row] / sum) : 1f / classes;
            }

            return into;
        }

        ForestModel? ModelOf(int fold)
        {
            var own = Enumerable.Range(0, classes).Select(k => ensembles[fold, k] is { } one ? one with { Calibration = perFold[fold][k] } : null).ToArray();
            return own.Contains(null) ? null : new ForestModel(samples.Classes, samples.Predictors, new FlatForest([.. own.OfType<FlatEnsemble>()], samples.Columns.Length));
        }

        IEnumerable<int> Rows(Func<int, bool> inFold) => Enumerable.Range(0, samples.Count).Where(r => inFold(foldOfRow[r]));

        // A class in one block only was never judged apart from it, and one that unseen blocks do not bear out has a slope
        // that would turn its scores round: both take the median of the others. Their F1 on the card says what they are worth.
        PlattScaling[] Calibration(int without)
        {
            var fitted = Enumerable.Range(0, classes).Select(k => Calibrate(k, without)).ToArray();
            var sound = fitted.Where(c => c is { Slope: < 0 }).Select(c => c!.Value).ToArray();
            var usual = sound.Length == 0
                ? new PlattScaling(-1, 0)
                : new PlattScaling(Median(sound.Select(c => c.Slope)), Median(sound.Select(c => c.Offset)));
            return [.. fitted.Select(c => c is { Slope: < 0 } good ? good : usual)];
        }

        PlattScaling? Calibrate(int k, int without)
        {
            int[] rows = [.. Rows(f => f != without).Where(r => Learned(r) && !float.IsNaN(scores[k][r]))];
            bool[] positive = [.. rows.Select(r => samples.ClassOfRow[r] == k)];
            return positive.Contains(true) && positive.Contains(false)
                ? PlattScaling.Fit([.. rows.Select(r => scores[k][r])], positive)
                : null;
        }

        static double Median(IEnumerable<double> values)
        {
            double[] sorted = [.. values.Order()];
            return sorted[sorted.Length / 2];
        }

        int Best(int row)
        {
            int best = -1;
            float highest = float.NegativeInfinity;
            for (int k = 0; k < classes; k++)
            {
                if (float.IsNaN(scores[k][row])) continue;
                float p = perFold[foldOfRow[row]][k].Of(scores[k][row]);
                if (p > highest) (best, highest) = (k, p);
            }

            return best;
        }
    }
}
