using Geo.Core.Cases;
using Geo.Core.Inventory.Grading;
using Geo.Core.Tracking;
using Geo.Testing;

namespace Geo.Core.Tests;

/// <summary>A bureau changes the files of rules; what it writes wrongly is told in one sentence.</summary>
public sealed class RulesFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("not json", "cannot be read")]
    [InlineData("null", "a part is missing")]
    [InlineData("""{"choose": "highest"}""", "a part is missing")]
    public void A_file_of_another_form_names_the_shipped_one(string text, string says)
    {
        string file = Written(text);
        var refused = Assert.Throws<InputException>(() => GradingRules.Load(file));
        Assert.Equal(file, refused.Where);
        Assert.Contains(says, refused.Problem, StringComparison.Ordinal);
        Assert.Contains("data/rules/grading.json", refused.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_told_with_its_path() =>
        Assert.Equal(_folder.File("none.json"), Assert.Throws<InputException>(() => RestorationRules.Load(_folder.File("none.json"))).Where);

    [Fact]
    public void A_value_that_stands_twice_is_named()
    {
        string file = Written("""{"values": [{"name": "verified_days", "value": 3, "unit": "d", "document": "own", "date": "2026-11-27"}, {"name": "verified_days", "value": 4, "unit": "d", "document": "own", "date": "2026-11-27"}]}""");
        var refused = Assert.Throws<InputException>(() => CaseRules.Load(file));
        Assert.Equal(("verified_days", "the value stands twice"), (refused.Field, refused.Problem));
    }

    [Fact]
    public void A_holiday_that_is_no_day_is_named_with_its_year()
    {
        string file = Written("""{"years": [{"year": 2027, "document": "notice", "date": "2026-11-01", "off": ["2027-02-30"], "on": []}]}""");
        var refused = Assert.Throws<InputException>(() => WorkingDays.Load(file));
        Assert.Equal(("2027", "'2027-02-30' is no day"), (refused.Field, refused.Problem));
    }

    private string Written(string text)
    {
        string file = _folder.File("rules.json");
        File.WriteAllText(file, text);
        return file;
    }
}
