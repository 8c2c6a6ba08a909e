using System.Runtime.InteropServices;
using Geo.Core.Classification;
using Geo.Core.Imagery;
using Geo.Core.Predictors;
using Geo.Testing;

namespace Geo.Core.Tests.Predictors;

public sealed class PredictorDeclarationTests : IDisposable
{
    private static readonly BandRole[] Rgb = [BandRole.Red, BandRole.Green, BandRole.Blue];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Declared_set_is_the_first_whose_bands_are_there()
    {
        Assert.Equal("visible-2", PredictorDeclaration.For(Rgb).Name);
        Assert.Equal("spectral-2", PredictorDeclaration.For([.. Rgb, BandRole.Nir]).Name);
        Assert.Equal("any-1", PredictorDeclaration.For([BandRole.Nir]).Name);
    }

    [Fact]
    public void Visible_bands_get_colour_in_neighbourhoods_and_profiles()
    {
        var set = PredictorSet.Of(Rgb, PredictorDeclaration.For(Rgb));
        Assert.Equal(3 + 4 + 3 * 2 * 3 + 3 * 4 * 2, set.Count);    // bands, indices, three bases × two scales × three, × four squares × two
        Assert.Equal(["index_ironoxide", "index_bitm", "index_grvi", "index_ndrb"], set.Names.Skip(3).Take(4));
        Assert.Contains("focal_stdev_ndrb_31", set.Names);
        Assert.Equal(["opening_ndrb_61", "closing_ndrb_61"], set.Names.TakeLast(2));
        Assert.Equal(60, set.HaloPixels);                          // the square of 61 of every pixel in the square of 61
    }

