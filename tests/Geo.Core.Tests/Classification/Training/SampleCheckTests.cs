using System.Globalization;
using Geo.Core.Classification;
using Geo.Core.Classification.Training;
using Geo.Core.Imagery;
using Geo.Core.Predictors;
using Geo.Core.Vectors;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Classification.Training;

public class SampleCheckTests(ITestOutputHelper output)
{
    private static readonly string[] _names = ["a", "b"];

    /// <summary>
    /// Worked by hand. Labelled a: p(a) = .9 .8 .3 .6, usual .65; labelled b: p(b) = .9 .4 .5, usual .6.
    /// Area 2 has p(b) = .7, above .6, and p(a) below: suspect. Area 3 (p(b) = .4) and area 5 (p(a) = .6 below .65) are doubtful, not
    /// confidently of the other class. Area 6 was not judged on its own class.
    /// </summary>
    [Fact]
    public void An_area_is_suspect_where_it_is_confidently_of_another_class()
    {
        (int, int, double[])[] areas =
        [
            (0, 0, [0.9, 0.1]), (1, 0, [0.8, 0.2]), (2, 0, [0.3, 0.7]), (3, 0, [0.6, 0.4]),
            (4, 1, [0.1, 0.9]), (5, 1, [0.6, 0.4]), (6, 1, [1, double.NaN]), (7, 1, [0.5, 0.5]),
        ];
        Assert.Equal([new Suspect(2, "a", "b", 0.3, 0.7)], SampleCheck.Of(areas, _names));
    }

    [Fact]
    public void Mislabelled_areas_of_overlapping_classes_are_named()
    {
        var found = new Counts();
        for (int seed = 1; seed <= 4; seed++)
        {
            var samples = SyntheticSamples.Make(seed, areasPerClass: 30, rowsPerArea: 15);
            found.Add(Flipped(samples, 0.1, seed), new TrainingOptions { Algorithms = [ForestAlgorithm.FastForest], Trees = 40 });
        }

        Print("synthetic, 10 % of 90 areas relabelled, 4 draws", found);
        Assert.InRange(found.Recall, 0.8, 1);       // measured 0.92
        Assert.InRange(found.Precision, 0.85, 1);   // measured 1.00
    }

    [SkippableFact]
    public void Mislabelled_polygons_of_a_real_scene_are_named()
    {
        using var folder = new TemporaryFolder();
        BandRole[] roles = [BandRole.Coastal, BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.RedEdge1, BandRole.RedEdge2, BandRole.RedEdge3, BandRole.Nir, BandRole.NirNarrow, BandRole.Other, BandRole.Swir1, BandRole.Swir2];
        var options = new IngestOptions
        {
            Profile = "generic",
            BandMap = roles.Select((role, i) => (role, i)).Where(b => b.role != BandRole.Other).ToDictionary(b => b.role.ToString().ToUpperInvariant(), b => b.i + 1),
            Datetime = new DateTimeOffset(2021, 7, 1, 0, 0, 0, TimeSpan.Zero),
        };
        var scene = SceneIngestor.Ingest(SharedData.Path("rstoolbox", "sen2.tif"), options, folder.File("scenes"), folder.File("tmp"), null, default).Scene;
        using var source = new SceneSource(scene, folder.File("scenes"));
        var areas = LabelledAreas.Read(VectorFile.Read(SharedData.Path("rstoolbox", "trainingPolygons_sen2.gpkg")), "class", source.Grid.Crs, "polygons");
        var samples = SampleSet.Take(source, PredictorSet.For(source.Roles), areas, new SampleOptions(PerArea: 20), default);
        var training = new TrainingOptions { Algorithms = [ForestAlgorithm.FastForest], Trees = 20 };
        var asTheyAre = SampleCheck.Of(samples, ForestTrainer.Train(samples, training, TimeProvider.System, null, default));
        output.WriteLine($"{areas.Count} polygons, {samples.Count} rows; as they are: " + string.Join("; ", asTheyAre.Select(s => s.ToString())));

        var found = new Counts();
        for (int seed = 1; seed <= 4; seed++) found.Add(Flipped(samples, 0.1, seed), training);
        Print("rstoolbox, 10 % of the polygons relabelled, 4 draws", found);
        Assert.InRange(found.Recall, 0.6, 1);       // measured 0.88
        Assert.InRange(found.Precision, 0.5, 1);    // measured 0.64; 0.78 with 40 pixels an area and 40 trees
    }

    private static (SampleSet Samples, HashSet<int> Wrong) Flipped(SampleSet samples, double share, int seed)
    {
        var random = new Random(seed);
        int[] used = [.. samples.AreaOfRow.Distinct().Order()];
        random.Shuffle(used);
        var wrong = used.Take((int)Math.Round(share * used.Length)).ToHashSet();
        var labels = samples.Classes;
        SampledArea[] areas = [.. samples.Areas.Select((area, a) => !wrong.Contains(a) ? area
            : area with { Label = labels.Where(l => l != area.Label).ElementAt(random.Next(labels.Count - 1)) })];
        return (new SampleSet(samples.Predictors, areas, samples.Columns, samples.AreaOfRow), wrong);
    }

    private void Print(string what, Counts found) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: {found.Wrong} wrong, {found.Named} named, {found.Right} of them wrong: recall {found.Recall:0.00}, precision {found.Precision:0.00}"));

    private sealed class Counts
    {
        public int Wrong { get; private set; }

        public int Named { get; private set; }

        public int Right { get; private set; }

        public double Recall => (double)Right / Wrong;

        public double Precision => (double)Right / Named;

        public void Add((SampleSet Samples, HashSet<int> Wrong) flipped, TrainingOptions options)
        {
            var suspects = SampleCheck.Of(flipped.Samples, ForestTrainer.Train(flipped.Samples, options, TimeProvider.System, null, default));
            (Wrong, Named, Right) = (Wrong + flipped.Wrong.Count, Named + suspects.Count, Right + suspects.Count(s => flipped.Wrong.Contains(s.Area)));
        }
    }
}
