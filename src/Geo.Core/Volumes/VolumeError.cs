namespace Geo.Core.Volumes;

/// <summary>
/// Standard error of a net volume. The volume is V = a Σ w z over cells, w = share − weight in the base; random errors add as
/// squares of w, correlated ones by <see cref="CorrelatedError"/>, a lift as Σ w, a tilt as Σ w (x − x₀), and a shift (u, v) of the
/// surface moves V by −Σ w ∇z · (u, v) + ½ (u, v) Σ w ∇∇z (u, v): its second moment is taken with both terms.
/// </summary>
/// <remarks>Parts after Anderson 2019, https://doi.org/10.1002/esp.4551.</remarks>
internal static class VolumeError
{
    // Residuals along the toe line may exceed the errors named by chance; beyond this ratio of variances the ground is rougher.
    private const double ByChance = 1.3;

    /// <summary>Computes the parts.</summary>
    /// <param name="surface">The surface measured.</param>
    /// <param name="sums">Its sums.</param>
    /// <param name="ring">Toe cells.</param>
    /// <param name="weights">Weight of each in the base; empty where the base does not come from them.</param>
    /// <param name="bins">The cells' shares, which are changed here.</param>
    /// <param name="window">Cells that the bins hold.</param>
    /// <param name="cellArea">m².</param>
    /// <param name="error">Errors of the surface.</param>
    /// <param name="model">The other model, its errors and cell area.</param>
    /// <param name="residual">Standard deviation of the toe cells about the base, metres; 0 where it passes through them.</param>
    public static VolumeErrorParts Of(
        HeightSurface surface, VolumeSums sums, IReadOnlyList<ToeCell> ring, double[] weights, CorrelatedError bins, Window window,
        double cellArea, SurfaceError error, (HeightSurface Surface, SurfaceError Error)? model, double residual)
    {
        bool drawn = weights.Length > 0;
        double squares = sums.Squares;
        var slopes = sums.Slopes;
        for (int i = 0; i < weights.Length; i++)
        {
            ToeCell cell = ring[i];
            double b = weights[i];
            squares += b * (b - 2 * cell.Share);
            bins.Add(cell.Col, cell.Row, -b);
            var s = cell.Slopes;
            slopes = new CellSlopes(slopes.Across - b * s.Across, slopes.Down - b * s.Down, slopes.Across2 - b * s.Across2, slopes.Down2 - b * s.Down2, slopes.Twist - b * s.Twist);
        }

        double random = error.Random * error.Random * Math.Max(0, squares);
        double correlated = error.Correlated * error.Correlated, systematic = 0, tilt = 0;
        if (model is { } other)
        {
            // A coarser model's error is shared by the cells within one of its own.
            double coarser = Math.Max(1, other.Surface.Cell.Across * other.Surface.Cell.Down / (surface.Cell.Across * surface.Cell.Down));
            random += other.Error.Random * other.Error.Random * sums.Squares * coarser;
            correlated += other.Error.Correlated * other.Error.Correlated;
            systematic = sums.Cells * sums.Cells * (error.Systematic * error.Systematic + other.Error.Systematic * other.Error.Systematic);
        }

        if (!drawn)
        {
            double across = (sums.Moments.Across - sums.Cells * surface.Grid.Width / 2.0) * surface.Cell.Across;
            double down = (sums.Moments.Down - sums.Cells * surface.Grid.Height / 2.0) * surface.Cell.Down;
            double slope = error.Tilt * error.Tilt + (model is { } tilted ? tilted.Error.Tilt * tilted.Error.Tilt : 0);
            tilt = slope * (across * across + down * down);
        }

        double rough = 0;
        double known = error.Random * error.Random + error.Correlated * error.Correlated;
        if (drawn && residual * residual > ByChance * known)
        {
            var alone = new CorrelatedError(window, surface.Cell, error.CorrelationLength);
            for (int i = 0; i < weights.Length; i++) alone.Add(ring[i].Col, ring[i].Row, weights[i]);
            rough = (residual * residual - known) * alone.Variance();
        }

        double u = error.Registration / surface.Cell.Across, v = error.Registration / surface.Cell.Down;
        double first = Square(u * slopes.Across) + Square(v * slopes.Down);
        double second = (Square(u * u * slopes.Across2) + Square(v * v * slopes.Down2)) / 2 + Square(u * v * slopes.Twist);
        double mean = (u * u * slopes.Across2 + v * v * slopes.Down2) / 2;
        return new VolumeErrorParts(
            cellArea * Math.Sqrt(random), cellArea * Math.Sqrt(correlated * bins.Variance()), cellArea * Math.Sqrt(systematic),
            cellArea * Math.Sqrt(tilt), cellArea * Math.Sqrt(first + second + mean * mean), cellArea * Math.Sqrt(rough));

        static double Square(double x) => x * x;
    }
}
