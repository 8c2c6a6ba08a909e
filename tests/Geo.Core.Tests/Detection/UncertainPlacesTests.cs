using Geo.Core.Classification;
using Geo.Core.Detection;
using Geo.Core.Measure;

namespace Geo.Core.Tests.Detection;

public class UncertainPlacesTests
{
    private static readonly string[] _classes = ["other", "stockpile", "unrestored_pit", "water"];
    private static readonly bool[] _reported = [false, true];

    [Fact]
    public void Places_are_the_same_at_any_tiling_and_lie_apart()
    {
        var source = SurveyorTests.Source(500, 420);
        var model = SurveyorTests.Model(_classes);
        string? first = null;
        foreach (var (size, threads) in new[] { (4096, 1), (64, 2), (100, 4) })
        {
            var places = UncertainPlaces.Find(source, model, [], new LabellingOptions { Count = 15, LeastDoubt = 0.3, BlockSize = size, Threads = threads }, null, default);
            string text = string.Join('\n', places.Select(p => $"{p with { Square = null! }} {p.Square}"));
            Assert.Equal(first ??= text, text);
            Assert.Equal(15, places.Count);
            Assert.All(places, p => Assert.Equal(80, p.SizeM, 0.2)); // 8 pixels of 10 m on the central meridian
            Assert.All(places, p => Assert.True(p.FirstProbability >= p.SecondProbability && p.Doubt >= 0.3 && p.First != p.Second, p.ToString()));
            Assert.True(places.Select(p => (p.First, p.Second)).Distinct().Count() > 2, "several pairs of classes");
            foreach (var p in places)
            {
                Assert.All(places.Where(q => q != p), q => Assert.True(Ellipsoid.Distance(p.Square.Centroid, q.Square.Centroid) > 639, $"{p} {q}"));
            }
        }
    }

    [Fact]
    public void Labelled_ground_and_sure_ground_are_not_proposed()
    {
        var source = SurveyorTests.Source(200, 150);
        var model = SurveyorTests.Model(_classes);
        var options = new LabellingOptions { Count = 1, LeastDoubt = 0.1 };
        var most = Assert.Single(UncertainPlaces.Find(source, model, [], options, null, default));

        // One labelled point in it is enough.
        var inSource = Core.Crs.GeometryTransform.Transform(most.Square.Centroid, Core.Crs.WellKnown.Crs84, source.Grid.Crs);
        var next = Assert.Single(UncertainPlaces.Find(source, model, [new LabelledArea("water", inSource, 0, 0)], options, null, default));
        Assert.NotEqual((most.Longitude, most.Latitude), (next.Longitude, next.Latitude));
        Assert.Empty(UncertainPlaces.Find(source, model, [], options with { LeastDoubt = 1.01 }, null, default));
    }

    // In 1/65535: margins 0.2 and 0; a reported class at its threshold, and the whole longer side away from it.
    [Theory]
    [InlineData(0.6, 0.4, 0.5, 0.8)]
    [InlineData(0.5, 0.5, 0.5, 1)]
    [InlineData(0.3, 0.7, 0.7, 1)]
    [InlineData(0, 1, 0.5, 0)]
    [InlineData(0.1, 0.9, 0.5, 0.2)] // margin 0.8; 0.4 of 0.5 from the threshold
    public void Doubt_is_a_small_margin_or_a_near_threshold(double other, double stockpile, double threshold, double doubt)
    {
        int[] pixel = [.. new[] { other, stockpile }.Select(p => (int)Math.Round(p * 65535))];
        Assert.Equal(doubt, DoubtMeter.DoubtOf(pixel, _reported, (int)Math.Round(threshold * 65535)) / 65535.0, 1e-4);
    }

    /// <summary>Drawn: pair A (reported) has cells at columns 0, 1, 20; pair B at 40 and 60. Cell 1 is nearer than 8 cells to cell 0.</summary>
    [Fact]
    public void Pairs_take_turns_and_crowded_cells_are_passed_over()
    {
        static DoubtfulCell Cell(int col, (int, int) pair, double doubt) => new(0, col, pair, doubt, 0.5, 0.5);
        (int, int) a = (0, 1), b = (0, 2);
        var best = new Dictionary<(int First, int Second), SortedSet<DoubtfulCell>>
        {
            [b] = [Cell(40, b, 0.99), Cell(60, b, 0.98)],
            [a] = [Cell(0, a, 0.9), Cell(1, a, 0.89), Cell(20, a, 0.6)],
        };
        Assert.Equal([0, 40, 20, 60], UncertainPlaces.Choose(best, k => k == 1, 10).Select(c => c.Col));
        Assert.Equal([0, 40, 20], UncertainPlaces.Choose(best, k => k == 1, 3).Select(c => c.Col));
    }

    [Fact]
    public void A_scene_without_the_models_bands_is_refused() =>
        Assert.Throws<InputException>(() => UncertainPlaces.Find(
            Predictors.MemorySource.Random(32, 32, 1, Geo.Core.Imagery.BandRole.Red), SurveyorTests.Model(_classes), [], new LabellingOptions(), null, default));
}
