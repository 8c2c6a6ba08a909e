using Geo.Core.Demo;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Geo.Core.Tests.Demo;

/// <summary>Pixel scores at the threshold of best IoU (a favour to the simple model); share of test objects found where pixel precision stays above 0.4.</summary>
internal sealed record Trial(double Iou, double Precision, double Recall, double ObjectRecall, int Objects);

/// <summary>One class against the rest by ML.NET's FastForest on the simulated district, sites of the train split for training, the rest for the test.</summary>
internal static class ForestTrial
{
    private const int Stride = 9;

    public static float[][] RawBands(SimulatedDistrict district, int scene) =>
        [.. Enumerable.Range(0, 10).Select(k => district.Scenes[scene][k].Select(SimulatedDistrict.Reflectance).ToArray())];

    /// <summary>Median over the clear dates, the range of NDVI, and focal mean and sd of six of them at three scales.</summary>
    public static float[][] Context(SimulatedDistrict district)
    {
        var median = new float[10][];
        Parallel.For(0, 10, k => median[k] = Median(district, k));
        var columns = new List<float[]>(median) { NdviRange(district) };
        float[] ndvi = [.. Enumerable.Range(0, district.Count).Select(i => (median[6][i] - median[2][i]) / (median[6][i] + median[2][i]))];
        foreach (float[] band in new[] { median[0], median[2], median[6], median[8], median[9], ndvi })
        {
            foreach (int reach in new[] { 2, 5, 12 })
            {
                columns.AddRange(Focal(band, district.Width, district.Height, reach));
            }
        }

        return [.. columns];
    }

    public static Trial Run(SimulatedDistrict district, float[][] columns, Cover target)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns.Length);
        var train = new List<Row>();
        var test = new List<(int At, int Weight)>();
        for (int at = 0; at < district.Count; at++)
        {
            var site = district.SiteAt(at);
            bool keep = site is not null || Noise.Mix(99, at, 3) % Stride == 0;
            if (!keep)
            {
                continue;
            }

            // Open ground of the western half trains, that of the eastern half tests; sites go by their split.
            bool training = site?.Train ?? at % district.Width < district.Width / 2;
            if (!training)
            {
                test.Add((at, site is null ? Stride : 1));
            }
            else if (site is not null || Noise.Mix(98, at, 3) % 3 == 0)
            {
                train.Add(new Row { Features = Features(columns, at), Label = district.Class(at) == target, Weight = site is null ? 3 * Stride : 1 });
            }
        }

        var model = ml.BinaryClassification.Trainers.FastForest(new FastForestBinaryTrainer.Options
        {
            NumberOfTrees = 60,
            NumberOfLeaves = 120,
            MinimumExampleCountPerLeaf = 5,
            FeatureFraction = 0.5,
            LabelColumnName = "Label",
            FeatureColumnName = "Features",
            ExampleWeightColumnName = "Weight",
        }).Fit(ml.Data.LoadFromEnumerable(train, schema));
        var rows = ml.Data.LoadFromEnumerable(test.Select(t => new Row { Features = Features(columns, t.At) }), schema);
        float[] scores = [.. model.Transform(rows).GetColumn<float>("Score")];
        return Score(district, target, test, scores);
    }

    private static Trial Score(SimulatedDistrict district, Cover target, List<(int At, int Weight)> test, float[] scores)
    {
        // Half of the open ground was kept for the test: its false alarms count twice, as the sites come from both halves.
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
        double wanted = test.Sum(t => district.Class(t.At) == target ? t.Weight : 0);
        double right = 0, wrong = 0, bestIou = -1, precision = 0, recall = 0;
        float eager = float.MaxValue;
        foreach (int i in order)
        {
            (int at, int weight) = test[i];
            if (district.Class(at) == target)
            {
                right += weight;
            }
            else
            {
                wrong += district.SiteAt(at) is null ? 2 * weight : weight;
            }

            if (right / (wanted + wrong) > bestIou)
            {
                (bestIou, precision, recall) = (right / (wanted + wrong), right / (right + wrong), right / wanted);
            }

            if (right / (right + wrong) > 0.4)
            {
                eager = scores[i];
            }
        }

        // Where recall counts more: the lowest threshold that still keeps the precision above 0.4.
        var sites = test.Select((t, i) => (Site: district.SiteAt(t.At), Score: scores[i]))
            .Where(p => p.Site is not null && p.Site.CoverClass(district.Plan.Parameters.Dates.Length - 1) == target)
            .GroupBy(p => p.Site!.Index).Select(g => g.Select(p => p.Score).OrderDescending().ToArray()).ToArray();
        double found = sites.Count(s => s[(int)(0.4 * s.Length)] >= eager) / (double)sites.Length;
        return new Trial(bestIou, precision, recall, found, sites.Length);
    }

    private static float[] Features(float[][] columns, int at)
    {
        var values = new float[columns.Length];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = columns[k][at];
        }

        return values;
    }

    private static float[] Median(SimulatedDistrict district, int band)
    {
        var result = new float[district.Count];
        var values = new List<float>(4);
        for (int at = 0; at < result.Length; at++)
        {
            values.Clear();
            for (int s = 0; s < district.Scenes.Length; s++)
            {
                if (district.Clear(s, at))
                {
                    values.Add(SimulatedDistrict.Reflectance(district.Scenes[s][band][at]));
                }
            }

            values.Sort();
            result[at] = values.Count == 0 ? 0.1f : (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
        }

        return result;
    }

    private static float[] NdviRange(SimulatedDistrict district)
    {
        var range = new float[district.Count];
        for (int at = 0; at < range.Length; at++)
        {
            float low = 1, high = -1;
            for (int s = 0; s < district.Scenes.Length; s++)
            {
                if (district.Clear(s, at))
                {
                    float red = SimulatedDistrict.Reflectance(district.Scenes[s][2][at]), nir = SimulatedDistrict.Reflectance(district.Scenes[s][6][at]);
                    float ndvi = (nir - red) / (nir + red);
                    (low, high) = (Math.Min(low, ndvi), Math.Max(high, ndvi));
                }
            }

            range[at] = Math.Max(0, high - low);
        }

        return range;
    }

    private static float[][] Focal(float[] band, int width, int height, int reach)
    {
        var sum = new double[(width + 1) * (height + 1)];
        var squares = new double[sum.Length];
        for (int r = 0; r < height; r++)
        {
            for (int c = 0; c < width; c++)
            {
                double v = band[r * width + c];
                int at = (r + 1) * (width + 1) + c + 1;
                sum[at] = v + sum[at - 1] + sum[at - width - 1] - sum[at - width - 2];
                squares[at] = v * v + squares[at - 1] + squares[at - width - 1] - squares[at - width - 2];
            }
        }

        var mean = new float[band.Length];
        var sd = new float[band.Length];
        for (int r = 0; r < height; r++)
        {
            int r0 = Math.Max(0, r - reach), r1 = Math.Min(height, r + reach + 1);
            for (int c = 0; c < width; c++)
            {
                int c0 = Math.Max(0, c - reach), c1 = Math.Min(width, c + reach + 1);
                double n = (r1 - r0) * (c1 - c0);
                double Box(double[] t) => t[r1 * (width + 1) + c1] - t[r0 * (width + 1) + c1] - t[r1 * (width + 1) + c0] + t[r0 * (width + 1) + c0];
                double m = Box(sum) / n;
                mean[r * width + c] = (float)m;
                sd[r * width + c] = (float)Math.Sqrt(Math.Max(0, Box(squares) / n - m * m));
            }
        }

        return [mean, sd];
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        public float Weight { get; set; } = 1;
    }
}
