using System.Numerics;
using Geo.Core.Classification;

namespace Geo.Core.Tests.Classification;

public sealed class ExponentialTests
{
    [Fact]
    public void IsWithinTwoUnitsOfTheLastPlace()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            double x = (random.NextDouble() - 0.5) * 200;
            double expected = Math.Exp(x);
            Assert.InRange(Math.Abs(Exponential.Of(x) - expected), 0, 2 * Math.BitIncrement(expected) - 2 * expected);
        }
    }

    [Fact]
    public void VectorHasTheBitsOfTheScalar()
    {
        var random = new Random(2);
        double[] lanes = new double[Vector<double>.Count];
        for (int i = 0; i < 20_000; i++)
        {
            for (int lane = 0; lane < lanes.Length; lane++) lanes[lane] = i == 0 ? 1e6 * (lane - 1) : (random.NextDouble() - 0.5) * 1500;
            var vector = Exponential.Of(new Vector<double>(lanes));
            for (int lane = 0; lane < lanes.Length; lane++) Assert.Equal(Exponential.Of(lanes[lane]), vector[lane]);
        }
    }
}
