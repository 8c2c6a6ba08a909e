using Geo.Core.Detection;

namespace Geo.Core.Tests.Detection;

public class RidgeLogisticTests
{
    private static readonly double[][] Rows = [[0, 1], [1, 3], [2, 0], [3, 5], [4, 1], [5, 4], [6, 2], [7, 7]];
    private static readonly bool[] IsTrue = [false, false, true, false, true, false, true, true];
    private static readonly double[] Weights = [1, 1, 1, 1, 2, 1, 1, 1];

    [Fact]
    public void Weights_are_those_of_scikit_learn()
    {
        // scikit-learn: z = (x − mean) / std; LogisticRegression(C=1/3, tol=1e-12).fit(z, y, sample_weight=w), unscaled.
        var (bias, weights) = RidgeLogistic.Fit(Rows, IsTrue, Weights, 3, [false, false]);
        Assert.Equal(-0.2034892203184212, bias, 1e-4);
        Assert.Equal(0.2298826, weights[0], 1e-4);
        Assert.Equal(-0.14329362, weights[1], 1e-4);
    }

    [Fact]
    public void What_may_not_speak_against_stays_at_zero_and_what_never_varies_says_nothing()
    {
        var (_, weights) = RidgeLogistic.Fit([.. Rows.Select(r => new[] { r[0], r[1], 5 })], IsTrue, Weights, 3, [true, true, false]);
        Assert.InRange(weights[0], 0.05, 1);
        Assert.Equal(0, weights[1]);
        Assert.Equal(0, weights[2]);
    }
}
