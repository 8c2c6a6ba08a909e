using CsCheck;
using Geo.Core.Predictors;

namespace Geo.Core.Tests.Predictors;

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
    };

    [Theory]
    [MemberData(nameof(Worked))]
    public void Formula_gives_the_hand_worked_number(SpectralIndex index, float[] bands, float expected) =>
        Assert.Equal(expected, index.Of(bands), 1e-6f);

    [Fact]
    public void Every_index_has_a_worked_number() => Assert.Equal(SpectralIndices.All.Count, Worked.Count);

    [Fact]
    public void Block_equals_scalar_at_any_length_bit_for_bit()
    {
        var band = Gen.OneOf(Gen.Float[-0.1f, 1.2f], Gen.Const(float.NaN), Gen.Const(0f));
        foreach (var index in SpectralIndices.All)
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

    // Every NaN counts as one: its payload is the processor's affair.
    private static int Bits(float v) => float.IsNaN(v) ? -1 : BitConverter.SingleToInt32Bits(v);
}
