using Geo.Core.Classification.Accuracy;

namespace Geo.Core.Classification.Training;

/// <summary>Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>The value below which a share of the distribution lies.</summary>
    /// <param name="share">In [0.5, 1).</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    /// <remarks>P(T ≤ t) = 1 − ½ I_x(ν/2, ½) with x = ν/(ν + t²) for t ≥ 0 (Abramowitz &amp; Stegun 26.7.1); by halving.</remarks>
    public static double Quantile(double share, int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0.5);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        double low = 0, high = 1e6;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            if (1 - ExactBinomial.Beta(freedom / 2.0, 0.5, freedom / (freedom + middle * middle)) / 2 < share) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
