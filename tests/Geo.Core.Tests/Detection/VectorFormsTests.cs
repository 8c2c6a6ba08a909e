using Geo.Core.Detection;

namespace Geo.Core.Tests.Detection;

/// <summary>What is worked in vectors equals its definition pixel by pixel.</summary>
public sealed class VectorFormsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void SmoothingIsTheWeightedMeanOfTheValidNeighbours(int radius)
    {
        int[][] kernels = [[1], [1, 2, 1], [1, 4, 6, 4, 1], [1, 6, 15, 20, 15, 6, 1]];
        int[] kernel = kernels[radius];
        var random = new Random(radius);
        var window = new Window(0, 0, 37, 23);
        int outer = window.Width + 2 * radius, high = window.Height + 2 * radius;
        int[] values = [.. Enumerable.Range(0, outer * high).Select(i => i % outer > 20 && random.Next(4) == 0 ? ProbabilitySmoothing.Missing : random.Next(65536))];
        var into = new int[window.Width * window.Height];
        ProbabilitySmoothing.Of(values, window, radius, new int[2 * values.Length], into);
        for (int y = 0; y < window.Height; y++)
        {
            for (int x = 0; x < window.Width; x++)
            {
                long sum = 0, weight = 0;
                for (int dy = 0; dy < kernel.Length; dy++)
                {
                    for (int dx = 0; dx < kernel.Length; dx++)
                    {
                        int value = values[(y + dy) * outer + x + dx];
                        if (value == ProbabilitySmoothing.Missing) continue;
                        sum += (long)kernel[dy] * kernel[dx] * value;
                        weight += kernel[dy] * kernel[dx];
                    }
                }

                int centre = values[(y + radius) * outer + x + radius];
                Assert.Equal(centre == ProbabilitySmoothing.Missing ? centre : (int)((sum + weight / 2) / weight), into[y * window.Width + x]);
            }
        }
    }

    [Fact]
    public void RoundingIsMathRound()
    {
        var random = new Random(3);
        float[] values = [float.NaN, 0, 1, -1, 2, 0.5f / 65535, 1.5f / 65535, float.PositiveInfinity, .. Enumerable.Range(0, 1000).Select(_ => random.NextSingle()), float.NaN];
        var into = new int[values.Length];
        ProbabilitySmoothing.Round(values, into);
        Assert.Equal(values.Select(p => float.IsNaN(p) ? -1 : (int)Math.Round(Math.Clamp((double)p, 0, 1) * 65535)), into);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public void DecisionsOfManyAreThoseOfEach(bool a, bool b, bool c)
    {
        var random = new Random(4);
        var decision = new ClassDecision([a, b, c], 30_000);
        int[][] probabilities = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 203).Select(i => i % 9 == 0 ? -1 : random.Next(12) * 5000).ToArray())];
        var into = new int[200];
        decision.Of(probabilities, 3, into);
        Assert.Equal(Enumerable.Range(3, 200).Select(i => (int)decision.Of(probabilities, i)), into);
    }
}
