using Geo.Core.Classification;
using Geo.Core.Classification.Objects;
using Geo.Core.Crs;
using Geo.Core.Detection;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Predictors;
using Geo.Core.Tests.Classification;
using Geo.Core.Tests.Classification.Objects;
using Geo.Core.Tests.Predictors;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Detection;

public class SurveyorTests
{
    private static readonly BandRole[] _roles = [BandRole.Blue, BandRole.Red, BandRole.Nir];
    private static readonly string[] _classes = ["other", "stockpile", "unrestored_pit"];

    [Fact]
    public void Imagery_and_model_give_one_answer_at_any_tiling()
    {
        using var folder = new TemporaryFolder();
        var source = Source(300, 220);
        var model = Model(_classes);
        var options = new SurveyOptions { MinimumMappingUnit = new(900), Threshold = 0.2 };
        string? first = null;
        byte[]? firstClasses = null;
        float[]? firstProbabilities = null;
        foreach (var (size, threads) in new[] { (4096, 1), (64, 2), (100, 4) })
        {
            string classFile = folder.File($"classes-{size}.tif"), probabilityFile = folder.File($"probabilities-{size}.tif");
            var result = Surveyor.Run(source, model, options with { BlockSize = size, Threads = threads, ClassRaster = classFile, ProbabilityRaster = probabilityFile }, null, default);
            Assert.True(result.Detections.Count > 30, $"{result.Detections.Count} detections");
            string text = SurveyRunTests.Text(result);
            Assert.Equal(first ??= text, text);
            using var classRaster = Dataset.OpenForUpdate(classFile); // reads the sidecar
            Assert.Equal(["no data", .. _classes], classRaster.CategoryNames(1));
            Assert.Equal(0, classRaster.Band(1).NoData);
            Assert.Equal(source.Grid.Transform, classRaster.Transform);
            var classes = new byte[300 * 220];
            classRaster.Read<byte>(1, source.Grid.Whole, classes);
            Assert.Equal(firstClasses ??= classes, classes);
            Assert.Equal(result.PixelsByClass["stockpile"], classes.Count(c => c == 2));
            using var probabilityRaster = Dataset.Open(probabilityFile);
            Assert.Equal(3, probabilityRaster.BandCount);
            Assert.Equal("stockpile", probabilityRaster.Band(2).Description);
            var probabilities = new float[300 * 220];
            probabilityRaster.Read<float>(2, source.Grid.Whole, probabilities);
            Assert.Equal(firstProbabilities ??= probabilities, probabilities);
            Assert.Equal(classes.Select(c => c == 0), probabilities.Select(float.IsNaN));
        }

        Assert.Equal(6, Directory.GetFiles(folder.Path, "*.tif").Length);
    }

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(0.5, 1)]
    [InlineData(0.36, 30)]
    public void Early_exit_changes_no_detection_and_no_class(double threshold, int patch)
    {
        using var folder = new TemporaryFolder();
        // The second stage weighs every attribute, of the ring, too, and drops nothing: what it gives each object is compared.
        var trained = Model(_classes);
        var stage = Stumps.Of(ObjectAttributes.Names(_classes, trained.Predictors.Names), ["stockpile", "unrestored_pit"], seed: 1, threshold: 0);
        var model = new ForestModel(_classes, trained.Predictors, trained.Forest) { Card = Card(stage) };
        var source = Source(300, 220, patch);
        var options = new SurveyOptions { MinimumMappingUnit = new(0), Threshold = threshold };
        var full = Surveyor.Run(source, model, options with { ExitsEarly = false, ClassRaster = folder.File("full.tif") }, null, default);
        var named = Surveyor.Run(source, model, options with { ClassRaster = folder.File("early.tif") }, null, default);
        var detected = Surveyor.Run(source, model, options, null, default);
        Assert.Equal(SurveyRunTests.Text(full), SurveyRunTests.Text(named));
        Assert.Equal(File.ReadAllBytes(folder.File("full.tif")), File.ReadAllBytes(folder.File("early.tif")));
        string[] reported = ["stockpile", "unrestored_pit"];
        Assert.Equal(
            SurveyRunTests.Text(full with { PixelsByClass = full.PixelsByClass.Where(c => reported.Contains(c.Key)).ToDictionary() }),
            SurveyRunTests.Text(detected));
        Assert.True(detected.Detections.Count > (patch == 1 ? 30 : 3) || threshold == 0.5, $"{detected.Detections.Count} detections");
        double?[] truth = [.. full.Detections.Select(d => d.ObjectProbability)];
        Assert.True(threshold == 0.5 || truth.Distinct().Count() > (patch == 1 ? 20 : 3), $"{truth.Distinct().Count()} values of the second stage");
        Assert.Equal(truth, named.Detections.Select(d => d.ObjectProbability));
        Assert.Equal(truth, detected.Detections.Select(d => d.ObjectProbability));
    }

    [Fact]
    public void Second_stage_of_an_earlier_version_is_not_used_and_one_of_other_attributes_refused()
    {
        var earlier = System.Text.Json.JsonSerializer.Deserialize<ObjectStage>(
            """{"Classes":{"stockpile":{"Bias":-9,"AreaWeight":1,"MaximumWeight":0,"MeanWeight":0,"Threshold":0.99,"TrueObjects":20,"FalseObjects":20,"KeptTrue":1,"KeptFalse":0}}}""")!;
        var trained = Model(_classes);
        ForestModel With(ObjectStage stage) => new(_classes, trained.Predictors, trained.Forest) { Card = Card(stage) };
        var source = Source(120, 100);
        var options = new SurveyOptions { MinimumMappingUnit = new(0) };
        Assert.Equal(SurveyRunTests.Text(Surveyor.Run(source, trained, options, null, default)), SurveyRunTests.Text(Surveyor.Run(source, With(earlier), options, null, default)));
        var other = Stumps.Of(["log_area_m2"], ["stockpile"], seed: 1, threshold: 0);
        Assert.Equal("objects", Assert.Throws<InputException>(() => Surveyor.Run(source, With(other), options, null, default)).Field);
    }

    private static ModelCard Card(ObjectStage objects) => new()
    {
        Name = "random",
        CreatedAt = DateTimeOffset.UnixEpoch,
        ModelHash = "",
        SamplesHash = "",
        Labels = "",
        SceneIds = [],
        Synthetic = true,
        Classes = _classes,
        RowsByClass = new Dictionary<string, int>(),
        Roles = _roles,
        Scales = [3],
        Predictors = [],
        Algorithm = "FastForest",
        LeftOut = [],
        Parameters = new Dictionary<string, int>(),
        Folds = new FoldCard(2, 2, 1, 2),
        Scores = null,
        Selection = [],
        Calibration = [],
        Versions = new Dictionary<string, string>(),
        Objects = objects,
    };

    [Fact]
    public void Detections_lie_where_the_imagery_does_with_its_area()
    {
        var source = Source(120, 100);
        var result = Surveyor.Run(source, Model(_classes), new SurveyOptions { MinimumMappingUnit = new(0), Threshold = 0, SmoothingRadius = 0 }, null, default);
        var corner = GeometryTransform.Transform(500_000, 4_500_000, WellKnown.GaussKruger111, WellKnown.Crs84);
        Assert.All(result.Detections, d => Assert.True(d.Geometry.IsValid && Math.Abs(d.Geometry.EnvelopeInternal.MinX - corner.X) < 0.02 && Math.Abs(d.Geometry.EnvelopeInternal.MaxY - corner.Y) < 0.02));
        // On the central meridian the plane is true to scale: a pixel of 10 m is 100 m² on the ellipsoid.
        Assert.All(result.Detections, d => Assert.Equal(100, d.Area.Value / d.PixelCount, 0.001));
    }

    [Fact]
    public void Model_of_land_cover_alone_maps_classes_and_detects_nothing()
    {
        using var folder = new TemporaryFolder();
        var result = Surveyor.Run(Source(40, 40), Model(["other", "water", "field"]), new SurveyOptions { ClassRaster = folder.File("classes.tif") }, null, default);
        Assert.Empty(result.Detections);
        Assert.True(result.ValidPixels > 800);
        Assert.True(File.Exists(folder.File("classes.tif")));
    }

    [Fact]
    public void What_cannot_be_surveyed_is_refused_and_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        var source = Source(40, 40);
        var options = new SurveyOptions { ClassRaster = folder.File("classes.tif") };
        Assert.Equal("threshold", Refused(source, Model(_classes), options with { Threshold = 1.5 }).Field);
        Assert.Equal("aoi", Refused(source, Model(_classes), options with { Aoi = new Point(10, 10).Buffer(0.1) }).Field);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Surveyor.Run(source, Model(_classes), options, null, cancelled.Token));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static InputException Refused(IReflectanceSource source, ForestModel model, SurveyOptions options) =>
        Assert.Throws<InputException>(() => Surveyor.Run(source, model, options, null, default));

    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="patch">Side of the squares in which all pixels are alike.</param>
    internal static MemorySource Source(int width, int height, int patch = 1)
    {
        var random = MemorySource.Random(width, height, 3, _roles);
        var grid = random.Grid with { Crs = WellKnown.GaussKruger111 };
        return new MemorySource(grid, [.. _roles.Select(role =>
        {
            var values = new float[width * height];
            random.Read(role, grid.Whole, values);
            return (role, patch == 1 ? values : [.. values.Select((_, i) => values[i / width / patch * patch * width + i % width / patch * patch])]);
        })]);
    }

    internal static ForestModel Model(string[] classes, int seed = 27)
    {
        var set = PredictorSet.For(_roles, 3);
        return new ForestModel(classes, set, RandomForests.Grow(seed, classes.Length, 8, 12, set.Count, 20));
    }
}
