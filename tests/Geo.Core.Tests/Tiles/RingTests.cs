using CsCheck;
using Geo.Core.Tiles.Mvt;

namespace Geo.Core.Tests.Tiles;

/// <summary>What the vector tiles' rings are thinned by and judged by.</summary>
[Trait("Category", "Simd")]
public sealed class RingTests
{
    private static readonly Gen<(double X, double Y)[]> Points = Gen.Select(Gen.Int[-50_000, 50_000], Gen.Int[-50_000, 50_000]).Select((x, y) => (x / 1000.0, y / 1000.0)).Array[4, 40];

    /// <summary>Hand-worked: (5, 1) lies 1 from the line; (12, 0) is 2 behind its end, of which a distance from the whole line knows nothing.</summary>
    [Theory]
    [InlineData(5, 1, false), InlineData(5, 2, true), InlineData(12, 0, true), InlineData(-1, 0, false), InlineData(11, 1, false), InlineData(11.2, 1.2, true)]
    public void A_point_stays_where_it_is_over_one_and_a_half_from_the_line_piece(double x, double y, bool stays) =>
        Assert.Equal(stays ? 3 : 2, Thinned([(0, 0), (x, y), (10, 0)], isRing: false).Length);

    [Fact]
    public void Each_point_left_out_lies_within_the_tolerance_of_what_is_left() => Gen.Select(Points, Gen.Bool).Sample((points, isRing) =>
    {
        var left = Thinned(points, isRing);
        var edges = left.Zip(isRing ? [.. left.Skip(1), left[0]] : left.Skip(1)).ToList();
        return left.All(points.Contains) && left[0] == points[0] && (isRing || left[^1] == points[^1])
            && points.All(p => edges.Min(e => Distance(p, e.First, e.Second)) <= ShapeEncoder.Tolerance + 1e-9);
    }, iter: 3000);

    /// <summary>Douglas and Peucker's words as they stand, one point after the other.</summary>
    [Fact]
    public void It_is_Douglas_and_Peucker() => Points.Sample(points =>
    {
        var kept = new HashSet<int> { 0, points.Length - 1 };
        bool tied = false; // two as far to the last digits: rounding decides
        void Split(int from, int to)
        {
            var inner = Enumerable.Range(from + 1, Math.Max(0, to - from - 1)).Select(i => (i, Far: Distance(points[i], points[from], points[to]))).ToList();
            if (inner.Count == 0 || inner.Max(one => one.Far) is var most && most <= ShapeEncoder.Tolerance) return;
            tied |= inner.Count(one => most - one.Far < 1e-9) > 1 || most - ShapeEncoder.Tolerance < 1e-9;
            int worst = inner.First(one => one.Far == most).i;
            kept.Add(worst);
            Split(from, worst);
            Split(worst, to);
        }

        Split(0, points.Length - 1);
        return tied || Thinned(points, isRing: false).SequenceEqual(kept.Order().Select(i => points[i]));
    }, iter: 3000);

    [Theory]
    [InlineData(true, 0, 0, 4, 0, 4, 4, 0, 4)]
    [InlineData(true, 0, 4, 4, 4, 4, 0, 0, 0)]                     // the other way round
    [InlineData(false, 0, 0, 4, 4, 4, 0, 0, 6)]                    // a bow tie
    [InlineData(false, 4, 0, 0, 4, -4, 0, 0, -4, 3, 0, 0, 3, -3, 0, 0, -3)] // twice round
    public void A_ring_that_goes_once_round_its_middle_is_known(bool is_, params int[] xy) => Assert.Equal(is_, Ring(xy.Chunk(2).Select(p => ((double)p[0], (double)p[1]))).GoesOnceRound(0));

    [Fact]
    public void A_ring_that_goes_once_round_its_middle_does_not_meet_itself() => Gen.Select(Gen.Int[3, 30], Gen.Int[0, 8], Gen.Int[0, 1_000_000]).SelectMany((corners, shaken, seed) =>
        Gen.Select(Gen.Double[2, 40].Array[corners], Gen.Double[-1, 1].Array[corners]).Select((radius, turn) =>
            radius.Select((r, i) => (r * Math.Cos((2 * Math.PI * i + shaken * turn[i]) / corners), r * Math.Sin((2 * Math.PI * i + shaken * turn[i]) / corners))).ToArray())).Sample(points =>
    {
        var ring = new RoundedRings();
        return !ring.Add([.. points.Select(p => p.Item1)], [.. points.Select(p => p.Item2)]) || !ring.GoesOnceRound(0) || !new Crossings().Any(ring, 0, 1);
    }, iter: 5000);

    private static RoundedRings Ring(IEnumerable<(double X, double Y)> points)
    {
        var ring = new RoundedRings();
        Assert.True(ring.Add([.. points.Select(p => p.X)], [.. points.Select(p => p.Y)]));
        return ring;
    }

    private static (double X, double Y)[] Thinned((double X, double Y)[] points, bool isRing)
    {
        var path = new Geo.Core.Tiles.Mvt.Path();
        foreach (var (x, y) in points) path.Add(x, y);
        new Thinning().Thin(path, isRing, ShapeEncoder.Tolerance);
        return [.. Enumerable.Range(0, path.Count).Select(i => (path.X[i], path.Y[i]))];
    }

    // By the angle at the ends, as a schoolbook has it.
    private static double Distance((double X, double Y) p, (double X, double Y) a, (double X, double Y) b)
    {
        double toA = Math.Sqrt(Square(p, a)), toB = Math.Sqrt(Square(p, b)), between = Math.Sqrt(Square(a, b));
        if (between == 0 || toB * toB >= toA * toA + between * between) return toA;
        if (toA * toA >= toB * toB + between * between) return toB;
        return Math.Abs((b.X - a.X) * (a.Y - p.Y) - (a.X - p.X) * (b.Y - a.Y)) / between;
    }

    private static double Square((double X, double Y) a, (double X, double Y) b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y);
}