    [Fact]
    public void Bands_alone_are_a_set_that_must_be_asked_for()
    {
        BandRole[] roles = [BandRole.Nir, BandRole.Red, BandRole.Elevation];
        var set = PredictorSet.Of(roles, PredictorDeclaration.Named("bands-1"));
        Assert.Equal(["reflectance_red", "reflectance_nir", "slope_degrees"], set.Names);
        Assert.Equal(1, set.HaloPixels);                   // of the slope
        Assert.Equal("any-1", PredictorDeclaration.For([BandRole.Swir1]).Name);
        Assert.Contains("spectral-1", Assert.Throws<InputException>(() => PredictorDeclaration.Named("bands-2")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spectral-3", "spectral-2")]
    [InlineData("season-2", "season-1")]
    public void Gradients_on_request_are_the_only_addition(string with, string without)
    {
        BandRole[] roles = [.. Rgb, BandRole.Nir, BandRole.Swir1, BandRole.Elevation];
        var (more, less) = (PredictorSet.Of(roles, PredictorDeclaration.Named(with)), PredictorSet.Of(roles, PredictorDeclaration.Named(without)));
        string[] gradients = [.. from index in (string[])["ndvi", "bsi", "bitm"] from scale in (int[])[3, 7, 15] select $"focal_gradient_{index}_{scale}"];
        Assert.Equal(gradients, more.Names.Except(less.Names));
        Assert.Empty(less.Names.Except(more.Names));
        Assert.NotEqual(with, PredictorDeclaration.For(roles, days: 9).Name);
    }

    [Fact]
    public void Declaration_may_name_the_shadow_index()
    {
        var plain = PredictorDeclaration.Named("bands-1");
        Assert.Equal(
            [.. PredictorSet.Of(Rgb, plain).Names, "index_nsvdi"], PredictorSet.Of(Rgb, plain with { Indices = ["NSVDI"] }).Names);
    }

    [Fact]
    public void Scenes_with_near_infrared_keep_the_predictors_of_models_without_a_declaration()
    {
        BandRole[] roles = [.. Rgb, BandRole.Nir, BandRole.Swir1, BandRole.Elevation];
        Assert.Equal(PredictorSet.For(roles).Names, PredictorSet.Of(roles, PredictorDeclaration.Named("spectral-1")).Names);
        Assert.Equal(
            [.. PredictorSet.For(roles).Names, "height_above_base_m_15", "sink_depth_m_15", "height_above_base_m_31", "sink_depth_m_31"],
            PredictorSet.Of(roles, PredictorDeclaration.For(roles)).Names);
    }

    [Theory]
    [InlineData(37)]
    [InlineData(100)]
    public void Any_tiling_gives_the_same_bits(int size)
    {
        var source = MemorySource.Random(150, 130, seed: 9, Rgb);
        var set = PredictorSet.Of(Rgb, PredictorDeclaration.For(Rgb));
        var whole = PredictorStack.Allocate(set, 150 * 130);
        PredictorStack.Compute(source, source.Grid.Whole, set, whole);
        foreach (var block in source.Grid.Whole.Blocks(size))
        {
            var part = PredictorStack.Allocate(set, (int)block.PixelCount);
            PredictorStack.Compute(source, block, set, part);
            for (int p = 0; p < set.Count; p++)
            {
                for (int y = 0; y < block.Height; y++)
                {
                    var expected = MemoryMarshal.AsBytes(whole[p].AsSpan((block.Row + y) * 150 + block.Col, block.Width));
                    Assert.True(expected.SequenceEqual(MemoryMarshal.AsBytes(part[p].AsSpan(y * block.Width, block.Width))), set.Names[p]);
                }
            }
        }
    }

    [Fact]
    public void Model_keeps_the_declaration_on_its_card()
    {
        var source = MemorySource.Random(60, 60, seed: 3, Rgb);
        var mine = new PredictorDeclaration("mine", [BandRole.Red], ["GRVI", "BITM"], ["GRVI"], [5]);
        var set = PredictorSet.Of(Rgb, mine);
        SampledArea[] areas = [.. Enumerable.Range(0, 8).Select(a => new SampledArea(a % 2 == 0 ? "stockpile" : "water", a, a / 2))];
        (int, int)[][] pixels = [.. Enumerable.Range(0, 8).Select(a =>
            Enumerable.Range(0, 100).Select(i => (10 + i % 10 + a % 2 * 30, a * 5 + i / 10)).ToArray())];
        var trained = ForestTrainer.Train(SampleSet.Take(source, set, areas, pixels, new SampleOptions(), default),
            new TrainingOptions { Algorithms = [ForestAlgorithm.FastTree], Trees = 3, Folds = 2 }, TimeProvider.System, null, default);
        trained.Save(_folder.File("model"));
        var loaded = ForestModel.Load(_folder.File("model"));
        Assert.Equal(set.Names, loaded.Predictors.Names);
        Assert.Equal(trained.Model.Hash, loaded.Hash);
        Assert.Equal("mine", loaded.Predictors.Declaration!.Name);
        Assert.Equal(["GRVI", "BITM"], loaded.Predictors.Declaration.Indices);
    }

    [Fact]
    public void Colour_indices_are_normalised_differences()
    {
        // Needs are (G, R) and (R, B): (0.3 − 0.1) / 0.4 = 0.5; (0.3 − 0.2) / 0.5 = 0.2.
        Assert.Equal(0.5f, SpectralIndices.Grvi.Of([0.3f, 0.1f]), 1e-6f);
        Assert.Equal(0.2f, SpectralIndices.Ndrb.Of([0.3f, 0.2f]), 1e-6f);
    }

    [Theory]
    [InlineData("""{"sets":[]}""", "needs")]
    [InlineData("""{"sets":[{"name":"a","needs":["Nir"],"indices":[],"focal":[],"scales":[3]}]}""", "needs")]
    [InlineData("""{"sets":[{"name":"a","needs":[],"indices":["XYZ"],"focal":[],"scales":[3]}]}""", "XYZ")]
    [InlineData("""{"sets":[{"name":"a","needs":[],"indices":[],"focal":["NDVI"],"scales":[3]}]}""", "NDVI")]
    [InlineData("""{"sets":[{"name":"a","needs":[],"indices":[],"focal":[],"scales":[4]}]}""", "scales")]
    [InlineData("""{"sets":[{"name":"a"}]}""", "lacks")]
    [InlineData("[", "restore")]
    public void What_cannot_be_computed_is_refused(string json, string names)
    {
        string path = _folder.File("predictors.json");
        File.WriteAllText(path, json);
        Assert.Contains(names, Assert.Throws<InputException>(() => PredictorDeclaration.Load(path)).ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
