using Geo.Core.Classification;
using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Tests.Classification;

/// <summary>Three overlapping classes in areas over a few degrees, three predictors.</summary>
internal static class SyntheticSamples
{
    public static SampleSet Make(int seed, int areasPerClass = 12, int rowsPerArea = 40)
    {
        var set = PredictorSet.For([BandRole.Red], 3);      // reflectance, focal mean, focal deviation
        var random = new Random(seed);
        string[] labels = ["stockpile", "water", "meadow"];
        var areas = new List<SampledArea>();
        var rows = new List<int>();
        var columns = new List<float>[] { [], [], [] };
        foreach (var (label, k) in labels.Select((l, k) => (l, k)))
        {
            for (int a = 0; a < areasPerClass; a++)
            {
                areas.Add(new SampledArea(label, 110 + random.NextDouble(), 40 + random.NextDouble()));
                double shift = 0.05 * random.NextDouble();
                for (int r = 0; r < rowsPerArea; r++)
                {
                    rows.Add(areas.Count - 1);
                    // Two decimals make ties on thresholds common.
                    columns[0].Add((float)Math.Round(0.1 * k + shift + 0.08 * random.NextDouble(), 2));
                    columns[1].Add((float)(0.3 - 0.05 * k + 0.2 * random.NextDouble()));
                    columns[2].Add((float)(0.02 * k * random.NextDouble()));
                }
            }
        }

        return new SampleSet(set, areas, [.. columns.Select(c => c.ToArray())], [.. rows]);
    }
}
