using static Geo.Core.Tests.Filters.FilterText;

namespace Geo.Core.Tests.Filters;

public sealed class CheckerTests
{
    [Fact]
    public void An_unknown_property_is_named_with_those_that_there_are()
    {
        var error = Refused(() => Checked("n = 1 AND colour = 'red'"));
        Assert.Contains("'colour'", error.Problem, StringComparison.Ordinal);
        Assert.Contains("id, name, n, r, ok, at, until, day, tags, geometry", error.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n = 'x'", "n (a number)"), InlineData("name = 1", "name (a text)"), InlineData("ok > 1", "ok (a true-or-false value)"), InlineData("at = 'yesterday'", "at (a time)"), InlineData("geometry = 'x'", "geometry (a geometry)")]
    [InlineData("tags = 'x'", "tags (a list)"), InlineData("name", "alone is no condition"), InlineData("ok", "alone is no condition"), InlineData("1 + 2", "a number stands where a condition"), InlineData("NOT 'x'", "a text stands where a condition")]
    [InlineData("n LIKE 'a'", "LIKE needs a text"), InlineData("name LIKE name", "the pattern of LIKE"), InlineData("name LIKE 5", "the pattern of LIKE"), InlineData("name BETWEEN 'a' AND 'b'", "BETWEEN compares numbers"), InlineData("n IN (1, 'x')", "IN does not compare")]
    [InlineData("S_INTERSECTS(name, POINT(0 0))", "s_intersects needs a geometry"), InlineData("T_AFTER(n, at)", "t_after needs a time"), InlineData("A_CONTAINS(name, ('x'))", "a_contains needs a list"), InlineData("n = name + 1", "+ needs a number")]
    [InlineData("CASEI(n) = 'x'", "CASEI needs a text"), InlineData("foo(n) = 1", "no function 'foo'"), InlineData("area_m2() = 1", "takes 1 arguments"), InlineData("area_m2(n) = 1", "area_m2 needs a geometry"), InlineData("T_AFTER(at, INTERVAL('2025-02-01','2025-01-01'))", "ends before it starts")]
    [InlineData("A_CONTAINS(tags, (POINT(0 0), 'x'))", "a list holds a geometry")]
    public void What_does_not_fit_is_refused_with_its_reason(string text, string said) => Assert.Contains(said, Refused(() => Checked(text)).Problem, StringComparison.Ordinal);

    [Fact]
    public void Lists_in_lists_are_checked_once_each()
    {
        string text = "n IN (1)";
        for (int i = 0; i < 30; i++) text = $"({text}) IN (TRUE, FALSE, TRUE)"; // by trying each again for every item this would take 3^30
        Checked(text);
    }
}
