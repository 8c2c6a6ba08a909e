using Geo.Core.Classification;
using Geo.Core.Imagery;
using Geo.Core.Predictors;
using Geo.Core.Tests.Predictors;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Classification;

public class SampleSetTests
{
    // A grid of 10-m pixels whose upper left corner is (500000, 4500000).
    private static readonly Grid Grid = MemorySource.Plane(6, 6);

    [Theory]
    [InlineData("POLYGON ((500010 4499990, 500030 4499990, 500030 4499970, 500010 4499970, 500010 4499990))", "1,1 2,1 1,2 2,2")]
    [InlineData("POLYGON ((500004 4500000, 500024 4500000, 500024 4499994, 500004 4499994, 500004 4500000))", "0,0 1,0")]   // centres at x = 5, 15 lie inside, 25 not
    [InlineData("POLYGON ((500031 4499969, 500033 4499969, 500033 4499967, 500031 4499967, 500031 4499969))", "3,3")]       // no centre: the pixel that holds it
    [InlineData("MULTIPOINT ((500055 4499945), (500001 4499999), (499990 4499999))", "0,0 5,5")]                           // the last lies outside
    public void Area_gives_the_pixels_whose_centres_it_holds(string wkt, string expected) =>
        Assert.Equal(expected, string.Join(' ', LabelledPixels.Of(new WKTReader().Read(wkt), Grid).Select(p => $"{p.Col},{p.Row}")));

    [Fact]
    public void Caps_are_kept_missing_pixels_left_out_and_the_seed_decides()
    {
        var source = MemorySource.Random(120, 120, seed: 3, BandRole.Red, BandRole.Green, BandRole.Blue);
        var set = PredictorSet.For(source.Roles);
        LabelledArea[] areas = [.. Enumerable.Range(0, 8).Select(a => new LabelledArea(
            a % 2 == 0 ? "stockpile" : "my own class", Square(a % 4 * 30, a / 4 * 60, 20), 110 + a, 40))];
        SampleSet Take(int seed) => SampleSet.Take(source, set, areas, new SampleOptions(PerArea: 100, PerClass: 350, seed), default);

        var samples = Take(1);
        Assert.Equal(["stockpile", "my own class"], samples.Classes);      // the catalogue's order, then the others
        Assert.InRange(samples.CountByClass["stockpile"], 320, 350);       // about one pixel in fifty is missing
        Assert.All(samples.AreaOfRow.GroupBy(a => a), g => Assert.InRange(g.Count(), 75, 100));
        Assert.All(samples.Columns, c => Assert.DoesNotContain(c, float.IsNaN));
        Assert.Equal(samples.Columns[0], Take(1).Columns[0]);
        Assert.NotEqual(samples.Columns[0], Take(2).Columns[0]);

        var twice = SampleSet.Join([samples, Take(2)]);
        Assert.Equal(8, twice.Areas.Count);                                // the same ground on two dates is held apart as one
        Assert.Equal(samples.Count + Take(2).Count, twice.Count);
    }

    [Fact]
    public void In_proportion_every_area_gives_the_same_share_and_at_least_one_pixel()
    {
        var source = new MemorySource(MemorySource.Plane(120, 120), [(BandRole.Red, [.. Enumerable.Range(0, 120 * 120).Select(i => i / 14400f)])]);
        LabelledArea[] areas =
        [
            new("ground", Square(0, 0, 40), 110, 40), new("stockpile", Square(60, 0, 20), 110.1, 40), new("stockpile", Square(0, 60, 2), 110, 40.1),
        ];

        // 1600 + 400 + 4 pixels: a quarter of each is 400, 100, 1.
        var samples = SampleSet.Take(source, PredictorSet.For(source.Roles), areas, new SampleOptions { InProportion = 501 }, default);
        Assert.Equal([400, 100, 1], Enumerable.Range(0, 3).Select(a => samples.AreaOfRow.Count(row => row == a)));
        Assert.Equal(2004, SampleSet.Take(source, PredictorSet.For(source.Roles), areas, new SampleOptions { InProportion = 5000 }, default).Count);
    }

    [Fact]
    public void Catalogue_reports_heaps_and_pits_and_holds_the_confusers()
    {
        var catalogue = ClassCatalogue.Standard;
        Assert.Equal(["stockpile", "unrestored_pit"], catalogue.Reported);
        foreach (string confuser in new[] { "coal_yard", "iron_ore_yard", "sandbar", "ploughed_field", "building_site", "bare_rock", "bright_roof" })
        {
            Assert.False(catalogue.Get(confuser).Reported);
            Assert.NotEqual(confuser, catalogue.Get(confuser).TitleZh);
        }

        Assert.Equal("somebody's own", catalogue.Get("somebody's own").TitleEn);
        Assert.Equal(catalogue.Classes.Count, catalogue.Classes.Select(c => c.Colour).Distinct().Count());
    }

    private static Polygon Square(int col, int row, int side)
    {
        double x = 500_000 + 10 * col, y = 4_500_000 - 10 * row;
        return new GeometryFactory().CreatePolygon([new(x, y), new(x + 10 * side, y), new(x + 10 * side, y - 10 * side), new(x, y - 10 * side), new(x, y)]);
    }
}
