using Geo.Core.Classification.Networks;
using Geo.Core.Crs;
using Geo.Core.Detection;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Tests.Detection;
using Geo.Core.Tests.Predictors;
using Geo.Testing;

namespace Geo.Core.Tests.Classification.Networks;

public sealed class NetworkModelTests : IDisposable
{
    private const int Width = 300, Height = 220;
    private const float Scale = 100, Limit = 1000;

    private static readonly BandRole[] _bands = [BandRole.Red, BandRole.Nir];
    private static readonly NetworkCard _feeding = new(Scale, false, 48, 2, 5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_survey_by_a_network_equals_the_direct_computation_at_any_tiling()
    {
        OnnxFile.BoxAndThreshold(_folder.File("box.onnx"), 2, Limit);
        NetworkModel.Import(_folder.File("box.onnx"), _folder.File("m"), "box", _bands, ["stockpile"], _feeding, TimeProvider.System);
        var model = NetworkModel.Load(_folder.File("m"));
        var source = MemorySource.Random(Place(Width, Height), 3, BandRole.Blue, BandRole.Red, BandRole.Nir);
        byte[] direct = Direct(source);
        Assert.Equal(["stockpile", "other"], model.Card.Classes);
        string? first = null;
        foreach (var (size, threads) in new[] { (4096, 1), (64, 2), (100, 3) })
        {
            string raster = _folder.File($"{size}.tif");
            var found = Surveyor.Run(source, model, new SurveyOptions { SmoothingRadius = 0, MinimumMappingUnit = new(0), BlockSize = size, Threads = threads, ClassRaster = raster }, null, default);
            using var classes = Dataset.Open(raster);
            byte[] mapped = new byte[Width * Height];
            classes.Read<byte>(1, source.Grid.Whole, mapped);
            Assert.Equal(direct, mapped);
            Assert.Equal(first ??= SurveyRunTests.Text(found), SurveyRunTests.Text(found));
        }

        Assert.InRange(direct.Count(c => c == 1), Width * Height / 10, Width * Height * 9 / 10);
        Assert.Contains((byte)0, direct);
    }

    [Fact]
    public void Logits_become_probabilities_of_the_same_decision()
    {
        OnnxFile.BoxAndThreshold(_folder.File("box.onnx"), 2, Limit);
        NetworkModel.Import(_folder.File("box.onnx"), _folder.File("m"), "box", _bands, ["stockpile"], _feeding with { Logits = true }, TimeProvider.System);
        var source = MemorySource.Random(Place(40, 30), 3, _bands);
        Surveyor.Run(source, NetworkModel.Load(_folder.File("m")), new SurveyOptions { SmoothingRadius = 0, ProbabilityRaster = _folder.File("p.tif") }, null, default);
        using var probabilities = Dataset.Open(_folder.File("p.tif"));
        float[] p = new float[40 * 30];
        probabilities.Read<float>(1, source.Grid.Whole, p);
        Assert.All(p.Where(float.IsFinite), v => Assert.True(Math.Abs(v - 0.5) < 1e-4 || Math.Abs(v - 1 / (1 + Math.Exp(-1))) < 1e-4, $"{v}"));
    }

    [Theory]
    [InlineData("classes", "2", "stockpile,unrestored_pit", 0)]
    [InlineData("input x", "3", "stockpile", 0)]
    [InlineData("tile", "2", "stockpile", 8)]
    public void What_does_not_fit_is_refused_at_import(string field, string bands, string classes, int tile)
    {
        OnnxFile.BoxAndThreshold(_folder.File("box.onnx"), 2, Limit);
        BandRole[] roles = bands == "2" ? _bands : [BandRole.Blue, .. _bands];
        var refusal = Assert.Throws<InputException>(() => NetworkModel.Import(
            _folder.File("box.onnx"), _folder.File("m"), "box", roles, classes.Split(','), _feeding with { Tile = tile, Rim = tile > 0 ? 4 : 2 }, TimeProvider.System));
        Assert.Equal(_folder.File("box.onnx"), refusal.Where);
        Assert.Equal(field, refusal.Field);
        Assert.False(Directory.Exists(_folder.File("m")));
    }

    [Fact]
    public void A_network_exchanged_behind_its_card_and_a_scene_without_its_bands_are_refused()
    {
        OnnxFile.BoxAndThreshold(_folder.File("box.onnx"), 2, Limit);
        var model = NetworkModel.Import(_folder.File("box.onnx"), _folder.File("m"), "box", _bands, ["stockpile"], _feeding, TimeProvider.System);
        var refusal = Assert.Throws<InputException>(() => Surveyor.Run(MemorySource.Random(Place(40, 30), 3, BandRole.Red), model, new SurveyOptions(), null, default));
        Assert.Contains("Nir", refusal.Problem, StringComparison.Ordinal);
        OnnxFile.BoxAndThreshold(_folder.File("m/network.onnx"), 2, Limit + 1);
        Assert.Throws<InputException>(() => NetworkModel.Load(_folder.File("m")));
    }

    private static Grid Place(int width, int height) => new(GeoTransform.NorthUp(500_000, 4_500_000, 10, 10), width, height, WellKnown.GaussKruger111);

    // 1 above the limit, 2 below, 0 where a band has no data; what has none, and what lies outside, counts 0.
    private static byte[] Direct(MemorySource source)
    {
        var bands = _bands.Select(role =>
        {
            float[] values = new float[Width * Height];
            source.Read(role, source.Grid.Whole, values);
            return values;
        }).ToArray();
        return [.. Enumerable.Range(0, Width * Height).Select(i =>
        {
            int col = i % Width, row = i / Width;
            if (bands.Any(band => float.IsNaN(band[i]))) return (byte)0;
            double sum = 0;
            foreach (float[] band in bands)
            {
                for (int y = Math.Max(0, row - 2); y <= Math.Min(Height - 1, row + 2); y++)
                {
                    for (int x = Math.Max(0, col - 2); x <= Math.Min(Width - 1, col + 2); x++)
                    {
                        float value = band[y * Width + x];
                        if (!float.IsNaN(value)) sum += value * Scale;
                    }
                }
            }

            return (byte)(sum > Limit ? 1 : 2);
        })];
    }
}
