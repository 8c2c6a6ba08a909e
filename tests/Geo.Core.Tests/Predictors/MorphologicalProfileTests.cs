using Geo.Core.Predictors;

namespace Geo.Core.Tests.Predictors;

[Trait("Category", "Simd")]
public class MorphologicalProfileTests
{
    private const short M = MorphologicalProfile.Missing;

    [Fact]
    public void Opening_cuts_what_is_narrower_than_the_square_and_keeps_the_edges_of_what_is_wider()
    {
        // A bright square of 3 × 3 stays as it is, a bright line and a bright pixel go.
        AssertOpening(3,
            """
            1 1 1 1 1 1 1 1
            1 9 9 9 1 1 5 1
            1 9 9 9 1 1 5 1
            1 9 9 9 1 1 5 1
            1 1 1 1 1 1 5 1
            1 1 1 7 1 1 5 1
            """,
            """
            1 1 1 1 1 1 1 1
            1 9 9 9 1 1 1 1
            1 9 9 9 1 1 1 1
            1 9 9 9 1 1 1 1
            1 1 1 1 1 1 1 1
            1 1 1 1 1 1 1 1
            """, closing: false);
    }

    [Fact]
    public void Closing_fills_what_is_darker_and_narrower()
    {
        AssertOpening(3,
            """
            8 8 8 8 8
            8 2 8 8 8
            8 8 8 3 3
            8 8 8 3 3
            8 8 8 3 3
            """,
            """
            8 8 8 8 8
            8 8 8 8 8
            8 8 8 3 3
            8 8 8 3 3
            8 8 8 3 3
            """, closing: true);                   // at the border two columns are as good as three: nothing else is known
    }

    [Fact]
    public void Missing_pixels_neither_bring_values_nor_are_centres()
    {
        // Without the middle: every square of three has its minimum over what is left.
        AssertOpening(3, "4 9 . 2 6 6", "4 4 . 2 6 6", closing: false);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 7)]
    [InlineData(9, 9)]
    [InlineData(31, 33)]
    public void Equals_the_definition_in_plain_loops(int scale, int halo)
    {
        const int width = 29, height = 21;
        var random = new Random(scale);
        int stride = width + 2 * halo;
        short[] values = [.. Enumerable.Range(0, stride * (height + 2 * halo)).Select(_ => random.Next(12) == 0 ? M : (short)random.Next(-50, 50))];
        foreach (bool closing in (bool[])[false, true])
        {
            int radius = scale / 2, sign = closing ? -1 : 1;
            int? At(int x, int y) => values[(y + halo) * stride + x + halo] is var v && v == M ? null : sign * v;
            IEnumerable<(int X, int Y)> Square(int x, int y) =>
                from dy in Enumerable.Range(-radius, scale) from dx in Enumerable.Range(-radius, scale) select (x + dx, y + dy);
            var lowest = new Dictionary<(int, int), int>();
            int Lowest((int X, int Y) p)
            {
                if (!lowest.TryGetValue(p, out int low)) lowest[p] = low = Square(p.X, p.Y).Min(q => At(q.X, q.Y))!.Value;
                return low;
            }

            var into = new float[width * height];
            MorphologicalProfile.Of(values, (width, height), halo, scale, closing, 0.5f, new short[values.Length], into);
            for (int i = 0; i < into.Length; i++)
            {
                var (x, y) = (i % width, i / width);
                float expected = At(x, y) is null ? float.NaN : 0.5f * sign * Square(x, y).Where(p => At(p.X, p.Y) is not null).Max(Lowest);
                Assert.Equal(expected, into[i]);
            }
        }
    }

    [Fact]
    public void Gradient_is_the_difference_to_the_right_and_to_the_lower_neighbour()
    {
        const int missing = FocalStatistics.Missing;
        int[] rounded = [1, 4, 4, 9, missing, 2, 0, 0, 0];
        var into = new int[9];
        FocalStatistics.Gradient(rounded, 3, into);
        Assert.Equal([3 + 8, 0, missing, 9, missing], [into[0], into[1], into[4], into[3], into[4]]);   // 4 beside 4, none below; 9 above 0

        // Vectors and the tail agree: a long row of steps of one, each pixel one above its lower neighbour.
        int[] steps = [.. Enumerable.Range(0, 2 * 40).Select(i => i % 40 - i / 40)];
        into = new int[80];
        FocalStatistics.Gradient(steps, 40, into);
        Assert.All(Enumerable.Range(0, 39), i => Assert.Equal(2, into[i]));
    }

    private static void AssertOpening(int scale, string drawn, string expected, bool closing)
    {
        short[][] Read(string rows) => [.. rows.Split('\n').Select(r => r.Split(' ').Select(v => v == "." ? M : short.Parse(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
        var rows = Read(drawn);
        int halo = MorphologicalProfile.HaloOf(scale), stride = rows[0].Length + 2 * halo;
        short[] values = [.. Enumerable.Repeat(M, stride * (rows.Length + 2 * halo))];
        for (int y = 0; y < rows.Length; y++) rows[y].CopyTo(values, (y + halo) * stride + halo);
        var into = new float[rows.Length * rows[0].Length];
        MorphologicalProfile.Of(values, (rows[0].Length, rows.Length), halo, scale, closing, 1, new short[values.Length], into);
        Assert.Equal(Read(expected).SelectMany(r => r).Select(v => v == M ? float.NaN : v), into);
    }
}
