using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Jobs.Tests.Cli;

public sealed class TrackTests : IDisposable
{
    // 0.006 by 0.006 degrees near 110.02 E, 40.58 N.
    private const string Pit = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"M-1","name":"一号坑"},
        "geometry":{"type":"Polygon","coordinates":[[[110.017,40.577],[110.023,40.577],[110.023,40.583],[110.017,40.583],[110.017,40.577]]]}}]}
        """;

    private static readonly Grid s_grid = new(GeoTransform.NorthUp(415_000, 4_496_500, 10, 10), 400, 400, WellKnown.GaussKruger111);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_scene_touches_only_itself_and_a_height_model_gives_the_surface()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        File.WriteAllText(_folder.File("pit.geojson"), Pit);
        geowfc.Done("import", "mine-sites", _folder.File("pit.geojson"));
        // A plane that falls toward the south by 1 in 4.
        Ingest(geowfc, "dem.tif", ["--profile", "dem", "--datetime", "2020-01-01"], PixelType.Float32, (_, i) => 1000 - 2.5 * (i / 400));
        Ingest(geowfc, "a.tif", ["--datetime", "2025-06-01", "--band-map", "BLUE=1", "GREEN=2", "RED=3", "NIR=4"], PixelType.UInt16, (band, _) => new[] { 400, 600, 800, 2400 }[band - 1]);
        Assert.Equal(1, Observations(geowfc));
        Assert.Equal(0, Observations(geowfc));
        Feature first = Assert.Single(Stored());
        Assert.Equal(0.5, (double)first.Properties["ndvi_mean"]!, 1e-6);
        Assert.Equal("generic", first.Properties["sensor"]);
        Assert.Equal("slope_aspect", first.Properties["reference_method"]);
        double projected = (double)first.Properties["projected_area_m2"]!;
        Assert.Equal(projected * Math.Sqrt(1 + 1 / 16.0), (double)first.Properties["surface_area_m2"]!, projected * 1e-4);

        Ingest(geowfc, "b.tif", ["--datetime", "2025-07-01", "--band-map", "BLUE=1", "GREEN=2", "RED=3", "NIR=4"], PixelType.UInt16, (band, _) => new[] { 400, 600, 800, 3200 }[band - 1]);
        Assert.Equal(1, Observations(geowfc));
        Assert.Equal(2, Stored().Count);
        Feature again = Stored().Single(f => f.Id == first.Id);
        Assert.Equal(first.Properties["run_id"], again.Properties["run_id"]);
    }

    private static int Observations(Geowfc geowfc) => geowfc.Done("track", "--json").Json.GetProperty("observations").GetInt32();

    private List<Feature> Stored()
    {
        using var store = WorkspaceStore.Open(new Workspace(_folder.File("ws")), TimeProvider.System);
        return [.. store.Layer("observations").Items(ItemsRequest.All with { Limit = int.MaxValue })];
    }

    private void Ingest(Geowfc geowfc, string name, string[] options, PixelType type, Func<int, int, double> valueAt)
    {
        int bands = type == PixelType.Float32 ? 1 : 4;
        using (var made = Dataset.Create(_folder.File(name), new RasterSpec(s_grid, bands, type, null)))
        {
            for (int band = 1; band <= bands; band++) made.Write<double>(band, s_grid.Whole, [.. Enumerable.Range(0, 160_000).Select(i => valueAt(band, i))]);
            made.Close();
        }

        geowfc.Done(["ingest", _folder.File(name), .. options]);
    }
}
