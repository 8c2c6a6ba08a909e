using Geo.Core.Filters;

namespace Geo.Core.Tests.Filters;

/// <summary>Short forms for the tests of filters.</summary>
internal static class FilterText
{
    public static readonly FilterPlace Place = new("test", "filter");

    /// <summary>Properties of the table <c>things AS t</c>.</summary>
    public static readonly Queryables Things = new(
    [
        new("id", FilterType.Number, "t.id"), new("name", FilterType.Text, "t.name"), new("n", FilterType.Number, "t.n"), new("r", FilterType.Number, "t.r"),
        new("ok", FilterType.Boolean, "t.ok"), new("at", FilterType.Timestamp, "t.at"), new("until", FilterType.Timestamp, "t.until"), new("day", FilterType.Date, "t.day"),
        new("tags", FilterType.Array, "t.tags"), new("geometry", FilterType.Geometry, "t.geom"),
    ]);

    public static Expression Tree(string text) => Filter.Parse(text, FilterLanguage.Text, Place);

    public static Expression FromJson(string json) => Filter.Parse(json, FilterLanguage.Json, Place);

    public static Filter Checked(string text, FilterCrs? crs = null, FilterLimits? limits = null) => Filter.Of(text, FilterLanguage.Text, crs ?? FilterCrs.Crs84, Things, Place, limits);

    public static InputException Refused(Action action)
    {
        var error = Assert.Throws<InputException>(action);
        Assert.Equal("filter", error.Field);
        return error;
    }
}
