using CsCheck;
using Geo.Core.Predictors;

namespace Geo.Core.Tests.Predictors;

[Trait("Category", "Simd")]
public class SpectralIndexTests
{
    // Hand-worked for blue 0.1, green 0.2, red 0.2, NIR 0.6, SWIR1 0.3.
    public static TheoryData<SpectralIndex, float[], float> Worked => new()
    {
        { SpectralIndices.Ndvi, [0.6f, 0.2f], 0.5f },                          // 0.4 / 0.8
        { SpectralIndices.Savi, [0.6f, 0.2f], 0.6f / 1.3f },                   // 1.5 · 0.4 / 1.3
        { SpectralIndices.Evi2, [0.6f, 0.2f], 1.0f / 2.08f },                  // 2.5 · 0.4 / (0.6 + 0.48 + 1)
        { SpectralIndices.Ndwi, [0.2f, 0.6f], -0.5f },
        { SpectralIndices.Mndwi, [0.2f, 0.3f], -0.2f },                        // −0.1 / 0.5
        { SpectralIndices.Ndbi, [0.3f, 0.6f], -1f / 3 },
        { SpectralIndices.Bsi, [0.3f, 0.2f, 0.6f, 0.1f], -0.2f / 1.2f },       // (0.5 − 0.7) / 1.2
        { SpectralIndices.IronOxide, [0.2f, 0.1f], 2f },
        { SpectralIndices.Brightness, [0.1f, 0.2f, 0.2f], 0.17320508f },       // sqrt(0.09 / 3)
        { SpectralIndices.Grvi, [0.2f, 0.2f], 0f },
        { SpectralIndices.Ndrb, [0.2f, 0.1f], 1f / 3 },
        { SpectralIndices.Nsvdi, [0.2f, 0.2f, 0.1f], 3f / 7 },                 // V 0.2, S (0.2 − 0.1) / 0.2 = 0.5, 0.3 / 0.7
    };

    [Theory]
    [MemberData(nameof(Worked))]
    public void Formula_gives_the_hand_worked_number(SpectralIndex index, float[] bands, float expected) =>
        Assert.Equal(expected, index.Of(bands), 1e-6f);

    [Fact]
    public void Every_index_has_a_worked_number() => Assert.Equal(SpectralIndices.Known.Count, Worked.Count);

    [Fact]
    public void Block_equals_scalar_at_any_length_bit_for_bit()
    {
        var band = Gen.OneOf(Gen.Float[-0.1f, 1.2f], Gen.Const(float.NaN), Gen.Const(0f), Gen.Const(-0f), Gen.Const(float.PositiveInfinity));
        foreach (var index in SpectralIndices.Known)
        {
            Gen.Int[0, 70].SelectMany(n => band.Array[n].Array[index.Needs.Count]).Sample(bands =>
            {
                int count = bands[0].Length;
                var block = new float[count];
                index.Of(bands, count, block);
                for (int i = 0; i < count; i++)
                {
                    float one = index.Of([.. bands.Select(b => b[i])]);
                    Assert.Equal(Bits(one), Bits(block[i]));
                }
            }, iter: 200);
        }
    }

    [Fact]
    public void Dark_pixels_give_zero_rather_than_noise() =>
        Assert.Equal(0f, SpectralIndices.Ndvi.Of([-0.002f, 0.001f]));

    // Worked: (0.02, 0.03, 0.06) is V 0.06, S 2/3, (0.6667 − 0.06) / (0.6667 + 0.06); five times the light V 0.3, the same S.
    // White is V 1, S 0; red alone V 0.5, S 1.
    [Theory]
    [InlineData(0.02f, 0.03f, 0.06f, 0.8348624f)]
    [InlineData(0.10f, 0.15f, 0.30f, 0.3793103f)]
    [InlineData(1.3f, 1.2f, 1.1f, -1f)]
    [InlineData(0.5f, 0f, -0.02f, 1f / 3)]
    [InlineData(0f, 0f, 0f, 0f)]
    [InlineData(-0.01f, 0.00005f, 0f, 0f)]
    [InlineData(float.PositiveInfinity, 1f, 1f, -1f)]
    [InlineData(0.1f, float.NaN, 0.3f, float.NaN)]
    public void Shadow_is_dark_and_saturated(float red, float green, float blue, float expected) =>
        Assert.Equal(expected, SpectralIndices.Nsvdi.Of([red, green, blue]), 1e-6f);

    [Fact]
    public void Shadow_index_of_any_reflectance_is_a_number_from_minus_one_to_one()
    {
        var band = Gen.OneOf(Gen.Float[-2f, 3f], Gen.Float[-2e-4f, 2e-4f], Gen.Const(0f));
        Gen.Select(band, band, band).Sample((r, g, b) => SpectralIndices.Nsvdi.Of([r, g, b]) is >= -1 and <= 1);
    }

    // Every NaN counts as one: its payload is the processor's affair.
    private static int Bits(float v) => float.IsNaN(v) ? -1 : BitConverter.SingleToInt32Bits(v);
}
