using CsCheck;
using Geo.Core.Imagery;
using Geo.Core.Tiles.Pictures;

namespace Geo.Core.Tests.Tiles;

public sealed class BandExpressionTests
{
    private static readonly SceneBand[] Bands = [new(BandRole.Red, 1, 1, 0), new(BandRole.Nir, 2, 1, 0), new(BandRole.Other, 3, 1, 0)];

    // Worked by hand with red = 0.1, nir = 0.5, b3 = 4.
    [Theory]
    [InlineData("(nir-red)/(nir+red)", 0.4 / 0.6), InlineData("NIR", 0.5), InlineData("b2 - b1", 0.4), InlineData("2*nir+red*3", 1.3), InlineData("-nir^2", -0.25), InlineData("2^b3^0.5", 4)]
    [InlineData("1-2-red", -1.1), InlineData("8/b3/2", 1), InlineData("max(nir,red)-min(nir,red)", 0.4), InlineData("sqrt(b3)*abs(-2)", 4), InlineData("log(exp(b3))", 4), InlineData("log10(1e2)+red*0", 2), InlineData("+nir - -red", 0.6), InlineData("2.5*(nir-red)/(nir+6*red+1)", 1.0 / 2.1)]
    public void Formulas_mean_what_they_mean_on_paper(string text, double expected)
    {
        var expression = BandExpression.Parse(text, Bands);
        float[] Of(SceneBand band) => Enumerable.Repeat(band.Index switch { 1 => 0.1f, 2 => 0.5f, _ => 4f }, 5000).ToArray();
        var values = new float[5000];
        expression.Evaluate([.. expression.Bands.Select(Of)], values);
        Assert.All(values, value => Assert.Equal(expected, value, 1e-6));
    }

    [Theory]
    [InlineData("", "it ends"), InlineData("nir+", "it ends"), InlineData("(nir", "')' is wanted"), InlineData("nir red", "nothing can follow"), InlineData("blue", "no band 'blue'; there are red, nir, b1, b2, b3")]
    [InlineData("sin(nir)", "no function 'sin'"), InlineData("max(nir)", "','"), InlineData("1..2", "no number"), InlineData("nir;red", "nothing can follow"), InlineData("1e99", "no number"), InlineData("b9", "no band"), InlineData("b99999999999", "no band"), InlineData("nir#", "nothing")]
    public void What_is_wrong_is_said(string text, string words)
    {
        var wrong = Assert.Throws<InputException>(() => BandExpression.Parse(text, Bands));
        Assert.Equal("expression", wrong.Field);
        Assert.Contains(words, wrong.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Length_depth_and_number_of_operations_are_bounded()
    {
        Assert.Contains("longer", Assert.Throws<InputException>(() => BandExpression.Parse(new string(' ', 501) + "nir", Bands)).Problem, StringComparison.Ordinal);
        Assert.Contains("deeper", Assert.Throws<InputException>(() => BandExpression.Parse(new string('(', 100) + "nir", Bands)).Problem, StringComparison.Ordinal);
        Assert.Contains("operations", Assert.Throws<InputException>(() => BandExpression.Parse(string.Join('+', Enumerable.Repeat("nir", 60)), Bands)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_either_taken_or_refused_by_name() => Gen.Char["()+-*/^.,;0123456789 abnirex"].Array[0, 40].Sample(text =>
    {
        try
        {
            var expression = BandExpression.Parse(new string(text), Bands);
            var values = new float[3];
            expression.Evaluate([.. expression.Bands.Select(_ => new float[] { 0, 1, float.NaN })], values);
        }
        catch (InputException wrong)
        {
            return wrong.Field == "expression";
        }

        return true;
    }, iter: 20000);
}
