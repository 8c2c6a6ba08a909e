using System.Diagnostics;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tests.Stac;

/// <summary>A district's catalogue after many years.</summary>
public sealed class ManyScenesTests(CatalogueServer served) : IClassFixture<CatalogueServer>
{
    private const int Many = 3000;

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Thousands_of_scenes_are_searched_in_a_blink()
    {
        var pattern = served.Store.Scenes.GetStored(served.Taken[2]);
        var shapes = new GeometryFactory();
        served.Store.Write("test", null, null, writer =>
        {
            for (int i = 0; i < Many; i++)
            {
                var place = shapes.ToGeometry(new Envelope(100 + i * 0.01, 100.02 + i * 0.01, 30, 30.02));
                writer.PutScene(pattern.Scene with { Id = $"many-{i:0000}", AcquiredAt = pattern.Scene.AcquiredAt.AddHours(-i), Footprint = place, Sha256 = $"{i:x64}" }, pattern.StacJson.Replace(pattern.Scene.Id, $"many-{i:0000}", StringComparison.Ordinal));
            }
        });
        var clock = Stopwatch.StartNew();
        Assert.Equal(Many + CatalogueServer.Total, (await served.Search("""{"limit":1}""")).GetProperty("numberMatched").GetInt32());
        var first = clock.Elapsed;
        const int times = 50;
        clock.Restart();
        for (int i = 0; i < times; i++)
        {
            // Boxes of 0.02° each 0.01° apart: this one meets those that begin at 110 and 110.01.
            Assert.Equal(2, (await served.Search("""{"bbox":[110.011,30.001,110.019,30.002],"sortby":[{"field":"eo:cloud_cover","direction":"asc"}],"limit":10}""")).GetProperty("numberMatched").GetInt32());
        }

        double each = clock.Elapsed.TotalMilliseconds / times;
        clock.Restart();
        Assert.Equal(3, (await served.Search("""{"filter":"S_INTERSECTS(geometry, BBOX(110.011,30.001,110.019,30.002)) OR id = 'many-0000'"}""")).GetProperty("numberMatched").GetInt32());
        Console.WriteLine($"{Many} scenes: first search {first.TotalMilliseconds:0} ms, then {each:0.0} ms, with a filter {clock.Elapsed.TotalMilliseconds:0} ms");
        Assert.InRange(each, 0, 500);
    }
}
