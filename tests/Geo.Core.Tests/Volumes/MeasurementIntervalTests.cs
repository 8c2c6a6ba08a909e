using Geo.Core.Volumes;
using NetTopologySuite.Geometries;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Volumes;

/// <summary>The interval of a volume given its base holds the truth as often as it says, when the surface errs as it says.</summary>
public class MeasurementIntervalTests(ITestOutputHelper output)
{
    private const int Draws = 1000, Cells = 48;
    private const double Cell = 0.5;

    public static TheoryData<VolumeBase, string> Bases() => new()
    {
        { VolumeBase.Plane, "all" }, { VolumeBase.Triangulated, "all" }, { VolumeBase.Lowest, "all" }, { VolumeBase.Model, "all" },
        { VolumeBase.Plane, "shift" }, { VolumeBase.Triangulated, "shift" }, { VolumeBase.Model, "shift" }, { VolumeBase.Model, "tilt" },
    };

    [Theory]
    [MemberData(nameof(Bases))]
    public void Interval_covers_the_truth_in_93_to_97_percent_of_draws(VolumeBase kind, string errors)
    {
        // All kinds of error at once, or one that rules the others.
        SurfaceError error = errors switch
        {
            "shift" => new SurfaceError(0.01, 0.002, 2, 0.002, 0.00002, 0.15),
            "tilt" => new SurfaceError(0.01, 0.002, 2, 0.005, 0.003, 0.01),
            _ => new SurfaceError(0.04, 0.03, 2.5, 0.02, 0.0003, 0.06),
        };
        // A pile on a slope that sits off the middle of its model, heavier on one side, so that a shift moves its volume.
        Solid pile = Solid.Pyramid(14, 5, 25, 0.15, -0.08);
        Polygon toe = pile.Outline(1.3, -0.9);
        Solid moved = pile with { Height = (x, y) => pile.Height(x - 1.3, y + 0.9) + (kind == VolumeBase.Model || errors == "shift" ? 0.1 * Math.Sin(x / 3) : 0) };
        Grid grid = moved.Sampled(Cell, Cells).Grid;
        double Ground(double x, double y) => 0.15 * (x - 1.3) - 0.08 * (y + 0.9);
        HeightSurface Surface(float[] heights) => new("drawn", grid, 1, (window, into) =>
        {
            for (int row = 0; row < window.Height; row++) heights.AsSpan((window.Row + row) * Cells + window.Col, window.Width).CopyTo(into[(row * window.Width)..]);
        });
        float[] Sample(Func<double, double, double> height)
        {
            var heights = new float[Cells * Cells];
            for (int i = 0; i < heights.Length; i++)
            {
                var (x, y) = grid.Transform.Apply(i % Cells + 0.5, i / Cells + 0.5);
                heights[i] = (float)height(x - 500_000, y - 4_490_000);
            }

            return heights;
        }

        HeightSurface before = Surface(Sample(Ground));
        var exact = VolumeMeter.Default.Measure(Surface(Sample(moved.Height)), toe, new VolumeOptions(kind, before, error), null, default);
        double ratio = 0;
        int held = 0;
        var net = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            var noise = new ErrorDraw(error, 20_260_000UL + (ulong)draw);
            float[] heights = Sample((x, y) => moved.Height(x - noise.ShiftX, y - noise.ShiftY) + (kind == VolumeBase.Lowest ? 0 : noise.Lift) + noise.At(x, y));
            HeightSurface earlier = before;
            if (kind == VolumeBase.Model)
            {
                var other = new ErrorDraw(error, 90_000_000UL + (ulong)draw);
                earlier = Surface(Sample((x, y) => Ground(x, y) + other.Lift + other.At(x, y)));
            }

            var measured = VolumeMeter.Default.Measure(Surface(heights), toe, new VolumeOptions(kind, earlier, error), null, default);
            double truth = exact.NetM3;
            // Above the level that was taken, as the interval is given the base.
            if (kind == VolumeBase.Lowest) truth += (exact.BaseHeightM - measured.BaseHeightM) * exact.CoveredM2;
            if (truth >= measured.NetLowM3 && truth <= measured.NetHighM3) held++;
            net[draw] = measured.NetM3 - truth;
            ratio += measured.Errors.Total / Draws;
        }

        double spread = Math.Sqrt(net.Sum(n => n * n) / Draws);
        output.WriteLine(FormattableString.Invariant($"{kind} {errors}: {held / 10.0} %, told {ratio:0.000} m3, drawn {spread:0.000} m3, parts {exact.Errors}"));
        Assert.InRange(held, 930, 970);
        Assert.InRange(ratio / spread, 0.9, 1.1);
    }

    /// <summary>One model's errors: cell by cell, correlated as exp(−d/L), tilted and lifted as a whole.</summary>
    private sealed class ErrorDraw
    {
        private const int Modes = 48;

        private readonly SurfaceError _error;
        private readonly double[] _x = new double[Modes], _y = new double[Modes], _phase = new double[Modes];
        private readonly double _tiltX, _tiltY;
        private ulong _state;

        public ErrorDraw(SurfaceError error, ulong seed)
        {
            (_error, _state) = (error, SplitMix64.Mix(seed));
            for (int k = 0; k < Modes; k++)
            {
                // The spectrum of exp(−d/L) in the plane: P(|ω| < w) = 1 − 1/√(1 + (wL)²).
                double unit = SplitMix64.Unit(ref _state), size = Math.Sqrt(1 / ((1 - unit) * (1 - unit)) - 1) / error.CorrelationLength;
                var (s, c) = Math.SinCos(2 * Math.PI * SplitMix64.Unit(ref _state));
                (_x[k], _y[k], _phase[k]) = (size * c, size * s, 2 * Math.PI * SplitMix64.Unit(ref _state));
            }

            (_tiltX, _tiltY) = (Gauss() * error.Tilt, Gauss() * error.Tilt);
            (ShiftX, ShiftY, Lift) = (Gauss() * error.Registration, Gauss() * error.Registration, Gauss() * error.Systematic);
        }

        public double ShiftX { get; }

        public double ShiftY { get; }

        public double Lift { get; }

        // The model's middle lies 0.37 and 0.21 of a cell from the origin.
        public double At(double x, double y)
        {
            double sum = 0;
            for (int k = 0; k < Modes; k++) sum += Math.Cos(_x[k] * x + _y[k] * y + _phase[k]);
            return _tiltX * (x + 0.37 * Cell) + _tiltY * (y - 0.21 * Cell) + Math.Sqrt(2.0 / Modes) * sum * _error.Correlated + Gauss() * _error.Random;
        }

        private double Gauss() =>
            Math.Sqrt(-2 * Math.Log(1 - SplitMix64.Unit(ref _state))) * Math.Cos(2 * Math.PI * SplitMix64.Unit(ref _state));
    }
}
