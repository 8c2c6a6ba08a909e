using System.Globalization;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery.Products;

/// <summary>Mosaics as drone pilots hand them over.</summary>
public sealed class DroneMosaicTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void World_file_and_prj_beside_the_tiff_place_it()
    {
        string path = Plain("yard_20240601T020000.tif", 417_000, 4_494_000);
        File.WriteAllText(_folder.File("yard_20240601T020000.prj"), Projection.FromEpsg(4546).Wkt);
        var taken = Take(path);
        Assert.Equal(("drone", 4546), (taken.Scene.Profile, taken.Scene.Grid.Crs.Epsg));
        Assert.Equal(new GeoTransform(417_000, 0.05, 0, 4_494_000, 0, -0.05), taken.Scene.Grid.Transform);
        Assert.Contains(taken.Notes, n => n.Contains("not reflectance", StringComparison.Ordinal));
        Assert.Contains("\"geowfc:numbers\": \"brightness\"", taken.StacJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(417_000, 4_494_000, "EPSG:4546")]
    [InlineData(417_000, 4_494_000, "without zone prefix")]
    [InlineData(37_417_000, 4_494_000, "EPSG:4525")]
    [InlineData(19_417_000, 4_494_000, "EPSG:4497")]
    [InlineData(110.02, 40.58, "EPSG:4490")]
    [InlineData(4_494_000, 417_000, "swapped")]
    [InlineData(12.5, 7_777.0, "ask who made it")]
    public void Without_a_crs_the_numbers_make_the_question(double x, double y, string asked)
    {
        var error = Assert.Throws<InputException>(() => Take(Plain("yard_20240601T020000.tif", x, y)));
        Assert.Equal("CRS", error.Field);
        Assert.Contains(asked, error.Mend, StringComparison.Ordinal);
        Assert.Contains("its middle lies at x = ", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_to_the_question_is_taken()
    {
        var scene = Take(Plain("yard_20240601T020000.tif", 417_000, 4_494_000), new IngestOptions { Crs = Projection.FromEpsg(4546) }).Scene;
        Assert.Equal(4546, scene.Grid.Crs.Epsg);
        Assert.InRange(scene.Footprint.EnvelopeInternal.Centre.X, 110.01, 110.03);
    }

    [Fact]
    public void Multispectral_bands_by_their_names_and_the_alpha_as_mask()
    {
        string path = _folder.File("field_20240601T020000.tif");
        var grid = SceneIngestorTests.Grid(3, 1);
        using (var made = Dataset.Create(path, new RasterSpec(grid, 6, PixelType.Float32, null)))
        {
            string[] names = ["Blue", "Green", "Red", "Red Edge", "NIR", ""];
            for (int band = 1; band <= 6; band++)
            {
                made.Write<float>(band, grid.Whole, band == 6 ? [1, 0, 1] : [0.1f * band, 0.1f * band, 0.1f * band]);
                made.SetDescription(band, names[band - 1]);
            }

            made.SetColour(6, 6);
            made.Close();
        }

        var scene = Take(path, new IngestOptions { Profile = "drone" }).Scene;
        Assert.Equal([BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.RedEdge1, BandRole.Nir], scene.Bands.Select(b => b.Role));
        using var source = new SceneSource(scene, _folder.File("scenes"));
        float[] nir = new float[3];
        source.Read(BandRole.Nir, scene.Grid.Whole, nir);
        Assert.Equal([0.5f, float.NaN, 0.5f], nir.Select(v => MathF.Round(v, 6)));
    }

    // A mosaic of 40 000 x 20 000 pixels is 2.4 GB: what it takes must not follow.
    [Trait("Category", "Slow")]
    [Fact]
    public void Huge_mosaic_is_streamed()
    {
        string path = _folder.File("huge_20240601T020000.tif");
        var grid = new Grid(GeoTransform.NorthUp(417_000, 4_494_000, 0.05, 0.05), 40_000, 20_000, Projection.FromEpsg(4546));
        using (var made = Dataset.Create(path, new RasterSpec(grid, 3, PixelType.Byte, 0), "COMPRESS=DEFLATE", "TILED=NO", "BLOCKYSIZE=1"))
        {
            byte[] rows = [.. Enumerable.Range(0, 40_000 * 50).Select(i => (byte)(1 + i % 200))];
            for (int band = 1; band <= 3; band++)
            {
                for (int row = 0; row < 20_000; row += 50) made.Write<byte>(band, new Window(0, row, 40_000, 50), rows);
            }

            made.Close();
        }

        long before = Environment.WorkingSet, most = 0;
        using (var watch = new Timer(_ => most = Math.Max(most, Environment.WorkingSet), null, 0, 100))
        {
            Assert.Equal(1, Take(path).Scene.ValidShare);
        }

        Assert.True(most - before < 900L << 20, $"{(most - before) >> 20} MB");
    }

    private string Plain(string name, double x, double y)
    {
        string path = _folder.File(name);
        GaofenDelivery.Unplaced(path, 4, 4, 3, (band, col, row) => 10 * band + col + row);
        double size = Math.Abs(x) < 180 ? 1e-6 : 0.05;
        // The world file places the centre of the first pixel.
        File.WriteAllText(Path.ChangeExtension(path, ".tfw"), string.Create(CultureInfo.InvariantCulture, $"{size:R}\n0\n0\n{-size:R}\n{x + size / 2:R}\n{y - size / 2:R}\n"));
        return path;
    }

    private IngestResult Take(string path, IngestOptions? options = null) =>
        SceneIngestor.Ingest(path, (options ?? new IngestOptions()) with { Profile = "drone" }, _folder.File("scenes"), _folder.File("tmp"), null, CancellationToken.None);
}
