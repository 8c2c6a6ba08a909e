using CsCheck;
using Geo.Core.Filters;
using Geo.Core.Store;
using Geo.Core.Tests.Filters;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Store;

/// <summary>Rows that an index narrows: those that fit, once each and in order, however they lie in the table; and what SQLite does for them.</summary>
public sealed class NarrowedRowsTests(NarrowedRowsTests.Rows rows) : IClassFixture<NarrowedRowsTests.Rows>
{
    /// <summary>600 detections, 20 of them deleted again in a gap; the class changes once in the table, the place goes round.</summary>
    public sealed class Rows : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Rows()
        {
            var workspace = new Workspace(_folder.File("ws"));
            using (var store = WorkspaceStore.Create(workspace, TimeProvider.System))
            {
                store.Write("test", null, null, w => w.Put("detections", Enumerable.Range(0, 600).Select(Row)));
                store.Write("test", null, null, w => w.Delete("detections", [.. Enumerable.Range(300, 20).Select(Id)]));
                Revision = store.Revision;
            }

            Database = new Database(workspace.Database);
        }

        internal Database Database { get; }

        internal long Revision { get; }

        public void Dispose()
        {
            Database.ClearPool();
            _folder.Dispose();
        }
    }

    private static string Id(int n) => $"D{n:000}";

    // Squares of 0.01° whose lower left corners go along 110° to 110.99° six times.
    private static double West(int n) => 110 + n % 100 / 100d;

    private static DateTimeOffset At(int n) => new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(n);

    private static Feature Row(int n) => new(Id(n), n % 50 == 49 ? null : GeometryFactory.Default.ToGeometry(new Envelope(West(n), West(n) + 0.01, 40, 40.01)), new Dictionary<string, object?>
    {
        ["class"] = n < 400 ? "stockpile" : "unrestored_pit",
        ["site_code"] = $"M{n % 7}",
        ["acquired_at"] = At(n),
        ["area_m2"] = (double)n,
    });

    // West edges are told with two decimals here, 0.005 away from those of the squares: rounding decides nothing.
    [Fact]
    public void All_rows_that_fit_come_once_and_in_order() =>
        (from start in Gen.Int[0, 100]
         from width in Gen.Int[0, 100]
         from hours in Gen.Int[0, 620]
         from kind in Gen.Int[0, 7]
         from reach in Gen.Select(Gen.Int[1, 700], Gen.Int[1, 300], (listed, stretch) => new Reach(listed, stretch))
         from after in Gen.OneOf(Gen.Const(0), Gen.Int[0, 610])
         select (start, width, hours, kind, reach, after)).Sample(asked =>
         {
             var (start, width, hours, kind, reach, after) = asked;
             double west = 110 + start / 100d + 0.005, east = west + width / 100d;
             bool InBox(int n) => n % 50 != 49 && West(n) + 0.01 >= west && West(n) <= east;
             string time = At(hours).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
             var box = new Extent(west, 39, east, 41);
             (ItemsRequest Request, Func<int, bool> Fits) one = kind switch
             {
                 0 => (new ItemsRequest { Bbox = box }, InBox),
                 1 => (With($"acquired_at > TIMESTAMP('{time}')"), n => n > hours),
                 2 => (With($"acquired_at <= TIMESTAMP('{time}') AND class = 'unrestored_pit'"), n => n <= hours && n >= 400),
                 3 => (With($"T_AFTER(acquired_at, TIMESTAMP('{time}')) AND area_m2 < 500") with { Bbox = box }, n => n > hours && n < 500 && InBox(n)),
                 4 => (With("site_code IN ('M1', 'M5', 'M9')"), n => n % 7 is 1 or 5),
                 5 => (new ItemsRequest { Bbox = box, Matching = new Dictionary<string, string> { ["site_code"] = "M3" }, Datetime = (At(hours), null) }, n => InBox(n) && n % 7 == 3 && n >= hours),
                 6 => (With(FormattableString.Invariant($"S_INTERSECTS(geometry, MULTIPOLYGON(((109 39, 109 41, {west:0.000} 41, {west:0.000} 39, 109 39)), (({east + 0.02:0.000} 39, {east + 0.02:0.000} 41, 112 41, 112 39, {east + 0.02:0.000} 39))))")), n => n % 50 != 49 && (West(n) <= west || West(n) + 0.01 >= east + 0.02)),
                 _ => (With("site_code LIKE 'M%' AND id > 'D123'"), n => n > 123),
             };
             var (request, fits) = one;
             // The first row has number 1.
             string[] expected = [.. Enumerable.Range(after, Math.Max(0, 600 - after)).Where(n => n is < 300 or >= 320 && fits(n)).Select(Id)];
             var reading = new ItemsReading(rows.Database.Reading, new CountCache(), Layers.Detections, request) { Reach = reach };
             using (var cursor = reading.Open(rows.Revision, after, int.MaxValue))
             {
                 var found = new List<string>();
                 while (cursor.Read()) found.Add(cursor.Row.Feature().Id);
                 Assert.Equal(expected, found);
             }

             if (after == 0)
             {
                 Assert.Equal(expected.Length, reading.Count(rows.Revision, long.MaxValue, CancellationToken.None));
                 Assert.Equal(Math.Min(expected.Length, 11), Math.Min(11, reading.Count(rows.Revision, 10, CancellationToken.None)));
             }
         }, iter: 300, threads: 1);

    [Theory]
    [InlineData("acquired_at > TIMESTAMP('2025-06-01T00:00:00Z')", "SEARCH t USING COVERING INDEX detections_acquired_at (acquired_at>?)")]
    [InlineData("acquired_at = DATE('2025-06-01')", "SEARCH t USING COVERING INDEX detections_acquired_at (acquired_at>? AND acquired_at<?)")]
    [InlineData("T_DURING(acquired_at, INTERVAL('2025-05-01', '2025-06-01'))", "SEARCH t USING COVERING INDEX detections_acquired_at (acquired_at>? AND acquired_at<?)")]
    [InlineData("site_code IN ('M1', 'M2')", "SEARCH t USING COVERING INDEX detections_site_code (site_code=?)")]
    [InlineData("survey_id LIKE 'S1%'", "SEARCH t USING COVERING INDEX detections_survey_id (survey_id>? AND survey_id<?)")]
    [InlineData("S_INTERSECTS(geometry, BBOX(110, 40, 111, 41)) AND probability > 0.5", "rtree_detections_geom VIRTUAL TABLE INDEX 2:")]
    public void An_index_alone_lists_the_rows(string filter, string step)
    {
        var request = With(filter);
        string plan = Plan(request, (sql, session) => sql.Lists(session.Indexes("detections")).Select(l => l.Sql).Single());
        Assert.Contains(step, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        // Also where only the next ones are wanted: sorted without their rows.
        Assert.Contains(step, Plan(request, (sql, session) => $"SELECT n FROM ({sql.Lists(session.Indexes("detections")).Single().Sql}) WHERE n > @after ORDER BY n LIMIT 100"), StringComparison.Ordinal);
    }

    // What SQLite finds in order is read as it finds it, and what is walked is looked up by number, without sorting.
    [Theory]
    [InlineData("site_code = 'M1'", "detections_site_code (site_code=?)"), InlineData("survey_id = 'S1' AND area_m2 > 5", "detections_survey_id (survey_id=?)"), InlineData("id = 'D1'", "(id=?)")]
    public void An_equality_is_served_in_order(string filter, string step)
    {
        string plan = Plan(With(filter), (sql, session) =>
        {
            Assert.All(sql.Lists(session.Indexes("detections")), list => Assert.True(list.Ordered));
            return sql.Rows(ended: false, near: true, from: false, Layers.Detections.Columns);
        });
        Assert.Contains(step, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stretch_is_found_by_number() =>
        Assert.Equal("SEARCH t USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)", Plan(With("acquired_at > TIMESTAMP('2025-06-01T00:00:00Z') AND site_code = 'M1'"), (sql, _) => sql.Window(Layers.Detections.Columns)));

    [Theory]
    [InlineData("class = 'stockpile'"), InlineData("acquired_at <> TIMESTAMP('2025-06-01T00:00:00Z')"), InlineData("acquired_at > first_seen_at"), InlineData("NOT (acquired_at > TIMESTAMP('2025-06-01T00:00:00Z'))"), InlineData("site_code = 'M1' OR survey_id = 'S1'"), InlineData("CASEI(site_code) = CASEI('m1')"), InlineData("S_DISJOINT(geometry, POINT(110 40))")]
    public void What_no_index_decides_is_listed_by_none(string filter)
    {
        using var session = rows.Database.Reading.Rent();
        Assert.Empty(new ItemsSql(With(filter), Layers.Detections).Lists(session.Indexes("detections")));
    }

    [Theory]
    [InlineData(""), InlineData("site_code IN ('M1', 'M5')"), InlineData("area_m2 >= 0")]
    public void The_next_page_is_named_before_this_one_is_read(string filter)
    {
        foreach (int limit in (int[])[1, 7, 116, 145, 579, 580, 581])
        {
            var reading = new ItemsReading(rows.Database.Reading, new CountCache(), Layers.Detections, filter.Length == 0 ? new ItemsRequest() : With(filter));
            foreach (int after in (int[])[0, 290, 599])
            {
                using var cursor = reading.Open(rows.Revision, after, limit);
                while (cursor.Read())
                {
                }

                Assert.Equal(cursor.Next, reading.Next(rows.Revision, after, limit, CancellationToken.None));
            }
        }
    }

    [Fact]
    public void Reading_and_counting_end_when_they_are_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var reading = new ItemsReading(rows.Database.Reading, new CountCache(), Layers.Detections, With("CASEI(class) LIKE CASEI('%PIT%')"));
        using (var cursor = reading.Open(rows.Revision, 0, 100, null, cancelled.Token))
        {
            Assert.True(cursor.Read());
            cancelled.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => cursor.Read());
        }

        Assert.ThrowsAny<OperationCanceledException>(() => reading.Count(rows.Revision, long.MaxValue, cancelled.Token));
        // The connection is as good as before.
        Assert.Equal(200, reading.Count(rows.Revision, long.MaxValue, CancellationToken.None));
    }

    private static ItemsRequest With(string filter) => new() { Filter = Filter.Of(filter, FilterLanguage.Text, FilterCrs.Crs84, Layers.Detections.Queryables, FilterText.Place) };

    private string Plan(ItemsRequest request, Func<ItemsSql, ReadSession, string> text)
    {
        var sql = new ItemsSql(request, Layers.Detections);
        using var session = rows.Database.Reading.Rent();
        session.Prepare(sql.Register);
        var statement = session.Prepared("EXPLAIN QUERY PLAN " + text(sql, session));
        sql.Bind(statement);
        var steps = new List<string>();
        while (statement.Step()) steps.Add((string)statement.Value(3)!);
        return string.Join('\n', steps);
    }
}
