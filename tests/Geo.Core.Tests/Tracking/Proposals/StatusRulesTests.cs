using Geo.Core.Tracking;
using Geo.Testing;

namespace Geo.Core.Tests.Tracking.Proposals;

public class StatusRulesTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "rules", "restoration.json"));

    [Theory]
    [InlineData("McFeeters 1996 (NDWI above 0 is water) and Xu 2006 (MNDWI above 0)", "", "water_index_above")]
    [InlineData("ring_inner_m", "ring_inner", "ring_inner_m")]
    [InlineData("\"test_rho\"", "\"test_rh\"", "test_rho")]
    [InlineData("DOMAIN.md section 2 (relapsed from any of the last three)", "", "relapsed-digging")]
    [InlineData("\"figure\": \"water_share\"", "\"figure\": \"wetness\"", "water")]
    [InlineData("\"at_least\": \"water_site_from\"", "\"at_least\": \"0.5\"", "water")]
    [InlineData("{water_share:0.00}", "{wetness:0.00}", "water")]
    [InlineData("\"id\": \"restored-tested\", \"status\": \"restored\"", "\"id\": \"restored-tested\", \"status\": \"accepted\"", "restored-tested")]
    [InlineData("\"id\": \"restored-tested\"", "\"id\": \"water\"", "statuses")]
    public void A_rule_that_does_not_say_where_it_comes_from_or_what_it_means_is_refused(string what, string by, string field)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(what, s_text, StringComparison.Ordinal);
        File.WriteAllText(folder.File("r.json"), s_text.Replace(what, by, StringComparison.Ordinal));
        Assert.Equal(field, Assert.Throws<InputException>(() => RestorationRules.Load(folder.File("r.json"))).Field);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public void What_is_no_rule_file_is_refused(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("r.json"), text);
        Assert.Throws<InputException>(() => RestorationRules.Load(folder.File("r.json")));
        // A comparison that is misspelt would hold always.
        File.WriteAllText(folder.File("r.json"), s_text.Replace("\"at_least\": \"water_site_from\"", "\"atleast\": \"water_site_from\"", StringComparison.Ordinal));
        Assert.Throws<InputException>(() => RestorationRules.Load(folder.File("r.json")));
    }
}
