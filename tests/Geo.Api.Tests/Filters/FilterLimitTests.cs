using System.Text.Json;
using Geo.Core.Filters;

namespace Geo.Api.Tests.Filters;

/// <summary>How large a filter may be is a setting of the server, for items and for scenes.</summary>
public sealed class FilterLimitTests(SmallFilters served) : IClassFixture<SmallFilters>
{
    [Theory]
    [InlineData("code = 'M01' OR code = 'M02'", null), InlineData("code = 'M01' OR code = 'M02' OR code = 'M03' OR code = 'M04'", "12 operators and values")]
    [InlineData("((code = 'M01'))", null), InlineData("(((((((code = 'M01')))))))", "5 levels of nesting")]
    [InlineData("S_INTERSECTS(geometry, LINESTRING(110 40, 111 41))", null), InlineData("S_INTERSECTS(geometry, LINESTRING(110 40, 111 41, 112 41, 112 42))", "3 vertices")]
    [InlineData("code = 'M01                                                                                                              '", "100 characters")]
    public async Task A_filter_beyond_the_setting_is_refused_by_name(string filter, string? beyond)
    {
        string path = "/collections/mine-sites/items?filter=" + Uri.EscapeDataString(filter);
        if (beyond is null)
        {
            await served.Json(path);
            return;
        }

        var problem = await served.Problem(path, 400);
        Assert.Equal("filter", problem.GetProperty("field").GetString());
        Assert.Contains(beyond, problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searches_of_scenes_are_held_to_it_too()
    {
        const string filter = "gsd = 1 OR gsd = 2 OR gsd = 3 OR gsd = 4";
        Assert.Equal("filter", (await served.Problem("/stac/search?filter=" + Uri.EscapeDataString(filter), 400)).GetProperty("field").GetString());
        using var answer = await served.Send(HttpMethod.Post, "/stac/search", $$"""{"filter":"{{filter}}"}""");
        Assert.Equal("filter", JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("field").GetString());
    }
}

/// <summary>A server that takes small filters only.</summary>
public sealed class SmallFilters : ServedWorkspace
{
    internal override ServerSettings Told(ServerSettings settings) => settings with { FilterLimits = new FilterLimits { Characters = 100, Depth = 5, Nodes = 12, Vertices = 3 } };
}
