namespace Geo.Core.Tests;

/// <summary>Values from scipy 1.10: stats.nct.sf(t, nu, d), stats.t.ppf(p, nu), stats.norm.cdf(z).</summary>
public class DistributionTests
{
    [Theory]
    [InlineData(1.5, 2.3, 3, 0.9141769180999613)]
    [InlineData(2, 1.85, -1, 0.01688623165891958)]
    [InlineData(1.3, 30, 2.5, 0.8837968104184177)]
    [InlineData(1.886, 2, 0, 0.09997083962388732)]
    [InlineData(1.4, 7, 12, 1.0)]
    public void Noncentral_t_is_scipys(double t, double freedom, double shift, double beyond) => Assert.Equal(beyond, StudentT.Beyond(t, freedom, shift), 1e-9);

    [Theory]
    [InlineData(0.9, 1.85, 1.9548552212185741)]
    [InlineData(0.95, 2.912, 2.382641783648358)]
    [InlineData(0.9, 6.62, 1.4233866122038727)]
    public void Quantiles_of_t_take_broken_degrees_of_freedom(double share, double freedom, double t) => Assert.Equal(t, StudentT.Quantile(share, freedom), 1e-9);

    [Theory]
    [InlineData(-8, 6.22096057427174e-16)]
    [InlineData(-2.5, 0.006209665325776132)]
    [InlineData(-0.3, 0.3820885778110474)]
    [InlineData(0, 0.5)]
    [InlineData(1.96, 0.9750021048517795)]
    [InlineData(3.6, 0.9998408914098424)]
    [InlineData(5, 0.9999997133484281)]
    public void Normal_shares_are_scipys(double z, double below)
    {
        Assert.Equal(1, Normal.Below(z) / below, 1e-12);
        if (Math.Abs(z) < 6) Assert.Equal(z, Normal.Quantile(below), 1e-8);
    }
}
