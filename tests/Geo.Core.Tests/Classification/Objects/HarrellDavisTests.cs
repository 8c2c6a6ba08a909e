using Geo.Core.Classification.Objects;

namespace Geo.Core.Tests.Classification.Objects;

public class HarrellDavisTests
{
    [Theory]
    [InlineData(0.5, 3.7945007506807222)]
    [InlineData(0.25, 2.011271649681457)]
    [InlineData(0.08, 1.1596748963489119)]
    public void Quantiles_are_those_of_scipy(double share, double expected) =>
        Assert.Equal(expected, HarrellDavis.Quantile([7.1, 1, 2.5, 4, 3.3, 9, 5.2, 1.4], share), 1e-9);

    [Fact]
    public void One_value_is_its_own_quantile() => Assert.Equal(3, HarrellDavis.Quantile([3], 0.1), 1e-12);
}
