using System.Numerics;
using Geo.Core.Placement;

namespace Geo.Core.Tests.Placement;

public sealed class FourierTests
{
    [Fact]
    public void Transform_is_the_sum_that_defines_it()
    {
        const int n = 8;
        ulong state = 3;
        double[] re = [.. Enumerable.Range(0, n * n).Select(_ => SplitMix64.Unit(ref state) - 0.5)], im = [.. Enumerable.Range(0, n * n).Select(_ => SplitMix64.Unit(ref state) - 0.5)];
        double[] outRe = [.. re], outIm = [.. im];
        new Fourier(n).Forward(outRe, outIm);
        for (int k = 0; k < n * n; k++)
        {
            Complex sum = 0;
            for (int i = 0; i < n * n; i++) sum += new Complex(re[i], im[i]) * Complex.FromPolarCoordinates(1, -2 * Math.PI * (k % n * (i % n) + k / n * (i / n)) / n);
            Assert.Equal(sum.Real, outRe[k], 10);
            Assert.Equal(sum.Imaginary, outIm[k], 10);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(32)]
    [InlineData(128)]
    public void Inverse_gives_back_what_was_put_in(int n)
    {
        ulong state = 9;
        double[] re = [.. Enumerable.Range(0, n * n).Select(_ => SplitMix64.Unit(ref state))], im = new double[n * n];
        double[] there = [.. re];
        var fourier = new Fourier(n);
        fourier.Forward(there, im);
        fourier.Inverse(there, im);
        Assert.All(re.Zip(there), pair => Assert.Equal(pair.First, pair.Second, 10));
        Assert.All(im, value => Assert.Equal(0, value, 10));
    }

    [Fact]
    public void A_side_that_is_no_power_of_two_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Fourier(96));
}
