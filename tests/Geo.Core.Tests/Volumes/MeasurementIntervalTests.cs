using Geo.Core.Volumes;
using NetTopologySuite.Geometries;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Volumes;

/// <summary>The interval of a volume given its base holds the truth as often as it says, when the surface errs as it says.</summary>
public class MeasurementIntervalTests(ITestOutputHelper output)
{
    private const int Draws = 1000, Cells = 40;

    [Theory]
    [InlineData(VolumeBase.Plane)]
    [InlineData(VolumeBase.Triangulated)]
    [InlineData(VolumeBase.Lowest)]
    [InlineData(VolumeBase.Model)]
    public void Interval_covers_the_truth_in_93_to_97_percent_of_1000_draws(VolumeBase kind) => Covers(kind, "all");

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(VolumeBase.Plane, "noise")]
    [InlineData(VolumeBase.Triangulated, "noise")]
    [InlineData(VolumeBase.Triangulated, "shift")]
    [InlineData(VolumeBase.Model, "shift")]
    [InlineData(VolumeBase.Model, "tilt")]
    public void It_does_so_for_each_cause_of_error_alone(VolumeBase kind, string errors) => Covers(kind, errors);

    private void Covers(VolumeBase kind, string errors)
    {
        // All kinds of error at once, or one that rules the others.
        SurfaceError error = errors switch
        {
            "noise" => new SurfaceError(0.05, 0, 2, 0, 0, 0),
            "shift" => new SurfaceError(0.01, 0.002, 2, 0.002, 0.00002, 0.15),
            "tilt" => new SurfaceError(0.01, 0.002, 2, 0.005, 0.003, 0.01),
            _ => new SurfaceError(0.04, 0.03, 2.5, 0.02, 0.0003, 0.06),
        };
        // A pile on a slope, off the middle of its model; the toe line runs a metre outside its foot. A plane has level ground, the others rolling one.
        Solid pile = Solid.Pyramid(11, 5, 25, 0.15, -0.08);
        double roll = kind == VolumeBase.Plane ? 0 : 0.1;
        double Ground(double x, double y) => 0.15 * x - 0.08 * y + roll * Math.Sin(x / 3);
        double Height(double x, double y) => pile.Height(x, y) + roll * Math.Sin(x / 3);
        Polygon toe = Solid.Pyramid(13, 5, 25, 0, 0).Outline(0.4, -0.3);
        Grid grid = pile.Sampled(0.5, Cells).Grid;
        double[] before = Sample(grid, Ground);
        HeightSurface earlier = Surface(grid, before);
        var exact = VolumeMeter.Default.Measure(Surface(grid, Sample(grid, Height)), toe, new VolumeOptions(kind, earlier, error), null, default);
        double[] missed = new double[Draws], told = new double[Draws];
        bool[] held = new bool[Draws];
        Parallel.For(0, Draws, draw =>
        {
            var drawn = new ErrorDraw(error, grid, 20_260_000UL + (ulong)draw);
            // A level of the same model shares its lift.
            double[] heights = Add(Sample(grid, (x, y) => Height(x - drawn.ShiftX, y - drawn.ShiftY)), drawn, kind != VolumeBase.Lowest);
            HeightSurface basis = kind == VolumeBase.Model ? Surface(grid, Add(before, new ErrorDraw(error, grid, 90_000_000UL + (ulong)draw), true)) : earlier;
            var measured = VolumeMeter.Default.Measure(Surface(grid, heights), toe, new VolumeOptions(kind, basis, error), null, default);
            // Above the level that was taken: the interval is given the base.
            double truth = exact.NetM3 + (kind == VolumeBase.Lowest ? (exact.BaseHeightM - measured.BaseHeightM) * exact.CoveredM2 : 0);
            (held[draw], missed[draw], told[draw]) = (truth >= measured.NetLowM3 && truth <= measured.NetHighM3, measured.NetM3 - truth, measured.Errors.Total);
        });
        double spread = Math.Sqrt(missed.Average(m => m * m));
        output.WriteLine(FormattableString.Invariant($"{kind} {errors}: {held.Count(h => h) / 10.0} %, told {told.Average():0.000} m3, drawn {spread:0.000} m3, mean {missed.Average():0.000}; {exact.Errors}"));
        Assert.InRange(held.Count(h => h), 930, 970);
    }

    private static double[] Add(double[] heights, ErrorDraw error, bool lifted) => [.. heights.Select((h, i) => h + error.Heights[i] + (lifted ? error.Lift : 0))];

    private static HeightSurface Surface(Grid grid, double[] heights) => new("drawn", grid, 1, (window, into) =>
    {
        for (int row = 0, i = 0; row < window.Height; row++)
        {
            for (int col = 0; col < window.Width; col++, i++) into[i] = (float)heights[(window.Row + row) * grid.Width + window.Col + col];
        }
    });

    private static double[] Sample(Grid grid, Func<double, double, double> height)
    {
        var heights = new double[grid.Width * grid.Height];
        for (int i = 0; i < heights.Length; i++)
        {
            var (x, y) = grid.Transform.Apply(i % grid.Width + 0.5, i / grid.Width + 0.5);
            heights[i] = height(x - 500_000, y - 4_490_000);
        }

        return heights;
    }
}
