using Geo.Core.Crs;
using Geo.Core.Sites.Places;
using Geo.Core.Tests.Sites.Corpus;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Sites.Places;

public sealed class CrsGuessTests
{
    // for e in 4546 4525 4497 32649 3857; do echo "40.55 110.2" | cs2cs -f %.3f EPSG:4490 EPSG:$e; done (northing first but for 32649 and 3857)
    [Theory]
    [InlineData(432235.817, 4490908.556, "EPSG:4546,EPSG:32649")]
    [InlineData(37432235.817, 4490908.556, "EPSG:4525")]
    [InlineData(19432235.817, 4490908.556, "EPSG:4497")]
    [InlineData(12267407.885, 4946191.647, "EPSG:3857")]
    public void The_candidates_are_those_that_put_the_rows_into_the_district(double x, double y, string expected)
    {
        var guess = CrsGuess.Of([new Coordinate(x, y)], DamagedPlaces.Donghe);
        Assert.Equal(expected, string.Join(',', guess.Candidates.Where(c => !c.NeedsParameters).Select(c => c.Crs)));
        Assert.True(guess.ByDistrict);
    }

    [Fact]
    public void The_old_datums_are_named_beside_since_numbers_cannot_tell_them_apart()
    {
        var guess = CrsGuess.Of([new Coordinate(37432235.817, 4490908.556)], DamagedPlaces.Donghe);
        // EPSG: 2361 Xian 1980 / 3-degree Gauss-Kruger zone 37; 2413 Beijing 1954 / 3-degree Gauss-Kruger zone 37.
        Assert.Equal(["EPSG:2361", "EPSG:2413"], guess.Candidates.Where(c => c.NeedsParameters).Select(c => c.Crs));
    }

    [Fact]
    public void Without_a_district_every_zone_without_a_number_is_possible_and_none_is_preferred_silently()
    {
        var guess = CrsGuess.Of([new Coordinate(432235.817, 4490908.556)], null);
        Assert.False(guess.ByDistrict);
        Assert.InRange(guess.Candidates.Count, 5, 8);
        Assert.Contains("these put them into China", guess.Question().En, StringComparison.Ordinal);
    }

    // The codes' own names by projinfo EPSG:n.
    [Theory]
    [InlineData(4546, 111, 3, null), InlineData(4525, 111, 3, 37), InlineData(4508, 111, 6, null), InlineData(4497, 111, 6, 19), InlineData(4534, 75, 3, null), InlineData(4554, 135, 3, null)]
    [InlineData(2382, 111, 3, null), InlineData(2361, 111, 3, 37), InlineData(2333, 111, 6, 19), InlineData(2344, 111, 6, null)]
    [InlineData(2434, 111, 3, null), InlineData(2413, 111, 3, 37), InlineData(21419, 111, 6, 19), InlineData(21459, 111, 6, null)]
    public void A_code_is_its_zone(int epsg, int meridian, int degrees, int? zone) =>
        Assert.Equal((meridian, degrees, zone), GaussKrueger.Of(epsg) is { } z ? (z.Meridian, z.Degrees, z.Zone) : default);
}
