using CsCheck;
using Geo.Core.Sites;
using Geo.Core.Sites.Places;

namespace Geo.Core.Tests.Sites.Places;

public sealed class AngleReaderTests
{
    // 109 + 58/60 + 12.5/3600
    private const double Angle = 109.97013888888889;

    [Theory]
    [InlineData("109°58′12.5″E", Angle)]
    [InlineData("109°58′12.5″", Angle)]
    [InlineData("E109°58'12.5\"", Angle)]
    [InlineData("东经109度58分12.5秒", Angle)]
    [InlineData("109度58分12.5秒", Angle)]
    [InlineData("109 58 12.5", Angle)]
    [InlineData("109-58-12.5", Angle)]
    [InlineData("109:58:12.5", Angle)]
    [InlineData("109.58.12.5", Angle)]
    [InlineData("109º58’12.5”", Angle)]
    [InlineData("109°58′12.5′′", Angle)]
    [InlineData("109° 58′ 12.5″ E", Angle)]
    [InlineData("109d58'12.5\"E", Angle)]
    [InlineData("１０９°５８′１２．５″", Angle)]
    [InlineData("109°58.208333333333′", Angle)]
    [InlineData("109°58′", 109.96666666666667)]
    [InlineData("109.5812", 109.5812)]
    [InlineData("109.5812°", 109.5812)]
    [InlineData("109.5812E", 109.5812)]
    [InlineData("+40.55", 40.55)]
    [InlineData("-33.5", -33.5)]
    [InlineData("33°30′S", -33.5)]
    [InlineData("4,490,600.99", 4490600.99)]
    [InlineData("37432235.817", 37432235.817)]
    [InlineData("432235.8米", 432235.8)]
    public void Is_read_as_it_is_meant(string text, double expected)
    {
        Assert.True(AngleReader.TryRead(TextWidth.Narrow(text), out double value, out _, out var reason), reason?.En);
        Assert.Equal(expected, value, 1e-9);
    }

    [Theory]
    [InlineData("109°75′12″"), InlineData("109°12′75″"), InlineData("109.5°12′"), InlineData("109°12.5′30″"), InlineData("109,5812"), InlineData("12,34"), InlineData("东"), InlineData("NaN"), InlineData("1e999"), InlineData("见图"), InlineData("109°" + "a")]
    public void Is_refused_rather_than_guessed(string text)
    {
        Assert.False(AngleReader.TryRead(text, out _, out _, out var reason));
        Assert.Contains(text, reason!.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_angle_comes_back_from_its_degrees_minutes_and_seconds() =>
        Gen.Select(Gen.Int[73, 135], Gen.Int[0, 59], Gen.Int[0, 59_999], Gen.OneOf(Gen.Const("{0}°{1}′{2}″"), Gen.Const("{0}度{1}分{2}秒"), Gen.Const("{0} {1} {2}"), Gen.Const("{0}-{1}-{2}"), Gen.Const("E{0}:{1}:{2}"))).Sample((d, m, ms, form) =>
        {
            string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, d, m, ms / 1000.0);
            return AngleReader.TryRead(text, out double value, out _, out _) && Math.Abs(value - (d + m / 60.0 + ms / 3_600_000.0)) < 1e-9;
        });
}
