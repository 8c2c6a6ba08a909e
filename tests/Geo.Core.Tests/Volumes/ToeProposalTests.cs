using Geo.Core.Volumes;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Volumes;

public class ToeProposalTests
{
    [Theory]
    [InlineData(0.0, 0.97)]
    [InlineData(0.12, 0.93)]
    [InlineData(0.25, 0.88)]
    public void Proposal_meets_the_true_toe_on_rough_ground(double roughness, double leastIoU)
    {
        Solid pile = Solid.Pyramid(30, 8, 20, 0.06, -0.03);
        Solid rough = pile with { Height = (x, y) => pile.Height(x, y) + roughness * (Math.Sin(1.3 * x + 0.7 * y) + Math.Sin(0.5 * x - 1.9 * y) + Math.Sin(0.21 * x * 3 + 2)) / 1.2 };
        // The register's outline: a coarse square, moved, a third too small.
        Geometry outline = Solid.Pyramid(20, 1, 0, 0, 0).Outline(3, -2);
        ProposedToe proposed = ToeProposal.Of(rough.Sampled(0.25, 320), outline, VolumeRules.Default, default);
        Assert.True(IoU(proposed.Toe, pile.Outline()) >= leastIoU, $"IoU {IoU(proposed.Toe, pile.Outline()):0.000}");
        Assert.False(proposed.IsPit);
    }

    [Fact]
    public void A_heap_nearby_is_not_taken_along()
    {
        Solid one = Solid.Cone(10, 5), two = one with { Height = (x, y) => Math.Max(one.Height(x, y), one.Height(x - 24, y)) };
        ProposedToe proposed = ToeProposal.Of(two.Sampled(0.25, 320), one.Outline(), VolumeRules.Default, default);
        Assert.True(IoU(proposed.Toe, one.Outline()) > 0.95, $"IoU {IoU(proposed.Toe, one.Outline()):0.000}");
    }

    [Fact]
    public void Level_ground_gives_a_sentence_and_no_line()
    {
        Solid flat = Solid.Cone(10, 0.05);
        var why = Assert.Throws<InputException>(() => ToeProposal.Of(flat.Sampled(0.25, 200), flat.Outline(), VolumeRules.Default, default));
        Assert.Contains("stands", why.Problem, StringComparison.Ordinal);
    }

    internal static double IoU(Geometry a, Geometry b)
    {
        static double Area(Geometry g) => ToeRing.Polygons(g).Sum(p => Math.Abs(NetTopologySuite.Algorithm.Area.OfRing(p.Shell.CoordinateSequence)) - p.Holes.Sum(h => Math.Abs(NetTopologySuite.Algorithm.Area.OfRing(h.CoordinateSequence))));
        return Area(a.Intersection(b)) / Area(a.Union(b));
    }
}
