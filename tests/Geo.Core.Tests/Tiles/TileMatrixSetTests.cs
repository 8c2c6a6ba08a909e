using Geo.Core.Tiles;

namespace Geo.Core.Tests.Tiles;

public sealed class TileMatrixSetTests
{
    // Registered values, OGC 17-083r4 annexes D.1 and D.3.
    [Theory]
    [InlineData("WebMercatorQuad", 0, 559082264.028717, 156543.033928041, 1, 1)]
    [InlineData("WebMercatorQuad", 18, 2132.72958384978, 0.597164283477939, 262144, 262144)]
    [InlineData("WorldCRS84Quad", 0, 279541132.014358, 0.703125, 2, 1)]
    [InlineData("WorldCRS84Quad", 17, 2132.72958384978, 0.00000536441802978516, 262144, 131072)]
    public void Registered_sets_have_the_registered_numbers(string id, int level, double denominator, double cell, int width, int height)
    {
        var set = TileMatrixSet.Get(id);
        Assert.Equal(denominator, set.ScaleDenominator(level), denominator * 1e-12);
        Assert.Equal(cell, set.Cell(level), cell * 1e-12);
        Assert.Equal((width, height), (set.Width(level), set.Height(level)));
    }

    // Tianditu's c: level 1 halves the world, west then east; there is no level 0. 360° / (2 · 256) = 0.703125°.
    [Fact]
    public void Tiandituʼs_geographic_set_begins_with_two_tiles_at_level_1()
    {
        var set = TileMatrixSet.Get("CGCS2000Quad");
        Assert.Equal((2, 1, 0.703125), (set.Width(1), set.Height(1), set.Cell(1)));
        Assert.Equal(new Extent(-180, -90, 0, 90), set.Extent(new TileAddress(1, 0, 0)));
        Assert.Equal(new Extent(0, -90, 180, 90), set.Extent(new TileAddress(1, 0, 1)));
        Assert.Equal("tileMatrix", Assert.Throws<NotFoundException>(() => set.Check(new TileAddress(0, 0, 0))).Kind);
        Assert.Equal("tileRow", Assert.Throws<NotFoundException>(() => set.Check(new TileAddress(1, 1, 0))).Kind);
        Assert.Equal("tileCol", Assert.Throws<NotFoundException>(() => set.Check(new TileAddress(1, 0, 2))).Kind);
        // Its published denominators (295829355.45 at level 1) mean a pixel of 1/96 inch instead of OGC's 0.28 mm.
        Assert.Equal(295829355.45, set.ScaleDenominator(1) * 0.00028 / (0.0254 / 96), 0.1);
    }

    // 110.05° E, 40.58° N at level 10. Tianditu: 360°/2¹⁰ = 0.3515625° a tile; (110.05 + 180) / 0.3515625 = 825.03, (90 − 40.58) / 0.3515625 = 140.57.
    // Mercator: (1 − ln(tan φ + sec φ) / π) / 2 · 1024 = 385.50. CRS84 is one level behind Tianditu.
    [Theory]
    [InlineData("CGCS2000Quad", 10, 140, 825), InlineData("WebMercatorQuad", 10, 385, 825), InlineData("WorldCRS84Quad", 9, 140, 825)]
    public void Donghe_lies_in_the_tile_that_was_worked_out_by_hand(string id, int level, int row, int col)
    {
        var set = TileMatrixSet.Get(id);
        Assert.Equal(new TileLimits(level, row, row, col, col), set.Limits(level, new Extent(110.05, 40.58, 110.05, 40.58)));
        var ground = set.ToDegrees(set.Extent(new TileAddress(level, row, col)));
        Assert.True(ground.MinX <= 110.05 && ground.MaxX >= 110.05 && ground.MinY <= 40.58 && ground.MaxY >= 40.58);
    }
}
