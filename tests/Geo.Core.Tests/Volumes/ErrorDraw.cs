using Geo.Core.Volumes;

namespace Geo.Core.Tests.Volumes;

/// <summary>One model's errors on a north-up grid: cell by cell, correlated as exp(−d/L), tilted about the grid's middle, lifted and shifted as a whole.</summary>
internal sealed class ErrorDraw
{
    private const int Modes = 40;

    private ulong _state;

    public ErrorDraw(SurfaceError error, Grid grid, ulong seed)
    {
        _state = SplitMix64.Mix(seed);
        (ShiftX, ShiftY) = (Gauss() * error.Registration, Gauss() * error.Registration);
        double tiltX = Gauss() * error.Tilt, tiltY = Gauss() * error.Tilt;
        Lift = Gauss() * error.Systematic;
        double cell = grid.Transform.PixelWidth;
        Heights = new double[grid.Width * grid.Height];
        for (int i = 0; i < Heights.Length; i++)
        {
            int col = i % grid.Width, row = i / grid.Width;
            Heights[i] = Gauss() * error.Random + tiltX * (col + 0.5 - grid.Width / 2.0) * cell + tiltY * (row + 0.5 - grid.Height / 2.0) * cell;
        }

        double size = error.Correlated * Math.Sqrt(2.0 / Modes);
        for (int k = 0; k < Modes && size > 0; k++)
        {
            // The spectrum of exp(−d/L) in the plane: P(|ω| < w) = 1 − 1/√(1 + (wL)²).
            double unit = SplitMix64.Unit(ref _state), wave = Math.Sqrt(1 / ((1 - unit) * (1 - unit)) - 1) / error.CorrelationLength * cell;
            var (s, c) = Math.SinCos(2 * Math.PI * SplitMix64.Unit(ref _state));
            double phase = 2 * Math.PI * SplitMix64.Unit(ref _state);
            // cos(a + b) = cos a cos b − sin a sin b, a along columns, b along rows.
            (double Sin, double Cos)[] along = [.. Enumerable.Range(0, grid.Width).Select(col => Math.SinCos(wave * c * col))];
            for (int row = 0, i = 0; row < grid.Height; row++)
            {
                var (sin, cos) = Math.SinCos(wave * s * row + phase);
                for (int col = 0; col < grid.Width; col++, i++) Heights[i] += size * (along[col].Cos * cos - along[col].Sin * sin);
            }
        }
    }

    public double ShiftX { get; }

    public double ShiftY { get; }

    public double Lift { get; }

    /// <summary>All but the lift, a height a cell.</summary>
    public double[] Heights { get; }

    private double Gauss() =>
        Math.Sqrt(-2 * Math.Log(1 - SplitMix64.Unit(ref _state))) * Math.Cos(2 * Math.PI * SplitMix64.Unit(ref _state));
}
