using CsCheck;
using Geo.Core.Filters;
using Geo.Core.Store;
using Geo.Core.Tests.Filters;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Store;

/// <summary>Boxes on a layer whose places are coarsened: the R-tree of the exact places narrows the rows, and none that fits is passed over.</summary>
public sealed class CoarseLayerTests(CoarseLayerTests.Rows rows) : IClassFixture<CoarseLayerTests.Rows>
{
    private const int Count = 400;

    /// <summary>Rectangles all over the earth, most near 110° E 40° N, near the poles and near the date line; some as long as ten degrees, some points.</summary>
    public sealed class Rows : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Rows()
        {
            Store = WorkspaceStore.Create(new Workspace(_folder.File("ws")), TimeProvider.System);
            Store.Write("test", null, null, w => w.Put("sensitive-areas", Enumerable.Range(0, Count).Select(Row)));
        }

        public WorkspaceStore Store { get; }

        public void Dispose()
        {
            Store.Dispose();
            _folder.Dispose();
        }

        private static Feature Row(int number)
        {
            ulong state = SplitMix64.Mix((ulong)number);
            double Next() => SplitMix64.Unit(ref state);
            var (x, y) = (number % 4) switch
            {
                0 => (110 + Next(), 40 + Next()),
                1 => (-180 + 360 * Next(), (Next() < 0.5 ? -1 : 1) * (80 + 10 * Next())),
                2 => ((Next() < 0.5 ? -180 : 178) + 2 * Next(), -90 + 180 * Next()),
                _ => (-180 + 360 * Next(), -90 + 180 * Next()),
            };
            double size = number % 10 == 0 ? 10 : 0.02;
            double east = Math.Min(180, x + 0.001 + size * Next()), north = Math.Min(90, y + 0.001 + size * Next());
            return new Feature($"A{number:000}", GeometryFactory.Default.ToGeometry(new Envelope(Math.Min(x, 179.999), east, Math.Min(y, 89.999), north)), new Dictionary<string, object?> { ["name"] = "x" });
        }
    }

    [Fact]
    public void A_box_finds_the_rows_whose_published_cells_it_meets() =>
        (from metres in Gen.Select(Gen.Double[1, 5], power => Math.Pow(10, power))
         from near in Gen.Int[0, Count - 1]
         from dx in Gen.Double[-2, 2]
         from dy in Gen.Double[-2, 2]
         from width in Gen.Double[0, 3]
         from height in Gen.Double[0, 3]
         select (metres, near, dx, dy, width, height)).Sample(asked =>
         {
             using var coarse = rows.Store.Coarsened([new CoarseLayer(Layers.SensitiveAreas, [], asked.metres)]);
             var layer = coarse.Layer("sensitive-areas");
             var published = layer.Items(ItemsRequest.Everything).Select(f => (f.Id, Box: f.Geometry!.EnvelopeInternal)).ToList();
             // By cells: some boxes touch one, some lie between.
             var at = published[asked.near].Box;
             double west = At(at.MinX + asked.dx * at.Width, 179), south = At(at.MinY + asked.dy * at.Height, 89);
             double east = Math.Round(Math.Min(180, west + asked.width * at.Width), 7), north = Math.Round(Math.Min(90, south + asked.height * at.Height), 7);
             string[] expected = [.. published.Where(p => p.Box.MinX <= east && p.Box.MaxX >= west && p.Box.MinY <= north && p.Box.MaxY >= south).Select(p => p.Id)];
             var box = new ItemsRequest { Bbox = new Extent(west, south, east, north), Limit = int.MaxValue };
             Assert.Equal(expected, layer.Items(box).Select(f => f.Id));
             Assert.Equal(expected.Length, layer.Count(box));
             Assert.Equal(expected.Order(), layer.Items(box with { SortBy = [new SortKey("name", false)] }).Select(f => f.Id).Order());
             if (west < east && south < north)
             {
                 var filter = Filter.Of(FormattableString.Invariant($"S_INTERSECTS(geometry, BBOX({west:0.0######}, {south:0.0######}, {east:0.0######}, {north:0.0######}))"), FilterLanguage.Text, FilterCrs.Crs84, layer.Definition.Queryables, FilterText.Place);
                 Assert.Equal(expected, layer.Items(new ItemsRequest { Filter = filter, Limit = int.MaxValue }).Select(f => f.Id));
             }
         }, iter: 120, threads: 1);

    private static double At(double degrees, double most) => Math.Round(Math.Clamp(degrees, -most - 1, most), 7);

    [Fact]
    public void The_tree_itself_finds_what_lies_round_a_box()
    {
        var layer = new CoarseLayer(Layers.SensitiveAreas, [], 500);
        var database = new Database(rows.Store.Workspace.Database, new CoarseViews([layer]));
        using (var session = database.Reading.Rent())
        {
            var filter = Filter.Of("S_INTERSECTS(geometry, BBOX(110, 40, 110.1, 40.1))", FilterLanguage.Text, FilterCrs.Crs84, layer.Definition.Queryables, FilterText.Place);
            foreach (var request in (ItemsRequest[])[new ItemsRequest { Bbox = new Extent(110, 40, 110.1, 40.1) }, new ItemsRequest { Filter = filter }])
            {
                var sql = new ItemsSql(request, layer.Definition);
                var plan = session.Prepared("EXPLAIN QUERY PLAN " + sql.Lists(session.Indexes("sensitive_areas")).Single().Sql);
                Assert.True(plan.Step());
                // All four bounds (D: at most, B: at least): columns 0 to 3 are minx, maxx, miny, maxy.
                Assert.Matches("VIRTUAL TABLE INDEX 2:(?=.*B0)(?=.*D1)(?=.*B2)(?=.*D3)", (string)plan.Value(3)!);
                plan.Reset();
            }
        }

        database.ClearPool();
    }
}
