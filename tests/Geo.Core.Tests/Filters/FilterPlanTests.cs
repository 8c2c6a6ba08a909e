using Geo.Core.Filters;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Core.Tests.Filters;

/// <summary>What an index can serve is served by it: SQLite's own plan of the store's statement.</summary>
public sealed class FilterPlanTests(FilterPlanTests.Plans plans) : IClassFixture<FilterPlanTests.Plans>
{
    /// <summary>An empty workspace for all plans.</summary>
    public sealed class Plans : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Plans()
        {
            var workspace = new Workspace(_folder.File("ws"));
            WorkspaceStore.Create(workspace, TimeProvider.System).Dispose();
            Database = new Database(workspace.Database);
        }

        internal Database Database { get; }

        public void Dispose()
        {
            Database.ClearPool();
            _folder.Dispose();
        }
    }

    [Theory]
    [InlineData("status = 'done'", "mine_sites_status (status=?"), InlineData("code = 'M01' AND area_m2 > 5", "mine_sites_code (code=?"), InlineData("status IN ('done', 'late')", "mine_sites_status (status=?"), InlineData("status LIKE 'done'", "mine_sites_status (status=?")]
    [InlineData("id = 'M01'", "(id=?")]
    [InlineData("S_INTERSECTS(geometry, BBOX(110, 40, 111, 41))", "rtree_mine_sites_geom VIRTUAL TABLE INDEX 2:"), InlineData("area_m2 > 5 AND S_WITHIN(geometry, POLYGON((110 40, 111 40, 111 41, 110 40)))", "rtree_mine_sites_geom VIRTUAL TABLE INDEX 2:")]
    [InlineData("S_CONTAINS(BBOX(110, 40, 111, 41), geometry)", "rtree_mine_sites_geom VIRTUAL TABLE INDEX 2:"), InlineData("S_INTERSECTS(geometry, BBOX(150, -90, -150, 90))", "rtree_mine_sites_geom VIRTUAL TABLE INDEX 2:"), InlineData("distance_m(geometry, POINT(110 40)) < 500", "rtree_mine_sites_geom VIRTUAL TABLE INDEX 2:")]
    public void The_index_serves(string filter, string step) => Assert.Contains(step, Plan(filter), StringComparison.Ordinal);

    // Nothing narrows these: not one row may be left out before the condition is asked.
    [Theory]
    [InlineData("S_DISJOINT(geometry, BBOX(110, 40, 111, 41))"), InlineData("NOT S_INTERSECTS(geometry, BBOX(110, 40, 111, 41))"), InlineData("S_INTERSECTS(geometry, BBOX(110, 40, 111, 41)) OR area_m2 > 5"), InlineData("distance_m(geometry, POINT(110 40)) > 500")]
    public void No_index_stands_before_what_it_cannot_decide(string filter) => Assert.DoesNotContain("rtree", Plan(filter), StringComparison.Ordinal);

    private string Plan(string text)
    {
        var layer = Layers.MineSites;
        var sql = new ItemsSql(new ItemsRequest { Filter = Filter.Of(text, FilterLanguage.Text, FilterCrs.Crs84, layer.Queryables, FilterText.Place) }, layer);
        using var connection = plans.Database.Open();
        sql.Register(connection);
        using var statement = new Statement(connection, "EXPLAIN QUERY PLAN " + sql.Rows(ended: false, near: true, from: false, layer.Columns));
        sql.Bind(statement);
        var steps = new List<string>();
        while (statement.Step()) steps.Add((string)statement.Value(3)!);
        return string.Join('\n', steps);
    }
}
